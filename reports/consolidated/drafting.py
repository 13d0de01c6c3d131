"""The way of a consolidated report: HCTH drafts, a leader comments, returns or approves.

Every write takes the draft's row first, so that two people wait for each other and the second
finds what the first one did. What the text says is in `drafted`.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from directives.models import LegalBasis, User
from reports import notices
from reports.consolidated import drafted, versions
from reports.consolidated.gather import consolidate
from reports.documents import Block
from reports.documents.json import dump_blocks
from reports.errors import StaleRevision, WrongState
from reports.models import (
    ConsolidatedComment,
    ConsolidatedDraft,
    ConsolidatedReport,
    ConsolidatedSection,
    ConsolidatedStep,
    ReportingPeriod,
)

State = ConsolidatedDraft.State

MOVES = {  # to <- from
    State.SUBMITTED: {State.DRAFTING, State.RETURNED},
    State.RETURNED: {State.SUBMITTED},
    State.APPROVED: {State.SUBMITTED},
    State.DRAFTING: {State.SUBMITTED, State.APPROVED},
}


@transaction.atomic
def start(
    period: ReportingPeriod,
    *,
    basis: LegalBasis | None = None,
    on: date,
    by: User,
    at: datetime,
) -> ConsolidatedDraft:
    """The period's draft: the one there is, or a new one with the figures of the day.

    Raises WrongState while the period is planned: nobody was asked yet.
    """
    ReportingPeriod.objects.select_for_update(no_key=True, of=("self",)).get(pk=period.pk)
    if not period.is_confirmed:
        raise WrongState("planned")
    there = ConsolidatedDraft.objects.filter(period=period, basis=basis).first()
    return there or ConsolidatedDraft.objects.create(
        period=period,
        basis=basis,
        content=versions.content_of(consolidate(period, on=on, basis=basis)),
        consolidated_at=at,
        made_at=at,
        made_by=by,
    )


# What HCTH writes


@transaction.atomic
def refresh(draft: ConsolidatedDraft, *, on: date, by: User, at: datetime) -> None:
    """New figures. What a person wrote stays as it is; `drafted` points out what changed."""
    _open(draft)
    draft.content = versions.content_of(consolidate(draft.period, on=on, basis=draft.basis))
    draft.consolidated_at = at
    draft.revision += 1
    draft.save(update_fields=["content", "consolidated_at", "revision"])


@transaction.atomic
def write(
    draft: ConsolidatedDraft,
    key: str,
    blocks: Sequence[Block],
    *,
    revision: int,
    by: User,
    at: datetime,
) -> ConsolidatedSection:
    """Keep what a person wrote in place of the section's own text.

    `revision` is that of the section as it was read, 0 where nobody had written yet. Raises
    StaleRevision with the section as it stands, or WrongState where the draft is not open.
    """
    _open(draft)
    section = draft.sections.filter(key=key).first()
    if (section.revision if section else 0) != revision:
        raise StaleRevision(section)
    # Written anew after it was taken back, a section has no number that it had before.
    section = section or ConsolidatedSection(draft=draft, key=key, revision=draft.revision - 1)
    section.blocks = dump_blocks(blocks)
    section.revision += 1
    section.edited_at, section.edited_by = at, by
    section.save()
    _touch(draft)
    return section


@transaction.atomic
def restore(draft: ConsolidatedDraft, key: str, *, revision: int, by: User, at: datetime) -> None:
    """The section's own text again; what was written there is gone. Raises as `write`."""
    _open(draft)
    section = draft.sections.filter(key=key).first()
    if section is None or section.revision != revision:
        raise StaleRevision(section)
    section.delete()
    _touch(draft)


def comment(
    draft: ConsolidatedDraft, text: str, *, section: str = "", by: User, at: datetime
) -> ConsolidatedComment:
    """A remark, in any state of the draft."""
    return ConsolidatedComment.objects.create(draft=draft, section=section, text=text, by=by, at=at)


def settle(comment: ConsolidatedComment, *, by: User, at: datetime) -> None:
    """The remark was dealt with. Raises WrongState when it was before."""
    open_ones = ConsolidatedComment.objects.filter(pk=comment.pk, done_at=None)
    if not open_ones.update(done_at=at, done_by=by):
        raise WrongState("done")


