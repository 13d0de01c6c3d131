"""Who signs for the agency and its coordinating unit on a day. Titles come from the office's data.

Source of the capacities: NĐ 30/2020/NĐ-CP, Phụ lục I, II.7.b.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from directives.models import Appointment, Department, Directive

Capacity = Directive.Capacity
Role = Appointment.Role
HEADS = (Role.DIRECTOR, Role.HEAD)
DEPUTIES = (Role.DEPUTY_DIRECTOR, Role.DEPUTY_HEAD)
#: Of a deputy who leads while there is no head: "Phó Trưởng phòng phụ trách".
IN_CHARGE = re.compile(r"(,?\s+(phụ trách|điều hành))+$", re.IGNORECASE)


@dataclass(frozen=True)
class Signature:
    """`lines` stand one under the other: TL. Giám đốc, then Trưởng phòng …; titles are data.

    A long title is broken where its line ends. The name is blank where nobody is in office.
    """

    capacity: str
    lines: tuple[str, ...]
    name: str

    @property
    def titles(self) -> tuple[str, ...]:
        """The lines as they are said, each without a break."""
        return tuple(line.replace("\n", " ") for line in self.lines)

    @property
    def is_by_order(self) -> bool:
        return self.capacity == Capacity.BY_ORDER


@dataclass(frozen=True)
class Signer:
    """A choice of HCTH; `key` stands in the form."""

    key: str
    signature: Signature

    def __str__(self):
        """TL. Giám đốc, Trưởng phòng Hành chính - Tổng hợp: Phạm Thị Thu Hà"""
        title = ", ".join(self.signature.titles)
        return f"{title}: {self.signature.name}" if self.signature.name else title


def signers(directive: Directive, *, on: date) -> list[Signer]:
    """The Director, his deputies, then the head of the coordinating unit and his deputies.

    Without a Director in office his line stays, with no name under it.
    """
    return _signers(directive, _in_office(directive, on))


def _signers(directive: Directive, held: Iterable[Appointment]) -> list[Signer]:
    found: dict[str, list[Signer]] = {
        role: [] for role in (Role.DIRECTOR, Role.DEPUTY_DIRECTOR, Role.HEAD, Role.DEPUTY_HEAD)
    }
    for post in held:
        signature = _for_agency(post, directive)
        found[post.role].append(Signer(f"{post.role}-{post.user.public_id}", signature))
    if not found[Role.DIRECTOR]:
        found[Role.DIRECTOR] = [Signer(Role.DIRECTOR, _nobody(directive.agency))]
    return [signer for people in found.values() for signer in people]


def by_order(choices: list[Signer]) -> Signer:
    """The head of the coordinating unit, who signs what is routine; the Director without one."""
    return next((choice for choice in choices if choice.signature.is_by_order), choices[0])


def chosen(directive: Directive, key: str, *, on: date) -> Signature:
    """Of the person with that key; of who leads the agency where he is not in office any more."""
    held = list(_in_office(directive, on))
    found = (one.signature for one in _signers(directive, held) if one.key == key)
    return next(found, None) or _leading(directive.agency, held)


def in_charge(directive: Directive, *, on: date) -> tuple[Signature, Signature]:
    """Who leads the agency, and who the coordinating unit: each signs in its own name.

    The head in office, or else the deputy in charge; without either the head's line stays.
    """
    held = list(_in_office(directive, on))
    agency, coordinator = directive.agency, directive.coordinator
    return _leading(agency, held), _leading(coordinator, held)


def leading(unit: Department, *, on: date) -> Signature:
    """Who leads the unit on the day and signs in its own name, by the rule of `in_charge`."""
    held = (
        Appointment.objects.in_office(on=on)
        .filter(department=unit, role__in=[*HEADS, *DEPUTIES])
        .select_related("user", "department")
        .order_by("user__sort_key", "pk")
    )
    return _leading(unit, held)


def _leading(unit: Department, held: Iterable[Appointment]) -> Signature:
    people = [post for post in held if post.department_id == unit.pk]
    heads = [post for post in people if post.role in HEADS]
    if heads:
        return _own(max(heads, key=lambda post: post.starts_on), bare_title(unit))
    deputies = (post for post in people if IN_CHARGE.search(post.title))
    leading = next(deputies, None)
    return _own(leading, bare_title(unit)) if leading else _nobody(unit)


def _in_office(directive: Directive, on: date):
    return (
        Appointment.objects.in_office(on=on)
        .filter(
            Q(department=directive.agency_id, role__in=[Role.DIRECTOR, Role.DEPUTY_DIRECTOR])
            | Q(department=directive.coordinator_id, role__in=[Role.HEAD, Role.DEPUTY_HEAD])
        )
        .select_related("user", "department")
        .order_by("user__sort_key", "pk")
    )


def _nobody(unit: Department) -> Signature:
    return Signature(Capacity.HEAD, (bare_title(unit),), "")


def _for_agency(held: Appointment, directive: Directive) -> Signature:
    """Leaders sign for themselves, people of the coordinating unit by the Director's order."""
    if held.department_id == directive.agency_id:
        return _own(held, bare_title(directive.agency))
    own = _own(held, full_title(directive.coordinator))
    lines = (f"TL. {bare_title(directive.agency)}", *own.lines)
    return Signature(Capacity.BY_ORDER, lines, own.name)


def _own(held: Appointment, head: str) -> Signature:
    """In the name of his own agency or unit, whose head is called `head`.

    A deputy signs KT., also the one in charge while there is no head; Q. is for who was made
    acting head by decision.
    """
    name = held.user.full_name
    if _is_deputy(held):
        return Signature(Capacity.DEPUTY, (f"KT. {head}", _deputy_title(held)), name)
    if held.is_acting:
        return Signature(Capacity.ACTING, (f"Q. {head}",), name)
    return Signature(Capacity.HEAD, (head,), name)


def _is_deputy(held: Appointment) -> bool:
    title = held.title.casefold()
    return held.role in DEPUTIES or title.startswith("phó ") or bool(IN_CHARGE.search(title))


def _deputy_title(held: Appointment) -> str:
    """Phó Giám đốc: without the agency's kind, and without "phụ trách"."""
    title = held.title or f"Phó {held.department.head_title}"
    return _without_kind(IN_CHARGE.sub("", title), held.department)


def bare_title(unit: Department) -> str:
    """Giám đốc, of "Giám đốc Sở": the agency stands at the head of its paper."""
    return _without_kind(unit.head_title, unit)


def _without_kind(title: str, unit: Department) -> str:
    """ "Giám đốc Trung tâm" of a Trung tâm is Giám đốc; "Chánh Văn phòng" of a Văn phòng is one
    title, as what is left of it is one word.
    """
    words, name = title.split(), unit.name.split()
    for shared in range(min(len(words), len(name)), 0, -1):
        rest = words[:-shared]
        if words[-shared:] == name[:shared] and len([w for w in rest if w != "Phó"]) > 1:
            return " ".join(rest)
    return title


def full_title(unit: Department) -> str:
    """Trưởng phòng and Phòng Hành chính - Tổng hợp: Trưởng phòng / Hành chính - Tổng hợp.

    Above a signature the unit's own words stand on a line of their own.
    """
    title, name = unit.head_title.split(), unit.name.split()
    for shared in range(min(len(title), len(name)), 0, -1):
        if _folded(title[-shared:]) == _folded(name[:shared]):
            return f"{unit.head_title}\n{' '.join(name[shared:])}".strip()
    return unit.head_title


def _folded(words: list[str]) -> list[str]:
    return [word.casefold() for word in words]
