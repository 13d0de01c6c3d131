"""The draft of a consolidated report on its way: who waits for whom."""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from directives.models import User
from reports.models import ConsolidatedDraft, Notice
from reports.notices import telling

Kind = Notice.Kind


def draft_submitted(draft: ConsolidatedDraft, *, words: str, by: User, at: datetime) -> None:
    """The leaders hear that a draft waits for them."""
    people = telling.leaders(draft.period.directive, on=timezone.localdate(at))
    _tell(Kind.DRAFT_SUBMITTED, people, draft, words=words, by=by, at=at)


def draft_returned(draft: ConsolidatedDraft, *, words: str, by: User, at: datetime) -> None:
    """HCTH hears what is to be done."""
    people = telling.followers(draft.period.directive, on=timezone.localdate(at))
    _tell(Kind.DRAFT_RETURNED, people, draft, words=words, by=by, at=at)


def draft_approved(draft: ConsolidatedDraft, *, words: str, by: User, at: datetime) -> None:
    """HCTH hears that the report may be numbered and sent."""
    people = telling.followers(draft.period.directive, on=timezone.localdate(at))
    _tell(Kind.DRAFT_APPROVED, people, draft, words=words, by=by, at=at)


def _tell(
    kind: Kind,
    people: Collection[int],
    draft: ConsolidatedDraft,
    *,
    words: str,
    by: User,
    at: datetime,
) -> None:
    telling.tell(
        kind,
        set(people) - {by.pk},
        key=f"{kind}:{draft.pk}:{draft.steps.count()}",
        at=at,
        by=by,
        directive=draft.period.directive,
        department_id=draft.period.directive.coordinator_id,
        draft=draft,
        words=words,
    )
