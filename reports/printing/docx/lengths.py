"""How wide a page and its text are: rules below a name take a part of the name's width."""

from functools import cache

from django.contrib.staticfiles import finders

from reports.printing.docx.elements import mm

#: A4 and its margins: NĐ 30/2020/NĐ-CP, Phụ lục I, mục I.
SHORT, LONG = mm(210), mm(297)
TOP, BOTTOM, LEFT, RIGHT = mm(20), mm(20), mm(30), mm(20)


def text_width(*, is_landscape: bool) -> int:
    """In twips, between the margins."""
    return (LONG if is_landscape else SHORT) - LEFT - RIGHT


def length_of(text: str, *, size: float) -> float:
    """In twips, of a line in bold letters of `size` points.

    Tinos is as wide as Times New Roman, letter for letter.
    """
    advances, unit = _advances()
    return sum(advances.get(ord(letter), unit) for letter in text) / unit * size * 20


@cache
def _advances() -> tuple[dict[int, int], int]:
    from fontTools.ttLib import TTFont

    with TTFont(finders.find("fonts/Tinos-Bold.ttf"), lazy=True) as font:
        metrics, letters = font["hmtx"].metrics, font.getBestCmap()
        advances = {code: metrics[name][0] for code, name in letters.items()}
        return advances, font["head"].unitsPerEm
