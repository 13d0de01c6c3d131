"""Tables of what every unit says on every duty, in its own figures and words. Internal."""

from collections.abc import Iterator

from reports.consolidated.results import DutyResults, UnitEntry
from reports.consolidated.tables import columns as c
from reports.consolidated.tables.recipes import Recipe, Row
from reports.consolidated.totals import NOTHING
from reports.consolidated.values import Consolidation
from reports.content import People


def _said(whole: Consolidation) -> Iterator[tuple[DutyResults, UnitEntry]]:
    return ((duty, entry) for duty in whole.duties for entry in duty.entries)


def _entries(whole: Consolidation) -> Iterator[Row]:
    papers = {basis.ordinal: basis.paper.short for basis in whole.bases}
    for duty, entry in _said(whole):
        yield (
            *c.of(duty),
            entry.unit,
            c.role(entry.is_lead),
            NOTHING if entry.nothing_to_report else "có báo cáo",
            entry.results,
            entry.percent_of_year,
            entry.done_on,
            entry.shortcomings,
            entry.proposals,
            entry.next_plan,
            entry.staff_quota,
            entry.figures_until,
            "; ".join(papers[basis] for basis in entry.bases if basis in papers),
        )


def _by_basis(whole: Consolidation) -> Iterator[Row]:
    """A result that answers two papers has a row for each."""
    for basis in whole.bases:
        for duty, entry in _said(whole):
            if basis.ordinal in entry.bases:
                yield basis.paper.short, *c.of(duty), entry.unit, entry.results


def _coverage(whole: Consolidation) -> Iterator[Row]:
    for duty, entry in _said(whole):
        if entry.coverage:
            yield (
                *c.of(duty),
                entry.unit,
                c.role(entry.is_lead),
                *_groups(entry.coverage.present),
                *_groups(entry.coverage.briefed),
                entry.coverage.newcomers,
                entry.coverage.percent,
            )


def _groups(people: People) -> tuple[int, int, int]:
    return people.officials, people.employees, people.workers


def _indicators(whole: Consolidation) -> Iterator[Row]:
    for duty, entry in _said(whole):
        measures = {total.ordinal: total.unit_of_measure for total in duty.indicators}
        for figure in entry.indicators:
            yield (
                *c.of(duty),
                entry.unit,
                c.role(entry.is_lead),
                figure.name,
                measures.get(figure.ordinal, ""),
                figure.in_period,
                figure.cumulative,
                figure.estimate,
                c.state(figure.in_period, nothing=figure.nothing_to_report),
            )


def _sessions(whole: Consolidation) -> Iterator[Row]:
    for duty, entry in _said(whole):
        for session in entry.sessions:
            yield (
                *c.of(duty),
                entry.unit,
                session.held_on,
                session.form,
                session.attendances,
                session.note,
            )


def _staff(whole: Consolidation) -> Iterator[Row]:
    for duty, entry in _said(whole):
        yield from ((*c.of(duty), entry.unit, *c.person(person)) for person in entry.staffing)


ENTRIES: tuple[Recipe[Consolidation], ...] = (
    Recipe(
        "entries",
        "Báo cáo của đơn vị",
        "Nội dung báo cáo của từng đơn vị theo từng nhiệm vụ",
        (
            *c.DUTY,
            c.UNIT,
            c.ROLE,
            c.text("Tình trạng", 16),
            c.text("Kết quả thực hiện", 60),
            c.percent("Mức độ hoàn thành kế hoạch năm"),
            c.day("Ngày hoàn thành"),
            c.text("Tồn tại, hạn chế và nguyên nhân", 50),
            c.text("Đề xuất, kiến nghị", 50),
            c.text("Phương hướng, nhiệm vụ kỳ tới", 50),
            c.count("Biên chế được giao", "người"),
            c.day("Số liệu đến ngày"),
            c.text("Thực hiện theo căn cứ", 30),
        ),
        _entries,
        "Cột “Số liệu đến ngày” chỉ có ở báo cáo gửi trước ngày chốt số liệu.",
    ),
    Recipe(
        "bases",
        "Kết quả theo căn cứ",
        "Kết quả thực hiện theo từng căn cứ có báo cáo riêng",
        (c.text("Căn cứ", 30), *c.DUTY, c.UNIT, c.text("Kết quả thực hiện", 70)),
        _by_basis,
        "Kết quả thực hiện theo hai căn cứ có hai dòng. Kết quả chưa ghi căn cứ không có ở đây.",
    ),
    Recipe(
        "entry-coverage",
        "Phổ biến theo đơn vị",
        "Số người đã được quán triệt, phổ biến của từng đơn vị",
        (
            *c.DUTY,
            c.UNIT,
            c.ROLE,
            c.count("Có mặt: công chức", "người"),
            c.count("Có mặt: viên chức", "người"),
            c.count("Có mặt: người lao động", "người"),
            c.count("Đã phổ biến: công chức", "người"),
            c.count("Đã phổ biến: viên chức", "người"),
            c.count("Đã phổ biến: người lao động", "người"),
            c.count("Trong đó người mới", "người"),
            c.percent("Tỷ lệ"),
        ),
        _coverage,
        "Số người không tính trùng. Đơn vị chưa có số liệu thì không có dòng.",
    ),
    Recipe(
        "entry-indicators",
        "Chỉ tiêu theo đơn vị",
        "Số liệu từng chỉ tiêu của từng đơn vị",
        (
            *c.DUTY,
            c.UNIT,
            c.ROLE,
            c.text("Chỉ tiêu", 44),
            c.text("Đơn vị tính", 14),
            c.count("Trong kỳ"),
            c.count("Lũy kế"),
            c.count("Ước cả kỳ"),
            c.STATE,
        ),
        _indicators,
        "Báo cáo tổng hợp chỉ cộng số liệu của đơn vị chủ trì.",
    ),
    Recipe(
        "entry-sessions",
        "Đợt phổ biến theo đơn vị",
        "Từng đợt phổ biến của từng đơn vị",
        (
            *c.DUTY,
            c.UNIT,
            c.day("Ngày"),
            c.text("Hình thức", 26),
            c.count("Lượt tham gia", "lượt người"),
            c.text("Nội dung", 60),
        ),
        _sessions,
    ),
    Recipe(
        "entry-staffing",
        "Nhân lực theo đơn vị",
        "Nhân lực của từng đơn vị",
        (*c.DUTY, c.UNIT, *c.PERSON),
        _staff,
    ),
)
