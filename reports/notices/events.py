"""What befell a unit, told in the transaction in which it did."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from directives.models import User
from reports.models import (
    Audience,
    Draft,
    Notice,
    OutgoingMail,
    ProgressReport,
    Submission,
    Supervision,
)
from reports.notices import telling
from reports.notices.telling import People
from reports.reminders.recipients import Target

Kind = Notice.Kind


def returned(report: ProgressReport, *, reason: str, by: User, at: datetime) -> None:
    """The unit is asked for completion: what is missing, and until when."""
    key = _last_change(Kind.RETURNED, report)
    _owes_again(Kind.RETURNED, report, key=key, words=reason, by=by, at=at)


def passed_on(
    closed: ProgressReport, taken: ProgressReport, *, reason: str, by: User, at: datetime
) -> None:
    """The unit that takes a returned report over hears what is missing, and until when."""
    key = f"passed-on:{closed.pk}"
    _owes_again(Kind.RETURNED, taken, key=key, words=reason, by=by, at=at)


def reopened(report: ProgressReport, *, reason: str, by: User, at: datetime) -> None:
    """An accepted report is open again: for the unit it is a return."""
    key = _last_change(Kind.REOPENED, report)
    _owes_again(Kind.REOPENED, report, key=key, words=reason, by=by, at=at)


def extension_asked(request, *, by: User, at: datetime) -> None:
    """Those who follow the report up are told that somebody waits for their answer."""
    report = request.report
    directive = report.period.directive
    answering = (
        telling.leaders if report.department_id == directive.coordinator_id else telling.followers
    )
    telling.tell(
        Kind.EXTENSION_ASKED,
        answering(directive, on=timezone.localdate(at)) - {by.pk},
        key=f"extension-asked:{request.pk}",
        at=at,
        by=by,
        directive=directive,
        department_id=report.department_id,
        report=report,
        words=request.reason,
        day=request.to_due_on,
    )


def extension_decided(request, *, by: User, at: datetime) -> None:
    """The unit, and whoever asked, hear the answer."""
    report = request.report
    telling.tell(
        Kind.EXTENSION_GRANTED if request.is_granted else Kind.EXTENSION_REFUSED,
        telling.in_the_unit(report.department_id, by=by, at=at) | {request.asked_by_id} - {by.pk},
        key=f"extension-decided:{request.pk}",
        at=at,
        by=by,
        directive=report.period.directive,
        department_id=report.department_id,
        report=report,
        words=request.note,
        day=request.to_due_on if request.is_granted else report.due_on,
    )


def urged(
    supervisions: Iterable[Supervision], *, text: str, by: User, at: datetime
) -> list[OutgoingMail]:
    """Urged by hand: one mail to each person, however many of his reports are meant."""
    supervisions = list(supervisions)
    on = timezone.localdate(at)
    target = {
        entry: Target(entry.department_id, entry.directive.coordinator_id) for entry in supervisions
    }
    told = telling.told_of(target.values(), on=on)
    people = {entry: People.of(told[target[entry]], by=by) for entry in supervisions}
    first = min((entry.pk for entry in supervisions), default=0)
    by_mail = telling.everybody(people.values()).by_mail
    mails = telling.make_mails(
        OutgoingMail.Kind.URGED, telling.keys(f"urged:{first}", by_mail), on=on
    )
    Notice.objects.bulk_create(
        Notice(
            key=f"urged:{entry.pk}:{person}",
            person_id=person,
            kind=Kind.URGED,
            directive_id=entry.directive_id,
            department_id=entry.department_id,
            supervision=entry,
            mail=mails.get(person) if person in people[entry].by_mail else None,
            by=by,
            words=text,
            made_at=at,
        )
        for entry in supervisions
        for person in sorted(people[entry].in_the_house)
    )
    return list(mails.values())


def presented(draft: Draft, *, by: User, at: datetime) -> None:
    """Trình lãnh đạo đơn vị: the head has a draft to read and to send."""
    report = draft.report
    target = Target(report.department_id, to=(Audience.HEAD,))
    told = telling.told_of([target], on=timezone.localdate(at))
    telling.tell(
        Kind.PRESENTED,
        People.of(told[target], by=by).in_the_house,
        key=f"presented:{report.pk}:{at:%Y%m%d%H%M%S%f}",
        at=at,
        by=by,
        directive=report.period.directive,
        department_id=report.department_id,
        report=report,
        day=report.due_on,
    )


def entered(submission: Submission, *, by: User, at: datetime) -> None:
    """HCTH typed in the unit's paper: the unit, and whoever signed it, hear of it."""
    report = submission.report
    told = telling.in_the_unit(report.department_id, by=by, at=at) | {submission.on_behalf_of_id}
    _of_entry(Kind.ENTERED, submission, told - {by.pk}, words=submission.source, by=by, at=at)


