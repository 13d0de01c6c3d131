"""What stands around the text: head, title, addressees, signature, appendices. NĐ 30/2020."""

from dataclasses import dataclass
from datetime import date

from directives.models import Directive
from reports.documents.blocks import Block
from reports.signing import Signature

Urgency = Directive.Urgency


@dataclass(frozen=True)
class Masthead:
    """Components 1-4, 5b and 10b. `superior` stands above `issuer`, in thin letters.

    `symbol` follows "Số:      /"; None where the document has no number. `about` is the "V/v" of
    a công văn, without these letters. The day is left blank but for the year.
    """

    superior: str
    issuer: str
    symbol: str | None
    place: str
    year: int
    about: str = ""
    urgency: str = Urgency.NORMAL

    @property
    def stamp(self) -> str:
        """KHẨN, THƯỢNG KHẨN, HOẢ TỐC; blank where the matter is not urgent."""
        return "" if self.urgency == Urgency.NORMAL else str(Urgency(self.urgency).label)


@dataclass(frozen=True)
class Title:
    """BÁO CÁO, and its trích yếu. `attached` is the line in brackets below it, if any."""

    type: str
    subject: str
    attached: str = ""


@dataclass(frozen=True)
class Closing:
    """Components 7 and 9b. `recipients` each without its stop; none for an internal paper.

    `beside` signs on the left, level with `signature`: the other side of minutes.
    """

    recipients: tuple[str, ...]
    signature: Signature
    beside: Signature | None = None


@dataclass(frozen=True)
class Appendix:
    """On pages of its own, numbered on their own. `number` is Roman, blank for the only one."""

    number: str
    title: str
    attached: str
    blocks: tuple[Block, ...]
    is_landscape: bool = True


@dataclass(frozen=True)
class Document:
    """`code` tells which version a printed page is of; `name` is the title in the file's
    properties. `is_draft` prints DỰ THẢO across every page.

    `mark` is a circulation mark (LƯU HÀNH NỘI BỘ), blank for none.
    """

    on: date
    name: str
    author: str
    masthead: Masthead
    title: Title | None
    addressees: tuple[str, ...]
    blocks: tuple[Block, ...]
    closing: Closing | None
    appendices: tuple[Appendix, ...] = ()
    mark: str = ""
    is_landscape: bool = False
    is_draft: bool = False
    code: str = ""
