"""What stands above the text: components 1 to 5, 9a, 10b and 11 of NĐ 30/2020/NĐ-CP."""

from collections.abc import Iterator, Sequence

from lxml.etree import _Element

from directives.models import Directive
from reports.documents import Appendix, Document, Masthead, Title
from reports.printing.docx.elements import line, mm, pt, w
from reports.printing.docx.lengths import SHORT, length_of
from reports.printing.docx.tables import shares, side_by_side
from reports.templatetags.documents import balanced

Urgency = Directive.Urgency
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
#: The issuer's column and the nation's, in percents.
COLUMNS = (38.6, 61.4)
#: Letters of the issuer's name on one line of its column, on an upright and on a lying page.
UPRIGHT_LETTERS, LYING_LETTERS = 20, 34
#: The rule below a name, as a part of the name's longest line: 1/3 to 1/2.
RULE_PART = 0.4
#: Millimetres; each is 8 mm high.
STAMPS = {Urgency.URGENT: 20, Urgency.VERY_URGENT: 40, Urgency.EXPRESS: 30}
BLANK = "\u00a0"


def head(document: Document, *, width: int) -> Iterator[_Element]:
    """`width`: of the text, in twips."""
    yield masthead(document.masthead, width=width)
    if document.mark:
        yield line("Mark", document.mark.upper())
    if document.title:
        yield from title(document.title, width=width)
    yield from addressees(document.addressees)


def masthead(head: Masthead, *, width: int) -> _Element:
    """Two rows, so that number and day stay level when the issuer's name is long."""
    left, right = shares(COLUMNS, width)
    return side_by_side(
        (left, right), (_names(head, left), _nation(right)), (_number(head), [_day(head)])
    )


def _names(head: Masthead, column: int) -> list[_Element]:
    letters = UPRIGHT_LETTERS if column < SHORT / 3 else LYING_LETTERS
    name, above = (balanced(words.upper(), letters) for words in (head.issuer, head.superior))
    return [
        *([line("Superior", "\n".join(above))] if above else []),
        line("Issuer", "\n".join(name)),
        _part_rule(name, size=13, column=column),
    ]


def _nation(column: int) -> list[_Element]:
    return [
        line("Nation", NATION),
        line("Motto", MOTTO),
        rule(length_of(MOTTO, size=14), column=column),
    ]


def _number(head: Masthead) -> list[_Element]:
    made = []
    if head.symbol is not None:
        made.append(line("Number", f"Số:{BLANK * 8}/{head.symbol}"))
    if head.about:
        made.append(line("About", f"V/v {head.about}"))
    if head.stamp:
        room = {"spacing": w("spacing", before=pt(6))}
        made += [line("AfterTable", "", **room), _stamp(head), line("AfterTable", "")]
    return made or [line("Number", "")]


def _day(head: Masthead) -> _Element:
    blank = BLANK * 6
    return line("Place", f"{head.place}, ngày{blank}tháng{blank}năm {head.year}")


def _stamp(head: Masthead) -> _Element:
    """A red box in the decree's own size: a table of one cell, centred."""
    length = mm(STAMPS[Urgency(head.urgency)])
    red: dict[str, str | float] = {"val": "single", "sz": 8, "space": 0, "color": "FF0000"}
    borders = w("tcBorders", *(w(side, **red) for side in ("top", "left", "bottom", "right")))
    box = side_by_side((length,), ([line("Urgency", head.stamp.upper())],))
    box.find("{*}tblPr").insert(2, w("jc", val="center"))
    box.find("{*}tr/{*}trPr").append(w("trHeight", val=mm(8), hRule="exact"))
    box.find("{*}tr/{*}tc/{*}tcPr").extend([borders, w("vAlign", val="center")])
    return box


def title(title: Title, *, width: int) -> Iterator[_Element]:
    yield line("Type", title.type.upper())
    if title.subject:
        yield line("Subject", title.subject)
        yield _part_rule(title.subject.split("\n"), size=14, column=width)
    if title.attached:
        yield line("Attached", title.attached)


def addressees(names: Sequence[str]) -> Iterator[_Element]:
    """One stands on the line; of several each has its own, the dashes under the colon."""
    if len(names) == 1:
        yield line("To", f"Kính gửi: {names[0]}.")
    elif names:
        yield line("ToMany", "Kính gửi:")
        for name in names[:-1]:
            yield line("Addressee", f"- {name};")
        after = {"spacing": w("spacing", after=pt(12))}
        yield line("Addressee", f"- {names[-1]}.", **after)


def appendix_head(appendix: Appendix) -> Iterator[_Element]:
    yield line("AppendixNumber", f"Phụ lục {appendix.number}".strip())
    yield line("AppendixTitle", appendix.title.upper())
    if appendix.attached:
        yield line("Attached", appendix.attached)


def _part_rule(lines: Sequence[str], *, size: float, column: int) -> _Element:
    longest = max((length_of(text, size=size) for text in lines), default=0)
    return rule(RULE_PART * min(longest, column), column=column)


def rule(length: float, *, column: int) -> _Element:
    """A line of its own above nothing: the border of an empty paragraph, centred by indents."""
    side = round((column - length) / 2)
    return line("Rule", "", ind=w("ind", left=side, right=side, firstLine=0))
