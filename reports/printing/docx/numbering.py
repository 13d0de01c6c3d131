"""The dash before an item, as a list of Word.

Word knows no numbering by the Vietnamese alphabet (its own goes a, b, c, d, e): the letters of
điểm a), b), c), d), đ) are written as text.
"""

from lxml.etree import _Element

from reports.printing.docx.elements import w

#: The number of the list whose mark is a dash.
DASHED = 1


def numbering() -> _Element:
    dash = w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="bullet"),
        w("suff", val="space"),
        w("lvlText", val="-"),
        w("lvlJc", val="left"),
        ilvl=0,
    )
    lists = w("abstractNum", w("multiLevelType", val="singleLevel"), dash, abstractNumId=0)
    return w("numbering", lists, w("num", w("abstractNumId", val=0), numId=DASHED))
