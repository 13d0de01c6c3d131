"""Icons of the sprite `static/icons.svg`: what an icon says stands in words beside it."""

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()

#: The icon that always stands for a state, in badges and in the matrix.
STATES = {
    "overdue": "alert-triangle",
    "due-soon": "clock",
    "submitted": "inbox",
    "returned": "arrow-back-up",
    "accepted": "clipboard-check",
    "done-on-time": "circle-check",
    "done-late": "check",
    "in-progress": "hourglass",
    "expected": "circle-dashed",
    "planned": "calendar",
    "undetermined": "help",
    "stopped": "player-stop",
    "nothing": "circle-minus",
    "none": "minus",
}


@register.simple_tag
@cache
def icon(name: str) -> str:
    """A page has a hundred of them, so each is written once."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("icons.svg"),
        name,
    )


@register.simple_tag
def state_icon(state: str) -> str:
    return icon(STATES[state])