# The way


@transaction.atomic
def submit(draft: ConsolidatedDraft, *, note: str = "", by: User, at: datetime) -> None:
    """Trình. Raises WrongState("unchanged") when the last version says the same already."""
    _lock(draft)
    last = versions.latest(draft)
    if last and versions.says_the_same(last, drafted.view(draft, on=timezone.localdate(at))):
        raise WrongState("unchanged")
    _move(draft, State.SUBMITTED, note=note, by=by, at=at)
    notices.draft_submitted(draft, words=note, by=by, at=at)


@transaction.atomic
def withdraw(draft: ConsolidatedDraft, *, by: User, at: datetime) -> None:
    """Rút lại, before anybody decided."""
    _lock(draft)
    if draft.state != State.SUBMITTED:
        raise WrongState(draft.state)
    _move(draft, State.DRAFTING, by=by, at=at)


@transaction.atomic
def return_(draft: ConsolidatedDraft, *, note: str, by: User, at: datetime) -> None:
    """A leader asks for more, with what is to be done."""
    _lock(draft)
    _move(draft, State.RETURNED, note=note, by=by, at=at)
    notices.draft_returned(draft, words=note, by=by, at=at)


@transaction.atomic
def approve(
    draft: ConsolidatedDraft,
    *,
    seen: str,
    note: str = "",
    source: str = "",
    by: User,
    at: datetime,
) -> ConsolidatedReport:
    """A leader approves what he saw: the next version is frozen and its files are promised.

    `seen` is `Drafted.fingerprint` of the page he decided on. `source` is set when HCTH records
    what a leader decided elsewhere. Raises StaleRevision when it says something else by now, or
    WrongState where it does not wait for a decision.
    """
    _lock(draft)
    if draft.state != State.SUBMITTED:
        raise WrongState(draft.state)
    text = drafted.view(draft, on=timezone.localdate(at))
    if text.fingerprint != seen:
        raise StaleRevision(draft)
    sent = draft.steps.filter(to_state=State.SUBMITTED).latest("pk")
    _move(draft, State.APPROVED, note=note, source=source, by=by, at=at)
    notices.draft_approved(draft, words=note, by=by, at=at)
    return versions.freeze(
        draft, text, sent=sent, reason=_reason(draft), approved_by=by, source=source, at=at
    )


@transaction.atomic
def correct(draft: ConsolidatedDraft, *, note: str, by: User, at: datetime) -> None:
    """Open an approved draft again; what comes of it is the next version."""
    _lock(draft)
    if draft.state != State.APPROVED:
        raise WrongState(draft.state)
    _move(draft, State.DRAFTING, note=note, by=by, at=at)


def _reason(draft: ConsolidatedDraft) -> str:
    """Why the last version was opened again; blank before the first."""
    opened = draft.steps.filter(from_state=State.APPROVED).last()
    return opened.note if opened else ""


def _move(
    draft: ConsolidatedDraft,
    to_state: State,
    *,
    note: str = "",
    source: str = "",
    by: User,
    at: datetime,
) -> None:
    from_state = draft.state
    if from_state not in MOVES[to_state]:
        raise WrongState(from_state)
    draft.state = to_state
    draft.save(update_fields=["state"])
    ConsolidatedStep.objects.create(
        draft=draft,
        from_state=from_state,
        to_state=to_state,
        revision=draft.revision,
        note=note,
        source=source,
        by=by,
        at=at,
    )


def _lock(draft: ConsolidatedDraft) -> None:
    ConsolidatedDraft.objects.select_for_update(no_key=True, of=("self",)).get(pk=draft.pk)
    draft.refresh_from_db(fields=["state", "revision", "content", "consolidated_at"])


def _open(draft: ConsolidatedDraft) -> None:
    _lock(draft)
    if not draft.is_open:
        raise WrongState(draft.state)


def _touch(draft: ConsolidatedDraft) -> None:
    ConsolidatedDraft.objects.filter(pk=draft.pk).update(revision=F("revision") + 1)
    draft.refresh_from_db(fields=["revision"])
