"""A direct mail that its reader will never get goes to whoever is told in his place."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils import timezone

from reports.models import Notice, OutgoingMail
from reports.reminders.letters.direct import targets_of
from reports.reminders.recipients import Addressee, Roll

#: Of a mail that reached its reader, or will.
IN_HAND = {OutgoingMail.State.SENT, OutgoingMail.State.QUEUED}
#: What a notice says, whomever it tells.
FACTS = [
    "kind",
    "directive_id",
    "department_id",
    "report_id",
    "obstacle_id",
    "supervision_id",
    "by_id",
    "words",
    "day",
    "count",
    "made_at",
]


def pass_on(mail: OutgoingMail, *, at: datetime) -> None:
    """Call it in the transaction that gives the mail up.

    Nobody gets it instead where the mail server is to blame and not the address.
    """
    on = timezone.localdate(at)
    notices = list(
        mail.notices.select_related("directive", "obstacle__assignment")
        .prefetch_related("assignments")
        .order_by("pk")
    )
    targets = {target for notice in notices for target in targets_of(notice)}
    roll = Roll.of(targets, first=on, last=on)
    of_event = OutgoingMail.objects.filter(key__startswith=f"{mail.event}:")
    states = dict(of_event.values_list("person_id", "state"))
    pairs = [
        (notice, person)
        for notice in notices
        for target in targets_of(notice)
        for person in _instead(notice, roll.told(target, on=on), states)
    ]
    people = {person for _notice, person in pairs}
    OutgoingMail.objects.bulk_create(
        [
            OutgoingMail(key=f"{mail.event}:{person}", person_id=person, kind=mail.kind, day=on)
            for person in sorted(people)
        ],
        ignore_conflicts=True,
    )
    mails = {each.person_id: each for each in of_event.filter(person__in=people)}
    for notice, person in pairs:
        _copy(notice, mails[person])


def _instead(notice: Notice, told: Iterable[Addressee], states: dict[int, str]) -> Iterator[int]:
    """Who has had no mail of the event, and stands in for one whom none of its mails reaches."""
    for who in told:
        is_missed = who.instead_of and states.get(who.instead_of) not in IN_HAND
        if is_missed and who.meant_for != notice.by_id and who.person not in states:
            yield who.person


def _copy(notice: Notice, mail: OutgoingMail) -> None:
    """The same news for the mail's reader, made when it happened."""
    event = notice.key.rpartition(":")[0]
    copy, is_new = Notice.objects.get_or_create(
        key=f"{event}:{mail.person_id}",
        defaults={
            "person_id": mail.person_id,
            "mail": mail,
            **{name: getattr(notice, name) for name in FACTS},
        },
    )
    if is_new:
        copy.assignments.set(notice.assignments.all())
