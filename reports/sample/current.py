"""The period that is open: some units have answered, one was asked for more, most still owe."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from django.utils import timezone

from directives.sample.load import Office, at
from reports import lifecycle, supervision
from reports.models import ProgressReport, ReportingPeriod, Supervision
from reports.sample import carried_out, inspected, logged, roster, staffed
from reports.sample.answers import content
from reports.sample.diary import Diary
from reports.sample.past import open_period
from reports.sample.timetable import CALENDAR, days_open
from reports.sample.typed import typed

RAISED = (
    "Chưa có kinh phí riêng để tham gia triển lãm công nghệ ngoài tỉnh; doanh nghiệp khởi nghiệp "
    "tự chi trả nên số sản phẩm của tỉnh được giới thiệu với đối tác nước ngoài còn ít."
)
MISSING = (
    "Đề nghị bổ sung số liệu lũy kế về các phép thử được công nhận quốc tế và nêu rõ khó khăn, "
    "vướng mắc (nếu có) trong công tác quảng bá dịch vụ."
)


def open_and_answer(office: Office, period: ReportingPeriod, year: int, *, on: date) -> None:
    """Everything happened on working days before `on`; only deadlines lie after it."""
    days = days_open(on, not_before=period.starts_on)
    open_period(office, period, days[0])

    reviewer = office.users["hcth.chuyenvien"]

    def owed(unit: str) -> ProgressReport:
        return period.reports.select_related("department", "period__directive").get(
            department=office.units[unit]
        )

    def send(unit: str, when: datetime, **more) -> None:
        report = owed(unit)
        said = content(report, unit, year, timezone.localdate(when), **more)
        lifecycle.submit(report, content=said, by=office.users[f"{unit}.truong"], at=when)

    def accept(unit: str, when: datetime) -> None:
        report = owed(unit)
        submission = report.submissions.latest()
        lifecycle.accept(report, submission=submission, by=reviewer, at=when)

    def return_(unit: str, when: datetime) -> None:
        report = owed(unit)
        lifecycle.return_(
            report,
            submission=report.submissions.latest(),
            reason=MISSING,
            due_on=CALENDAR.add_working_days(on, 5),
            by=reviewer,
            at=when,
        )

    diary = Diary()

    def plan(when: datetime, act: Callable[..., None], unit: str, **more) -> None:
        diary.add(when, partial(act, unit, when, **more))

    plan(at(days[3], 9, 25), send, "khtc")
    plan(at(days[4], 8, 50), accept, "khtc")
    plan(at(days[3], 15, 25), send, "ttkt")
    plan(at(days[5], 10, 15), return_, "ttkt")
    plan(at(days[5], 14, 25), send, "qlcn", raised={2: RAISED})
    plan(at(days[6], 10, 25), send, "tdc")
    plan(at(days[-1], 11, 25), send, "bcvt", nothing_new=True)
    diary.add(at(days[-1], 15, 20), lambda: _hand_to_head(office, owed("cntt"), year, days[-1]))
    diary.play(first=days[0] + timedelta(days=1), last=on - timedelta(days=1))
    roster.record(office, days)
    staffed.record(office, days[1])
    carried_out.record(office, period, days)
    logged.record(office, period, days)
    _supervise(office, days)
    inspected.record(office, on=on, days=days)


def _hand_to_head(office: Office, report: ProgressReport, year: int, on: date) -> None:
    by, data = office.users["cntt.daumoi"], typed(content(report, "cntt", year, on))
    lifecycle.save_draft(report, data=data, version=0, by=by, at=at(on, 15, 20))
    lifecycle.send_to_head(report, by=by, at=at(on, 15, 30))


def _supervise(office: Office, days: list[date]) -> None:
    kinds, means = Supervision.Kind, Supervision.Means
    for unit, kind, how, day, findings in [
        (
            "qlkh",
            kinds.URGING,
            means.ZALO,
            days[2],
            "Gửi đề cương, biểu mẫu; đề nghị phòng bố trí người tổng hợp và gửi báo cáo đúng hạn.",
        ),
        (
            "cds",
            kinds.MONITORING,
            means.MEETING,
            days[5],
            "Tại giao ban, phòng báo cáo tiến độ biên dịch nội dung tiếng Anh đạt khoảng 60%, đang "
            "chờ Trung tâm Công nghệ thông tin và Truyền thông hiệu đính.",
        ),
    ]:
        supervision.record(
            Supervision(
                directive=office.directive,
                department=office.units[unit],
                kind=kind,
                means=how,
                on=day,
                findings=findings,
            ),
            by=office.users["hcth.chuyenvien"],
            at=at(day, 16),
        )
