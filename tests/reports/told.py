"""What a document tells, in reading order."""

from collections.abc import Iterable

from reports.documents import Block, Document, Table, plain


def told(document: Document) -> str:
    """All its words on one line, with blanks for the blanks that are filled in by hand."""
    head, closing = document.masthead, document.closing
    parts = [
        head.superior,
        head.issuer,
        f"Số: /{head.symbol}" if head.symbol is not None else "",
        f"V/v {head.about}" if head.about else "",
        head.stamp,
        f"{head.place}, ngày tháng năm {head.year}",
        document.mark,
    ]
    if document.title:
        parts += [document.title.type, document.title.subject, document.title.attached]
    if document.addressees:
        parts += ["Kính gửi:", _listed(document.addressees)]
    parts.append(words(document.blocks))
    if closing:
        if closing.recipients:
            parts += ["Nơi nhận:", _each(closing.recipients)]
        parts += [*closing.signature.titles, closing.signature.name]
    for appendix in document.appendices:
        parts += [f"Phụ lục {appendix.number}", appendix.title, appendix.attached]
        parts.append(words(appendix.blocks))
    return " ".join(" ".join(parts).split())


def _listed(names: tuple[str, ...]) -> str:
    """One stands on the line; of several each has its dash."""
    return f"{names[0]}." if len(names) == 1 else _each(names)


def _each(names: tuple[str, ...]) -> str:
    return "; ".join(f"- {name}" for name in names) + "."


def words(blocks: Iterable[Block]) -> str:
    return " ".join(plain(blocks).split())


def rows(table: Table) -> list[list[str]]:
    """The cells of a table's body as text."""
    return [[plain(cell.paragraphs) for cell in row.cells] for row in table.rows]


def tables(blocks: Iterable[Block]) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]
