"""What stands in a person's calendar: days and titles, never what anybody wrote."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Count, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils.translation import gettext as _

from directives.models import Assignment
from directives.posts import Posts
from directives.vietnamese import short_date
from reports.models import (
    DeadlineChange,
    Obstacle,
    ProgressReport,
    ReportingPeriod,
    StateChange,
    Supervision,
)
from reports.models.progress import LAPSED_STATES, OPEN_STATES

#: Days for which what is settled stays in the calendar after its date.
KEPT_DAYS = 60
#: Days ahead for which planned periods are shown.
AHEAD_DAYS = 400


class Standing(StrEnum):
    """As RFC 5545, 3.8.1.11, names them."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class Entry:
    """A day in the calendar; `uid` stays the same for ever, `sequence` grows with each change."""

    uid: str
    on: date
    title: str
    words: str
    path: str
    standing: Standing
    sequence: int
    changed_at: datetime


def entries(posts: Posts, *, on: date) -> list[Entry]:
    """All that this person has to think of, the nearest day first. Five queries at most."""
    found = [
        *_reports(posts, on),
        *_planned(posts, on),
        *_consolidated(posts, on),
        *_recommendations(posts),
        *_opinions(posts),
    ]
    return sorted(found, key=lambda entry: (entry.on, entry.uid))


def _name(posts: Posts, department) -> str:
    """The unit's name, for those who work in several."""
    return f" ({department.short_name})" if len(posts.member_of) > 1 else ""


def _about(period: ReportingPeriod) -> str:
    return f"{period.label}, {period.directive.reference}"


# Reports: planned, owed, sent, called off


def _of_report(rows, field):
    """So many rows of the report, or the latest of them."""
    return Subquery(rows.filter(report=OuterRef("pk")).order_by().values("report").values(n=field))


def _reports(posts: Posts, on: date) -> Iterator[Entry]:
    period_changes = ReportingPeriod.objects.filter(pk=OuterRef("period")).order_by()
    reports = (
        ProgressReport.objects.of(posts)
        .filter(
            Q(state__in=OPEN_STATES) | Q(due_on__gte=on - timedelta(days=KEPT_DAYS)),
            period__confirmed_at__isnull=False,
        )
        .select_related("department", "period__directive")
        .annotate(
            planning=Coalesce(Subquery(period_changes.values(n=Count("events"))), 0),
            moves=Coalesce(_of_report(StateChange.objects, Count("pk")), 0),
            deadlines=Coalesce(_of_report(DeadlineChange.objects, Count("pk")), 0),
            changed_at=Greatest(
                F("created_at"),
                _of_report(StateChange.objects, Max("at")),
                _of_report(DeadlineChange.objects, Max("at")),
            ),
        )
        .order_by("due_on", "pk")
    )
    for report in reports:
        yield _of(report, posts)


def _of(report: ProgressReport, posts: Posts) -> Entry:
    standing, page = Standing.CONFIRMED, "reports:report"
    if report.state in OPEN_STATES:
        title, page = _("Hạn gửi báo cáo: %(about)s"), "reports:draft"
    elif report.state in LAPSED_STATES:
        title, standing = _("Không phải gửi báo cáo: %(about)s"), Standing.CANCELLED
    else:
        title = _("Đã gửi báo cáo: %(about)s")
    return Entry(
        uid=f"report-{report.period.public_id}-{report.department.public_id}",
        on=report.due_on,
        title=title % {"about": _about(report.period)} + _name(posts, report.department),
        words=_("Hạn gửi: hết ngày %(day)s. %(state)s.")
        % {"day": short_date(report.due_on), "state": report.get_state_display()},
        path=reverse(page, args=[report.public_id]),
        standing=standing,
        sequence=report.planning + report.moves + report.deadlines,
        changed_at=report.changed_at,
    )


