"""Reads back what was printed: words of a sheet, pages and fonts of a PDF, places on a page."""

import logging
import re
from dataclasses import dataclass
from io import BytesIO

import pdfplumber
import pypdf
import pytest

MM = 72 / 25.4


@pytest.fixture
def quiet(caplog):
    """Fails the test when WeasyPrint has complained."""
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        yield
    assert [record.getMessage() for record in caplog.records] == []


def words(html: str) -> str:
    """The text of a sheet, on one line, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&nbsp;", " ").split())


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]


def fonts(pdf: bytes) -> dict[str, bool]:
    """Name of each font without its subset tag, and whether it is embedded."""
    found = {}
    for page in pypdf.PdfReader(BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            below = font["/DescendantFonts"][0].get_object()
            name = font["/BaseFont"].rpartition("+")[2].lstrip("/")
            found[name] = "/FontFile2" in below["/FontDescriptor"]
    return found


@dataclass(frozen=True)
class Place:
    """Where words stand, in millimetres from the top left corner; `size` in points."""

    left: float
    right: float
    top: float
    bottom: float
    baseline: float
    size: float
    font: str
    color: object

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


class Sheet:
    """One page, read back by pdfplumber."""

    def __init__(self, page):
        self.page = page
        self.width, self.height = page.width / MM, page.height / MM

    def of(self, text: str) -> Place:
        """The place of words, which stand on the page once, on one line and in one style."""
        return self.all_of(text)[0]

    def all_of(self, text: str) -> list[Place]:
        found = self.page.search(text.replace(" ", r"\s+"), regex=True)
        assert found, f"not on the page: {text}"
        return [self._place(hit["chars"]) for hit in found]

    def _place(self, characters) -> Place:
        (size,) = {round(character["size"], 2) for character in characters}
        (font,) = {character["fontname"].rpartition("+")[2] for character in characters}
        return Place(
            left=min(character["x0"] for character in characters) / MM,
            right=max(character["x1"] for character in characters) / MM,
            top=min(character["top"] for character in characters) / MM,
            bottom=max(character["bottom"] for character in characters) / MM,
            baseline=(self.page.height - characters[0]["matrix"][5]) / MM,
            size=size,
            font=font,
            color=characters[0]["non_stroking_color"],
        )

    def boxes(self) -> list[tuple[float, float, float, float]]:
        """Left, right, top and bottom of what is drawn that is no letter."""
        drawn = [*self.page.rects, *self.page.lines]
        sides = ("x0", "x1", "top", "bottom")
        return [tuple(thing[side] / MM for side in sides) for thing in drawn]

    def lines(self) -> list[str]:
        """The lines of the text, without what stands in the margins."""
        inside = (0, 20 * MM, self.page.width, self.page.height - 20 * MM)
        return [line["text"] for line in self.page.crop(inside).extract_text_lines()]


def sheets(pdf: bytes) -> list[Sheet]:
    return [Sheet(page) for page in pdfplumber.open(BytesIO(pdf)).pages]
