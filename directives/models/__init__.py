"""What was asked, of whom."""

from directives.models.directive import Attachment, Directive, LegalBasis
from directives.models.duty import Assignment, Duty, Indicator, WorkItem
from directives.models.organisation import Appointment, Department, FormerName, Headcount, User

__all__ = [
    "Appointment",
    "Assignment",
    "Attachment",
    "Department",
    "Directive",
    "Duty",
    "FormerName",
    "Headcount",
    "Indicator",
    "LegalBasis",
    "User",
    "WorkItem",
]
