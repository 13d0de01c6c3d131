"""Which periods a directive is reported in, and until when."""

from reports.models.calendar.holiday import Holiday
from reports.models.calendar.period import ReportingPeriod
from reports.models.calendar.schedule import DEADLINES, Schedule, SchedulePhase

__all__ = ["DEADLINES", "Holiday", "ReportingPeriod", "Schedule", "SchedulePhase"]
