"""The plan of inspections: one visit that took place, and one to come."""

from datetime import date

from directives.sample.load import Office, at
from directives.vietnamese import short_date
from reports import inspections
from reports.models import PlannedInspection, Supervision
from reports.sample.timetable import CALENDAR

TEAM = (
    "Phạm Thị Thu Hà, Trưởng phòng Hành chính - Tổng hợp\n"
    "Đặng Hoàng Nam, Chuyên viên Phòng Hành chính - Tổng hợp"
)


def record(office: Office, *, on: date, days: list[date]) -> None:
    """Planned when the period was opened; the second visit lies after `on`."""
    visited = _plan(
        office,
        "ttud",
        on=days[4],
        content="Việc triển khai Nghị quyết số 47/NQ-CP và Kế hoạch số 116/KH-UBND; hồ sơ, minh "
        "chứng các buổi tiếp đoàn nước ngoài.",
        planned_on=days[0],
    )
    _plan(
        office,
        "cntt",
        on=CALENDAR.add_working_days(on, 8),
        content="Tiến độ sản xuất video quảng bá biển, đảo và di sản Sa Huỳnh; việc biên dịch, "
        "hiệu đính nội dung tiếng Anh cho Trang thông tin điện tử của Sở.",
        planned_on=days[0],
    )
    _carry_out(office, visited, due_on=CALENDAR.add_working_days(on, 6))


def _plan(
    office: Office, unit: str, *, on: date, content: str, planned_on: date
) -> PlannedInspection:
    return inspections.plan(
        PlannedInspection(
            directive=office.directive,
            department=office.units[unit],
            on=on,
            content=content,
            team=TEAM,
            place="Trụ sở Trung tâm",
        ),
        by=office.users["hcth.truong"],
        at=at(planned_on, 15, 10),
    )


def _carry_out(office: Office, visited: PlannedInspection, *, due_on: date) -> None:
    """With a recommendation that is still to be met."""
    day = visited.on
    act = Supervision(
        means=Supervision.Means.VISIT,
        on=day,
        paper=f"Biên bản làm việc ngày {short_date(day)}",
        findings="Trung tâm triển khai đúng kế hoạch, có hồ sơ năng lực song ngữ. Minh chứng "
        "các buổi tiếp đoàn nước ngoài lưu chưa đầy đủ.",
        recommendation="Bổ sung biên bản, hình ảnh các buổi tiếp đoàn nước ngoài vào hồ sơ và "
        "gửi Phòng Hành chính - Tổng hợp.",
        recommendation_due_on=due_on,
    )
    inspections.carry_out(visited, act, by=office.users["hcth.truong"], at=at(day, 17))
