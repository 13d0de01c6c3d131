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
from reports.models.dossier import Dossier
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
from reports.models.inspection import PlannedInspection
from reports.models.job import Heartbeat, Job, RenderedFile
from reports.models.ladder import Audience, Ladder, LadderStep
from reports.models.mail import OutgoingCall, OutgoingMail
from reports.models.notice import Notice
from reports.models.obstacle import Obstacle, ObstacleStatement
from reports.models.paper import Paper
from reports.models.printout import Printout
from reports.models.progress import (
    DeadlineChange,
    HeadConfirmation,
    ProgressReport,
    StateChange,
    Submission,
)
from reports.models.remark import Remark
from reports.models.reminder import Reminder, ReminderRecipient
from reports.models.result import LoggedResult
from reports.models.roster import Attendance, BriefingSession, ReadingLink, ReadingMail
from reports.models.staffing import StaffingPost, StaffingQuota
from reports.models.supervision import Supervision
from reports.models.transcript import Transcript

__all__ = [
    "Attendance",
    "Audience",
    "BriefingSession",
    "ConsolidatedComment",
    "ConsolidatedDraft",
    "ConsolidatedReport",
    "ConsolidatedSection",
    "ConsolidatedStep",
    "DeadlineChange",
    "DisseminationSession",
    "Dossier",
    "Draft",
    "Evidence",
    "ExtensionRequest",
    "FeedLink",
    "HeadConfirmation",
    "Heartbeat",
    "Holiday",
    "IndicatorValue",
    "IssuedCopy",
    "Job",
    "Ladder",
    "LadderStep",
    "LoggedResult",
    "Notice",
    "Obstacle",
    "ObstacleStatement",
    "OutgoingCall",
    "OutgoingMail",
    "Paper",
    "PlannedInspection",
    "Printout",
    "ProgressEntry",
    "ProgressReport",
    "ReadingLink",
    "ReadingMail",
    "Remark",
    "Reminder",
    "ReminderRecipient",
    "RenderedFile",
    "ReportOutline",
    "ReportingPeriod",
    "ResultTag",
    "Schedule",
    "SchedulePhase",
    "StaffingLine",
    "StaffingPost",
    "StaffingQuota",
    "StateChange",
    "Submission",
    "Supervision",
    "Transcript",
]
