"""What one person can act on today, in the order in which it presses. One query per sort of work.

A report comes to the members of the unit that owes it, a verdict to those who may give it; what
a person can only watch stands on other pages.
"""

from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import IntEnum
from itertools import groupby
from operator import attrgetter

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject, TruncDate
from django.utils.functional import SimpleLazyObject

from directives import officers
from directives.models import AdjustmentRequest, Assignment, Directive, User
from directives.posts import Posts, Role
from reports import entrusted, figures, planning, running, status
from reports.calendar import DUE_SOON_DAYS, OfficeCalendar
from reports.entrusted import Entrusted
from reports.models import (
    ExtensionRequest,
    Obstacle,
    ProgressReport,
    ReportingPeriod,
    StateChange,
    Submission,
    Supervision,
)
from reports.models.progress import State
from reports.running import Running
from reports.status import Status


class Rank(IntEnum):
    """What presses first. New duties come between DUE_SOON and LATER."""

    TO_SEND = 0
    OVERDUE = 1
    RETURNED = 2
    DUE_SOON = 3
    LATER = 4


@dataclass(frozen=True)
class Row:
    """One thing to do; `kind` names the template, `subject` is what it is about."""

    kind: str
    rank: Rank
    due_on: date
    subject: "ProgressReport | Obstacle | Supervision | Entered"
    status: Status | None = None
    waits_for_head: bool = False

    @property
    def is_to_send(self) -> bool:
        """A draft that the reader himself is asked to send."""
        return self.rank == Rank.TO_SEND

    @property
    def press(self) -> str:
        """The look of what has no state of its own."""
        return {Rank.OVERDUE: "overdue", Rank.DUE_SOON: "due-soon"}.get(self.rank, "in-progress")


@dataclass(frozen=True)
class NewDuty:
    """`people` of the unit, to whom its head may give it at once."""

    assignment: Assignment
    people: tuple[User, ...] = ()


@dataclass(frozen=True)
class Entered:
    """What HCTH typed in for a unit: its submission in few words, for the head to confirm."""

    report: ProgressReport
    number: int
    by: str
    source: str
    received_on: date
    entered_on: date

    @classmethod
    def of(cls, report: ProgressReport) -> "Entered":
        """Of a report with `entered`, as JSON."""
        facts = report.entered
        days = {name: date.fromisoformat(facts[name]) for name in ("received_on", "entered_on")}
        return cls(report, **{**facts, **days})


@dataclass(frozen=True)
class NewDuties:
    """Duties of one directive that the unit has not acknowledged."""

    directive: Directive
    duties: tuple[NewDuty, ...]

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        return tuple(one.assignment for one in self.duties)


@dataclass(frozen=True)
class Todo:
    rows: tuple[Row, ...]
    new_duties: tuple[NewDuties, ...]
    verdicts: tuple[tuple[ProgressReport, Status], ...]
    opinions: tuple[Obstacle, ...]
    confirmations: tuple[Obstacle, ...]
    unsettled: tuple[Obstacle, ...]
    extensions: tuple[ExtensionRequest, ...]
    running: Running
    mine: tuple[Entrusted, ...] = ()
    adjustments: tuple[AdjustmentRequest, ...] = ()
    proposed_work: tuple[Assignment, ...] = ()

    @property
    def pressing(self) -> list[Row]:
        return [row for row in self.rows if row.rank < Rank.LATER]

    @property
    def later(self) -> list[Row]:
        return [row for row in self.rows if row.rank == Rank.LATER]

    @property
    def is_empty(self) -> bool:
        """Nothing waits; the duties at work are always there."""
        waiting = [part.name for part in fields(self) if part.name != "running"]
        return not any(getattr(self, name) for name in waiting)


