"""Who will receive what on which day, worked out by the rules of the sweep."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice

from django.utils.translation import gettext as _

from directives.models import Directive
from reports import planning
from reports.calendar import OfficeCalendar
from reports.ladders import Step
from reports.models import Audience, ProgressReport, Reminder, ReminderRecipient
from reports.reminders.promises import newest_first, upcoming
from reports.reminders.recipients import Addressee, Roll, Target
from reports.reminders.sweeping import EXPRESS

DAYS = 60
#: What a page can show of one day; the rest is counted.
MOST_READERS = 100
MOST_UNITS = 12
MOST_PERIODS = 3

#: Units by name, each with the periods meant; none where the directive has a single one to report.
type Units = dict[str, list[str]]


@dataclass
class Reader:
    """One mail: who gets it, in which capacities, in whose place, and about which units."""

    name: str
    sort_key: str
    is_out_of_reach: bool = False
    capacities: dict[str, None] = field(default_factory=dict)
    instead: dict[str, None] = field(default_factory=dict)
    units: Units = field(default_factory=dict)

    @property
    def units_in_words(self) -> str:
        return listed(self.units)


@dataclass
class Day:
    """What goes out on one day: the steps, the mails, and the units of which nobody hears.

    `vacant` are posts of the steps that nobody holds, unit by unit.
    """

    on: date
    steps: dict[str, None] = field(default_factory=dict)
    readers: list[Reader] = field(default_factory=list)
    unheard: Units = field(default_factory=dict)
    vacant: dict[str, Units] = field(default_factory=dict)

    @property
    def shown(self) -> list[Reader]:
        """Who is out of reach, or told in somebody's place, is among them."""
        return sorted(self.readers, key=lambda reader: not reader.instead)[:MOST_READERS]

    @property
    def more(self) -> int:
        return len(self.readers) - len(self.shown)

    @property
    def unheard_in_words(self) -> str:
        return listed(self.unheard)

    @property
    def vacant_in_words(self) -> list[tuple[str, str]]:
        return [(post, listed(units)) for post, units in self.vacant.items()]


def listed(units: Mapping[str, Sequence[str]]) -> str:
    """The first units by name, and how many more there are."""
    first = ", ".join(
        f"{unit} ({_periods(periods)})" if periods else unit
        for unit, periods in islice(units.items(), MOST_UNITS)
    )
    more = len(units) - MOST_UNITS
    if more <= 0:
        return first
    return _("%(units)s và %(more)s đơn vị khác") % {"units": first, "more": more}


def _periods(labels: Sequence[str]) -> str:
    first = ", ".join(labels[:MOST_PERIODS])
    more = len(labels) - MOST_PERIODS
    if more <= 0:
        return first
    return _("%(periods)s và %(more)s kỳ khác") % {"periods": first, "more": more}


def preview(directive: Directive, steps: tuple[Step, ...], *, on: date) -> list[Day]:
    """The days of the next DAYS on which mail goes out, did these steps apply.

    Only open periods: of a planned one nobody is reminded.
    """
    last = on + timedelta(days=DAYS)
    calendar = planning.office_calendar()
    reports = _reports(directive, until=last)
    told: dict[date, dict[int, list[Reminder]]] = defaultdict(lambda: defaultdict(list))
    for reminder in upcoming(reports.values(), steps, on=on, calendar=calendar):
        day = _first_chance(reminder, directive, on=on, calendar=calendar)
        if day <= last:
            told[day][reminder.report_id].append(reminder)
    newest = {
        day: [
            (reports[report], newest_first(due, calendar=calendar)[0])
            for report, due in told[day].items()
        ]
        for day in sorted(told)
    }
    targets = {_target(*step) for due in newest.values() for step in due}
    roll = Roll.of(targets, first=on, last=last)
    several = len({report.period_id for report in reports.values()}) > 1
    return [_day(day, due, roll, with_period=several) for day, due in newest.items()]


def _reports(directive: Directive, *, until: date) -> dict[int, ProgressReport]:
    reports = (
        ProgressReport.objects.open()
        .filter(period__directive=directive, period__starts_on__lte=until)
        .select_related("department", "period")
        .order_by("department__sort_key", "pk")
    )
    by_pk = {report.pk: report for report in reports}
    for report in by_pk.values():
        report.period.directive = directive
    return by_pk


def _first_chance(
    reminder: Reminder, directive: Directive, *, on: date, calendar: OfficeCalendar
) -> date:
    """Its day; what waits from earlier days goes out today, or when the office opens again."""
    if reminder.send_on >= on:
        return reminder.send_on
    if directive.urgency == EXPRESS or calendar.is_working_day(on):
        return on
    return calendar.add_working_days(on, 1)


def _target(report: ProgressReport, reminder: Reminder) -> Target:
    directive = report.period.directive
    return Target(
        report.department_id, directive.coordinator_id, directive.agency_id, tuple(reminder.to)
    )


def _day(
    on: date, due: Iterable[tuple[ProgressReport, Reminder]], roll: Roll, *, with_period: bool
) -> Day:
    day = Day(on)
    readers: dict[int, Reader] = {}
    for report, reminder in due:
        target = _target(report, reminder)
        unit = report.department.short_name
        periods = [report.period.label] if with_period else []
        day.steps[Step(reminder.step, reminder.in_working_days).in_words] = None
        addressees = roll.told(target, on=on)
        if all(addressee.is_out_of_reach for addressee in addressees):
            _note(day.unheard, unit, periods)
        for audience in roll.vacant(target, on=on):
            _note(day.vacant.setdefault(str(Audience(audience).label), {}), unit, periods)
        for addressee in addressees:
            reader = _add(readers, addressee, roll)
            _note(reader.units, unit, periods)
    day.readers = sorted(readers.values(), key=lambda reader: reader.sort_key)
    return day


def _note(units: Units, unit: str, periods: list[str]) -> None:
    """A person told in two capacities is told of a period once."""
    known = units.setdefault(unit, [])
    known += [period for period in periods if period not in known]


def _add(readers: dict[int, Reader], addressee: Addressee, roll: Roll) -> Reader:
    person = roll.people[addressee.person]
    reader = readers.setdefault(addressee.person, Reader(person.name, person.sort_key))
    reader.is_out_of_reach = reader.is_out_of_reach or addressee.is_out_of_reach
    reader.capacities[str(Audience(addressee.reason).label)] = None
    if words := _instead(addressee, roll):
        reader.instead[words] = None
    return reader


def _instead(addressee: Addressee, roll: Roll) -> str:
    if not addressee.cause:
        return ""
    cause = ReminderRecipient.Cause(addressee.cause).label
    if addressee.instead_of is None:
        return str(cause)
    return _("nhận thay %(person)s: %(cause)s") % {
        "person": roll.people[addressee.instead_of].name,
        "cause": cause,
    }
