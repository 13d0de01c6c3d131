"""What a unit types: kept as typed, handed to the head, until the report is sent."""

from datetime import datetime

from django.db import transaction

from directives.models import User
from reports import notices
from reports.errors import WrongState
from reports.models import Draft, ProgressReport


class StaleDraft(Exception):
    """Somebody saved the draft in the meantime; `draft` is what stands now."""

    def __init__(self, draft: Draft):
        super().__init__(f"the draft is at version {draft.version}")
        self.draft = draft


@transaction.atomic
def save_draft(
    report: ProgressReport, *, data: dict, version: int, by: User, at: datetime
) -> Draft:
    """Keep what was typed, as it was typed; `version` is the one the typing started from.

    Raises StaleDraft when another save came first, WrongState when nothing may be typed now.
    """
    locked = ProgressReport.objects.locked().get(pk=report.pk)
    if not locked.is_open:
        raise WrongState(locked.state)
    draft, made = Draft.objects.get_or_create(
        report=locked, defaults={"data": data, "version": 1, "saved_at": at, "saved_by": by}
    )
    if made and version == 0:
        return draft
    if draft.version != version:
        raise StaleDraft(draft)
    if draft.data == data:
        return draft
    draft.data, draft.version = data, version + 1
    draft.saved_at, draft.saved_by = at, by
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
