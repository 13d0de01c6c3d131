"""What stands for the readers of digests at this moment, and as whom each of them is told."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Q

from directives.arrays import Among
from directives.models import Appointment
from reports import figures
from reports.models import OutgoingMail, Reminder, ReminderRecipient
from reports.reminders.recipients import Addressee, Roll, Target


@dataclass(eq=False)
class Reader:
    """What still stands of one mail for its reader, and in which capacities he gets it."""

    reminder_ids: list[int] = field(default_factory=list)
    #: Units in which he holds a post himself.
    own_units: set[int] = field(default_factory=set)
    #: By unit: everything that it owes is his business.
    of_unit: dict[int, list[Addressee]] = field(default_factory=dict)
    #: By report: he is told of this one.
    of_report: dict[int, list[Addressee]] = field(default_factory=lambda: defaultdict(list))
    #: (report, unit) of all that he has to see to, the most urgent first.
    owed: list[tuple[int, int]] = field(default_factory=list)

    @property
    def addressees(self) -> Iterator[Addressee]:
        for told in (*self.of_unit.values(), *self.of_report.values()):
            yield from told

    def told_of(self, report: int, department: int) -> list[Addressee]:
        return [*self.of_unit.get(department, ()), *self.of_report.get(report, ())]

    def missed_by(self) -> dict[int, list[int]]:
        """By person in whose place he is told: the reports, the most urgent first."""
        missed: dict[int, list[int]] = {}
        if people := {who.instead_of for who in self.addressees} - {None}:
            for report, department in self.owed:
                told = self.told_of(report, department)
                for person in people & {who.instead_of for who in told}:
                    missed.setdefault(person, []).append(report)
        return missed


def of(mails: Collection[OutgoingMail], *, on: date) -> dict[int, Reader]:
    """By mail. The same queries for one and for many."""
    readers = {mail.pk: Reader() for mail in mails}
    if mails:
        _read_who_is_told(mails, readers, on=on)
        _read_what_is_owed(readers.values(), on=on)
    return readers


def _read_who_is_told(
    mails: Collection[OutgoingMail], readers: dict[int, Reader], *, on: date
) -> None:
    """The promises on these mails that still stand, and whose business is what."""
    rows = _promises(readers, on=on)
    own_units = defaultdict(set)
    posts = Appointment.objects.in_office(on=on).filter(user__in=[m.person_id for m in mails])
    for person, unit in posts.order_by().values_list("user_id", "department_id"):
        own_units[person].add(unit)
    targets = {target for row in rows.values() for target, *_ in row}
    units = {target.department for target in targets}.union(*own_units.values())
    whole = {unit: Target(unit) for unit in units}
    roll = Roll.of([*targets, *whole.values()], first=on, last=on)
    for mail in mails:
        reader = readers[mail.pk]
        reader.own_units = own_units[mail.person_id]
        for target, reminder_ids, reports in rows[mail.pk]:
            if found := _as_whom(mail.person_id, roll.told(target, on=on)):
                reader.reminder_ids += reminder_ids
                for report in reports:
                    reader.of_report[report] += found
        theirs = {target.department for target, *_ in rows[mail.pk]} | reader.own_units
        reader.of_unit = {
            unit: found
            for unit in theirs
            if (found := _as_whom(mail.person_id, roll.told(whole[unit], on=on)))
        }


def _as_whom(person: int, told: Iterable[Addressee]) -> list[Addressee]:
    return [addressee for addressee in told if addressee.person == person]


def _promises(
    mail_ids: Iterable[int], *, on: date
) -> dict[int, list[tuple[Target, list[int], list[int]]]]:
    """By mail: who is to be told, by which promises, of which reports."""
    rows = (
        ReminderRecipient.objects.filter(
            Among("mail_id", mail_ids),
            reminder__report__in=figures.owed(on=on),
            reminder__due_on=F("reminder__report__due_on"),
            reminder__state__in=[Reminder.State.PROMISED, Reminder.State.SENT],
        )
        .order_by()
        .values_list(
            "mail_id",
            "reminder__report__department_id",
            "reminder__report__period__directive__coordinator_id",
            "reminder__report__period__directive__agency_id",
            "reminder__to",
        )
        .annotate(
            reminders=ArrayAgg("reminder_id", distinct=True),
            reports=ArrayAgg("reminder__report_id", distinct=True),
        )
    )
    found = defaultdict(list)
    for mail, department, coordinator, agency, to, reminders, reports in rows:
        target = Target(department, coordinator, agency, tuple(to))
        found[mail].append((target, reminders, reports))
    return found


def _read_what_is_owed(readers: Iterable[Reader], *, on: date) -> None:
    """Whatever his units owe, and the reports of which he is told."""
    of_unit, of_report = defaultdict(list), defaultdict(list)
    for reader in readers:
        if reader.reminder_ids:
            for unit in reader.of_unit:
                of_unit[unit].append(reader)
            for report in reader.of_report:
                of_report[report].append(reader)
    owed = (
        figures.owed(on=on)
        .filter(Q(department__in=list(of_unit)) | Q(Among("pk", of_report)))
        .order_by("due_on", "department__sort_key", "pk")
        .values_list("pk", "department_id")
    )
    for report, department in owed:
        for reader in dict.fromkeys([*of_unit.get(department, ()), *of_report.get(report, ())]):
            reader.owed.append((report, department))
