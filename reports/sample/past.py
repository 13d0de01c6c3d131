"""The periods that are over: confirmed by a paper, reported, accepted, with their difficulties."""

from datetime import date, timedelta

from directives.sample.load import Office, at
from directives.vietnamese import short_date
from reports import consolidated, lifecycle, obstacles
from reports.models import Obstacle, ProgressReport, ReportingPeriod
from reports.sample.answers import content, unit_of
from reports.sample.timetable import CALENDAR, Sent, working_day

#: Numbers of the papers that asked for the reports, by year; of later years only the pattern.
PAPER_NUMBERS = {2024: 1894, 2025: 2107}

#: How the reports came, by the number of the year; -2 (two working days early) where not told.
SENT = (
    {
        "hcth": Sent(-1),
        "khtc": Sent(-3),
        "qlkh": Sent(0),
        "qlcn": Sent(
            -2,
            returned="Đề nghị bổ sung số liệu về tin, bài đã đăng và nêu rõ tên các chỉ dẫn địa "
            "lý, nhãn hiệu đã được quảng bá.",
        ),
        "ttud": Sent(
            3,
            explanation="Người phụ trách tổng hợp đi công tác tại trại thực nghiệm, chưa kịp bàn "
            "giao. Trung tâm đã cử người thay thế.",
        ),
        "ttkt": Sent(
            14,
            explanation="Cuối năm Trung tâm tập trung kiểm định lưu động, chưa bố trí được người "
            "tổng hợp. Trung tâm nghiêm túc rút kinh nghiệm.",
        ),
    },
    {
        "hcth": Sent(0),
        "khtc": Sent(-4),
        "qlkh": Sent(1, explanation="Chờ số liệu hội thảo khoa học tổ chức ngày 13/12/2025."),
        "cds": Sent(
            4,
            explanation="Phòng mới tiếp nhận nhiệm vụ sau sáp nhập, lần đầu thực hiện báo cáo này.",
        ),
        "tdc": Sent(
            -1,
            returned="Đề nghị nêu rõ kết quả hỗ trợ doanh nghiệp tiếp cận thông tin TBT và bổ sung "
            "giải pháp đối với vướng mắc đã nêu.",
        ),
        "cntt": Sent(0),
    },
    {
        "cntt": Sent(
            2, explanation="Trung tâm tập trung phục vụ hội nghị trực tuyến của tỉnh trong tuần."
        ),
        "hcth": Sent(-1),
    },
)

#: New difficulties, by the number of the year and the unit; all of them under duty 2.
RAISED = (
    {
        "tdc": "Cổng cảnh báo TBT của tỉnh chưa kết nối được với hệ thống của Văn phòng TBT Việt "
        "Nam, cán bộ phải nhập lại thủ công từng thông báo, doanh nghiệp nhận thông tin chậm.",
        "ttud": "Trung tâm chưa có viên chức đủ trình độ ngoại ngữ để biên dịch tài liệu kỹ thuật "
        "và làm việc trực tiếp với đối tác nước ngoài.",
    },
    {
        "cds": "Trang thông tin điện tử của Sở chưa có phiên bản tiếng Anh đầy đủ; nội dung song "
        "ngữ chưa có đơn vị chịu trách nhiệm biên dịch, hiệu đính thường xuyên.",
    },
    {},
)


def live_through(
    office: Office, period: ReportingPeriod, year: int, *, with_report_upward: bool
) -> None:
    """The whole life of a past period; `year` is its number, 0 for the first."""
    open_period(office, period, working_day(date(period.ends_on.year, 11, 25)))
    how = SENT[min(year, len(SENT) - 1)]
    raised = RAISED[min(year, len(RAISED) - 1)]
    for report in period.reports.select_related("department", "period__directive"):
        unit = unit_of(report.department)
        _live(office, report, unit, year, how.get(unit, Sent(-2)), raised.get(unit, ""))
    if with_report_upward:
        consolidated.freeze(
            period,
            on=period.upward_due_on,
            by=office.users["hcth.truong"],
            at=at(period.upward_due_on, 16),
        )
    if year == 0:
        _after_first_year(office)
    if year == 1:
        _after_second_year(office)


