"""Tables of output A: its figures. What units said in words is in the report as it was approved,
where the office may have said it otherwise, and in the tables of the house.
"""

from collections.abc import Iterator

from directives.vietnamese import number
from reports.consolidated.tables import columns as c
from reports.consolidated.tables.recipes import Recipe, Row
from reports.consolidated.totals import NO_FIGURE, NOTHING
from reports.consolidated.upward import UpwardDuty, UpwardReport
from reports.documents.data import Value

#: Figures of a duty, in the order of the columns; those that it is not asked for are blank.
OF_DUTY = (
    "assigned",
    "answered",
    "nothing",
    "present",
    "briefed",
    "newcomers",
    "coverage",
    "sessions",
    "attendances",
    "quota",
    "staff",
    "items_done",
    "items_open",
)
#: Figures of an indicator, in the order of the columns.
OF_INDICATOR = (
    "in_period",
    "cumulative",
    "estimate",
    "previous",
    "previous_change",
    "last_year",
    "last_year_change",
)


def _duties(report: UpwardReport) -> Iterator[Row]:
    for duty in report.duties:
        yield *c.of(duty), *(_value(report, f"duty-{duty.ordinal}.{name}") for name in OF_DUTY)


def _results(report: UpwardReport) -> Iterator[Row]:
    for duty in report.duties:
        for said in duty.results:
            yield (
                *c.of(duty),
                said.unit,
                "có kết quả",
                said.percent_of_year,
                said.done_on,
            )
        for unit in duty.nothing_units:
            yield (*c.of(duty), unit, NOTHING, None, None)


def _coverage(report: UpwardReport) -> Iterator[Row]:
    for duty in report.duties:
        if duty.coverage:
            yield from ((*c.of(duty), *group) for group in duty.coverage.groups)


def _sessions(report: UpwardReport) -> Iterator[Row]:
    for duty in report.duties:
        if duty.sessions:
            yield from ((*c.of(duty), form, times) for form, times in duty.sessions.forms)


def _progress(report: UpwardReport) -> Iterator[Row]:
    for duty in report.duties:
        if duty.progress:
            yield from ((*c.of(duty), name, units) for name, units in duty.progress.rows)
            yield *c.of(duty), "Chưa nêu mức độ", duty.progress.unknown


def _indicators(report: UpwardReport) -> Iterator[Row]:
    for duty in report.duties:
        for line in duty.indicators:
            key = f"duty-{duty.ordinal}.indicator-{line.ordinal}"
            yield (
                *c.of(duty),
                line.name,
                line.unit_of_measure,
                *(_value(report, f"{key}.{name}") for name in OF_INDICATOR),
                line.answered,
                line.asked,
                "; ".join(_notes(report, key)),
            )


def _notes(report: UpwardReport, key: str) -> Iterator[str]:
    """What the numbers do not say: words in the place of one, and of how many units it is."""
    done = report.fact(f"{key}.in_period")
    if done and done.value is None:
        yield done.text
    for name, when in [("previous", "kỳ trước"), ("last_year", "cùng kỳ năm trước")]:
        other = report.fact(f"{key}.{name}")
        if other and other.text not in {NO_FIGURE, number(other.value or 0)}:
            yield f"{when}: {other.text}"


def _value(report: UpwardReport, key: str) -> Value:
    fact = report.fact(key)
    return fact.value if fact else None


def _staffing(report: UpwardReport) -> Iterator[Row]:
    for duty in report.duties:
        if duty.staffing:
            yield from ((*c.of(duty), *c.person(person)) for person in duty.staffing.people)


def _supervised(report: UpwardReport) -> Iterator[Row]:
    for duty in report.duties:
        if duty.supervised:
            yield from _counted(duty, "theo loại", duty.supervised.kinds)
            yield from _counted(duty, "theo hình thức", duty.supervised.means)


def _counted(duty: UpwardDuty, by: str, pairs: tuple[tuple[str, int], ...]) -> Iterator[Row]:
    return ((*c.of(duty), by, word, times) for word, times in pairs)


def _obstacles(report: UpwardReport) -> Iterator[Row]:
    for obstacle in report.obstacles:
        yield (
            obstacle.text,
            "chuyển từ kỳ trước" if obstacle.is_carried_over else "mới",
            "đã giải quyết" if obstacle.is_settled else "chưa giải quyết",
        )


