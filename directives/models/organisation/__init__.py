"""Units, people, and who holds which post between which days."""

from directives.models.organisation.people import Absence, Appointment, User
from directives.models.organisation.roster import StaffMember
from directives.models.organisation.unit import Department, FormerName, Headcount

__all__ = [
    "Absence",
    "Appointment",
    "Department",
    "FormerName",
    "Headcount",
    "StaffMember",
    "User",
]
