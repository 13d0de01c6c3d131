"""What happened to a report, in order: one timeline from the rows that each step left."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, CharField, DateField, IntegerField, Q, TextField, Value
from django.utils.translation import gettext as _

from directives.vietnamese import person_sort_key, short_date
from reports.models import ConsolidatedReport, ProgressReport, Reminder
from reports.models.progress import State

NO_DAY = Value(None, output_field=DateField())
NO_NUMBER = Value(None, output_field=IntegerField())


@dataclass(frozen=True)
class Event:
    """`tone` colours the point on the line; `note` is what a person wrote at this step."""

    at: datetime
    tone: str
    text: str
    who: str = ""
    note: str = ""


@dataclass(frozen=True)
class _Step:
    """A row of any of the three tables; `number` is of a submission or a consolidated version."""

    at: datetime
    kind: str
    who: str
    number: int | None
    note: str
    from_day: date | None
    to_day: date | None
    is_self_acceptance: bool


def of_report(report: ProgressReport) -> list[Event]:
    """From the opening of the period to the last step. Two queries.

    An automatic reminder is named so: it is not an urging by a person.
    """
    events = [_opened(report), *map(_told, _steps(report)), *_reminders(report)]
    return sorted(events, key=lambda event: event.at)


def _opened(report: ProgressReport) -> Event:
    paper = report.period.confirming_paper
    return Event(
        report.created_at, "neutral", _("Xác nhận kỳ báo cáo theo %(paper)s.") % {"paper": paper}
    )


def _steps(report: ProgressReport) -> list[_Step]:
    """State changes, deadline changes and consolidations, in one query."""
    changes = (
        report.changes.order_by()
        .annotate(from_day=NO_DAY, to_day=NO_DAY)
        .values_list(
            "at",
            "to_state",
            "by__full_name",
            "submission__number",
            "note",
            "from_day",
            "to_day",
            "is_self_acceptance",
        )
    )
    deadlines = (
        report.deadline_changes.order_by()
        .annotate(
            kind=Value("deadline", CharField()),
            number=NO_NUMBER,
            words=Value("", TextField()),
            flag=Value(False, BooleanField()),
        )
        .values_list(
            "at", "kind", "by__full_name", "number", "words", "from_due_on", "to_due_on", "flag"
        )
    )
    consolidated = (
        ConsolidatedReport.objects.order_by()
        .filter(submissions__report=report)
        .annotate(
            kind=Value("consolidated", CharField()),
            words=Value("", TextField()),
            from_day=NO_DAY,
            to_day=NO_DAY,
            flag=Value(False, BooleanField()),
        )
        .values_list(
            "made_at",
            "kind",
            "made_by__full_name",
            "version",
            "words",
            "from_day",
            "to_day",
            "flag",
        )
    )
    steps = [_Step(*row) for row in changes.union(deadlines, consolidated).order_by("at")]
    # A return moves the deadline at the same instant: first what was asked, then until when.
    return sorted(steps, key=lambda step: (step.at, step.kind == "deadline"))


def _told(step: _Step) -> Event:
    match step.kind:
        case State.SUBMITTED:
            text = _("Gửi báo cáo lần %(number)s.") % {"number": step.number}
            return Event(step.at, "info", text, step.who)
        case State.RETURNED:
            text = _("Đề nghị bổ sung, hoàn thiện.")
            return Event(step.at, "warning", text, step.who, step.note)
        case State.ACCEPTED:
            text = _("Tiếp nhận báo cáo.")
            if step.is_self_acceptance:
                text = _("Tự tiếp nhận báo cáo (không có lãnh đạo Sở đương nhiệm).")
            return Event(step.at, "success", text, step.who, step.note)
        case "deadline":
            text = _("Hạn gửi đổi từ %(before)s sang %(after)s.") % {
                "before": short_date(step.from_day),
                "after": short_date(step.to_day),
            }
            return Event(step.at, "warning", text, step.who)
        case "consolidated":
            text = _("Đưa vào báo cáo tổng hợp, phiên bản %(number)s.") % {"number": step.number}
            return Event(step.at, "primary", text, step.who)
        case _:
            return Event(step.at, "neutral", State(step.kind).label, step.who, step.note)


def _reminders(report: ProgressReport) -> Iterator[Event]:
    """What the system sent by itself, and to whom."""
    sent = report.reminders.filter(state=Reminder.State.SENT).annotate(
        people=ArrayAgg(
            "recipients__person__full_name",
            distinct=True,
            filter=Q(recipients__isnull=False),
            default=Value([], ArrayField(TextField())),
        )
    )
    for reminder in sent.order_by("send_on", "pk"):
        yield Event(
            reminder.settled_at,
            "neutral",
            _step_in_words(reminder.step),
            ", ".join(sorted(reminder.people, key=person_sort_key)),
        )


def _step_in_words(step: int) -> str:
    if step < 0:
        return _("Hệ thống nhắc việc trước hạn %(days)s ngày.") % {"days": -step}
    if step == 0:
        return _("Hệ thống nhắc việc vào ngày đến hạn.")
    return _("Hệ thống nhắc việc, quá hạn %(days)s ngày.") % {"days": step}
