"""A consolidated report from draft to version in one line, for tests of what comes after."""

from django.utils import timezone

from reports.consolidated import drafted, drafting
from reports.models import ConsolidatedDraft, ConsolidatedReport


def make_draft(period, *, by, at, basis=None) -> ConsolidatedDraft:
    return drafting.start(period, basis=basis, on=timezone.localdate(at), by=by, at=at)


def make_version(period, *, by, at, basis=None) -> ConsolidatedReport:
    """The next version with the figures of the day; the draft of an earlier one is corrected."""
    draft = make_draft(period, by=by, at=at, basis=basis)
    if draft.state == ConsolidatedDraft.State.APPROVED:
        drafting.correct(draft, note="Cập nhật số liệu.", by=by, at=at)
        drafting.refresh(draft, on=timezone.localdate(at), by=by, at=at)
    drafting.submit(draft, by=by, at=at)
    seen = drafted.view(draft, on=timezone.localdate(at)).fingerprint
    return drafting.approve(draft, seen=seen, by=by, at=at)