def of(posts: Posts, *, on: date) -> Todo:
    """All that `posts` can act on on the day."""
    # Asked for only where something is late.
    calendar = SimpleLazyObject(planning.office_calendar)
    rows = [
        *_reports(posts, on, calendar),
        *_entries(posts),
        *_obstacles(posts, on),
        *_recommendations(posts, on),
    ]
    return Todo(
        rows=tuple(sorted(rows, key=lambda row: (row.rank, row.due_on))),
        new_duties=_new_duties(posts, on),
        verdicts=tuple(
            (report, status.of_report(report, on=on, calendar=calendar))
            for report in verdicts(posts, on=on)
        ),
        **_waiting_obstacles(posts),
        extensions=tuple(extensions(posts)),
        mine=entrusted.mine(posts, on=on),
        adjustments=tuple(entrusted.adjustments(posts)),
        proposed_work=tuple(entrusted.proposed_work(posts, on=on)),
        running=running.of(posts, on=on),
    )


def verdicts(posts: Posts, *, on: date) -> QuerySet[ProgressReport]:
    """Reports that wait for this person to take them in, the oldest submission first."""
    if not posts.reviews:
        return ProgressReport.objects.none()
    return (
        ProgressReport.objects.acceptable_by(posts, on=on)
        .select_related("department", "period__directive")
        .with_last_submission()
        .with_was_late()
        .with_delay()
        .with_entry()
        .order_by("last_submitted_at", "pk")
    )


def extensions(posts: Posts) -> QuerySet[ExtensionRequest]:
    """Requests that wait for this person's answer, the nearest deadline first."""
    if not posts.reviews:
        return ExtensionRequest.objects.none()
    return (
        ExtensionRequest.objects.decidable_by(posts)
        .select_related("report__department", "report__period__directive", "asked_by")
        .order_by("from_due_on", "asked_at", "pk")
    )


def waiting_count(posts: Posts, *, on: date) -> int:
    """Verdicts and answers together, in one query: what the menu shows."""
    if not posts.reviews:
        return 0
    reports = ProgressReport.objects.acceptable_by(posts, on=on).order_by().values("pk")
    asked = ExtensionRequest.objects.decidable_by(posts).order_by().values("report_id")
    return reports.union(asked, all=True).count()


def interim_periods(posts: Posts, *, on: date) -> list[ReportingPeriod]:
    """Periods past their cut-off with reports whose figures end before it; adds `interim_count`."""
    if not posts.coordinates:
        return []
    counted = (
        ProgressReport.objects.interim()
        .filter(period=OuterRef("pk"))
        .order_by()
        .values("period")
        .annotate(count=Count("pk"))
    )
    periods = (
        ReportingPeriod.objects.confirmed()
        .filter(
            directive__coordinator__in=posts.coordinates,
            unit_due_on__lt=F("ends_on"),
            ends_on__lt=on,
        )
        .annotate(interim_count=Subquery(counted.values("count")))
        .filter(interim_count__gt=0)
    )
    return list(periods.select_related("directive").order_by("ends_on", "pk"))


def _waiting_obstacles(posts: Posts) -> dict[str, tuple[Obstacle, ...]]:
    """In one query: for a leader those that wait for his opinion, and those that he is asked to
    confirm; for HCTH those that it is to close after what was done, or to propose on.
    """
    if not posts.reviews:
        return {"opinions": (), "confirmations": (), "unsettled": ()}
    kept = Obstacle.objects
    of_leader = (kept.awaiting_opinion() | kept.to_be_confirmed()).of_agencies_led_by(posts)
    of_hcth = (kept.to_be_closed() | kept.to_be_proposed_on()).followed_up_by(posts)
    rows = list(
        (of_leader | of_hcth).select_related(
            "assignment__department",
            "assignment__duty__directive",
            "opinion_recorded_by",
            "responsible",
        )
    )
    led = [one for one in rows if one.assignment.duty.directive.agency_id in posts.leads]
    return {
        "opinions": tuple(one for one in led if not one.opinion),
        "confirmations": tuple(one for one in led if one.awaits_confirmation),
        "unsettled": tuple(one for one in rows if _is_unsettled(one, posts)),
    }


def _is_unsettled(obstacle: Obstacle, posts: Posts) -> bool:
    is_his = obstacle.assignment.duty.directive.coordinator_id in posts.coordinates
    is_undecided = not obstacle.proposal and not obstacle.opinion
    return is_his and (bool(obstacle.acted_on) or is_undecided)


