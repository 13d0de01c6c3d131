"""The log of urging, inspection and monitoring, and what became of a recommendation."""

from collections.abc import Iterable
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from directives.lifecycle import keep_file
from directives.models import Directive, User
from reports import notices
from reports.errors import ImpossibleDate, WrongState
from reports.models import ProgressReport, StateChange, Supervision
from reports.models.progress import OPEN_STATES

#: What makes two entries the same act.
_SAID = (
    "directive_id",
    "department_id",
    "kind",
    "means",
    "on",
    "paper",
    "findings",
    "recommendation",
    "recommendation_due_on",
)


@transaction.atomic
def record(supervision: Supervision, *, by: User, at: datetime) -> Supervision:
    """Enter an act that took place; a form that is sent twice makes one entry, the first.

    An urging is about what the unit owed on that day. Raises ImpossibleDate for an act of a day
    to come.
    """
    is_urging = supervision.kind == Supervision.Kind.URGING
    about = _owed_then(supervision) if is_urging else ()
    (kept,) = record_all([(supervision, about)], by=by, at=at)
    if kept is supervision and kept.recommendation:
        notices.recommended(kept, by=by, at=at)
    return kept


@transaction.atomic
def record_all(
    acts: Iterable[tuple[Supervision, Iterable[ProgressReport]]], *, by: User, at: datetime
) -> list[Supervision]:
    """Enter acts, each with the reports it is about; for one that was entered before, that entry.

    The number of queries does not depend on the number of acts.
    """
    said = [(act, frozenset(report.pk for report in about)) for act, about in acts]
    for act, _about in said:
        if act.on > timezone.localdate(at):
            raise ImpossibleDate(act.on)
        act.by, act.recorded_at = by, at
    _lock({act.directive_id for act, _about in said})
    entered = _entered(said, by=by)
    new = {key: act for act, about in said if (key := _key(act, about)) not in entered}
    Supervision.objects.bulk_create(new.values())
    links = Supervision.reports.through
    links.objects.bulk_create(
        links(supervision=act, progressreport_id=report)
        for (_words, about), act in new.items()
        for report in sorted(about)
    )
    return [(entered | new)[_key(act, about)] for act, about in said]


def _lock(directives: set[int]) -> None:
    """Of two that enter the same act at once, the second waits for the first."""
    list(
        Directive.objects.filter(pk__in=directives)
        .order_by("pk")
        .select_for_update(no_key=True, of=("self",))
    )


def _entered(acts, *, by: User) -> dict[tuple, Supervision]:
    like_these = Supervision.objects.filter(
        by=by,
        directive__in={act.directive_id for act, _about in acts},
        department__in={act.department_id for act, _about in acts},
        on__in={act.on for act, _about in acts},
    )
    return {
        _key(act, frozenset(report.pk for report in act.reports.all())): act
        for act in like_these.order_by("-pk").prefetch_related("reports")
    }


def _key(act: Supervision, about: frozenset[int]) -> tuple:
    return tuple(getattr(act, name) for name in _SAID), about


def _owed_then(supervision: Supervision) -> QuerySet[ProgressReport]:
    """What the unit owed as that day began: a report sent later on the day was still owed."""
    before = StateChange.objects.filter(report=OuterRef("pk"), at__date__lt=supervision.on)
    return (
        ProgressReport.objects.filter(
            department=supervision.department_id,
            period__directive=supervision.directive_id,
            period__starts_on__lte=supervision.on,
            created_at__date__lte=supervision.on,
        )
        .annotate(then=Subquery(before.order_by("-at", "-pk").values("to_state")[:1]))
        .filter(Q(then=None) | Q(then__in=OPEN_STATES))
    )


@transaction.atomic
def finish_recommendation(
    supervision: Supervision,
    *,
    note: str,
    by: User,
    at: datetime,
    files: Iterable[UploadedFile] = (),
) -> None:
    """The recommendation was carried out; `note` says how, `files` show it.

    Raises WrongState when it was before.
    """
    finished = (
        Supervision.objects.open_recommendations()
        .filter(pk=supervision.pk)
        .update(
            recommendation_done_on=timezone.localdate(at),
            recommendation_done_by=by,
            recommendation_done_note=note,
        )
    )
    if not finished:
        raise WrongState("done")
    supervision.recommendation_files.add(*[keep_file(file, by=by, at=at) for file in files])
    supervision.refresh_from_db()
