"""What the office has already: its units by any of their names, its directives and duties."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from directives.models import Department, Directive, Duty
from directives.tracking import names
from directives.tracking.texts import folded, tidy


@dataclass
class Office:
    """Of one coordinating unit, on one day. `units` by the key of a name; `known` by number and
    symbol, each with its duties by their text.
    """

    coordinator: Department
    agency: Department
    units: Mapping[str, Department]
    everybody: tuple[Department, ...]
    known: Mapping[str, list[Directive]]
    duties: Mapping[int, dict[str, Duty]] = field(default_factory=dict)

    def directive(self, key: str, issued_on: date | None) -> Directive | None:
        """Of that number and symbol in that year; without a day the only one there is."""
        found = self.known.get(key.casefold(), [])
        if issued_on is not None:
            found = [one for one in found if one.issued_on.year == issued_on.year]
        return found[0] if len(found) == 1 else None

    def duty(self, directive: Directive, text: str) -> Duty | None:
        return self.duties.get(directive.pk, {}).get(folded(text))


def office_of(coordinator: Department, *, on: date) -> Office:
    """In six queries, however many directives there are."""
    agency = coordinator.parent or coordinator
    units = list(
        Department.objects.units()
        .filter(parent=agency)
        .select_related("successor")
        .prefetch_related("former_names")
        .order_by("sort_key")
    )
    standing = tuple(unit for unit in units if unit.is_in_being(on=on))
    known: dict[str, list[Directive]] = {}
    for directive in Directive.objects.filter(agency=agency).exclude(number=""):
        known.setdefault(_key(directive), []).append(directive)
    return Office(
        coordinator,
        agency,
        _by_name(units, on=on),
        standing,
        known,
        _duties(agency),
    )


def _key(directive: Directive) -> str:
    return f"{directive.number}/{tidy(directive.symbol)}".casefold()


def _by_name(units: list[Department], *, on: date) -> dict[str, Department]:
    """A unit that is no more is known as the one that stands for it; names of today come first."""
    found: dict[str, Department] = {}
    for unit in sorted(units, key=lambda unit: not unit.is_in_being(on=on)):
        heir = next((one for one in unit.line() if one.is_in_being(on=on)), None)
        if heir is None:
            continue
        called = [unit.name, unit.short_name, unit.symbol]
        for former in unit.former_names.all():
            called += [former.name, former.short_name]
        for name in filter(None, called):
            found.setdefault(names.key(name), heir)
    return found


def _duties(agency: Department) -> dict[int, dict[str, Duty]]:
    found: dict[int, dict[str, Duty]] = {}
    rows = Duty.objects.filter(directive__agency=agency).prefetch_related("assignments")
    for duty in rows.order_by("-ordinal"):
        by_text = found.setdefault(duty.directive_id, {})
        by_text[folded(duty.title)] = duty
        by_text[folded(duty.text)] = duty
    return found
