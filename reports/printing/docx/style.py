"""A paragraph style in plain values, and as Word keeps it."""

from dataclasses import dataclass
from typing import Literal

from lxml.etree import _Element

from reports.printing.docx.elements import mm, present, pt, w

FONT = "Times New Roman"


@dataclass(frozen=True)
class Style:
    """What is None, blank or False is as in the style `below`.

    `name` is read in Word's list of styles. `first`, `left`, `right` and `hanging` are millimetres,
    `size`, `before`, `after` and `exactly` points; `line` is in 240ths of single spacing.
    """

    id: str
    name: str
    below: str = "Plain"
    size: float | None = None
    is_bold: bool = False
    is_italic: bool = False
    is_capital: bool = False
    is_boxed: bool = False
    is_ruled: bool = False
    color: str = ""
    condensed: float = 0
    align: Literal["", "left", "center", "right", "both"] = ""
    first: float | None = None
    left: float | None = None
    right: float | None = None
    hanging: float | None = None
    before: float | None = None
    after: float | None = None
    line: int | None = None
    exactly: float | None = None
    numbering: int | None = None
    outline: int | None = None
    keeps_next: bool = False

    @property
    def element(self) -> _Element:
        kind = {"default": 1} if not self.below else {} if self.is_known else {"customStyle": 1}
        return w(
            "style",
            w("name", val=self.name),
            w("basedOn", val=self.below) if self.below else None,
            w("next", val="Normal") if self.outline is not None else None,
            w("uiPriority", val=1),
            w("qFormat"),
            w("pPr", *self._of_paragraph()),
            w("rPr", *self._of_letters()),
            type_="paragraph",
            styleId=self.id,
            **kind,
        )

    @property
    def is_known(self) -> bool:
        """One that Word has by itself: its navigation goes by the headings."""
        return self.name == "header" or self.name.startswith("heading ")

    def _of_paragraph(self) -> list[_Element]:
        """In the order of the schema, on which Word insists."""
        return present(
            self.keeps_next and w("keepNext"),
            self.outline is not None and w("keepLines"),
            not self.below and w("widowControl"),
            self.numbering is not None and w("numPr", w("numId", val=self.numbering)),
            self.is_ruled and w("pBdr", w("top", val="single", sz=6, space=0, color="000000")),
            self._spacing(),
            self._indent(),
            self.align and w("jc", val=self.align),
            self.outline is not None and w("outlineLvl", val=self.outline),
        )

    def _spacing(self) -> _Element | None:
        given: dict[str, str | int] = {}
        if self.before is not None:
            given["before"] = pt(self.before)
        if self.after is not None:
            given["after"] = pt(self.after)
        if self.line is not None:
            given |= {"line": self.line, "lineRule": "auto"}
        if self.exactly is not None:
            given |= {"line": pt(self.exactly), "lineRule": "exact"}
        return w("spacing", **given) if given else None

    def _indent(self) -> _Element | None:
        lengths = {
            "left": self.left,
            "right": self.right,
            "firstLine": self.first,
            "hanging": self.hanging,
        }
        given = {name: mm(length) for name, length in lengths.items() if length is not None}
        return w("ind", **given) if given else None

    def _of_letters(self) -> list[_Element]:
        return present(
            not self.below and fonts(),
            self.is_bold and w("b"),
            self.is_italic and w("i"),
            self.is_capital and w("caps"),
            self.color and w("color", val=self.color),
            self.condensed and w("spacing", val=-pt(self.condensed)),
            self.size and w("sz", val=round(self.size * 2)),
            self.size and w("szCs", val=round(self.size * 2)),
            self.is_boxed and w("bdr", val="single", sz=8, space=4, color="000000"),
        )


def fonts() -> _Element:
    """One font for every script: none is left to a theme."""
    return w("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
