"""What was answered, by when, and what is done with it."""

from reports.models.calendar import Holiday, ReportingPeriod, Schedule
from reports.models.consolidated import ConsolidatedReport
from reports.models.entry import DisseminationSession, IndicatorValue, ProgressEntry, StaffingLine
from reports.models.job import Heartbeat, Job
from reports.models.obstacle import Obstacle, ObstacleStatement
from reports.models.progress import (
    DeadlineChange,
    Draft,
    Evidence,
    ProgressReport,
    StateChange,
    Submission,
)
from reports.models.reminder import OutgoingMail, Reminder, ReminderRecipient
from reports.models.supervision import Supervision

__all__ = [
    "ConsolidatedReport",
    "DeadlineChange",
    "DisseminationSession",
    "Draft",
    "Evidence",
    "Heartbeat",
    "Holiday",
    "IndicatorValue",
    "Job",
    "Obstacle",
    "ObstacleStatement",
    "OutgoingMail",
    "ProgressEntry",
    "ProgressReport",
    "Reminder",
    "ReminderRecipient",
    "ReportingPeriod",
    "Schedule",
    "StaffingLine",
    "StateChange",
    "Submission",
    "Supervision",
]