def entry_confirmed(submission: Submission, *, by: User, at: datetime) -> None:
    """Whoever typed it in hears that the head confirms it."""
    told = {submission.submitted_by_id} - {by.pk}
    _of_entry(Kind.ENTRY_CONFIRMED, submission, told, words="", by=by, at=at)


def _of_entry(kind: Kind, submission: Submission, told, *, words: str, by: User, at: datetime):
    report = submission.report
    telling.tell(
        kind,
        told,
        key=f"{kind}:{submission.pk}",
        at=at,
        by=by,
        directive=report.period.directive,
        department_id=report.department_id,
        report=report,
        words=words,
        day=timezone.localdate(submission.submitted_at),
    )


def accepted(report: ProgressReport, *, note: str, by: User, at: datetime) -> None:
    """The unit hears that its report was taken in."""
    telling.tell(
        Kind.ACCEPTED,
        telling.in_the_unit(report.department_id, by=by, at=at),
        key=_last_change(Kind.ACCEPTED, report),
        at=at,
        by=by,
        directive=report.period.directive,
        department_id=report.department_id,
        report=report,
        words=note,
    )


def taken_over(report: ProgressReport, taken: ProgressReport, *, by: User, at: datetime) -> None:
    """The successor answers for the part of a unit that is no more, until its own deadline."""
    telling.tell(
        Kind.TAKEN_OVER,
        telling.in_the_unit(taken.department_id, by=by, at=at),
        key=f"taken-over:{report.pk}:{taken.pk}",
        at=at,
        by=by,
        directive=report.period.directive,
        department_id=taken.department_id,
        report=taken,
        words=report.department.name,
        day=taken.due_on,
    )


def recommended(supervision: Supervision, *, by: User, at: datetime) -> None:
    """A recommendation landed in the unit's to-do."""
    telling.tell(
        Kind.RECOMMENDED,
        telling.in_the_unit(supervision.department_id, by=by, at=at),
        key=f"recommended:{supervision.pk}",
        at=at,
        by=by,
        directive=supervision.directive,
        department_id=supervision.department_id,
        supervision=supervision,
        words=supervision.recommendation,
        day=supervision.recommendation_due_on,
    )


def _last_change(kind: Kind, report: ProgressReport) -> str:
    """By row, not by clock: a clock that was set back must not name an older change."""
    return f"{kind}:{report.changes.latest('pk').pk}"


def _owes_again(
    kind: Kind, report: ProgressReport, *, key: str, words: str, by: User, at: datetime
) -> None:
    target = Target(report.department_id, report.period.directive.coordinator_id)
    told = telling.told_of([target], on=timezone.localdate(at))
    telling.mail_and_tell(
        kind,
        People.of(told[target], by=by),
        key=key,
        mail=OutgoingMail.Kind.RETURNED,
        at=at,
        by=by,
        directive=report.period.directive,
        department_id=report.department_id,
        report=report,
        words=words,
        day=report.due_on,
    )
