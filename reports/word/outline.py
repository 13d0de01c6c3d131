"""The form of a report as a document: a heading for each duty and field, a table for figures.

It is filled in offline and read back by `filling`, which knows its headings and columns.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from directives.models import Duty
from reports import unit_report
from reports.calendar import report_name
from reports.consolidated import letterhead
from reports.documents import Block, Cell, Document, Heading, Paragraph, Row, Run, Table, Title
from reports.drafts import Board, Section
from reports.models import ProgressReport

#: Blank rows below those that are filled, for what the unit has to add.
MORE_ROWS = 3
_PROSE = ("results", "shortcomings", "proposals", "next_plan")
_VALUES = ("nothing_to_report", "percent_of_year", "done_on", "staff_quota")


def outline(report: ProgressReport, board: Board, *, on: date) -> Document:
    """What the form shows now, to be filled in with Word. Wants `with_unit_names()`."""
    directive, unit = report.period.directive, report.department
    agency = letterhead.agency_of(directive)
    with translation.override("vi"):
        name = report_name("kết quả, tiến độ", directive.programme_name, report.period.label)
        return Document(
            on=on,
            name=f"Báo cáo {name} của {report.unit_name}",
            author=report.unit_name,
            masthead=unit_report.masthead(unit, report.unit_name, agency, year=on.year),
            title=Title("Báo cáo", name[:1].upper() + name[1:]),
            addressees=(),
            blocks=tuple(_blocks(board)),
            closing=None,
        )


def _blocks(board: Board) -> Iterator[Block]:
    yield _note(
        "Ghi nội dung dưới từng mục và trong các bảng, giữ nguyên tên mục, tên cột; "
        "sau đó thả tệp này vào trang báo cáo. Không nhập thông tin thuộc bí mật nhà nước."
    )
    for section in board.sections:
        yield Heading(1, f"Nhiệm vụ {section.duty.ordinal}. {section.duty.title}")
        yield from _section(section)


def _section(section: Section) -> Iterator[Block]:
    yield _values(section)
    match section.duty.kind:
        case Duty.Kind.DISSEMINATION:
            yield from _dissemination(section)
        case Duty.Kind.IMPLEMENTATION:
            yield from _indicators(section)
        case _:
            yield from _staffing(section)
    for name in _PROSE:
        if name in section.entry.fields:
            yield from _prose(str(section.entry.fields[name].label), section.entry.as_typed(name))
    yield from _known_obstacles(section)
    yield Heading(2, "Khó khăn, vướng mắc mới phát sinh (nếu có)")
    for row in section.raised:
        yield _paragraph(row.as_typed("text"))
    yield _paragraph("")


def _values(section: Section) -> Table:
    """What is one figure, one day or one tick: its name and, beside it, the value."""
    entry = section.entry
    rows = [
        (_label(entry, name), _tick(entry, name) if name == _VALUES[0] else _shown(entry, name))
        for name in _VALUES
        if name in entry.fields
    ]
    return _table((60, 40), (), rows)


def _label(form, name: str) -> str:
    label = str(form.fields[name].label)
    return f"{label} (ghi “x” nếu không phát sinh)" if name == _VALUES[0] else label


def _tick(form, name: str) -> str:
    return "x" if form[name].value() else ""


def _shown(form, name: str) -> str:
    value = form[name].value()
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "")


def _dissemination(section: Section) -> Iterator[Block]:
    entry = section.entry
    if not entry.asks_newcomers_only:
        yield Heading(2, "Các buổi, các hình thức đã phổ biến")
        forms = ", ".join(str(label) for _key, label in _forms_of(entry))
        yield _note(f"Hình thức là một trong các hình thức: {forms}.")
        rows = [
            (
                _shown(row, "held_on"),
                _chosen(row, "form"),
                _shown(row, "attendances"),
                row.as_typed("note"),
            )
            for row in entry.sessions.filled
        ]
        columns = ("Ngày", "Hình thức", "Lượt người", "Nội dung")
        yield _table((16, 28, 14, 42), columns, rows, more=MORE_ROWS)
    yield Heading(2, "Số người đã được phổ biến (không tính trùng)")
    present = "Số người mới" if entry.asks_newcomers_only else "Có mặt"
    rows = [(group.label, _of(group.present), _of(group.briefed)) for group in entry.people]
    yield _table((40, 30, 30), ("Nhóm", present, "Đã được phổ biến"), rows)


def _forms_of(entry):
    return [choice for choice in entry.sessions.blank.fields["form"].choices if choice[0]]


def _of(bound) -> str:
    value = bound.value()
    return "" if value is None else str(value)


def _chosen(form, name: str) -> str:
    value = form[name].value()
    return next((str(label) for key, label in form.fields[name].choices if key == value), "")


def _indicators(section: Section) -> Iterator[Block]:
    rows = section.entry.indicators
    if not rows:
        return
    names = [name for name in ("in_period", "cumulative", "estimate") if name in rows[0].fields]
    columns = ("Chỉ tiêu", "Đơn vị tính", *(str(rows[0].fields[name].label) for name in names))
    yield Heading(2, "Chỉ tiêu")
    yield _note("Cột “Không phát sinh”: ghi “x” nếu chỉ tiêu không phát sinh trong kỳ.")
    yield _table(
        (34, 14, *(38 / len(names) for _name in names), 14),
        (*columns, "Không phát sinh"),
        [
            (
                row.indicator.name,
                row.indicator.unit,
                *(_shown(row, name) for name in names),
                _tick(row, "nothing_to_report"),
            )
            for row in rows
        ],
    )


def _staffing(section: Section) -> Iterator[Block]:
    yield Heading(2, "Bố trí, phân công nhân lực")
    yield _note("Cột “Chuyên trách”, “Là người đầu mối”: ghi “x” nếu đúng.")
    rows = [
        (
            row.as_typed("person"),
            row.as_typed("paper"),
            _shown(row, "since"),
            _tick(row, "is_full_time"),
            _tick(row, "is_focal"),
        )
        for row in section.entry.staffing.filled
    ]
    columns = ("Họ và tên", "Văn bản phân công", "Từ ngày", "Chuyên trách", "Là người đầu mối")
    yield _table((28, 30, 14, 14, 14), columns, rows, more=MORE_ROWS)


def _known_obstacles(section: Section) -> Iterator[Block]:
    if not section.known:
        return
    yield Heading(2, "Khó khăn, vướng mắc đã nêu")
    labels = ", ".join(str(label) for _key, label in section.known[0].fields["standing"].choices)
    yield _note(f"Cột “Hiện nay” là một trong các trường hợp: {labels}.")
    rows = [
        (form.obstacle.text, _chosen(form, "standing"), form.as_typed("text"))
        for form in section.known
    ]
    yield _table((44, 24, 32), ("Khó khăn, vướng mắc", "Hiện nay", "Nội dung thay đổi"), rows)


def _prose(label: str, text: str) -> Iterator[Block]:
    yield Heading(2, label)
    for line in text.split("\n") if text else [""]:
        yield _paragraph(line)


def _note(text: str) -> Paragraph:
    return Paragraph((Run(f"({_(text)})", italic=True),), "note")


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def _table(widths, columns: Iterable[str], rows: Iterable[Iterable[str]], *, more=0) -> Table:
    filled = [_row(row) for row in rows]
    blank = [_row([""] * len(widths)) for _number in range(more)]
    columns = tuple(columns)
    head = (_row(columns, bold=True),) if columns else ()
    return Table(tuple(widths), head, tuple(filled + blank))


def _row(words: Iterable[str], *, bold=False) -> Row:
    return Row(tuple(Cell((_paragraph(text),), bold=bold) for text in words))
