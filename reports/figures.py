"""The one place that counts: what is owed, what is late, and the two sets of counters.

A counter and the list it opens come from the same condition, so they cannot disagree.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Max, Q, QuerySet, Subquery, Value
from django.utils.translation import gettext_lazy as _

from directives.models import Assignment, Directive, Duty
from reports import staleness
from reports.models import ProgressReport, ReportingPeriod
from reports.models.progress import LAPSED_STATES, OPEN_STATES, RECEIVED_STATES, State


def owed(*, on: date) -> QuerySet[ProgressReport]:
    """What units owe on the day: open reports of confirmed periods that have begun."""
    return ProgressReport.objects.open().filter(period__starts_on__lte=on)


@dataclass(frozen=True)
class Figure:
    """A counter: its words, its colour, and the rows it counts on a day."""

    key: str
    label: str
    tone: str
    icon: str
    rows: Callable[[date], Q]


#: Báo cáo kỳ này. "Phải báo cáo" = "đã gửi" + "chưa gửi"; "đã gửi" = "đúng hạn" + "quá hạn".
REPORT_FIGURES = {
    figure.key: figure
    for figure in [
        Figure("owed", _("Phải báo cáo"), "neutral", "file-text", lambda on: Q(pk__isnull=False)),
        Figure(
            "received",
            _("Đã gửi"),
            "info",
            "send",
            lambda on: Q(state__in=RECEIVED_STATES),
        ),
        Figure(
            "on_time",
            _("Gửi đúng hạn"),
            "success",
            "circle-check",
            lambda on: Q(state__in=RECEIVED_STATES, was_late=False),
        ),
        Figure(
            "late",
            _("Gửi quá hạn"),
            "warning",
            "clock",
            lambda on: Q(state__in=RECEIVED_STATES, was_late=True),
        ),
        Figure(
            "missing", _("Chưa gửi"), "neutral", "circle-dashed", lambda on: Q(state=State.EXPECTED)
        ),
        Figure(
            "overdue",
            _("Đang quá hạn"),
            "danger",
            "alert-triangle",
            lambda on: Q(state__in=OPEN_STATES, due_on__lt=on),
        ),
        Figure(
            "awaiting",
            _("Chờ tiếp nhận"),
            "info",
            "list-check",
            lambda on: Q(state=State.SUBMITTED),
        ),
        Figure(
            "returned",
            _("Cần bổ sung"),
            "warning",
            "arrow-back-up",
            lambda on: Q(state=State.RETURNED),
        ),
        Figure(
            "accepted", _("Đã tiếp nhận"), "success", "check", lambda on: Q(state=State.ACCEPTED)
        ),
    ]
}

_DATED = Q(duty__deadline=Duty.Deadline.DATE)
_RECURRING = Q(duty__deadline=Duty.Deadline.RECURRING)
_DONE = Q(completed_on__isnull=False)

#: Nhiệm vụ. The five add up to the number of assignments in force.
DUTY_FIGURES = {
    figure.key: figure
    for figure in [
        Figure(
            "done_on_time",
            _("Hoàn thành đúng hạn"),
            "success",
            "circle-check",
            lambda on: _DONE & (Q(duty__due_on=None) | Q(completed_on__lte=F("duty__due_on"))),
        ),
        Figure(
            "done_late",
            _("Hoàn thành quá hạn"),
            "warning",
            "clock",
            lambda on: _DONE & Q(completed_on__gt=F("duty__due_on")),
        ),
        Figure(
            "on_schedule",
            _("Đang thực hiện, trong hạn"),
            "info",
            "refresh",
            lambda on: ~_DONE & (_RECURRING | _DATED & Q(duty__due_on__gte=on)),
        ),
        Figure(
            "overdue",
            _("Quá hạn"),
            "danger",
            "alert-triangle",
            lambda on: ~_DONE & _DATED & Q(duty__due_on__lt=on),
        ),
        Figure(
            "no_deadline",
            _("Không quy định thời hạn"),
            "neutral",
            "calendar",
            lambda on: ~_DONE & Q(duty__deadline__in=[Duty.Deadline.NONE, Duty.Deadline.UNSET]),
        ),
    ]
}

#: Flags on assignments: each may stand beside any of the five, so they are never added.
DUTY_FLAGS = {
    figure.key: figure
    for figure in [
        Figure(
            "stale",
            _("Chưa cập nhật quá 30 ngày"),
            "warning",
            "hourglass",
            lambda on: staleness.condition(on=on),
        ),
    ]
}


def reports_counted(period: ReportingPeriod, key: str, *, on: date) -> QuerySet[ProgressReport]:
    """The reports behind a counter of the period."""
    return _reports([period]).filter(REPORT_FIGURES[key].rows(on))


def assignments_counted(directive: Directive, key: str, *, on: date) -> QuerySet[Assignment]:
    """The assignments behind a counter or a flag of the directive."""
    return _assignments([directive], on).filter((DUTY_FIGURES | DUTY_FLAGS)[key].rows(on))


def overdue_reports(periods: Collection[ReportingPeriod], *, on: date) -> QuerySet[ProgressReport]:
    """What the counter "Đang quá hạn" of each of the periods counts."""
    return _reports(periods).filter(REPORT_FIGURES["overdue"].rows(on))


def overdue_assignments(directives: Collection[Directive], *, on: date) -> QuerySet[Assignment]:
    """What the counter "Quá hạn" of each of the directives counts."""
    return _assignments(directives, on).filter(DUTY_FIGURES["overdue"].rows(on))


def report_counters(period: ReportingPeriod, *, on: date) -> dict[str, int]:
    """Every counter of the period, in one query."""
    return _reports([period]).aggregate(
        **{key: Count("pk", filter=figure.rows(on)) for key, figure in REPORT_FIGURES.items()}
    )


def duty_counters(directive: Directive, *, on: date) -> dict[str, int]:
    """Every counter and every flag of the directive's assignments, in one query."""
    counted = {key: Count("pk", filter=figure.rows(on)) for key, figure in DUTY_FIGURES.items()}
    flagged = {
        key: Max(Subquery(_number(assignments_counted(directive, key, on=on))))
        for key in DUTY_FLAGS
    }
    numbers = _assignments([directive], on).aggregate(**counted, **flagged)
    return {key: number or 0 for key, number in numbers.items()}


def _number(rows: QuerySet) -> QuerySet:
    """Their number as a value of another query, asked for once and not for each of its rows."""
    counted = rows.order_by().annotate(one=Value(1)).values("one")
    return counted.annotate(number=Count("pk")).values("number")


def _reports(periods: Collection[ReportingPeriod]) -> QuerySet[ProgressReport]:
    return (
        ProgressReport.objects.filter(period__in=periods)
        .exclude(state__in=LAPSED_STATES)
        .with_was_late()
    )


def _assignments(directives: Collection[Directive], on: date) -> QuerySet[Assignment]:
    return Assignment.objects.in_force(on=on).filter(duty__directive__in=directives)
