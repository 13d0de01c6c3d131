"""A duty with a date of its own, in a directive that nobody is asked about in periods.

One duty, one unit, one date: the date is in the directive, so the directive is the paper that asks,
and nobody has to plan or confirm anything. Each such duty gets a period for itself, and with it
the form, the reminders, the place in the matrix and the verdict that every report has. The sweep
does it, since directives know nothing of reports.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import DateField, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import translation
from django.utils.translation import gettext as _

from directives.models import Assignment, Directive, Duty, User
from directives.vietnamese import short_date
from reports import notices, obligations
from reports.citation import Citation
from reports.lifecycle.deadlines import move_deadline
from reports.models import DeadlineChange, ProgressReport, ReportingPeriod


@transaction.atomic
def ask(*, on: date, at: datetime) -> list[ProgressReport]:
    """Open what is not open yet, follow a date that was changed; the reports that are owed anew.

    Safe to call twice; of two at once the second leaves to the first what that holds.
    """
    with translation.override("vi"):
        for duty in _held(_without_period(on=on)):
            _open(duty)
        for period in _held(_changed()):
            _follow(period, at=at)
        for period in _held(_joined()):
            _reach(period)
        made = []
        for period in _held(_to_confirm()):
            made += _confirm(period, on=on, at=at)
        return made


def _held(rows: QuerySet) -> list:
    return list(rows.order_by("pk").select_for_update(no_key=True, of=("self",), skip_locked=True))


# Opening


def _without_period(*, on: date) -> QuerySet[Duty]:
    """Duties with a date that some unit has still to do, and that no period asks about."""
    undone = Assignment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=on), duty=OuterRef("pk"), completed_on=None
    )
    asking = ReportingPeriod.objects.filter(
        Q(duty=OuterRef("pk")) | Q(duty=None, directive=OuterRef("directive"))
    )
    return Duty.objects.filter(
        Exists(undone),
        ~Exists(asking),
        deadline=Duty.Deadline.DATE,
        directive__in=Directive.objects.live(),
    ).select_related("directive")


def _open(duty: Duty) -> ReportingPeriod:
    """Planned, until the directive has its number; every deadline is the date of the duty."""
    return ReportingPeriod.objects.create(
        directive=duty.directive,
        duty=duty,
        is_on_demand=True,
        label=_name(duty),
        starts_on=min(duty.directive.issued_on, duty.due_on),
        ends_on=max(duty.due_on, _last_start(duty)),
        unit_due_on=duty.due_on,
        director_due_on=duty.due_on,
        upward_due_on=duty.due_on,
    )


def _name(duty: Duty) -> str:
    """Nhiệm vụ 2; with its date where another period of the directive is called so."""
    name = _("Nhiệm vụ %(ordinal)s") % {"ordinal": duty.ordinal}
    if duty.directive.periods.filter(label__iexact=name).exists():
        return f"{name} ({short_date(duty.due_on)})"
    return name


def _last_start(duty: Duty) -> date:
    """The day on which the last unit was given it: all of them have it at the cut-off."""
    return duty.assignments.aggregate(last=Max("starts_on"))["last"]


# Confirming


def _to_confirm() -> QuerySet[ReportingPeriod]:
    """Planned, never withdrawn, of a directive that can be cited."""
    return (
        ReportingPeriod.objects.filter(duty__isnull=False, confirmed_at=None, withdrawn_at=None)
        .filter(directive__in=Directive.objects.live())
        .exclude(directive__number="")
        .select_related("directive")
    )


def _confirm(period: ReportingPeriod, *, on: date, at: datetime) -> list[ProgressReport]:
    """By the directive itself; the date is its signer's. A date gone by leaves a fair time."""
    directive, by = period.directive, _who_gave(period)
    if by is None:
        return []
    due_on = period.unit_due_on
    reports = obligations.confirm_period(
        period,
        paper=Citation(
            f"{directive.number}/{directive.symbol}", directive.issued_on, directive.doc_type
        ),
        decided_by=f"{directive.signer_title} {directive.signer_name}"[:200],
        due_on=due_on if on <= due_on else obligations.fair_due_on(due_on, on=on),
        by=by,
        at=at,
    )
    notices.opened(reports, by=by, at=at)
    return reports


def _who_gave(period: ReportingPeriod) -> User | None:
    """Who gave the duty last; where the row says nobody, whoever entered the directive."""
    given = period.duty.assignments.exclude(assigned_by=None).order_by("assigned_at", "pk").last()
    return given.assigned_by if given else period.directive.registered_by


# Following what changes


def _joined() -> QuerySet[ReportingPeriod]:
    """A unit was given the duty after the cut-off."""
    last = Assignment.objects.filter(duty=OuterRef("duty"), completed_on=None).order_by(
        "-starts_on"
    )
    return ReportingPeriod.objects.filter(duty__isnull=False, withdrawn_at=None).filter(
        ends_on__lt=Subquery(last.values("starts_on")[:1], output_field=DateField())
    )


def _reach(period: ReportingPeriod) -> None:
    """The cut-off comes to the day of the unit that was given the duty last."""
    period.ends_on = _last_start(period.duty)
    period.save(update_fields=["ends_on"])


def _changed() -> QuerySet[ReportingPeriod]:
    """The duty has another date than its period."""
    return ReportingPeriod.objects.filter(
        ~Q(unit_due_on=F("duty__due_on")), duty__deadline=Duty.Deadline.DATE, withdrawn_at=None
    ).select_related("duty", "directive")


def _follow(period: ReportingPeriod, *, at: datetime) -> None:
    """The deadlines of the period move with the date, and so do reports owed until the old one.

    A report with a deadline of its own, by an extension or a return, keeps it.
    """
    duty, before = period.duty, period.unit_due_on
    due_on = duty.due_on
    period.starts_on = min(period.starts_on, due_on)
    period.ends_on = max(due_on, _last_start(duty))
    period.unit_due_on = period.director_due_on = period.upward_due_on = due_on
    period.save()
    note = _("Hết ngày %(day)s theo thời hạn mới của nhiệm vụ.") % {"day": short_date(due_on)}
    for report in ProgressReport.objects.open().filter(period=period, due_on=before).order_by("pk"):
        by = _who_changed(duty) or period.confirmed_by
        move_deadline(report, due_on, why=DeadlineChange.Reason.DUTY, note=note, by=by, at=at)


def _who_changed(duty: Duty) -> User | None:
    """Who gave it the date that it has now, as its history keeps it."""
    first = duty.events.filter(due_on=duty.due_on).select_related("pgh_context").order_by("pgh_id")
    context = getattr(first.last(), "pgh_context", None)
    key = context.metadata.get("user") if context else None
    return User.objects.filter(pk=key).first() if key else None
