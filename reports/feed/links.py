"""The secret link: made, opened, revoked."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse

from directives.models import User
from reports.models import FeedLink

SIGNER = Signer(salt="reports.feed")
#: A calendar program asks all day long; the page says when it last did, to the hour.
USE_NOTED_EVERY = timedelta(hours=1)


@transaction.atomic
def make(person: User, *, at: datetime) -> FeedLink:
    """A new link; the one before it opens nothing from this moment on."""
    User.objects.select_for_update(no_key=True, of=("self",)).get(pk=person.pk)
    revoke(person, at=at)
    return FeedLink.objects.create(person=person, created_at=at)


def revoke(person: User, *, at: datetime) -> bool:
    """False when he had none."""
    return bool(person.feed_links.in_use().update(revoked_at=at))


def address(link: FeedLink) -> str:
    """What the person pastes into his calendar program."""
    token = SIGNER.signature(str(link.key))
    return settings.SITE_URL + reverse("reports:feed", args=[link.key, token])


def opened(key: UUID, token: str, *, at: datetime) -> FeedLink | None:
    """The link in use behind the address, of a person whose account is; None for any other.

    The signature is compared in constant time, before anything is looked up.
    """
    try:
        SIGNER.unsign(f"{key}{SIGNER.sep}{token}")
    except BadSignature:
        return None
    link = (
        FeedLink.objects.in_use()
        .filter(key=key, person__is_active=True)
        .select_related("person")
        .first()
    )
    if link and (link.last_used_at is None or link.last_used_at <= at - USE_NOTED_EVERY):
        FeedLink.objects.filter(pk=link.pk).update(last_used_at=at)
    return link
