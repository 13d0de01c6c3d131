"""How the units kept their deadlines in a period."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import cache
from uuid import UUID

from django.utils import timezone, translation

from reports import figures, lateness
from reports.calendar import OfficeCalendar
from reports.consolidated import values
from reports.models import (
    DeadlineChange,
    ProgressReport,
    ReportingPeriod,
    StateChange,
    Submission,
)
from reports.models.progress import LAPSED_STATES, OPEN_STATES, State


@dataclass(frozen=True)
class Sent:
    """A submission, as far as it is told here."""

    pk: int
    public_id: UUID
    at: datetime
    unit: str


@dataclass(frozen=True)
class Moved:
    """A change of state."""

    to_state: str
    at: datetime
    note: str
    is_self_acceptance: bool
    source: str


@dataclass
class Life:
    """What happened to one report: submissions by number, changes in order, new deadlines."""

    sent: list[Sent] = field(default_factory=list)
    changes: list[Moved] = field(default_factory=list)
    deadlines: dict[datetime, date] = field(default_factory=dict)

    @property
    def acceptance(self) -> Moved | None:
        """The one that stands; None of a report that was reopened since."""
        last = self.changes[-1] if self.changes else None
        return last if last and last.to_state == State.ACCEPTED else None


Lives = dict[int, Life]


def reports_of(period: ReportingPeriod) -> list[ProgressReport]:
    """Those that count, in reading order."""
    return list(
        ProgressReport.objects.filter(period=period)
        .exclude(state__in=LAPSED_STATES)
        .with_unit_names()
        .with_first_submission()
        .with_delay()
        .with_reminder_count()
        .with_urging_count()
        .order_by("department__sort_key", "pk")
    )


def lives_of(period: ReportingPeriod) -> Lives:
    """By report."""
    lives: Lives = defaultdict(Life)
    sent = Submission.objects.filter(report__period=period).order_by("number")
    for report, *row in sent.values_list(
        "report_id", "pk", "public_id", "submitted_at", "department_name"
    ):
        lives[report].sent.append(Sent(*row))
    changes = StateChange.objects.filter(report__period=period).order_by("at", "pk")
    for report, *row in changes.values_list(
        "report_id", "to_state", "at", "note", "is_self_acceptance", "source"
    ):
        lives[report].changes.append(Moved(*row))
    moved = DeadlineChange.objects.filter(report__period=period).order_by("at", "pk")
    for report, at, to_due_on in moved.values_list("report_id", "at", "to_due_on"):
        lives[report].deadlines[at] = to_due_on
    return lives


def cited(reports: Iterable[ProgressReport], lives: Lives) -> list[Sent]:
    """The submissions that speak: the last one of each report that was accepted."""
    return [lives[report.pk].sent[-1] for report in reports if report.state == State.ACCEPTED]


def figures_of(period: ReportingPeriod, *, on: date) -> values.Figures:
    counted = figures.report_counters(period, on=on)
    return values.Figures(**{name.name: counted[name.name] for name in fields(values.Figures)})


def standing(
    report: ProgressReport, life: Life, *, on: date, calendar: OfficeCalendar
) -> values.UnitStanding:
    late = lateness.sent(report, calendar=calendar)
    overdue = lateness.overdue(report, on=on, calendar=calendar)
    beside = report.deadline_was_moved and lateness.against_original(
        report, on=on, calendar=calendar
    )
    accepted = life.acceptance
    return values.UnitStanding(
        # As the unit called itself when it reported, or was called at the cut-off.
        unit=life.sent[-1].unit if life.sent else report.unit_name,
        submission=life.sent[-1].public_id if life.sent else None,
        state_key=report.state,
        state=_said(report.state),
        original_due_on=report.original_due_on,
        due_on=report.due_on,
        first_sent_on=timezone.localdate(life.sent[0].at) if life.sent else None,
        was_late=late is not None,
        days_late=late.days if late else 0,
        working_days_late=late.working_days if late else 0,
        days_overdue=overdue.days if overdue else 0,
        working_days_overdue=overdue.working_days if overdue else 0,
        days_after_original=beside.days if beside else 0,
        working_days_after_original=beside.working_days if beside else 0,
        is_missing=report.state in OPEN_STATES,
        explanation=report.late_explanation,
        returns=_returns(life),
        reminders=report.sent_reminder_count,
        urgings=report.urging_count,
        is_self_accepted=accepted is not None and accepted.is_self_acceptance,
        acceptance_source=accepted.source if accepted else "",
    )


@cache
def _said(state: str) -> str:
    """In Vietnamese, as all that is consolidated."""
    with translation.override("vi"):
        return str(State(state).label)


def _returns(life: Life) -> tuple[values.ReturnNote, ...]:
    sent = [change.at for change in life.changes if change.to_state == State.SUBMITTED]
    notes = []
    for change in life.changes:
        if change.to_state == State.RETURNED:
            again = min((at for at in sent if at > change.at), default=None)
            notes.append(
                values.ReturnNote(
                    on=timezone.localdate(change.at),
                    reason=change.note,
                    due_on=life.deadlines.get(change.at),
                    sent_again_on=again and timezone.localdate(again),
                )
            )
    return tuple(notes)
