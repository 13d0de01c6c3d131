"""What a công văn says, as a document: the text stands in the templates of `print/text/papers`."""

from reports.documents import Appendix, Closing, Document, Masthead
from reports.documents.templates import blocks
from reports.papers.values import Letter, OpeningPaper, UrgingPaper

#: Where a person, or the document system, writes in.
GAP = "\N{NO-BREAK SPACE}" * 6


def document_of(paper: OpeningPaper | UrgingPaper) -> Document:
    """The công văn with its appendices; number, day and signature are left blank."""
    letter = paper.letter
    is_opening = isinstance(paper, OpeningPaper)
    return Document(
        on=letter.on,
        name=f"Công văn {paper.subject}",
        author=letter.agency.name,
        masthead=Masthead(
            superior=letter.agency.superior_name,
            issuer=letter.agency.name,
            symbol=letter.symbol,
            place=letter.agency.place,
            year=letter.on.year,
            about=paper.subject,
            urgency=letter.urgency,
        ),
        title=None,
        addressees=paper.addressees,
        blocks=blocks(
            "papers/opening" if is_opening else "papers/urging", paper=paper, letter=letter
        ),
        closing=Closing(letter.recipients, letter.signature),
        appendices=_appendices(paper) if isinstance(paper, OpeningPaper) else (),
    )


def _appendices(paper: OpeningPaper) -> tuple[Appendix, ...]:
    """Outline and forms, and the units where "Kính gửi" does not name them."""
    named = [("Đề cương báo cáo", "papers/outline"), ("Biểu mẫu số liệu", "papers/forms")]
    if not paper.letter.are_named:
        named.append(("Danh sách phòng, đơn vị gửi báo cáo", "papers/units"))
    return tuple(
        Appendix(
            number="I" * place,
            title=title,
            attached=_attached(paper.letter),
            blocks=blocks(template, paper=paper, letter=paper.letter),
            is_landscape=False,
        )
        for place, (title, template) in enumerate(named, start=1)
    )


def _attached(letter: Letter) -> str:
    """The blanks of number and day stay for the document system."""
    return (
        f"(Kèm theo Công văn số{GAP}{GAP}/{letter.symbol} ngày{GAP}tháng{GAP}năm {letter.on.year}\n"
        f"của {letter.agency.name})"
    )
