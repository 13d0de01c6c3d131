"""Writes to the calendar of a directive before anybody owes anything: schedule, planned periods.

History keeps who and when through the request.
"""

from collections.abc import Collection, Iterable
from dataclasses import astuple, dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from directives.models import Directive, User
from reports.calendar import Cycle, OfficeCalendar, PeriodDates, Phase, Rhythm, periods
from reports.calendar.cycles import day_of_month, is_cut_off
from reports.calendar.working_days import DAY
from reports.errors import WrongState
from reports.models import Holiday, ReportingPeriod, Schedule, SchedulePhase
from reports.models.calendar import DEADLINES

#: What may still change while a period is planned; from and to follow from the schedule.
DUE_FIELDS = tuple(name for due in DEADLINES for name in (f"{due}_due_on", f"{due}_working_days"))


def office_calendar() -> OfficeCalendar:
    """The country's holidays with the office's rows on top."""
    rows = Holiday.objects.order_by("on").values_list("on", "is_working_day")
    return OfficeCalendar(
        days_off=frozenset(on for on, works in rows if not works),
        days_worked=frozenset(on for on, works in rows if works),
    )


def rhythm_of(schedule: Schedule, phases: Iterable[SchedulePhase]) -> Rhythm:
    return Rhythm(
        cycle=schedule.cycle,
        cut_off_day=schedule.cut_off_day,
        cut_off_month=schedule.cut_off_month,
        cut_off_weekday=schedule.cut_off_weekday,
        phases=tuple(Phase(phase.name, phase.ends_on) for phase in phases),
    )


def horizon(schedule: Schedule, *, on: date) -> date:
    """Periods are planned up to the one that holds this day: the end of the directive or next year.

    A directive that ends with a month (31/12/2030) ends with the cut-off in that month: no period
    is planned for the days after it.
    """
    ends_on = schedule.directive.ends_on
    if ends_on is None:
        return day_of_month(on.year + 1, schedule.cut_off_month, schedule.cut_off_day)
    if schedule.cycle == Cycle.WEEKLY or ends_on != day_of_month(ends_on.year, ends_on.month, 31):
        return ends_on
    return day_of_month(ends_on.year, ends_on.month, schedule.cut_off_day)


# The schedule, and what a change of it does


@dataclass(frozen=True)
class Kept:
    """A period that a change leaves alone, and why."""

    period: ReportingPeriod
    reason: str


@dataclass(frozen=True)
class Change:
    """What a schedule would do to the periods of its directive; nothing has happened yet.

    `seam` is the first period that comes after those which stay, where these were not cut off as
    the schedule says: its length is its own.
    """

    stays: tuple[Kept, ...]
    goes: tuple[ReportingPeriod, ...]
    comes: tuple[PeriodDates, ...]
    seam: PeriodDates | None

    @property
    def fingerprint(self) -> str:
        """Equal where the change is the same: what a person agreed to is what happens."""
        said = [
            [kept.period.pk for kept in self.stays],
            [period.pk for period in self.goes],
            [astuple(dates) for dates in self.comes],
        ]
        return sha256(repr(said).encode()).hexdigest()


def change(
    schedule: Schedule, phases: Iterable[SchedulePhase], *, on: date, calendar: OfficeCalendar
) -> Change:
    """What `reschedule` would do today: planned periods nobody has answered for give way.

    What is confirmed, asked for by a paper or reported stays, with all that lies before it.
    """
    directive = schedule.directive
    rows = _regular(directive)
    fixed = max((row.ends_on for row, why in rows if why), default=None)
    first_day = directive.issued_on if fixed is None else fixed + DAY
    rhythm = rhythm_of(schedule, phases)
    proposed = periods(
        rhythm,
        first_day,
        horizon(schedule, on=on),
        deadlines=schedule.deadlines,
        calendar=calendar,
    )
    goes_on = fixed is None or not schedule.is_endless or is_cut_off(rhythm, fixed)
    seam = None if goes_on or not proposed else proposed[0]
    stays, goes = [], []
    for row, why in rows:
        if fixed is not None and row.ends_on <= fixed:
            stays.append(Kept(row, why or _("trước một kỳ được giữ nguyên")))
        elif (same := _as_proposed(row, schedule)) in proposed:
            proposed.remove(same)
            stays.append(Kept(row, _("lịch mới cũng có đúng kỳ này")))
        else:
            goes.append(row)
    return Change(tuple(stays), tuple(goes), tuple(proposed), seam)


def _regular(directive: Directive) -> list[tuple[ReportingPeriod, str]]:
    """Periods that follow the schedule, each with why it may not be replaced; blank: it may."""
    rows = directive.periods.filter(is_on_demand=False).annotate(
        report_count=Count("reports", distinct=True), paper_count=Count("papers", distinct=True)
    )
    return [
        (row, _why_fixed(row, has_reports=bool(row.report_count), has_papers=bool(row.paper_count)))
        for row in rows.order_by("starts_on")
    ]


def _why_fixed(row: ReportingPeriod, *, has_reports: bool, has_papers: bool) -> str:
    if row.is_confirmed:
        return _("đã xác nhận theo %(paper)s") % {"paper": row.confirming_paper}
    if row.is_withdrawn:
        return _("đã từng được xác nhận, rồi rút")
    if has_reports:
        return _("đã có báo cáo của đơn vị")
    if has_papers:
        return _("đã dự thảo công văn yêu cầu báo cáo")
    return ""


