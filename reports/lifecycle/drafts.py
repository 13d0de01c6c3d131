"""What a unit types: kept as typed, handed to the head, until the report is sent."""

from datetime import datetime

from django.db import transaction

from directives.models import Attachment, User
from reports import carrying, notices
from reports.errors import WrongState
from reports.models import Draft, ProgressReport, Transcript


class StaleDraft(Exception):
    """Somebody saved the draft in the meantime; `draft` is what stands now."""

    def __init__(self, draft: Draft | Transcript):
        super().__init__(f"the draft is at version {draft.version}")
        self.draft = draft


@transaction.atomic
def save_draft(
    report: ProgressReport,
    *,
    data: dict,
    version: int,
    by: User,
    at: datetime,
    carried: carrying.Typed | None = None,
    confirmed: str = "",
    original: Attachment | None = None,
) -> Draft:
    """Keep what was typed, as it was typed; `version` is the one the typing started from.

    `carried` is what the form of a new draft was filled with from the last report. What was
    carried over stays marked until it is changed, or `confirmed`: see `carrying.untouched`. The
    `original` is the Word file from which the text was read just now.
    Raises StaleDraft when another save came first, WrongState when nothing may be typed now.
    """
    locked = ProgressReport.objects.locked().get(pk=report.pk)
    if not locked.is_open:
        raise WrongState(locked.state)
    draft = Draft.objects.filter(report=locked).first()
    if draft is None:
        offered = dict(carried or {})
        draft = Draft(report=locked, data=offered, carried=list(offered), saved_at=at, saved_by=by)
    if draft.version != version:
        raise StaleDraft(draft)
    left = carrying.untouched(draft.carried, draft.data, data, confirmed=confirmed)
    is_same = draft.data == data and draft.carried == left and original is None
    if draft.version and is_same:
        return draft
    draft.data, draft.carried, draft.version = data, left, version + 1
    draft.saved_at, draft.saved_by = at, by
    draft.original = original or draft.original
    draft.save()
    return draft


@transaction.atomic
def send_to_head(report: ProgressReport, *, by: User, at: datetime) -> Draft:
    """Trình lãnh đạo đơn vị: the head finds the draft first in his list. Raises WrongState."""
    locked = ProgressReport.objects.locked().get(pk=report.pk)
    draft = Draft.objects.filter(report=locked).select_related("report__period__directive").first()
    if not locked.is_open or draft is None:
        raise WrongState(locked.state)
    is_news = draft.sent_to_head_at is None or draft.sent_to_head_at < draft.saved_at
    draft.sent_to_head_at, draft.sent_to_head_by = at, by
    draft.save(update_fields=["sent_to_head_at", "sent_to_head_by"])
    if is_news:
        notices.presented(draft, by=by, at=at)
    return draft