UPWARD: tuple[Recipe[UpwardReport], ...] = (
    Recipe(
        "duties",
        "Tổng hợp nhiệm vụ",
        "Tổng hợp theo nhiệm vụ",
        (
            *c.DUTY,
            c.count("Đơn vị được giao", "đơn vị"),
            c.count("Có báo cáo được tiếp nhận", "đơn vị"),
            c.count("Không phát sinh", "đơn vị"),
            c.count("Có mặt", "người"),
            c.count("Đã được phổ biến", "người"),
            c.count("Trong đó người mới", "người"),
            c.percent("Tỷ lệ phổ biến"),
            c.count("Đợt phổ biến", "đợt"),
            c.count("Lượt tham gia", "lượt người"),
            c.count("Biên chế được giao", "người"),
            c.count("Đã bố trí", "người"),
            c.count("Nội dung công việc đã xong", "việc"),
            c.count("Nội dung công việc chưa xong", "việc"),
        ),
        _duties,
        "Số người đã được phổ biến không tính trùng; một người dự hai đợt là hai lượt người.",
    ),
    Recipe(
        "results",
        "Mức độ hoàn thành theo đơn vị",
        "Mức độ hoàn thành từng nhiệm vụ của từng đơn vị",
        (
            *c.DUTY,
            c.UNIT,
            c.text("Tình trạng", 16),
            c.percent("Mức độ hoàn thành kế hoạch năm"),
            c.day("Ngày hoàn thành"),
        ),
        _results,
    ),
    Recipe(
        "coverage",
        "Phổ biến theo nhóm",
        "Số người đã được quán triệt, phổ biến theo nhóm",
        (
            *c.DUTY,
            c.text("Nhóm", 20),
            c.count("Có mặt", "người"),
            c.count("Đã được phổ biến", "người"),
            c.percent("Tỷ lệ"),
        ),
        _coverage,
        "Số người không tính trùng.",
    ),
    Recipe(
        "sessions",
        "Đợt phổ biến",
        "Số đợt phổ biến theo hình thức",
        (*c.DUTY, c.text("Hình thức", 30), c.count("Số đợt", "đợt")),
        _sessions,
    ),
    Recipe(
        "progress",
        "Mức độ hoàn thành",
        "Số đơn vị theo mức độ hoàn thành kế hoạch năm",
        (*c.DUTY, c.text("Mức độ hoàn thành kế hoạch năm", 30), c.count("Số đơn vị", "đơn vị")),
        _progress,
    ),
    Recipe(
        "indicators",
        "Chỉ tiêu",
        "Số liệu các chỉ tiêu",
        (
            *c.DUTY,
            c.text("Chỉ tiêu", 44),
            c.text("Đơn vị tính", 14),
            c.count("Trong kỳ"),
            c.count("Lũy kế"),
            c.count("Ước cả kỳ"),
            c.count("Kỳ trước"),
            c.count("Tăng, giảm so với kỳ trước"),
            c.count("Cùng kỳ năm trước"),
            c.count("Tăng, giảm so với cùng kỳ"),
            c.count("Có số liệu", "đơn vị"),
            c.count("Phải báo cáo", "đơn vị"),
            c.text("Ghi chú", 40),
        ),
        _indicators,
        "Tổng của các đơn vị chủ trì; đơn vị chưa có số liệu không tính là 0. Chỉ tiêu tính bằng "
        "tỷ lệ không cộng: số của từng đơn vị ở cột Ghi chú. Số ước không cộng với số thực hiện.",
    ),
    Recipe("staffing", "Nhân lực", "Bố trí nhân lực", (*c.DUTY, *c.PERSON), _staffing),
    Recipe(
        "supervised",
        "Số lần đôn đốc, kiểm tra",
        "Số lần đôn đốc, kiểm tra, giám sát",
        (
            *c.DUTY,
            c.text("Cách thống kê", 16),
            c.text("Loại, hình thức", 26),
            c.count("Số lần", "lần"),
        ),
        _supervised,
        "Cùng các lần đó, thống kê theo hai cách; không cộng với nhau.",
    ),
    Recipe(
        "obstacles",
        "Khó khăn gửi cấp trên",
        "Khó khăn, vướng mắc đưa vào báo cáo gửi cấp trên",
        (c.text("Khó khăn, vướng mắc", 90), c.text("Kỳ nêu", 22), c.text("Tình trạng", 22)),
        _obstacles,
    ),
)