def open_period(office: Office, period: ReportingPeriod, on: date) -> None:
    number = PAPER_NUMBERS.get(on.year, 2200 + on.timetuple().tm_yday // 3)
    lifecycle.confirm_period(
        period,
        paper=f"Công văn số {number}/SKHCN-HCTH ngày {short_date(on)}",
        by=office.users["hcth.truong"],
        at=at(on, 14, 20),
    )


def _live(
    office: Office, report: ProgressReport, unit: str, year: int, how: Sent, obstacle: str
) -> None:
    head, reviewer = office.users[f"{unit}.truong"], _reviewer(office, unit)
    sent_on = how.sent_on(report.due_on)
    submission = lifecycle.submit(
        report,
        content=content(report, unit, year, sent_on, raised={2: obstacle}),
        by=head,
        at=at(sent_on, 15, 10 + year),
    )
    seen_on = CALENDAR.add_working_days(sent_on, 1)
    if how.returned:
        lifecycle.return_(
            report,
            submission=submission,
            reason=how.returned,
            due_on=max(CALENDAR.add_working_days(seen_on, 3), report.due_on + timedelta(days=1)),
            by=reviewer,
            at=at(seen_on, 10, 5),
        )
        sent_on = CALENDAR.add_working_days(seen_on, 2)
        submission = lifecycle.submit(
            report,
            content=content(report, unit, year, sent_on),
            by=head,
            at=at(sent_on, 9, 40),
        )
        seen_on = CALENDAR.add_working_days(sent_on, 1)
    if how.explanation:
        lifecycle.explain(report, text=how.explanation, by=head, at=at(seen_on, 8))
    lifecycle.accept(report, submission=submission, by=reviewer, at=at(seen_on, 16, 30))


def _reviewer(office: Office, unit: str):
    """A deputy director for HCTH's own report, HCTH for all others."""
    return office.users["pgd1" if unit == "hcth" else "hcth.chuyenvien"]


def _obstacle(unit: str, office: Office) -> Obstacle:
    return Obstacle.objects.get(assignment=office.assignment(unit, 2))


def _after_first_year(office: Office) -> None:
    users = office.users
    obstacles.record_opinion(
        _obstacle("ttud", office),
        text="Giao Phòng Hành chính - Tổng hợp phối hợp Trung tâm tổ chức lớp bồi dưỡng ngoại ngữ "
        "chuyên ngành cho viên chức trong quý II/2025.",
        source="Thông báo kết luận giao ban ngày 13/01/2025",
        opinion_on=date(2025, 1, 13),
        responsible=office.units["hcth"],
        action_due_on=date(2025, 6, 30),
        by=users["hcth.truong"],
        at=at(date(2025, 1, 14)),
    )
    obstacles.close(
        _obstacle("ttud", office),
        note="Đã tổ chức 01 lớp bồi dưỡng tiếng Anh chuyên ngành cho 09 viên chức (tháng 5/2025); "
        "Trung tâm đã tự biên dịch được hồ sơ năng lực.",
        by=users["hcth.truong"],
        at=at(date(2025, 6, 20), 15),
    )
    tbt = _obstacle("tdc", office)
    obstacles.propose(
        tbt,
        text="Đề nghị Giám đốc Sở có văn bản gửi Văn phòng TBT Việt Nam cho phép kết nối, chia "
        "sẻ dữ liệu; giao Chi cục chủ trì làm việc về yêu cầu kỹ thuật.",
        by=users["hcth.chuyenvien"],
        at=at(date(2025, 1, 15), 10),
    )
    obstacles.set_visibility(
        tbt,
        visibility=Obstacle.Visibility.UPWARD,
        by=users["hcth.truong"],
        at=at(date(2025, 1, 15), 11),
    )


def _after_second_year(office: Office) -> None:
    obstacles.record_opinion(
        _obstacle("cds", office),
        text="Giao Trung tâm Công nghệ thông tin và Truyền thông chủ trì biên dịch, hiệu đính nội "
        "dung tiếng Anh; Phòng Chuyển đổi số theo dõi, nghiệm thu.",
        source="Bút phê của Giám đốc Sở ngày 12/01/2026",
        opinion_on=date(2026, 1, 12),
        responsible=office.units["cntt"],
        action_due_on=date(2026, 12, 31),
        by=office.users["hcth.truong"],
        at=at(date(2026, 1, 12), 16),
    )
