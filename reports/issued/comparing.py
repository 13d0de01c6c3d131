"""Compares the text of an issued file with ours, word by word.

What may be added is the number, the day and the month in their blanks, and a stamp: words of
which each is accounted for. A page that is turned elsewhere is no difference.
"""

import re
from collections.abc import Iterable, Sequence

from reports.issued import aligning
from reports.issued.limits import MOST_DIFFERENCES
from reports.issued.values import Comparison, Difference, Kind, Stated
from reports.issued.words import Text, clean, phrase, read

#: So many words around a difference are shown; differences nearer than that are shown as one.
AROUND = 8
NEAR = 3
#: The words of a signature's picture, as the programs of the offices print them.
LABELS = phrase(
    "Ký bởi Người ký Được ký bởi Ký số bởi Chữ ký số hợp lệ Cơ quan Đơn vị Tổ chức Chức vụ Email "
    "Thư điện tử Thời gian ký Ngày ký Giờ ký Ký ngày Lý do Địa điểm Nơi ký Signature Valid "
    "Digitally Signed by Date Time Reason Location Organization CN OU O C L ST E UID MST SN "
    "Đã ký UTC GMT VN Số Ký hiệu ngày tháng năm"
)
#: One of these makes a run of such words a signature; "số 12" alone is none.
SIGNS = (("ký",), ("signed", "by"), ("signature",))
#: The number of the first page, which NĐ 30 leaves out and some programs print.
FIRST_PAGE = ("1",)
_FIGURES = re.compile(r"-?[\d.,:+]+|[^\w\s]")

Words = tuple[str, ...]


def compare(
    ours: Text,
    issued: Text,
    *,
    stated: Stated,
    furniture: Iterable[str] = (),
    stamps: Iterable[str] = (),
) -> Comparison:
    """`stamps` are the words of marks that lie on the pages and belong to no text."""
    blanks = _Blanks(ours, issued, stated)
    movable = {phrase(text) for text in furniture}
    found: list[Difference] = []
    parted: list[tuple[int, int, int, int]] = []
    first = [word.text for word in ours.words]
    second = [word.text for word in issued.words]
    for change in aligning.changes(first, second):
        i1, i2, j1, j2 = change
        gone, come = tuple(first[i1:i2]), tuple(second[j1:j2])
        if _is_layout(gone, come, movable):
            continue
        filled = blanks.filled(change)
        if filled:
            found.append(filled)
        else:
            parted.append(change)
    found += [blanks.on_top(stamp) for stamp in stamps if stamp.strip()]
    texts = [_told(ours, issued, change) for change in _together(parted)]
    texts += [item for item in found if item.kind == "text"]
    added = list(dict.fromkeys(item for item in found if item.kind != "text"))
    return Comparison(
        "different" if texts else "stamped",
        (*texts[:MOST_DIFFERENCES], *added[:MOST_DIFFERENCES]),
        len(texts),
    )


def _is_layout(gone: Words, come: Words, movable: set[Words]) -> bool:
    """The same letters otherwise spaced, or what stands anew on each page."""
    if "".join(gone) == "".join(come):
        return True
    return _is_furniture(gone, movable) and _is_furniture(come, movable)


def _is_furniture(words: Words, movable: set[Words]) -> bool:
    """Table heads, the code and the number of a page, one after the other; or nothing."""
    phrases = sorted((known for known in movable if known), key=len, reverse=True)
    left: list[str] = []
    at = 0
    while at < len(words):
        known = next((said for said in phrases if words[at : at + len(said)] == said), ())
        if not known:
            left.append(words[at])
        at += len(known) or 1
    if len(left) == len(words):
        return words in {(), FIRST_PAGE}
    return all(word.isdecimal() and len(word) < 4 for word in left)


