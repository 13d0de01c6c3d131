"""Mails that reached nobody: whose, at which address, since when, and who was told instead."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from directives.posts import Posts
from reports.models import Notice, OutgoingCall, OutgoingMail, ReminderRecipient
from reports.reminders.ledger import MAX_ATTEMPTS

State = OutgoingMail.State
Kind = OutgoingMail.Kind


@dataclass(frozen=True)
class Row:
    """One mail that was given up; `others` got the same news by a mail of theirs."""

    mail: OutgoingMail
    others: tuple[str, ...]
    is_in_the_house: bool

    @property
    def subject(self) -> str:
        """Without the mark of the house, which the page bears itself."""
        return self.mail.subject.removeprefix("[Đôn Đốc] ")

    @property
    def was_refused(self) -> bool:
        """The address that the server refused is still his; the server may have been wrong."""
        refused = self.mail.attempts < MAX_ATTEMPTS
        return refused and self.mail.person.email == self.mail.address


def mails(posts: Posts) -> QuerySet[OutgoingMail]:
    """What this person is to look after: given up, and no mail has reached the reader since."""
    reached = OutgoingMail.objects.filter(
        person=OuterRef("person"), state=State.SENT, sent_at__gt=OuterRef("failing_since")
    )
    return (
        OutgoingMail.objects.visible_to(posts)
        .failed()
        .filter(~Exists(reached))
        .select_related("person")
        .order_by("-failing_since", "-pk")
    )


def calls(posts: Posts) -> QuerySet[OutgoingCall]:
    """The same for telephones, where the office has a gateway."""
    return (
        OutgoingCall.objects.filter(
            state=State.FAILED, mail__in=OutgoingMail.objects.visible_to(posts)
        )
        .select_related("mail__person")
        .order_by("-failing_since", "-pk")
    )


def people_count(posts: Posts) -> int:
    return mails(posts).order_by().values("person").distinct().count()


def rows(mails: Collection[OutgoingMail]) -> list[Row]:
    """Three queries at most, however many."""
    ids = [mail.pk for mail in mails]
    others = _told_beside(mails)
    reminded = (
        ReminderRecipient.objects.filter(mail__state=State.SENT, reminder__recipients__mail__in=ids)
        .order_by("person__sort_key")
        .values_list("reminder__recipients__mail", "person__full_name")
    )
    for mail, name in reminded:
        others[mail].append(name)
    in_the_house = set(Notice.objects.filter(mail__in=ids).values_list("mail_id", flat=True))
    return [
        Row(mail, tuple(dict.fromkeys(others[mail.pk])), mail.pk in in_the_house) for mail in mails
    ]


def _told_beside(mails: Collection[OutgoingMail]) -> dict[int, list[str]]:
    """Who got a mail about the same event as each of the direct ones: their keys begin alike."""
    events = {mail.pk: f"{mail.event}:" for mail in mails if mail.kind != Kind.REMINDER}
    same = Q(pk__in=())
    for event in sorted(set(events.values())):
        same |= Q(key__startswith=event)
    sent = list(
        OutgoingMail.objects.filter(same, state=State.SENT)
        .order_by("person__sort_key")
        .values_list("key", "person__full_name")
    )
    told = defaultdict(list)
    for mail, event in events.items():
        told[mail] += [name for key, name in sent if key.startswith(event)]
    return told
