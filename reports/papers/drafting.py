"""Drafts a paper, and keeps its number and day once it was issued.

A draft is frozen as it was shown: whoever changes his mind drafts again.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import cast

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from pydantic import TypeAdapter

from directives.models import Department, User
from directives.vietnamese import short_date
from reports import jobs, notices, obligations, supervision, withdrawal
from reports.citation import Citation
from reports.consolidated import content_hash
from reports.documents import Document
from reports.errors import ImpossibleDate, WrongState
from reports.models import Paper, ProgressReport, ReportingPeriod, Supervision
from reports.papers import gather
from reports.papers.values import OpeningPaper, UrgingPaper
from reports.papers.wording import document_of
from reports.signing import Signature

_json: dict[str, TypeAdapter] = {
    Paper.Kind.OPENING: TypeAdapter(OpeningPaper),
    Paper.Kind.URGING: TypeAdapter(UrgingPaper),
}


def thaw(paper: Paper) -> OpeningPaper | UrgingPaper:
    """The value that was frozen."""
    return _json[paper.kind].validate_python(paper.content, strict=False)


def document(paper: Paper) -> Document:
    """The paper as it is printed."""
    return document_of(thaw(paper))


def is_outdated(paper: Paper, period: ReportingPeriod) -> bool:
    """The draft that opens the period names other days than the period has by now."""
    said = thaw(paper)
    days = (period.starts_on, period.ends_on, period.unit_due_on, period.director_due_on)
    return (
        isinstance(said, OpeningPaper)
        and (said.starts_on, said.cut_off_on, said.due_on, said.director_due_on) != days
    )


@transaction.atomic
def draft_opening(
    period: ReportingPeriod,
    *,
    signature: Signature,
    urgency: str | None = None,
    by: User,
    at: datetime,
) -> Paper:
    """The paper that asks for the period's reports. Raises WrongState once it was confirmed.

    It is stamped as urgent as the directive, unless `urgency` says otherwise; so is an urging.
    """
    _lock(period)
    if period.is_confirmed:
        raise WrongState("confirmed")
    on = timezone.localdate(at)
    value = gather.opening(period, signature=signature, urgency=urgency, on=on)
    units = obligations.assignments_due(period).values_list("department_id", flat=True)
    return _keep(Paper.Kind.OPENING, period, value, units, by=by, at=at)


@transaction.atomic
def draft_urgings(
    period: ReportingPeriod,
    reports: Collection[ProgressReport],
    *,
    due_on: date,
    signature: Signature,
    urgency: str | None = None,
    by: User,
    at: datetime,
) -> list[Paper]:
    """A paper to the units that are late with these reports; one for each "lần" that is due.

    A unit that was urged by a paper before gets lần 2, in a paper apart from those that get
    lần 1. Reports no longer owed are left out; raises WrongState when that leaves nobody, and
    ImpossibleDate when the new date has passed.
    """
    on = timezone.localdate(at)
    if due_on < on:
        raise ImpossibleDate(due_on)
    _lock(period)
    late = ProgressReport.objects.filter(period=period, pk__in=[report.pk for report in reports])
    by_round: dict[int, list[ProgressReport]] = {}
    rounds = _rounds(period)
    for report in late.overdue(on=on).order_by("department__sort_key"):
        by_round.setdefault(rounds.get(report.department_id, 0) + 1, []).append(report)
    if not by_round:
        raise WrongState("reported")

    def draft(number: int, owed: list[ProgressReport]) -> Paper:
        value = gather.urging(
            period,
            owed,
            round=number,
            due_on=due_on,
            signature=signature,
            urgency=urgency,
            on=on,
        )
        units = [report.department_id for report in owed]
        return _keep(Paper.Kind.URGING, period, value, units, number=number, by=by, at=at)

    return [draft(number, owed) for number, owed in sorted(by_round.items())]


def _rounds(period: ReportingPeriod) -> dict[int, int]:
    """Department -> how many times a paper urged it about this period."""
    issued = Paper.objects.issued().filter(period=period, kind=Paper.Kind.URGING)
    return dict(
        issued.order_by()
        .values("departments")
        .annotate(last=Max("round"))
        .values_list("departments", "last")
    )


def _lock(period: ReportingPeriod) -> None:
    """Two who draft or issue at once wait for each other, and find what the other wrote."""
    ReportingPeriod.objects.select_for_update(no_key=True, of=("self",)).get(pk=period.pk)
    period.refresh_from_db(
        fields=["confirmed_at", "starts_on", "ends_on", "unit_due_on", "director_due_on"]
    )


def _keep(
    kind: Paper.Kind,
    period: ReportingPeriod,
    value: OpeningPaper | UrgingPaper,
    units: Iterable[int],
    *,
    number: int | None = None,
    by: User,
    at: datetime,
) -> Paper:
    """The draft and the job that renders it; one that says the same already is the answer."""
    content = _json[kind].dump_python(value, mode="json")
    digest = content_hash(content)
    same = Paper.objects.drafts().filter(period=period, kind=kind, content_hash=digest).first()
    if same:
        return same
    signature = value.letter.signature
    paper = Paper.objects.create(
        kind=kind,
        period=period,
        round=number,
        signer_capacity=signature.capacity,
        signer_title=signature.titles[-1],
        signer_name=signature.name,
        content=content,
        content_hash=digest,
        made_at=at,
        made_by=by,
        symbol=value.letter.symbol,
    )
    paper.departments.set(set(units))
    jobs.queue(paper, by=by, at=at)
    return paper


@transaction.atomic
def open_period(
    period: ReportingPeriod,
    *,
    paper: Citation,
    drafted: Paper | None,
    decided_by: str,
    by: User,
    at: datetime,
) -> list[ProgressReport]:
    """Confirm the period by an issued paper: the one drafted here, or another.

    Raises WrongState when the period was confirmed before, or the draft is outdated.
    """
    _lock(period)
    if drafted and is_outdated(drafted, period):
        raise WrongState("outdated")
    reports = obligations.confirm_period(period, paper=paper, decided_by=decided_by, by=by, at=at)
    reports += withdrawal.resume(period, by=by, at=at)
    if drafted:
        _issue(drafted, paper, by=by, at=at)
    notices.opened(reports, by=by, at=at)
    return reports


@transaction.atomic
def issue_urging(paper: Paper, *, issued: Citation, by: User, at: datetime) -> list[Supervision]:
    """The paper was issued: from that day it counts as an urging of each of its units.

    Raises WrongState when its number was typed in before, or when another paper urged one of the
    units in the meantime for the same time.
    """
    _lock(paper.period)
    value = cast(UrgingPaper, thaw(paper))
    rounds = _rounds(paper.period)
    units = list(paper.departments.order_by("sort_key"))
    if any(rounds.get(unit.pk, 0) >= value.round for unit in units):
        raise WrongState("issued")
    _issue(paper, issued, by=by, at=at)
    reports = ProgressReport.objects.filter(period=paper.period_id, department__in=units)
    about = {report.department_id: report for report in reports}
    acts = [(_act(paper, value, issued, unit), [about[unit.pk]]) for unit in units]
    return supervision.record_all(acts, by=by, at=at)


def _issue(paper: Paper, issued: Citation, *, by: User, at: datetime) -> None:
    number, _slash, symbol = issued.number.partition("/")
    updated = (
        Paper.objects.drafts()
        .filter(pk=paper.pk)
        .update(
            number=number,
            symbol=symbol,
            issued_on=issued.issued_on,
            issued_by=by,
            issued_recorded_at=at,
        )
    )
    if not updated:
        raise WrongState("issued")
    paper.refresh_from_db()


def _act(paper: Paper, value: UrgingPaper, issued: Citation, unit: Department) -> Supervision:
    with translation.override("vi"):
        return Supervision(
            directive=paper.period.directive,
            department=unit,
            kind=Supervision.Kind.URGING,
            means=Supervision.Means.DISPATCH,
            on=issued.issued_on,
            paper=str(issued),
            findings=_(
                "Đôn đốc báo cáo %(period)s lần %(round)s; đề nghị gửi chậm nhất hết ngày %(day)s."
            )
            % {
                "period": paper.period.name_in_sentence,
                "round": value.round,
                "day": short_date(value.due_on),
            },
        )
