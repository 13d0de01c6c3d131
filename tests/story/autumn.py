"""An acting head; an inspection and what was recommended."""

from datetime import date

from directives.models import Appointment
from tests.story.year import Year


def an_acting_head(year: Year) -> None:
    """From 1 August the deputy leads Chi cục as its acting head, by a decision."""
    year.on(8, 1)
    users, unit = year.office.users, year.office.units["tdc"]
    Appointment.objects.filter(
        department=unit, user__in=[users["tdc.truong"], users["tdc.pho"]]
    ).update(ends_on=date(2026, 7, 31))
    Appointment.objects.create(
        user=users["tdc.pho"],
        department=unit,
        role=Appointment.Role.HEAD,
        title="Phó Chi cục trưởng phụ trách",
        is_acting=True,
        starts_on=date(2026, 8, 1),
        paper="Quyết định số 71/QĐ-SKHCN ngày 28/7/2026 về giao phụ trách Chi cục",
    )
    year.page("tdc.pho", year.assignment("tdc", 2)).says("Phát hành tờ rơi TBT")
