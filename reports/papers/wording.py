"""What a công văn says, as a document: the text stands in the templates of `print/text/papers`."""

from reports.documents import Appendix, Closing, Document, Masthead
from reports.documents.labels import attached, roman
from reports.documents.templates import blocks
from reports.papers.values import OpeningPaper, UrgingPaper


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
    letter = paper.letter
    named = [("Đề cương báo cáo", "papers/outline"), ("Biểu mẫu số liệu", "papers/forms")]
    if not letter.are_named:
        named.append(("Danh sách phòng, đơn vị gửi báo cáo", "papers/units"))
    line = attached("Công văn", letter.symbol, year=letter.on.year, issuer=letter.agency.name)
    return tuple(
        Appendix(
            number=roman(place),
            title=title,
            attached=line,
            blocks=blocks(template, paper=paper, letter=letter),
            is_landscape=False,
        )
        for place, (title, template) in enumerate(named, start=1)
    )
