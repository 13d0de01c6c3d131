"""The periods that are over: confirmed by a paper, reported, accepted, with their difficulties."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from directives.models import LegalBasis, User
from directives.sample.load import Office, at
from reports import lifecycle, obstacles, papers, planning, signing, tagging
from reports.citation import Citation
from reports.consolidated import drafted, drafting
from reports.models import Obstacle, ProgressReport, ReportingPeriod, Submission
from reports.sample import supervised
from reports.sample.answers import content, unit_of
from reports.sample.diary import Diary
from reports.sample.history import RAISED, SENT, URGED_BY_PAPER, paper_number, upward_number
from reports.sample.timetable import CALENDAR, Sent, working_day
from reports.sample.work import BASES, FOREIGN


def live_through(office: Office, period: ReportingPeriod, year: int) -> None:
    """The whole life of a past period; `year` is its number, 0 for the first."""
    opened_on = working_day(date(period.ends_on.year, 11, 25))
    open_period(office, period, opened_on)
    how = SENT[min(year, len(SENT) - 1)]
    raised = RAISED[min(year, len(RAISED) - 1)]
    diary = Diary()
    last = opened_on
    for report in period.reports.select_related("department", "period__directive"):
        unit = unit_of(report.department)
        life = Life(office, report, unit, year)
        over_on = life.write(diary, how.get(unit, Sent(-2)), raised.get(unit, ""))
        last = max(last, over_on)
    for on, number in URGED_BY_PAPER[min(year, len(URGED_BY_PAPER) - 1)]:
        diary.add(at(on, 8, 40), partial(urge_by_paper, office, period, on, number))
    diary.play(first=opened_on + timedelta(days=1), last=last)
    supervised.record(office, until=period.upward_due_on)
    _report_upward(office, period)
    _send_upward(office, period)
    if year == 0:
        _after_first_year(office)
    if year == 1:
        _after_second_year(office)


def _report_upward(office: Office, period: ReportingPeriod) -> None:
    """Drafted by the officer, sent up by the head of HCTH, approved by the Director."""
    on, users = working_day(period.upward_due_on - timedelta(days=1)), office.users
    draft = drafting.start(period, on=on, by=users["hcth.chuyenvien"], at=at(on, 8, 15))
    drafting.submit(draft, by=users["hcth.truong"], at=at(on, 10, 40))
    seen = drafted.view(draft, on=on).fingerprint
    drafting.approve(draft, seen=seen, by=users["giamdoc"], at=at(on, 14, 5))


def _send_upward(office: Office, period: ReportingPeriod) -> None:
    """The document system gave the agency's report its number."""
    sent_on = working_day(period.upward_due_on - timedelta(days=1))
    period.upward_number = f"{upward_number(sent_on)}/BC-SKHCN"
    period.upward_sent_on = sent_on
    planning.record_sent(period, by=office.users["vanthu"], at=at(sent_on, 16, 30))


def open_period(office: Office, period: ReportingPeriod, on: date) -> None:
    """Drafted in the morning, issued in the afternoon, over the head of HCTH's signature."""
    drafted = papers.draft_opening(
        period,
        signature=_by_order(office, on),
        by=office.users["hcth.chuyenvien"],
        at=at(on, 8, 40),
    )
    papers.open_period(
        period,
        paper=Citation(f"{paper_number(on)}/{drafted.symbol}", on),
        drafted=drafted,
        decided_by="Giám đốc Sở",
        by=office.users["hcth.truong"],
        at=at(on, 14, 20),
    )


def urge_by_paper(office: Office, period: ReportingPeriod, on: date, number: int) -> None:
    """Công văn đôn đốc to whoever is late on the day."""
    [drafted] = papers.draft_urgings(
        period,
        list(period.reports.all()),
        due_on=CALENDAR.add_working_days(on, 3),
        signature=_by_order(office, on),
        by=office.users["hcth.chuyenvien"],
        at=at(on, 8, 40),
    )
    issued = Citation(f"{number}/{drafted.symbol}", on)
    papers.issue_urging(drafted, issued=issued, by=office.users["vanthu"], at=at(on, 14, 20))


def _by_order(office: Office, on: date) -> signing.Signature:
    return signing.by_order(signing.signers(office.directive, on=on)).signature


@dataclass
class Life:
    """One report of a past period, from the sending to the verdict."""

    office: Office
    report: ProgressReport
    unit: str
    year: int

    def write(self, diary: Diary, how: Sent, obstacle: str) -> date:
        """Enters every step into the diary; the day of the last."""
        sent_on = how.sent_on(self.report.due_on)
        self._send(diary, sent_on, obstacle)
        seen_on = CALENDAR.add_working_days(sent_on, 1)
        if how.returned:
            returned_on, due_on = seen_on, CALENDAR.add_working_days(seen_on, 3)
            diary.add(
                at(returned_on, 10, 5), lambda: self._return(how.returned, returned_on, due_on)
            )
            sent_again_on = CALENDAR.add_working_days(returned_on, 2)
            self._send(diary, sent_again_on)
            seen_on = CALENDAR.add_working_days(sent_again_on, 1)
        if how.explanation:
            diary.add(at(seen_on, 8), lambda: self._explain(how.explanation, seen_on))
        accepted_on = seen_on
        diary.add(at(accepted_on, 16, 30), lambda: self._accept(accepted_on))
        return accepted_on

    @property
    def head(self) -> User:
        return self.office.users[f"{self.unit}.truong"]

    @property
    def reviewer(self) -> User:
        """A deputy director for HCTH's own report, HCTH for all others."""
        return self.office.users["pgd1" if self.unit == "hcth" else "hcth.chuyenvien"]

    def _send(self, diary: Diary, on: date, obstacle: str = "") -> None:
        def send():
            said = content(self.report, self.unit, self.year, on, raised={2: obstacle})
            lifecycle.submit(self.report, content=said, by=self.head, at=now)

        now = at(on, 15, 10 + self.year)
        diary.add(now, send)

    def _return(self, reason: str, on: date, due_on: date) -> None:
        lifecycle.return_(
            self.report,
            submission=self.report.submissions.latest(),
            reason=reason,
            due_on=due_on,
            by=self.reviewer,
            at=at(on, 10, 5),
        )

    def _explain(self, text: str, on: date) -> None:
        lifecycle.explain(self.report, text=text, by=self.head, at=at(on, 8))

    def _accept(self, on: date) -> None:
        submission = self.report.submissions.latest()
        lifecycle.accept(self.report, submission=submission, by=self.reviewer, at=at(on, 16, 30))
        if not BASES[self.unit]:
            self._tag(submission, on)

    def _tag(self, submission: Submission, on: date) -> None:
        """The unit did not say which plan its work answers."""
        entry = submission.entries.get(assignment__duty__ordinal=2)
        bases = LegalBasis.objects.filter(
            directive=self.office.directive, number_and_symbol=FOREIGN
        )
        tagging.tag(entry, list(bases), by=self.reviewer, at=at(on, 16, 40))


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
