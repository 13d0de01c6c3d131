"""The styles of the office: what its people find in Word's list, under Vietnamese names.

Sizes and places: NĐ 30/2020/NĐ-CP, Phụ lục I. Every paragraph is in one of these styles, so that
an office changes its look in one place.
"""

from lxml.etree import _Element

from reports.printing.docx.elements import pt, w
from reports.printing.docx.numbering import DASHED
from reports.printing.docx.style import Style, fonts

LANGUAGE = "vi-VN"
SINGLE = 240
#: Blank for a signature and a seal, 28 mm in points; nothing is ever drawn there.
SIGNATURE_SPACE = 79.4

TEXT = (
    Style(
        "Normal", "Normal", below="", size=14, align="both", first=12.7, before=6, after=6,
        line=252,
    ),
    Style(
        "Plain", "Không thụt dòng", below="Normal", align="left", first=0, before=0, after=0,
        line=SINGLE,
    ),
    Style(
        "Heading1", "heading 1", below="Normal", is_bold=True, is_capital=True, before=8,
        outline=0, keeps_next=True,
    ),
    Style("Heading2", "heading 2", below="Normal", is_bold=True, before=8, outline=1,
          keeps_next=True),
    Style("Heading3", "heading 3", below="Normal", is_bold=True, before=8, outline=2,
          keeps_next=True),
    Style("Item", "Gạch đầu dòng", below="Normal", numbering=DASHED, left=0, first=12.7),
    Style("Lettered", "Điểm a, b, c", below="Normal"),
    Style("Lead", "Câu dẫn", below="Normal", keeps_next=True),
    Style("Last", "Câu kết", below="Normal", keeps_next=True),
    Style("Note", "Ghi chú", below="Normal", is_italic=True),
    Style("Mark", "Phạm vi lưu hành", size=13, is_bold=True, is_capital=True, is_boxed=True,
          align="center", before=12, after=2),
)  # fmt: skip

HEAD = (
    Style("Superior", "Tên cơ quan chủ quản", size=13, align="center"),
    Style("Issuer", "Tên cơ quan ban hành", size=13, is_bold=True, align="center"),
    Style("Nation", "Quốc hiệu", size=13, is_bold=True, align="center", condensed=0.15),
    Style("Motto", "Tiêu ngữ", size=14, is_bold=True, align="center"),
    Style("Rule", "Nét kẻ", size=2, exactly=3, is_ruled=True, before=3),
    # On one line with the day, whose letters are larger by a point.
    Style("Number", "Số, ký hiệu", size=13, align="center", before=6.9),
    Style("About", "Trích yếu công văn", size=12, align="center", before=6, left=3, right=3),
    Style("Place", "Địa danh, thời gian", size=14, is_italic=True, align="center", before=6),
    Style("Urgency", "Độ khẩn", size=13, is_bold=True, align="center", color="FF0000"),
    Style("Type", "Tên loại văn bản", is_bold=True, align="center", before=18, keeps_next=True),
    Style("Subject", "Trích yếu", is_bold=True, align="center", keeps_next=True),
    Style("Attached", "Kèm theo", is_italic=True, align="center", after=12),
    Style("To", "Kính gửi", align="center", before=14, after=12),
    Style("ToMany", "Kính gửi nhiều nơi", left=22, before=14),
    Style("Addressee", "Nơi nhận chính", left=42.5, hanging=2.9),
    Style("AppendixNumber", "Số phụ lục", is_bold=True, align="center", outline=0,
          keeps_next=True),
    Style("AppendixTitle", "Tiêu đề phụ lục", is_bold=True, align="center", keeps_next=True),
    Style("Header", "header", size=14, align="center"),
)  # fmt: skip

TABLES = (
    Style("Cell", "Ô bảng", size=12),
    Style("CellItem", "Ô bảng, gạch đầu dòng", below="Cell", numbering=DASHED, left=0, first=0),
    Style("CellHead", "Ô đầu bảng", below="Cell", is_bold=True, align="center", keeps_next=True),
    Style("CellNumber", "Ô số cột", below="Cell", size=11, is_italic=True, align="center",
          keeps_next=True),
    Style("Caption", "Tên biểu", size=12, is_bold=True, align="center", before=6, after=3,
          keeps_next=True),
    Style("AfterTable", "Dòng sau bảng", size=2, exactly=2, keeps_next=True),
)  # fmt: skip

CLOSE = (
    Style("RecipientsHead", "Nơi nhận", size=12, is_bold=True, is_italic=True),
    Style("Recipient", "Danh sách nơi nhận", size=11),
    Style("Capacity", "Quyền hạn, chức vụ", is_bold=True, align="center"),
    Style("Signer", "Họ tên người ký", is_bold=True, align="center", before=SIGNATURE_SPACE),
)

STYLES = (*TEXT, *HEAD, *TABLES, *CLOSE)

#: Tables of figures have rules of half a point; those that only place text have none.
RULED, BARE = "FigureTable", "LayoutTable"


def styles() -> _Element:
    return w(
        "styles",
        _defaults(),
        *(style.element for style in STYLES),
        w(
            "style",
            w("name", val="Default Paragraph Font"),
            w("uiPriority", val=1),
            w("semiHidden"),
            type_="character",
            default=1,
            styleId="DefaultParagraphFont",
        ),
        _table_style("TableNormal", "Normal Table", 0, 0, default=1),
        _table_style(BARE, "Bảng trình bày", 0, 0, customStyle=1),
        _table_style(RULED, "Bảng số liệu", 2, 4, _rules(), customStyle=1),
        w("style", w("name", val="No List"), type_="numbering", default=1, styleId="NoList"),
    )


def _defaults() -> _Element:
    letters = w(
        "rPr",
        fonts(),
        w("sz", val=28),
        w("szCs", val=28),
        w("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi=LANGUAGE),
    )
    return w("docDefaults", w("rPrDefault", letters), w("pPrDefault", w("pPr")))


def _table_style(
    name: str, title: str, above: float, beside: float, rules: _Element | None = None, **kind: int
) -> _Element:
    """`above` and `beside` are points of room within a cell."""
    room = w(
        "tblCellMar",
        w("top", w=pt(above), type_="dxa"),
        w("left", w=pt(beside), type_="dxa"),
        w("bottom", w=pt(above), type_="dxa"),
        w("right", w=pt(beside), type_="dxa"),
    )
    below = w("basedOn", val="TableNormal") if rules is not None or "default" not in kind else None
    return w(
        "style",
        w("name", val=title),
        below,
        w("uiPriority", val=99),
        w("tblPr", w("tblInd", w=0, type_="dxa"), rules, room),
        type_="table",
        styleId=name,
        **kind,
    )


def _rules() -> _Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    line: dict[str, str | float] = {"val": "single", "sz": 4, "space": 0, "color": "000000"}
    return w("tblBorders", *(w(side, **line) for side in sides))
