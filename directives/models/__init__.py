"""What was asked, of whom."""

from directives.models.directive import Attachment, Directive, DocumentType, LegalBasis
from directives.models.duty import Assignment, Duty, Indicator
from directives.models.importing import TrackingImport
from directives.models.organisation import (
    Absence,
    Appointment,
    Department,
    FormerName,
    Headcount,
    StaffMember,
    User,
)
from directives.models.work import AdjustmentRequest, DutyOfficer, WorkItem

__all__ = [
    "Absence",
    "AdjustmentRequest",
    "Appointment",
    "Assignment",
    "Attachment",
    "Department",
    "Directive",
    "DocumentType",
    "Duty",
    "DutyOfficer",
    "FormerName",
    "Headcount",
    "Indicator",
    "LegalBasis",
    "StaffMember",
    "TrackingImport",
    "User",
    "WorkItem",
]
