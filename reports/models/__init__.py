"""What was answered, by when, and what is done with it."""

from reports.models.calendar import Holiday, ReportingPeriod, Schedule, SchedulePhase
from reports.models.consolidated import (
    ConsolidatedComment,
    ConsolidatedDraft,
    ConsolidatedReport,
    ConsolidatedSection,
    ConsolidatedStep,
    IssuedCopy,
    ReportOutline,
)
from reports.models.draft import Draft, Evidence
from reports.models.entry import (
    DisseminationSession,
    IndicatorValue,
    ProgressEntry,
    ResultTag,
    StaffingLine,
)
from reports.models.extension import ExtensionRequest
from reports.models.feed import FeedLink
from reports.models.job import Heartbeat, Job, RenderedFile
from reports.models.ladder import Audience, Ladder, LadderStep
from reports.models.mail import OutgoingCall, OutgoingMail
from reports.models.notice import Notice
from reports.models.obstacle import Obstacle, ObstacleStatement
from reports.models.paper import Paper
from reports.models.printout import Printout
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
    "ConsolidatedComment",
    "ConsolidatedDraft",
    "ConsolidatedReport",
    "ConsolidatedSection",
    "ConsolidatedStep",
    "DeadlineChange",
    "DisseminationSession",
    "Draft",
    "Evidence",
    "ExtensionRequest",
    "FeedLink",
    "Heartbeat",
    "Holiday",
    "IndicatorValue",
    "IssuedCopy",
    "Job",
    "Ladder",
    "LadderStep",
    "Notice",
    "Obstacle",
    "ObstacleStatement",
    "OutgoingCall",
    "OutgoingMail",
    "Paper",
    "Printout",
    "ProgressEntry",
    "ProgressReport",
    "Reminder",
    "ReminderRecipient",
    "RenderedFile",
    "ReportOutline",
    "ReportingPeriod",
    "ResultTag",
    "Schedule",
    "SchedulePhase",
    "StaffingLine",
    "StateChange",
    "Submission",
    "Supervision",
]
