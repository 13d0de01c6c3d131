"""What a section of a draft needs on its page."""

import json
from collections.abc import Iterable

from django import template

from reports.documents import Block
from reports.documents.editing import to_editor

register = template.Library()


@register.filter
def editor_json(blocks: Iterable[Block]) -> str:
    """The text as the editor takes it."""
    return json.dumps(to_editor(blocks), ensure_ascii=False, separators=(",", ":"))


@register.filter
def on_section(comments, section) -> list:
    """Of the draft's comments, those on this section that nobody has dealt with."""
    return [c for c in comments if c.section == section.key and c.done_at is None]