def _reports(posts: Posts, on: date, calendar: OfficeCalendar) -> list[Row]:
    returned = StateChange.objects.filter(report=OuterRef("pk"), to_state=State.RETURNED)
    reports = (
        figures.owed(on=on)
        .of(posts)
        .select_related("department", "period__directive", "draft__sent_to_head_by")
        .with_open_status()
        .annotate(return_reason=Subquery(returned.order_by("-at", "-pk").values("note")[:1]))
        .order_by("due_on", "pk")
    )
    return [
        Row(
            "report",
            _rank_of(report, posts, on),
            report.due_on,
            report,
            status.of_report(report, on=on, calendar=calendar),
            waits_for_head(report),
        )
        for report in reports
    ]


def _rank_of(report: ProgressReport, posts: Posts, on: date) -> Rank:
    if waits_for_head(report) and report.department_id in posts.submits_for:
        return Rank.TO_SEND
    rank = _rank(report.due_on, on)
    if report.state == State.RETURNED and rank != Rank.OVERDUE:
        return Rank.RETURNED
    return rank


def waits_for_head(report: ProgressReport) -> bool:
    """The focal officer has sent the draft to the head of the unit."""
    draft = getattr(report, "draft", None)
    return draft is not None and draft.sent_to_head_at is not None


def _rank(due_on: date, on: date) -> Rank:
    if due_on < on:
        return Rank.OVERDUE
    return Rank.DUE_SOON if due_on <= on + timedelta(days=DUE_SOON_DAYS) else Rank.LATER


def _obstacles(posts: Posts, on: date) -> list[Row]:
    """Opinions that name his unit; without a day they press like those that are due soon."""
    obstacles = Obstacle.objects.to_be_acted_on_by(posts).select_related("assignment__department")
    return [
        Row(
            "obstacle",
            _rank(obstacle.action_due_on or on, on),
            obstacle.action_due_on or on,
            obstacle,
        )
        for obstacle in obstacles
    ]


def _entries(posts: Posts) -> list[Row]:
    """What HCTH typed in for his unit, for him to confirm; they press by the day it was typed."""
    if not posts.submits_for:
        return []
    facts = JSONObject(
        number="number",
        by="submitted_by__full_name",
        source="source",
        received_on=TruncDate("submitted_at"),
        entered_on=TruncDate("entered_at"),
    )
    sent = Submission.objects.filter(report=OuterRef("pk")).order_by("-number")
    reports = (
        ProgressReport.objects.entries_to_confirm(posts)
        .select_related("department", "period__directive")
        .annotate(entered=Subquery(sent.values(facts=facts)[:1]))
        .order_by("pk")
    )
    return [
        Row("entry", Rank.DUE_SOON, Entered.of(report).entered_on, Entered.of(report))
        for report in reports
    ]


def _recommendations(posts: Posts, on: date) -> list[Row]:
    recommended = Supervision.objects.to_be_done_by(posts).select_related("department", "directive")
    return [
        Row(
            "recommendation",
            _rank(entry.recommendation_due_on, on),
            entry.recommendation_due_on,
            entry,
        )
        for entry in recommended
    ]


def _new_duties(posts: Posts, on: date) -> tuple[NewDuties, ...]:
    assignments = list(
        Assignment.objects.in_force(on=on)
        .unacknowledged()
        .filter(department__in=posts.member_of)
        .select_related("department", "duty__directive")
        .order_by("duty__directive__issued_on", "duty__directive_id", "duty__ordinal", "pk")
    )
    heads = posts.departments({Role.HEAD, Role.DEPUTY_HEAD})
    units = heads & {assignment.department_id for assignment in assignments}
    people = officers.by_unit(units, on=on) if units else {}
    return tuple(
        NewDuties(
            directive,
            tuple(NewDuty(one, tuple(people.get(one.department_id, ()))) for one in group),
        )
        for directive, group in groupby(assignments, key=attrgetter("duty.directive"))
    )