def _planned(posts: Posts, on: date) -> Iterator[Entry]:
    """Nobody has confirmed them yet: they may move, or never come."""
    asked = list(
        Assignment.objects.filter(
            Q(ends_on=None) | Q(ends_on__gte=on), department__in=posts.member_of
        )
        .select_related("department")
        .annotate(directive_id=F("duty__directive"))
        .order_by("department__sort_key", "pk")
    )
    if not asked:
        return
    periods = _with_changes(
        ReportingPeriod.objects.filter(
            directive__in={one.directive_id for one in asked},
            confirmed_at=None,
            unit_due_on__range=(on, on + timedelta(days=AHEAD_DAYS)),
        )
    )
    for period in periods:
        units = {
            one.department
            for one in asked
            if one.directive_id == period.directive_id
            and one.starts_on <= period.ends_on
            and (one.ends_on is None or one.ends_on >= period.ends_on)
        }
        for unit in units:
            yield Entry(
                uid=f"report-{period.public_id}-{unit.public_id}",
                on=period.unit_due_on,
                title=_("Dự kiến hạn gửi báo cáo: %(about)s") % {"about": _about(period)}
                + _name(posts, unit),
                words=_("Kỳ báo cáo dự kiến, chưa có văn bản yêu cầu."),
                path=reverse("reports:periods", args=[period.directive.public_id]),
                standing=Standing.TENTATIVE,
                sequence=period.planning,
                changed_at=period.changed_at,
            )


def _with_changes(periods):
    return (
        periods.select_related("directive")
        .annotate(planning=Count("events"), changed_at=Max("events__pgh_created_at"))
        .order_by("unit_due_on", "pk")
    )


def _consolidated(posts: Posts, on: date) -> Iterator[Entry]:
    """What the coordinating unit itself owes: to the Director, and upward."""
    if not posts.coordinates:
        return
    near = (on - timedelta(days=KEPT_DAYS), on + timedelta(days=AHEAD_DAYS))
    periods = _with_changes(
        ReportingPeriod.objects.confirmed().filter(
            Q(director_due_on__range=near) | Q(upward_due_on__range=near),
            directive__coordinator__in=posts.coordinates,
        )
    )
    for period in periods:
        for key, day, title in [
            ("director", period.director_due_on, _("Hạn trình báo cáo tổng hợp: %(about)s")),
            ("upward", period.upward_due_on, _("Hạn gửi báo cáo lên cấp trên: %(about)s")),
        ]:
            yield Entry(
                uid=f"{key}-{period.public_id}",
                on=day,
                title=title % {"about": _about(period)},
                words=_("Hết ngày %(day)s.") % {"day": short_date(day)},
                path=reverse("reports:directive-dashboard", args=[period.directive.public_id]),
                standing=Standing.CONFIRMED,
                sequence=period.planning,
                changed_at=period.changed_at,
            )


# What he was told to do


def _recommendations(posts: Posts) -> Iterator[Entry]:
    rows = (
        Supervision.objects.to_be_done_by(posts)
        .select_related("department", "directive")
        .order_by("recommendation_due_on", "pk")
    )
    for row in rows:
        yield Entry(
            uid=f"recommendation-{row.public_id}",
            on=row.recommendation_due_on,
            title=_("Hạn thực hiện kiến nghị: %(paper)s") % {"paper": row.directive.reference}
            + _name(posts, row.department),
            words=_("%(kind)s ngày %(day)s.")
            % {"kind": row.get_kind_display(), "day": short_date(row.on)},
            path=reverse("reports:todo"),
            standing=Standing.CONFIRMED,
            sequence=0,
            changed_at=row.recorded_at,
        )


def _opinions(posts: Posts) -> Iterator[Entry]:
    rows = (
        Obstacle.objects.to_be_acted_on_by(posts)
        .filter(action_due_on__isnull=False)
        .select_related("responsible", "assignment__duty__directive")
        .annotate(changes=Count("events"), changed_at=Max("events__pgh_created_at"))
        .order_by("action_due_on", "pk")
    )
    for row in rows:
        yield Entry(
            uid=f"opinion-{row.public_id}",
            on=row.action_due_on,
            title=_("Hạn thực hiện ý kiến chỉ đạo: %(paper)s")
            % {"paper": row.assignment.duty.directive.reference}
            + _name(posts, row.responsible),
            words=_("Cho ý kiến ngày %(day)s.") % {"day": short_date(row.opinion_on)},
            path=reverse("reports:obstacle", args=[row.public_id]),
            standing=Standing.CONFIRMED,
            sequence=row.changes,
            changed_at=row.changed_at,
        )