def _together(changes: Sequence[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Changes with few words between them are one place of the text."""
    joined: list[tuple[int, int, int, int]] = []
    for change in changes:
        if joined and change[0] - joined[-1][1] <= NEAR and change[2] - joined[-1][3] <= NEAR:
            joined[-1] = (joined[-1][0], change[1], joined[-1][2], change[3])
        else:
            joined.append(change)
    return joined


def _told(ours: Text, issued: Text, change: tuple[int, int, int, int]) -> Difference:
    i1, i2, j1, j2 = change
    return Difference(
        "text",
        ours.said(i1, i2),
        issued.said(j1, j2),
        before=ours.said(max(0, i1 - AROUND), i1) + ours.gap(i1),
        after=ours.gap(i2) + ours.said(i2, i2 + AROUND),
    )


class _Blanks:
    """Tells whether what was added is what belongs there."""

    def __init__(self, ours: Text, issued: Text, stated: Stated):
        self.ours, self.issued = ours, issued
        day = stated.issued_on
        self.number = "".join(phrase(stated.number)).lstrip("0")
        self.symbol = phrase(stated.symbol)
        self.figures = {"ngày": day.day, "tháng": day.month, "năm": day.year}
        self.names = {word for name in stated.names for word in phrase(name)}
        self.signers = {phrase(name) for name in stated.names}

    def filled(self, change: tuple[int, int, int, int]) -> Difference | None:
        """What stands in a blank now; None where there was none."""
        i1, i2, j1, j2 = change
        come = tuple(word.text for word in self.issued.words[j1:j2])
        is_right = None
        if i1 == i2 or self._is_year(change):
            is_right = self._in_blank(j1, j2)
            if is_right is None and i1 == i2 and self._is_stamp(come, j1, j2):
                is_right = True
        if is_right is None:
            return None
        kind: Kind = "blank" if is_right else "mismatch"
        return Difference(kind, self.ours.said(i1, i2), self.issued.said(j1, j2))

    def on_top(self, stamp: str) -> Difference:
        """The words of a mark that lies on a page: a stamp, or something that was added."""
        words = tuple(word.text for word in read([stamp]).words)
        known = self._is_accounted_for(words)
        return Difference("blank" if known else "text", "", " ".join(clean(stamp).split()))

    def _is_year(self, change: tuple[int, int, int, int]) -> bool:
        """The year of the day of issue, where another one was printed."""
        i1, i2, j1, j2 = change
        year = self.issued.words[j1].text if j2 - j1 == 1 else ""
        return (
            i2 - i1 == 1
            and year == str(self.figures["năm"])
            and self._around(j1 - 3, j1)[::2] == ("tháng", "năm")
        )

    def _in_blank(self, j1: int, j2: int) -> bool | None:
        """Whether number, day, month or year is the one typed in; None outside of such a blank."""
        come = "".join(self._around(j1, j2))
        before, after = self._around(j1 - 2, j1), self._around(j2, j2 + 1)
        if after == ("/",) and ("số" in before[-1:] or before == ("số", ":")):
            follows = self._around(j2 + 1, j2 + 1 + len(self.symbol))
            return come.lstrip("0") == self.number if follows == self.symbol else None
        label = before[-1] if before else ""
        expected = {"ngày": ("tháng",), "tháng": ("năm",), "năm": after}.get(label)
        if expected == after and come.isdecimal():
            return int(come) == self.figures[label]
        return None

    def _around(self, start: int, end: int) -> tuple[str, ...]:
        return tuple(word.text for word in self.issued.words[max(0, start) : max(0, end)])

    def _is_stamp(self, come: tuple[str, ...], j1: int, j2: int) -> bool:
        """A signature in words, a name below it, or number and day that lie over the page."""
        if come in self.signers or come in {("đã", "ký"), ("(", "đã", "ký", ")")}:
            return True
        if any(_holds(come, sign) for sign in SIGNS):
            return self._is_accounted_for(come)
        return self.issued.is_edge(j1, j2) and self._is_number_or_day(come)

    def _is_accounted_for(self, words: tuple[str, ...]) -> bool:
        known = {*LABELS, *self.names, *self.symbol}
        return all(word in known or _FIGURES.fullmatch(word) for word in words)

    def _is_number_or_day(self, words: tuple[str, ...]) -> bool:
        """Every figure is one that was typed in."""
        figures = {self.number, *map(str, self.figures.values())}
        known = {*self.figures, "số", ":", "/", ",", *self.symbol}
        return all(word in known or word.lstrip("0") in figures for word in words)


def _holds(words: tuple[str, ...], sought: tuple[str, ...]) -> bool:
    length = len(sought)
    return any(words[at : at + length] == sought for at in range(len(words) - length + 1))
