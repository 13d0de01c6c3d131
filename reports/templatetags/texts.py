"""What the text templates of a report say of its figures and papers."""

from itertools import batched

from django import template
from django.utils.html import format_html, format_html_join

from reports.consolidated.text import annex, comparing

ACTS = {
    "supervision.urging": "đôn đốc",
    "supervision.inspection": "kiểm tra",
    "supervision.monitoring": "giám sát",
}

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
def measured(facts, place, unit_of_measure, name="in_period"):
    """A figure with its unit of measure: 15 tin, bài; words alone where it is no number."""
    said = figure(facts, place, name)
    is_number = facts.fact(f"{place}.{name}").value is not None
    return format_html("{} {}", said, unit_of_measure) if is_number else said


@register.simple_tag
def tally(facts, *pairs):
    """02 mới phát sinh, 01 chuyển từ kỳ trước: keys and their words; nothing of what is none."""
    told = [(key, words) for key, words in batched(pairs, 2) if facts.fact(key).value]
    return format_html_join(
        ", ", "{} {}", ((figure(facts, key, form="count"), words) for key, words in told)
    )


@register.simple_tag
def acts(facts):
    """đôn đốc 05 lần, kiểm tra 02 lần; blank where nothing was done."""
    told = [(key, word) for key, word in ACTS.items() if facts.fact(key).value]
    return format_html_join(
        ", ", "{} {} lần", ((word, figure(facts, key, form="count")) for key, word in told)
    )


@register.simple_tag
def cite(name):
    """Where a paper is cited: "basis" or "paper". Its words come with `citations`."""
    return format_html('<data value="cite.{}">{}</data>', name, name)


@register.simple_tag
def changes(report, place, unit_of_measure):
    return comparing.changes(report, place, unit_of_measure)


@register.filter
def goes_on(result):
    """Something is said after the unit's own words."""
    return result.percent_of_year is not None or result.done_on is not None


@register.filter
def stopped(text, more):
    """With a stop at its end, where more is said after it."""
    return f"{text}." if more and text and text[-1] not in ".!?;:…" else text


@register.filter(is_safe=True)
def ended(text):
    """A row of parts, each with its semicolon, ends in a stop."""
    return f"{text.strip().rstrip(' .;')}."


@register.filter
def knows(facts, place):
    """The indicator at `place` has a sum: neither silence nor shares that are never added."""
    return facts.fact(f"{place}.in_period").value is not None


@register.filter
def place_of(duty, line):
    """Where the figures of an indicator stand: duty-2.indicator-1"""
    return f"duty-{duty.ordinal}.indicator-{line.ordinal}"
