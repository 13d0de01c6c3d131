"""How the print templates write runs, labels and measures. Everything is escaped here."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from reports.documents import Cell, Chart, ItemList, Paragraph, Run
from reports.documents.blocks import Bar
from reports.documents.ending import closed
from reports.documents.labels import DASH, dash_of, letter_of

register = template.Library()


@register.filter
def written(paragraph: Paragraph, addresses: dict[str, str] | None = None) -> SafeString:
    """The words of a paragraph; a figure is a link where `addresses` knows its key."""
    words = "".join(_run(run, (addresses or {}).get(run.figure, "")) for run in closed(paragraph))
    return mark_safe(dash_of(paragraph) + words)  # noqa: S308 (every run is escaped)


@register.filter
def within(cell: Cell, addresses: dict[str, str] | None = None) -> SafeString:
    """The words of a cell. A paragraph alone is no box of its own: a long table has thousands."""
    words = [written(paragraph, addresses) for paragraph in cell.paragraphs]
    if len(words) > 1:
        words = [format_html("<p>{}</p>", part) for part in words]
    return mark_safe("".join(words))  # noqa: S308 (every paragraph is escaped)


@register.filter
def broken(text: str) -> SafeString:
    """A text of several lines."""
    return mark_safe(conditional_escape(text).replace("\n", "<br>"))  # noqa: S308 (escaped)


@register.filter
def items(block: ItemList) -> list[tuple[str, tuple[Paragraph, ...]]]:
    """Each item with what stands before its first paragraph."""
    return [
        (letter_of(number) if block.ordered else DASH, item)
        for number, item in enumerate(block.items, start=1)
    ]


@register.filter
def measure(value: float) -> str:
    """A number as CSS and SVG read it, whatever the reader's language."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


@register.filter
def length_in(bar: Bar, chart: Chart) -> float:
    """Percent of a full bar."""
    return min(max(bar.value / chart.most, 0), 1) * 100 if chart.most > 0 else 0


def _run(run: Run, address: str) -> str:
    words = broken(run.text)
    if address:
        words = format_html('<a href="{}">{}</a>', address, words)
    if run.bold:
        words = format_html("<b>{}</b>", words)
    if run.italic:
        words = format_html("<i>{}</i>", words)
    return words
