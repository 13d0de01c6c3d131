"""Our own text templates, filled in and read into blocks."""

from django.template.loader import render_to_string
from django.utils import translation

from reports.documents import markup
from reports.documents.blocks import Block


def blocks(template: str, **context) -> tuple[Block, ...]:
    """What `print/text/<template>.html` says; Vietnamese, whoever reads the page."""
    with translation.override("vi"):
        return markup.read(render_to_string(f"print/text/{template}.html", context))
