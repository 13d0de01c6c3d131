"""Days as a document writes them, for sentences; tables keep dd/mm/yyyy."""

from django import template

from directives import vietnamese

register = template.Library()


@register.filter
def short_date(day):
    """07/6/2024; blank for no day."""
    return vietnamese.short_date(day) if day else ""
