"""A list of people as it is pasted from a table, a document or a message. Pure."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from directives.models import StaffMember

Group = StaffMember.Group

#: Of one paste; the largest unit of a Sở has a hundred people.
MOST_LINES = 500
#: How offices write the three groups, in small letters.
GROUPS = {
    "công chức": Group.OFFICIAL,
    "cc": Group.OFFICIAL,
    "viên chức": Group.EMPLOYEE,
    "vc": Group.EMPLOYEE,
    "người lao động": Group.WORKER,
    "lao động": Group.WORKER,
    "lao động hợp đồng": Group.WORKER,
    "hợp đồng lao động": Group.WORKER,
    "hợp đồng": Group.WORKER,
    "hđlđ": Group.WORKER,
    "nlđ": Group.WORKER,
}
#: What stands at the head of a column -> what the column holds.
HEADS = {
    "full_name": ("họ và tên", "họ tên", "họ, tên"),
    "position": ("chức vụ", "chức danh", "vị trí việc làm"),
    "group": ("nhóm", "đối tượng"),
    "email": ("thư điện tử", "email", "e-mail"),
    "joined_on": ("có mặt từ", "từ ngày", "ngày vào"),
}
_NUMBER = re.compile(r"\d{1,4}[.)]?")
_LIST_MARK = re.compile(r"^\s*(?:\d{1,4}\s*[.)]|[-*•–])\s+")
_HONORIFIC = re.compile(r"^(ông|bà|đ/c|đồng chí)\s+", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")


@dataclass(frozen=True)
class Line:
    """One person. `number` counts the lines from 1; `group` is blank where none was written."""

    number: int
    full_name: str
    position: str = ""
    group: str = ""
    email: str = ""
    joined_on: date | None = None

    @property
    def name_key(self) -> str:
        """Equal for the same name, however it is spelled and spaced."""
        return key_of(self.full_name)


@dataclass(frozen=True)
class Fault:
    """A line that is no person, and why."""

    number: int
    words: str


@dataclass(frozen=True)
class Reading:
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]


class _Unreadable(Exception):
    pass


def key_of(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def read(text: str) -> Reading:
    """Every line as a person, or as a fault; blank lines and the head of the table are neither."""
    lines: list[Line] = []
    faults: list[Fault] = []
    columns: list[str] | None = None
    for number, cells in _rows(text):
        if (heads := _heads(cells)) is not None:
            columns = heads
        elif len(lines) == MOST_LINES:
            words = _("Mỗi lần dán tối đa %(most)s người.") % {"most": MOST_LINES}
            faults.append(Fault(number, words))
            break
        else:
            try:
                lines.append(_line(number, cells, columns))
            except _Unreadable as why:
                faults.append(Fault(number, str(why)))
    return Reading(tuple(lines), tuple(faults))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """A table brings tabs, and quotes around a cell of several lines; people write ; | or a comma.

    A row without any text is passed over.
    """
    text = unicodedata.normalize("NFC", text.replace("\0", ""))
    if "\t" in text:
        rows = csv.reader(StringIO(text), delimiter="\t")
    else:
        rows = (_split(line) for line in text.splitlines())
    for number, cells in enumerate(rows, start=1):
        cells = [" ".join(cell.split()) for cell in cells]
        if any(cells):
            yield number, cells


def _split(line: str) -> list[str]:
    line = _LIST_MARK.sub("", line)
    separator = next((mark for mark in (";", "|", ",") if mark in line), None)
    return line.split(separator) if separator else [line]


def _heads(cells: list[str]) -> list[str] | None:
    """What each column holds, where this is the head of the table; blank for what is not kept."""
    heads = [_head(cell.casefold()) for cell in cells]
    return heads if "full_name" in heads else None


def _head(words: str) -> str:
    return next((name for name, known in HEADS.items() if words.startswith(known)), "")


def _line(number: int, cells: list[str], columns: list[str] | None) -> Line:
    found = _by_columns(cells, columns) if columns else _by_content(cells)
    name = _HONORIFIC.sub("", found.get("full_name", ""))
    group = found.get("group", "")
    if group and group.casefold() not in GROUPS:
        raise _Unreadable(
            _("Không rõ nhóm “%(group)s”: hãy ghi công chức, viên chức hoặc người lao động.")
            % {"group": group}
        )
    return Line(
        number=number,
        full_name=_name(name),
        position=_short(found.get("position", "")),
        group=GROUPS.get(group.casefold(), ""),
        email=_email(found.get("email", "")),
        joined_on=_day(found.get("joined_on", "")),
    )


def _by_columns(cells: list[str], columns: list[str]) -> dict[str, str]:
    return {name: cell for name, cell in zip(columns, cells, strict=False) if name}


def _by_content(cells: list[str]) -> dict[str, str]:
    """Without a head: an address has its @, a group its word; the first text left is the name."""
    found: dict[str, str] = {}
    texts = []
    for place, cell in enumerate(cells):
        if place == 0 and _NUMBER.fullmatch(cell):
            continue
        if "@" in cell:
            found["email"] = cell
        elif cell.casefold() in GROUPS:
            found["group"] = cell
        elif _DAY.fullmatch(cell):
            raise _Unreadable(
                _("Không rõ ngày %(day)s là ngày gì: hãy dán cả dòng tiêu đề của bảng.")
                % {"day": cell}
            )
        elif cell:
            texts.append(cell)
    return found | {"full_name": "".join(texts[:1]), "position": ", ".join(texts[1:])}


def _name(name: str) -> str:
    if not name:
        raise _Unreadable(_("Thiếu họ và tên."))
    if len(name) > 120 or any(char.isdigit() for char in name):
        raise _Unreadable(_("“%(name)s” không phải là họ và tên.") % {"name": name[:60]})
    if len(name.split()) < 2:
        raise _Unreadable(_("Hãy ghi đủ họ và tên: “%(name)s”.") % {"name": name})
    return name.title() if name.isupper() else name


def _short(position: str) -> str:
    if len(position) > 120:
        raise _Unreadable(_("Chức vụ dài quá 120 ký tự."))
    return position


def _email(email: str) -> str:
    if not email:
        return ""
    try:
        validate_email(email)
    except ValidationError:
        words = _("Địa chỉ thư “%(email)s” ghi chưa đúng.") % {"email": email}
        raise _Unreadable(words) from None
    return email


def _day(text: str) -> date | None:
    if not text:
        return None
    plain = re.sub(r"[.-]", "/", text)
    try:
        return datetime.strptime(plain, "%d/%m/%Y").date()  # noqa: DTZ007
    except ValueError:
        words = _("Ngày “%(day)s” không có thật hoặc ghi chưa đúng; hãy ghi ngày/tháng/năm.") % {
            "day": text
        }
        raise _Unreadable(words) from None
