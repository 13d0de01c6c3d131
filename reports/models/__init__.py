"""What was answered, by when, and what is done with it."""

from reports.models.calendar import Holiday, ReportingPeriod, Schedule, SchedulePhase
from reports.models.consolidated import ConsolidatedReport
from reports.models.draft import Draft, Evidence
from reports.models.entry import DisseminationSession, IndicatorValue, ProgressEntry, StaffingLine
from reports.models.extension import ExtensionRequest
from reports.models.feed import FeedLink
from reports.models.job import Heartbeat, Job
from reports.models.ladder import Audience, Ladder, LadderStep
from reports.models.mail import OutgoingCall, OutgoingMail
from reports.models.notice import Notice
from reports.models.obstacle import Obstacle, ObstacleStatement
from reports.models.paper import Paper
from reports.models.progress import (
    DeadlineChange,
    ProgressReport,
    StateChange,
    Submission,
)
from reports.models.reminder import Reminder, ReminderRecipient
from reports.models.supervision import Supervision

__all__ = [
    "Audience",
    "ConsolidatedReport",
    "DeadlineChange",
    "DisseminationSession",
    "Draft",
    "Evidence",
    "ExtensionRequest",
    "FeedLink",
    "Heartbeat",
    "Holiday",
    "IndicatorValue",
    "Job",
    "Ladder",
    "LadderStep",
    "Notice",
    "Obstacle",
    "ObstacleStatement",
    "OutgoingCall",
    "OutgoingMail",
    "Paper",
    "ProgressEntry",
    "ProgressReport",
    "Reminder",
    "ReminderRecipient",
    "ReportingPeriod",
    "Schedule",
    "SchedulePhase",
    "StaffingLine",
    "StateChange",
    "Submission",
    "Supervision",
]
