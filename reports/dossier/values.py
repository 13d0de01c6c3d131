"""One line of the index, and the file behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from directives.models import Attachment
from directives.vietnamese import plain_letters
from reports.documents import Document

#: Letters of the words in a file's name: long paths cannot be unpacked everywhere.
LONGEST_NAME = 70


class Folder(TextChoices):
    """Named and numbered in the order of the index; only ASCII in a name of the ZIP."""

    DIRECTIVE = "1-van-ban-giao-nhiem-vu", _("Văn bản giao nhiệm vụ")
    BASES = "2-can-cu", _("Căn cứ")
    PAPERS = "3-van-ban-yeu-cau-don-doc", _("Văn bản yêu cầu báo cáo, đôn đốc")
    REPORTS = "4-bao-cao-cua-don-vi", _("Báo cáo của đơn vị, minh chứng")
    CONSOLIDATED = "5-bao-cao-tong-hop", _("Báo cáo tổng hợp, bản phát hành")
    SUPERVISION = "6-kiem-tra-kien-nghi", _("Kiểm tra, kiến nghị")


@dataclass(frozen=True)
class Entry:
    """A paper with its number, day, title and author as an index names it.

    `source` is a file that is kept, or what makes the Document to be printed; None where there is
    only the paper's name, and then `note` says why.
    """

    folder: Folder
    title: str
    author: str
    source: Attachment | Callable[[], Document] | None
    on: date | None = None
    number: str = ""
    note: str = ""

    def path(self, ordinal: int) -> str:
        """4-bao-cao-cua-don-vi/012-bao-cao-phong-quan-ly-khoa-hoc.pdf"""
        words = plain_letters(self.title).replace(" ", "-")[:LONGEST_NAME].strip("-") or "tep"
        return f"{self.folder.value}/{ordinal:03d}-{words}{self.suffix}"

    @property
    def suffix(self) -> str:
        if not isinstance(self.source, Attachment):
            return ".pdf"
        _name, dot, extension = self.source.original_name.rpartition(".")
        clean = plain_letters(extension).replace(" ", "")[:8]
        return f".{clean}" if dot and clean else ".bin"


@dataclass(frozen=True)
class Packed:
    """An entry as it lies in the ZIP; `path` is blank where there is no file."""

    ordinal: int
    entry: Entry
    path: str
    note: str
    sha256: str = ""

    @property
    def name(self) -> str:
        """Within its folder."""
        return self.path.rpartition("/")[2]
