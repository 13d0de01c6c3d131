"""When mail may leave the house: by day, on working days; only hoả tốc knows no hours."""

from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from directives.models import Directive
from reports import planning
from reports.models import Notice, ReminderRecipient

#: Of the day in Viet Nam, whatever the clock of the server says.
OPENS = time(7)
CLOSES = time(18)


def are_open(*, on: date, at: datetime) -> bool:
    """From 07:00 until before 18:00 of a working day."""
    now = timezone.localtime(at).time()
    return OPENS <= now < CLOSES and planning.office_calendar().is_working_day(on)


def knows_no_hours() -> Q:
    """Mails about a directive that is marked hoả tốc."""
    express = Directive.Urgency.EXPRESS
    reminded = ReminderRecipient.objects.filter(
        mail=OuterRef("pk"), reminder__report__period__directive__urgency=express
    )
    told = Notice.objects.filter(mail=OuterRef("pk"), directive__urgency=express)
    return Q(Exists(reminded)) | Q(Exists(told))
