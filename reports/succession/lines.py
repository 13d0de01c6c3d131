"""Which unit stands for one that is no more. Reads only."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from directives.models import Department
from directives.vietnamese import short_date


@dataclass(frozen=True)
class Line:
    """A unit that is no more, and the units that stood for it one after the other.

    `heir` is the one that does on the day; None where the last was dissolved.
    """

    units: tuple[Department, ...]
    heir: Department | None

    @property
    def told(self) -> str:
        """A sáp nhập vào B từ ngày 01/7/2026; B giải thể từ ngày 05/7/2026."""
        said = []
        for unit, successor in zip(self.units, (*self.units[1:], None), strict=True):
            if unit.dissolved_on is None:
                break
            words = {"unit": unit, "into": successor, "day": short_date(unit.dissolved_on)}
            if successor is None:
                said.append(_("%(unit)s giải thể từ ngày %(day)s") % words)
            else:
                said.append(_("%(unit)s sáp nhập vào %(into)s từ ngày %(day)s") % words)
        return "; ".join(said) + "."


def lines_of_the_gone(*, on: date) -> dict[int, Line]:
    """The line of each unit that is no more on the day."""
    gone = {unit.pk: unit for unit in Department.objects.filter(dissolved_on__lte=on)}
    successors = Department.objects.in_bulk([unit.successor_id for unit in gone.values()])
    return {key: _line(unit, gone, successors) for key, unit in gone.items()}


def _line(unit: Department, gone: dict[int, Department], successors: dict[int, Department]) -> Line:
    units = [unit]
    while units[-1].pk in gone and units[-1].successor_id is not None:
        units.append(successors[units[-1].successor_id])
    return Line(tuple(units), heir=None if units[-1].pk in gone else units[-1])
