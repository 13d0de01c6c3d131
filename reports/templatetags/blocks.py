"""How the print templates write runs, labels and measures. Everything is escaped here."""

from collections.abc import Iterable, Iterator

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from reports.documents import Block, Cell, Chart, Heading, ItemList, Paragraph, Row, Run, Table
from reports.documents.blocks import Bar
from reports.documents.ending import closed
from reports.documents.labels import DASH, dash_of, letter_of

#: Letters of 12 pt on one percent of the width of an upright page.
LETTERS_A_PERCENT = 0.9
#: Lines of a row that is torn where the page ends; an upright page has some 50.
LONG = 25

register = template.Library()


@register.filter
def ranked(blocks: Iterable[Block]) -> Iterator[tuple[Block, int]]:
    """Each block with the rank of its heading: 2 right below the title, then 3 and 4.

    Whatever level a text begins with, a screen reader finds no rank left out.
    """
    above: list[int] = []
    for block in blocks:
        if isinstance(block, Heading):
            above = [*(level for level in above if level < block.level), block.level]
        yield block, len(above) + 1


@register.filter
def written(paragraph: Paragraph, addresses: dict[str, str] | None = None) -> SafeString:
    """The words of a paragraph; a figure is a link where `addresses` knows its key."""
    words = "".join(_run(run, (addresses or {}).get(run.figure, "")) for run in closed(paragraph))
    return mark_safe(dash_of(paragraph) + words)  # noqa: S308 (every run is escaped)


@register.filter
def within(cell: Cell, addresses: dict[str, str] | None = None) -> SafeString:
    """The words of a cell. A paragraph alone is no box of its own: a long table has thousands."""
    if len(cell.paragraphs) == 1 and not cell.paragraphs[0].role:
        return written(cell.paragraphs[0], addresses)
    parts = ((role_of(part), written(part, addresses)) for part in cell.paragraphs)
    return format_html_join("", "<p{}>{}</p>", parts)


@register.filter
def role_of(paragraph: Paragraph) -> str:
    """Its role as an attribute."""
    return format_html(' class="doc-{}"', paragraph.role) if paragraph.role else ""


@register.filter
def rows(table: Table) -> list[tuple[Row, bool]]:
    """Each row, and whether it is so long that it may be torn."""
    return [(row, _lines_of(row, table.widths) > LONG) for row in table.rows]


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


def _lines_of(row: Row, widths: tuple[float, ...]) -> float:
    """About how many lines its longest cell has; cells that reach down from above are not seen."""
    longest, column = 0.0, 0
    for cell in row.cells:
        width = max(sum(widths[column : column + cell.colspan]), 1)
        column += cell.colspan
        letters = sum(len(run.text) for paragraph in cell.paragraphs for run in paragraph.runs)
        longest = max(longest, len(cell.paragraphs) + letters / (width * LETTERS_A_PERCENT))
    return longest


def _run(run: Run, address: str) -> str:
    words = broken(run.text)
    if address:
        words = format_html('<a href="{}">{}</a>', address, words)
    if run.bold:
        words = format_html("<b>{}</b>", words)
    if run.italic:
        words = format_html("<i>{}</i>", words)
    return words
