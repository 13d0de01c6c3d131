"""The office's own days: a day off more, a day worked, and the deadlines that move with them.

Only planned periods move. A confirmed one has been told to the units: it moves by an extension.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from directives.models import User
from reports import planning, reminders
from reports.calendar import (
    OfficeCalendar,
    Weekday,
    in_order,
    national_holidays,
    national_workdays,
)
from reports.errors import WrongState
from reports.models import Holiday, ReportingPeriod
from reports.models.calendar import DEADLINES


@dataclass(frozen=True)
class Move:
    """One deadline ("unit", "director", "upward") of a period, and where it would lie."""

    period: ReportingPeriod
    name: str
    from_on: date
    to_on: date

    @property
    def label(self) -> str:
        return {
            "unit": _("Đơn vị gửi báo cáo"),
            "director": _("Trình Giám đốc Sở"),
            "upward": _("Gửi cấp trên"),
        }[self.name]


@dataclass(frozen=True)
class Effect:
    """What a changed day does: `moves` of planned periods, `stays` of confirmed ones."""

    moves: tuple[Move, ...]
    stays: tuple[Move, ...]

    @property
    def fingerprint(self) -> str:
        """Equal where the effect is the same: what a person agreed to is what happens."""
        said = [
            [(move.period.pk, move.name, move.from_on, move.to_on) for move in moves]
            for moves in (self.moves, self.stays)
        ]
        return sha256(repr(said).encode()).hexdigest()


def effect(day: date, *, works: bool | None, on: date) -> Effect:
    """What an own row for the day would move; `works` None takes the present row away.

    Of confirmed periods, those deadlines are named that have not passed on the day `on`.
    """
    calendar = planning.office_calendar().with_day(day, works=works)
    moves = list(_moves(_touched(day), calendar))
    return Effect(
        moves=tuple(move for move in moves if not move.period.is_confirmed),
        stays=tuple(m for m in moves if m.period.is_confirmed and m.from_on >= on),
    )


def why_off(*days: date) -> dict[date, str]:
    """Those of the days on which the office does not work, in order, each with its reason."""
    calendar = planning.office_calendar()
    off = [day for day in sorted(set(days)) if not calendar.is_working_day(day)]
    own = dict(Holiday.objects.filter(on__in=off).values_list("on", "name")) if off else {}
    return {
        day: own.get(day)
        or national_holidays(day.year).get(day)
        or str(capfirst(Weekday(day.isoweekday()).label))
        for day in off
    }


def _touched(day: date) -> QuerySet[ReportingPeriod]:
    """Periods one of whose deadlines is counted across the day."""
    counted = Q(unit_working_days__isnull=False)
    counted |= Q(director_working_days__isnull=False) | Q(upward_working_days__isnull=False)
    across = Q(ends_on__lte=day, upward_due_on__gte=day) | Q(ends_on__gte=day, unit_due_on__lte=day)
    return (
        ReportingPeriod.objects.filter(counted, across)
        .select_related("directive")
        .order_by("ends_on", "pk")
    )


def _moves(periods: Iterable[ReportingPeriod], calendar: OfficeCalendar) -> Iterator[Move]:
    for period in periods:
        before = period.dues
        planning.count_deadlines(period, calendar=calendar)
        after = in_order(period.starts_on, *period.dues)
        for name, from_on, to_on in zip(DEADLINES, before, after, strict=True):
            setattr(period, f"{name}_due_on", to_on)
            if to_on != from_on:
                yield Move(period, name, from_on, to_on)


def keep(row: Holiday, *, agreed: str | None = None, on: date, by: User, at: datetime) -> Effect:
    """Keep a new row and move what is planned.

    `agreed` is the fingerprint of the effect that the person has seen. Raises WrongState when it
    would be another one, or the day has a row by now.
    """
    works = row.is_working_day
    try:
        with transaction.atomic():
            return _apply(row.on, works=works, write=row.save, agreed=agreed, on=on, at=at)
    except IntegrityError as error:
        raise WrongState("written") from error


@transaction.atomic
def drop(row: Holiday, *, agreed: str | None = None, on: date, by: User, at: datetime) -> Effect:
    """Take a row away and move what is planned. Raises WrongState as `keep`."""
    return _apply(row.on, works=None, write=row.delete, agreed=agreed, on=on, at=at)


def _apply(
    day: date,
    *,
    works: bool | None,
    write: Callable[[], object],
    agreed: str | None,
    on: date,
    at: datetime,
) -> Effect:
    list(_touched(day).select_for_update(no_key=True, of=("self",)).values_list("pk", flat=True))
    found = effect(day, works=works, on=on)
    if agreed is not None and agreed != found.fingerprint:
        raise WrongState("changed")
    write()
    _move(found.moves)
    reminders.follow_calendar(day, at=at)
    return found


def _move(moves: Iterable[Move]) -> None:
    moved = {move.period.pk: move.period for move in moves}
    ReportingPeriod.objects.bulk_update(
        moved.values(), [f"{name}_due_on" for name in DEADLINES], batch_size=500
    )


@dataclass(frozen=True)
class Day:
    """A day that is not as the week says; `row` is the office's own, on top of the country's."""

    on: date
    name: str
    is_working_day: bool
    row: Holiday | None = None

    @property
    def is_national(self) -> bool:
        return self.row is None


def year(number: int) -> list[Day]:
    """The country's holidays of the year and the office's own days, in order."""
    national = {
        on: Day(on, name, is_working_day=False) for on, name in national_holidays(number).items()
    }
    for on in national_workdays(number):
        national[on] = Day(on, _("Làm bù cho ngày nghỉ hoán đổi"), is_working_day=True)
    own = {
        row.on: Day(row.on, row.name, row.is_working_day, row)
        for row in Holiday.objects.filter(on__year=number).order_by("on")
    }
    return sorted((national | own).values(), key=lambda day: day.on)