def _as_proposed(row: ReportingPeriod, schedule: Schedule) -> PeriodDates | None:
    """The row in the shape of a proposal; None where its deadlines are counted otherwise."""
    for name in DEADLINES:
        if getattr(row, f"{name}_working_days") != schedule.due(name).working_days:
            return None
    return PeriodDates(
        row.label,
        row.starts_on,
        row.ends_on,
        row.unit_due_on,
        row.director_due_on,
        row.upward_due_on,
    )


@transaction.atomic
def reschedule(
    schedule: Schedule,
    phases: Collection[SchedulePhase],
    *,
    agreed: str | None = None,
    on: date,
    by: User | None,
    at: datetime,
) -> Change:
    """Keep the schedule, the first or a changed one, and bring the planned periods in line.

    `agreed` is the fingerprint of the change that the person has seen. Raises WrongState when it
    would be another one by now: a period was confirmed, or a colleague changed the schedule.
    """
    Directive.objects.select_for_update(no_key=True, of=("self",)).get(pk=schedule.directive_id)
    locked = schedule.directive.periods.select_for_update(no_key=True, of=("self",)).order_by("pk")
    list(locked.values_list("pk", flat=True))
    made = change(schedule, phases, on=on, calendar=office_calendar())
    if agreed is not None and agreed != made.fingerprint:
        raise WrongState("changed")
    if schedule.pk is None and Schedule.objects.filter(directive=schedule.directive).exists():
        raise WrongState("scheduled")
    schedule.save()
    schedule.phases.all().delete()
    for phase in phases:
        SchedulePhase.objects.create(schedule=schedule, name=phase.name, ends_on=phase.ends_on)
    ReportingPeriod.objects.filter(pk__in=[period.pk for period in made.goes]).delete()
    _plan(schedule, made.comes)
    return made


@transaction.atomic
def plan_periods(schedule: Schedule, *, until: date, by: User | None) -> list[ReportingPeriod]:
    """Propose the periods after those there, up to the one that holds `until`.

    A planned period obliges nobody: no report is expected before a person confirms it. Of two
    people at once the second waits for the first, and finds his periods there.
    """
    directive = schedule.directive
    Directive.objects.select_for_update(no_key=True, of=("self",)).get(pk=directive.pk)
    last = directive.periods.filter(is_on_demand=False).order_by("ends_on").last()
    proposed = periods(
        rhythm_of(schedule, schedule.phases.all()),
        last.ends_on + DAY if last else directive.issued_on,
        min(until, directive.ends_on or until),
        deadlines=schedule.deadlines,
        calendar=office_calendar(),
    )
    return _plan(schedule, proposed)


def _plan(schedule: Schedule, proposed: Iterable[PeriodDates]) -> list[ReportingPeriod]:
    counted = {f"{name}_working_days": schedule.due(name).working_days for name in DEADLINES}
    return ReportingPeriod.objects.bulk_create(
        ReportingPeriod(
            directive=schedule.directive,
            label=dates.label,
            starts_on=dates.starts_on,
            ends_on=dates.ends_on,
            unit_due_on=dates.unit_due_on,
            director_due_on=dates.director_due_on,
            upward_due_on=dates.upward_due_on,
            **counted,
        )
        for dates in proposed
    )


# One period


def count_deadlines(period: ReportingPeriod, *, calendar: OfficeCalendar) -> None:
    """Set the days of those deadlines that are counted from the cut-off; plain dates stay."""
    for name in DEADLINES:
        working_days = getattr(period, f"{name}_working_days")
        if working_days is not None:
            day = calendar.add_working_days(period.ends_on, working_days)
            setattr(period, f"{name}_due_on", day)


def move_deadlines(period: ReportingPeriod, *, by: User, at: datetime) -> None:
    """Keep new deadlines of a planned period. Raises WrongState once it was confirmed."""
    moved = ReportingPeriod.objects.filter(pk=period.pk, confirmed_at=None).update(
        **{name: getattr(period, name) for name in DUE_FIELDS}
    )
    if not moved:
        raise WrongState("confirmed")


def open_on_demand(period: ReportingPeriod, *, by: User, at: datetime) -> ReportingPeriod:
    """Đột xuất: a planned period that no schedule proposed. It is confirmed as any other."""
    period.is_on_demand = True
    period.save(force_insert=True)
    return period


def drop_on_demand(period: ReportingPeriod, *, by: User, at: datetime) -> None:
    """Take back one that nobody has asked for. Raises WrongState once it was confirmed."""
    untouched = ReportingPeriod.objects.filter(
        Q(papers=None), Q(reports=None), pk=period.pk, confirmed_at=None, is_on_demand=True
    )
    if not untouched.delete()[0]:
        raise WrongState("confirmed")


def record_sent(period: ReportingPeriod, *, by: User, at: datetime) -> None:
    """Number and real day of the agency's report upward. Raises WrongState while planned."""
    kept = ReportingPeriod.objects.confirmed().filter(pk=period.pk)
    if not kept.update(upward_number=period.upward_number, upward_sent_on=period.upward_sent_on):
        raise WrongState("planned")
