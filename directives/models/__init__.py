"""What was asked, of whom."""

from directives.models.directive import Attachment, Directive, DocumentType, LegalBasis
from directives.models.duty import Assignment, Duty, Indicator, WorkItem
from directives.models.organisation import (
    Absence,
    Appointment,
    Department,
    FormerName,
    Headcount,
    User,
)

__all__ = [
    "Absence",
    "Appointment",
    "Assignment",
    "Attachment",
    "Department",
    "Directive",
    "DocumentType",
    "Duty",
    "FormerName",
    "Headcount",
    "Indicator",
    "LegalBasis",
    "User",
    "WorkItem",
]
