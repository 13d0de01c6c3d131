"""Blocks as the editor takes them."""

from collections.abc import Iterable, Iterator, Sequence

from reports.documents.blocks import Block, Cell, Heading, ItemList, Paragraph, Row, Run, Table


def to_editor(blocks: Iterable[Block]) -> dict:
    """A document of ProseMirror; one of no blocks is an empty paragraph, to type in.

    Raises TypeError for a chart, which only internal documents hold.
    """
    return _node("doc", [_block(block) for block in blocks] or [_paragraph(Paragraph(()))])


def _node(type_: str, content: list[dict], **attrs) -> dict:
    node: dict = {"type": type_}
    if attrs:
        node["attrs"] = attrs
    if content:
        node["content"] = content
    return node


def _block(block: Block) -> dict:
    match block:
        case Paragraph():
            return _paragraph(block)
        case Heading():
            text = [{"type": "text", "text": block.text}] if block.text else []
            return _node("heading", text, level=block.level)
        case ItemList():
            items = [_node("list_item", _paragraphs(item)) for item in block.items]
            return _node("ordered_list" if block.ordered else "bullet_list", items)
        case Table():
            return _node("table", list(_rows(block)), widths=list(block.widths))
        case _:
            raise TypeError(f"{block.type} is not edited")


def _paragraphs(paragraphs: Sequence[Paragraph]) -> list[dict]:
    """At least one: a cell without words is still typed into."""
    return [_paragraph(paragraph) for paragraph in paragraphs or [Paragraph(())]]


def _paragraph(paragraph: Paragraph) -> dict:
    inline = [node for run in paragraph.runs for node in _inline(run)]
    return _node("paragraph", inline, role=paragraph.role)


def _inline(run: Run) -> Iterator[dict]:
    marks = [{"type": name} for name in ("bold", "italic") if getattr(run, name)]
    styled = {"marks": marks} if marks else {}
    if run.figure:
        yield {"type": "figure", "attrs": {"key": run.figure, "text": run.text}} | styled
        return
    for place, line in enumerate(run.text.split("\n")):
        if place:
            yield {"type": "hard_break"} | styled
        if line:
            yield {"type": "text", "text": line} | styled


def _rows(table: Table) -> Iterator[dict]:
    for row in table.head:
        yield _row(row, "table_header")
    if table.numbers:
        yield _row(Row(tuple(map(_number, table.numbers))), "table_header", is_numbers=True)
    for row in table.rows:
        yield _row(row, "table_cell")


def _number(text: str) -> Cell:
    return Cell((Paragraph((Run(text),)),) if text else (), align="center")


def _row(row: Row, cell_type: str, *, is_numbers: bool = False) -> dict:
    cells = [
        _node(
            cell_type,
            _paragraphs(cell.paragraphs),
            align=cell.align,
            bold=cell.bold,
            colspan=cell.colspan,
            rowspan=cell.rowspan,
        )
        for cell in row.cells
    ]
    return _node("table_row", cells, numbers=is_numbers)
