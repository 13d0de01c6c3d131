"""What the text templates of a report say of its figures and papers."""

from django import template
from django.utils.html import format_html

from reports.consolidated.text import annex, comparing

register = template.Library()
register.filter("extent", comparing.extent)
register.filter("least_covered", annex.least_covered)


@register.simple_tag
def figure(facts, *place, form=""):
    """A figure that knows where it comes from: {% figure report duty "briefed" %}.

    `facts` finds a fact by its key (`fact`); "count" is its form in running text.
    """
    key = ".".join(part if isinstance(part, str) else f"duty-{part.ordinal}" for part in place)
    fact = facts.fact(key)
    text = fact.in_sentence if form == "count" else fact.text
    return format_html('<data value="{}">{}</data>', key, text)


@register.simple_tag
def cite(name):
    """Where a paper is cited: "basis" or "paper". Its words come with `citations`."""
    return format_html('<data value="cite.{}">{}</data>', name, name)


@register.simple_tag
def changes(report, place, unit_of_measure):
    return comparing.changes(report, place, unit_of_measure)


@register.filter
def place_of(duty, line):
    """Where the figures of an indicator stand: duty-2.indicator-1"""
    return f"duty-{duty.ordinal}.indicator-{line.ordinal}"
