"""New duties are announced by the sweep: the register of directives knows nothing of mail. That
they end with their directive is told at once.
"""

from datetime import date, datetime
from itertools import groupby

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from directives.models import Appointment, Assignment, Directive, User
from reports.models import Notice, OutgoingMail
from reports.notices import telling
from reports.notices.telling import People
from reports.reminders.recipients import Target

Kind = Notice.Kind


def assigned(*, on: date, at: datetime) -> int:
    """Announce every duty that nobody was told of yet; how many people were told.

    The sweep calls it, since the register of directives knows nothing of mail. A duty whose unit
    has nobody in office is announced to the first who comes.
    """
    announced = Notice.assignments.through.objects.filter(assignment=OuterRef("pk"))
    waiting = (
        Assignment.objects.in_force(on=on).unacknowledged().filter(~Exists(announced)).order_by()
    )
    staffed = Appointment.objects.in_office(on=on).filter(
        department=OuterRef("department"), user__is_active=True
    )
    found = waiting.filter(Exists(staffed)).values_list("duty__directive_id", "pk")
    count = 0
    for _directive, rows in groupby(sorted(found), key=lambda row: row[0]):
        count += _announce([pk for _, pk in rows], on=on, at=at)
    return count


@transaction.atomic
def _announce(assignment_ids: list[int], *, on: date, at: datetime) -> int:
    """The duties of one directive: one notice and one mail to a person, for all his units.

    Two sweeps at once: what the other holds is left to it, and what it has announced by the time
    we hold it is left out.
    """
    rows = Assignment.objects.filter(pk__in=assignment_ids)
    held = list(
        rows.order_by("pk")
        .select_for_update(skip_locked=True, no_key=True, of=("self",))
        .values_list("pk", flat=True)
    )
    announced = Notice.assignments.through.objects.filter(assignment=OuterRef("pk"))
    fresh = list(
        rows.filter(~Exists(announced), pk__in=held)
        .select_related("duty__directive")
        .order_by("pk")
    )
    target = {
        assignment: Target(assignment.department_id, assignment.duty.directive.coordinator_id)
        for assignment in fresh
    }
    told = {
        each: People.of(who for who in addressees if not who.is_for_a_vacant_post)
        for each, addressees in telling.told_of(target.values(), on=on).items()
    }
    people: dict[int, list[Assignment]] = {}
    for assignment in fresh:
        for person in sorted(told[target[assignment]].in_the_house):
            people.setdefault(person, []).append(assignment)
    if not people:
        return 0
    # A duty is announced once, so the first that is announced to him makes a key of his own.
    keys = {person: f"assigned:{assigned[0].pk}:{person}" for person, assigned in people.items()}
    by_mail = telling.everybody(told.values()).by_mail
    mails = telling.make_mails(
        OutgoingMail.Kind.ASSIGNED, {person: keys[person] for person in by_mail}, on=on
    )
    made = Notice.objects.bulk_create(
        Notice(
            key=keys[person],
            person_id=person,
            kind=Kind.ASSIGNED,
            directive_id=assignments[0].duty.directive_id,
            department_id=assignments[0].department_id,
            mail=mails.get(person),
            count=len(assignments),
            made_at=at,
        )
        for person, assignments in people.items()
    )
    Notice.assignments.through.objects.bulk_create(
        Notice.assignments.through(notice=notice, assignment=assignment)
        for notice in made
        for assignment in people[notice.person_id]
    )
    return len(made)


def closed(directive: Directive, *, by: User, at: datetime) -> None:
    """Each unit that had a duty of it until this day hears that it is followed up no more."""
    ended = Assignment.objects.filter(duty__directive=directive, ends_on=directive.closed_on)
    units = ended.order_by("department").values_list("department", flat=True).distinct()
    target = {unit: Target(unit) for unit in units}
    told = telling.told_of(target.values(), on=timezone.localdate(at))
    Notice.objects.bulk_create(
        Notice(
            key=f"closed:{directive.pk}:{unit}:{at:%Y%m%d%H%M%S%f}:{person}",
            person_id=person,
            kind=Kind.CLOSED,
            directive=directive,
            department_id=unit,
            by=by,
            words=directive.closing_note,
            day=directive.closed_on,
            made_at=at,
        )
        for unit in target
        for person in sorted(People.of(told[target[unit]], by=by).in_the_house)
    )
