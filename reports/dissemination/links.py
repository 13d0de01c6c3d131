"""The personal link: made and mailed, opened, confirmed, revoked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from directives.models import Assignment, Attachment, Directive, LegalBasis, StaffMember, User
from reports.errors import WrongState
from reports.models import ReadingLink, ReadingMail

SIGNER = Signer(salt="reports.reading")


@dataclass(frozen=True)
class Opened:
    """What stands behind a signed address; `is_live` is False for one that is out of use."""

    link: ReadingLink
    is_live: bool


@transaction.atomic
def send(
    assignment: Assignment, members: Collection[StaffMember], *, by: User, at: datetime
) -> tuple[list[ReadingLink], list[ReadingMail]]:
    """A link for each who has none in use, and a mail where he has an address: what was made."""
    keys = [member.pk for member in members]
    standing = ReadingLink.objects.standing().filter(assignment=assignment, member__in=keys)
    has_one = set(standing.values_list("member", flat=True))
    links = ReadingLink.objects.bulk_create(
        [
            ReadingLink(assignment=assignment, member=member, made_by=by, made_at=at)
            for member in members
            if member.pk not in has_one
        ],
        # Somebody else made it in this very moment: his stands.
        ignore_conflicts=True,
    )
    made = ReadingLink.objects.filter(key__in=[link.key for link in links])
    made = list(made.select_related("member"))
    mails = [
        ReadingMail(link=link, address=link.member.email) for link in made if link.member.email
    ]
    return made, ReadingMail.objects.bulk_create(mails)


def address(link: ReadingLink) -> str:
    """What the person opens; whoever knows it may confirm in his name."""
    token = SIGNER.signature(str(link.key))
    return settings.SITE_URL + reverse("reports:reading", args=[link.key, token])


def opened(key: UUID, token: str, *, on: date) -> Opened | None:
    """None for an address that we never made; the signature is compared before the look-up.

    It is out of use once revoked, or when the person has left, or when nobody has the duty any
    more; a duty that passed to a successor is the same duty.
    """
    try:
        SIGNER.unsign(f"{key}{SIGNER.sep}{token}")
    except BadSignature:
        return None
    link = (
        ReadingLink.objects.filter(key=key)
        .select_related("member__department", "assignment__duty__directive__source_file")
        .first()
    )
    return link and Opened(link, is_live(link, on=on))


def is_live(link: ReadingLink, *, on: date) -> bool:
    member, assignment = link.member, link.assignment
    return (
        link.revoked_at is None
        and (member.left_on is None or member.left_on > on)
        and (
            assignment.ends_on is None
            or assignment.ends_on >= on
            or assignment.continued_by_id is not None
        )
    )


def confirm(link: ReadingLink, *, at: datetime) -> bool:
    """ "Đã đọc, nắm nội dung"; False when he had said so before. Raises WrongState once revoked."""
    unread = ReadingLink.objects.standing().filter(pk=link.pk, confirmed_at=None)
    confirmed = unread.update(confirmed_at=at)
    link.refresh_from_db(fields=["confirmed_at", "revoked_at"])
    if not confirmed and link.confirmed_at is None:
        raise WrongState("revoked")
    return bool(confirmed)


def revoke(link: ReadingLink, *, by: User, at: datetime) -> None:
    """The address opens nothing any more. Raises WrongState once it was confirmed, or revoked."""
    unread = ReadingLink.objects.standing().filter(pk=link.pk, confirmed_at=None)
    if not unread.update(revoked_at=at):
        raise WrongState("confirmed")


def bases_of(directive: Directive) -> QuerySet[LegalBasis]:
    return directive.legal_bases.select_related("attachment").order_by("ordinal")


def readable_file(link: ReadingLink, attachment_id: UUID) -> Attachment | None:
    """A full text of the duty's directive or of one of its bases; nothing else by this link."""
    directive = link.assignment.duty.directive
    bases = directive.legal_bases.filter(attachment__isnull=False).values("attachment")
    return Attachment.objects.filter(
        Q(pk__in=bases) | Q(pk=directive.source_file_id), public_id=attachment_id
    ).first()


def of_assignment(assignment: Assignment) -> QuerySet[ReadingLink]:
    """Those in use, and how far the mail of each is."""
    return (
        ReadingLink.objects.standing()
        .filter(assignment=assignment)
        .select_related("member", "mail")
        .order_by(F("member__sort_key"), "pk")
    )
