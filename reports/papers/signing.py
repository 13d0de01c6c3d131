"""Who may sign a paper of the agency on a day. Titles come from the office's own data.

Source of the capacities: NĐ 30/2020/NĐ-CP, Phụ lục I, II.7.b.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from directives.models import Appointment, Department, Directive
from reports.consolidated import letterhead
from reports.papers.values import Signature

Capacity = Directive.Capacity
Role = Appointment.Role
DEPUTIES = (Role.DEPUTY_DIRECTOR, Role.DEPUTY_HEAD)
#: Of a deputy who leads while there is no head.
IN_CHARGE = "phụ trách"


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
    agency_head = letterhead.agency_of(directive).head_title
    found: dict[str, list[Signer]] = {
        role: [] for role in (Role.DIRECTOR, Role.DEPUTY_DIRECTOR, Role.HEAD, Role.DEPUTY_HEAD)
    }
    for held in _in_office(directive, on):
        capacity, lines = _block(held, directive, agency_head)
        signature = Signature(capacity, lines, held.user.full_name)
        found[held.role].append(Signer(f"{held.role}-{held.user.public_id}", signature))
    if not found[Role.DIRECTOR]:
        found[Role.DIRECTOR] = [Signer(Role.DIRECTOR, Signature(Capacity.HEAD, (agency_head,), ""))]
    return [signer for people in found.values() for signer in people]


def by_order(choices: list[Signer]) -> Signer:
    """The head of the coordinating unit, who signs what is routine; the Director without one."""
    return next((choice for choice in choices if choice.signature.is_by_order), choices[0])


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


def _block(
    held: Appointment, directive: Directive, agency_head: str
) -> tuple[str, tuple[str, ...]]:
    """Capacity, and the lines above the name."""
    if held.department_id == directive.agency_id:
        return _lines(held, agency_head)
    _capacity, lines = _lines(held, full_title(directive.coordinator))
    return Capacity.BY_ORDER, (f"TL. {agency_head}", *lines)


def _lines(held: Appointment, head: str) -> tuple[str, tuple[str, ...]]:
    """For the head of his own agency or unit; a deputy in charge signs for a head not there."""
    title = held.title or f"Phó {held.department.head_title}"
    if held.role in DEPUTIES or IN_CHARGE in title:
        kind = held.department.name.partition(" ")[0]
        return Capacity.DEPUTY, (
            f"KT. {head}",
            title.removesuffix(f" {IN_CHARGE}").removesuffix(f" {kind}"),
        )
    if held.is_acting:
        return Capacity.ACTING, (f"Q. {head}",)
    return Capacity.HEAD, (head,)


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
