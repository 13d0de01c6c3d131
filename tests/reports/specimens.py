"""Documents written by hand, with every part that a document may have."""

from dataclasses import replace
from datetime import date

from reports.documents import (
    Appendix,
    Block,
    Cell,
    Chart,
    Closing,
    Document,
    Heading,
    ItemList,
    Masthead,
    Paragraph,
    Row,
    Run,
    Table,
    Title,
)
from reports.documents.blocks import Bar
from reports.signing import Signature

GAP = "\N{NO-BREAK SPACE}" * 6
SUBJECT = "Kết quả triển khai công tác thông tin đối ngoại năm 2026"


def paragraph(text: str, role="") -> Paragraph:
    return Paragraph((Run(text),), role)


def cell(text: str, align="left", **more) -> Cell:
    return Cell((paragraph(text),) if text else (), align, **more)


def table(columns: int, rows: int, text: str = "Nội dung công việc") -> Table:
    """The same words in every cell."""
    return Table(
        widths=(100 / columns,) * columns,
        head=(Row(tuple(cell(f"Cột {column}") for column in range(1, columns + 1))),),
        numbers=tuple(f"({column})" for column in range(1, columns + 1)),
        rows=tuple(Row((cell(text),) * columns) for _ in range(rows)),
    )


INDICATORS = Table(
    widths=(8, 40, 18, 17, 17),
    head=(
        Row(
            (
                cell("TT", rowspan=2),
                cell("Chỉ tiêu", rowspan=2),
                cell("Đơn vị tính", rowspan=2),
                cell("Số liệu", colspan=2),
            )
        ),
        Row((cell("Trong kỳ"), cell("Lũy kế"))),
    ),
    numbers=("(1)", "(2)", "(3)", "(4)", "(5)"),
    rows=(
        Row(
            (
                cell("1", "center"),
                cell("Tin, bài đăng trên Cổng thông tin điện tử"),
                cell("tin, bài", "center"),
                Cell((Paragraph((Run("15", figure="duty-2.indicator-1.in_period"),)),), "right"),
                cell("1.234,5", "right"),
            )
        ),
        Row((cell(""), cell("Tổng số", bold=True), cell(""), cell(""), cell("1.234,5", "right"))),
    ),
)
TEXT: tuple[Block, ...] = (
    paragraph(
        "Thực hiện Kế hoạch số 116/KH-UBND ngày 03/6/2024 của UBND tỉnh về việc thực hiện Nghị "
        "quyết số 47/NQ-CP ngày 15/4/2024 của Chính phủ, Sở Khoa học và Công nghệ báo cáo kết "
        "quả triển khai công tác thông tin đối ngoại năm 2026 như sau:"
    ),
    Heading(1, "I. Tình hình triển khai"),
    Paragraph(
        (
            Run("Đã quán triệt, phổ biến đến "),
            Run("36/39", figure="duty-1.briefed"),
            Run(" người có mặt, "),
            Run("đúng đối tượng", bold=True),
            Run("; "),
            Run("đúng thời hạn", italic=True),
            Run("."),
        )
    ),
    Heading(1, "II. Kết quả thực hiện"),
    Heading(2, "1. Quán triệt, tuyên truyền, phổ biến"),
    paragraph("Kết quả của các đơn vị:", "lead"),
    paragraph("Phòng Quản lý Khoa học: đã phổ biến tại 02 cuộc họp phòng.", "item"),
    paragraph("Chi cục Tiêu chuẩn Đo lường Chất lượng: đã phổ biến tại sinh hoạt chi bộ.", "item"),
    Heading(3, "a) Số liệu các chỉ tiêu"),
    INDICATORS,
    ItemList(((paragraph("Đầu mối thứ nhất;"),), (paragraph("Đầu mối thứ hai."),))),
    ItemList(
        tuple((paragraph(f"Việc thứ {number};"),) for number in range(1, 6)),
        ordered=True,
    ),
    paragraph("Ghi chú: số liệu tính đến hết ngày 14/12/2026.", "note"),
    paragraph("Phiếu này không thay văn bản", "mark"),
    paragraph(
        "Trên đây là báo cáo kết quả triển khai công tác thông tin đối ngoại năm 2026 của Sở Khoa "
        "học và Công nghệ, kính gửi Uỷ ban nhân dân tỉnh xem xét, chỉ đạo ./.",
        "last",
    ),
)
DIRECTOR = Signature("", ("Giám đốc",), "Nguyễn Văn Thành")
REPORT = Document(
    on=date(2026, 12, 21),
    name=f"Báo cáo {SUBJECT[:1].lower()}{SUBJECT[1:]}",
    author="Sở Khoa học và Công nghệ",
    masthead=Masthead(
        superior="UBND tỉnh Quảng Ngãi",
        issuer="Sở Khoa học và Công nghệ",
        symbol="BC-SKHCN",
        place="Quảng Ngãi",
        year=2026,
    ),
    title=Title("Báo cáo", SUBJECT),
    addressees=("Uỷ ban nhân dân tỉnh Quảng Ngãi",),
    blocks=TEXT,
    closing=Closing(
        ("Như trên", "Giám đốc Sở, các Phó Giám đốc Sở", "Lưu: VT, HCTH"),
        DIRECTOR,
    ),
    code="BC-2026-v1 · 3f9a2c71",
)
LETTER = replace(
    REPORT,
    name="Công văn báo cáo kết quả, tiến độ",
    masthead=replace(
        REPORT.masthead,
        superior="UBND tỉnh Quảng Ngãi",
        issuer="Trung tâm Ứng dụng, Chuyển giao Khoa học Công nghệ và Tiêu chuẩn Đo lường "
        "Chất lượng tỉnh Quảng Ngãi",
        symbol="SKHCN-HCTH",
        about="báo cáo kết quả, tiến độ triển khai công tác thông tin đối ngoại năm 2026",
        urgency="very_urgent",
    ),
    title=None,
    addressees=(
        "Phòng Quản lý Khoa học",
        "Chi cục Tiêu chuẩn Đo lường Chất lượng, Trung tâm Kỹ thuật Tiêu chuẩn Đo lường Chất "
        "lượng và các đơn vị sự nghiệp trực thuộc",
        "Trung tâm Ứng dụng và Dịch vụ Khoa học Công nghệ",
    ),
    closing=Closing(
        REPORT.closing.recipients,
        Signature(
            "TL.", ("TL. Giám đốc", "Trưởng phòng\nHành chính - Tổng hợp"), "Phạm Thị Thu Hà"
        ),
    ),
)
ANNEX = replace(
    REPORT,
    name="Phụ lục nội bộ",
    masthead=replace(
        REPORT.masthead,
        superior="Sở Khoa học và Công nghệ",
        issuer="Phòng Hành chính - Tổng hợp",
        symbol=None,
    ),
    title=Title(
        "Phụ lục nội bộ trình Giám đốc Sở",
        SUBJECT,
        f"(Kèm theo dự thảo Báo cáo {SUBJECT[:1].lower()}{SUBJECT[1:]})",
    ),
    addressees=(),
    blocks=(
        Heading(1, "I. Mức độ hoàn thành"),
        Chart(
            "Mức độ hoàn thành kế hoạch năm",
            (
                Bar("Phòng Quản lý Khoa học", 75.5, "75,5%"),
                Bar("Chi cục Tiêu chuẩn Đo lường Chất lượng", 0, "0%"),
                Bar("Trung tâm Ứng dụng và Dịch vụ Khoa học Công nghệ", 120, "120%"),
            ),
            most=100,
        ),
        Heading(1, "II. Tiến độ của từng đơn vị"),
        table(12, 40),
        paragraph("Kính trình Giám đốc Sở xem xét, cho ý kiến chỉ đạo./.", "last"),
    ),
    closing=Closing((), DIRECTOR),
    mark="Lưu hành nội bộ",
    is_landscape=True,
    is_draft=True,
)


def appendix(number: str, *blocks: Block, is_landscape=True) -> Appendix:
    return Appendix(
        number,
        "Biểu mẫu số liệu",
        f"(Kèm theo Báo cáo số{GAP}/BC-SKHCN ngày{GAP}tháng{GAP}năm 2026\n"
        "của Sở Khoa học và Công nghệ)",
        blocks,
        is_landscape,
    )
