"""One change of a unit at a time."""

from collections.abc import Iterable

from directives.models import Department


def locked(departments: Iterable[Department]) -> list[Department]:
    """The units as they stand now, held until the end; the first of two mergers is the one done."""
    keys = sorted({department.pk for department in departments})
    return list(
        Department.objects.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",))
    )
