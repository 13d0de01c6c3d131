"""The lines of a Word file that say what stands below them, as the office words them."""

import re
import unicodedata

#: "II.", "3)", "a)", "-" before a heading.
_NUMBER = re.compile(r"^(?:[ivxlc]+[.)]|\d+(?:\.\d+)*[.)]?|[a-zđ]\)|[-–+•*])\s+")
_DUTY = re.compile(r"^nhiệm vụ\s+(?:số\s+)?(\d{1,3})\b")
_DASHES = re.compile("[‐-―−]")
_IF_ANY = re.compile(r"\s*\((?:nếu có|%|người)\)")

#: Field -> how its heading is worded, after `plain`.
WORDED = {
    "results": (
        "kết quả thực hiện",
        "kết quả, tiến độ thực hiện",
        "kết quả, tiến độ",
        "kết quả đạt được",
        "kết quả",
        "tình hình thực hiện",
        "tình hình, kết quả thực hiện",
        "tình hình triển khai",
    ),
    "shortcomings": (
        "tồn tại, hạn chế và nguyên nhân",
        "tồn tại, hạn chế, nguyên nhân",
        "tồn tại, hạn chế",
        "hạn chế và nguyên nhân",
        "hạn chế, nguyên nhân",
    ),
    "proposals": ("đề xuất, kiến nghị", "kiến nghị, đề xuất", "kiến nghị", "đề xuất"),
    "next_plan": (
        "phương hướng, nhiệm vụ kỳ tới",
        "phương hướng, nhiệm vụ thời gian tới",
        "phương hướng, nhiệm vụ trong thời gian tới",
        "phương hướng, nhiệm vụ trọng tâm",
        "phương hướng, nhiệm vụ",
        "nhiệm vụ kỳ tới",
        "nhiệm vụ thời gian tới",
    ),
    "obstacles": (
        "khó khăn, vướng mắc",
        "khó khăn, vướng mắc mới phát sinh",
        "khó khăn vướng mắc",
        "khó khăn, vướng mắc và nguyên nhân",
    ),
    "percent_of_year": ("mức độ hoàn thành kế hoạch năm", "mức độ hoàn thành"),
    "done_on": ("đã hoàn thành ngày", "ngày hoàn thành"),
    "staff_quota": ("biên chế được giao",),
    "nothing_to_report": ("không phát sinh",),
}
_FIELDS = {words: field for field, wordings in WORDED.items() for words in wordings}
#: What stands on one line with its value; the others stand above their text.
VALUES = ("percent_of_year", "done_on", "staff_quota", "nothing_to_report")
#: An obstacle that is none, and a tick.
NONE = ("không", "không có", "chưa có", "không phát sinh")
TICKS = ("x", "v", "có", "✓", "☒", "☑")


def plain(text: str) -> str:
    """Small letters, one kind of dash and blank, without number, "(nếu có)" and stops around."""
    words = unicodedata.normalize("NFC", text).casefold()
    words = " ".join(_DASHES.sub("-", words).split())
    words = _IF_ANY.sub("", _NUMBER.sub("", words))
    return words.strip(" .:;")


def duty_in(text: str) -> int | None:
    """ "Nhiệm vụ 2. Triển khai …": 2."""
    found = _DUTY.match(plain(text))
    return int(found[1]) if found else None


def field_of(text: str) -> str | None:
    """The field of which the line is the heading, or the name beside its value."""
    return _FIELDS.get(plain(text))


def value_in(text: str) -> tuple[str, str] | None:
    """The field and what is said of it on the same line: "Kết quả thực hiện: Đăng 12 tin."."""
    label, colon, value = text.partition(":")
    field = field_of(label) if colon and value.strip() else None
    return (field, value.strip()) if field else None
