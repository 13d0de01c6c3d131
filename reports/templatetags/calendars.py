"""A schedule in the words of the office."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.calendar import LAST_DAY, Cycle, Due, Weekday
from reports.models import Schedule

register = template.Library()


@register.simple_tag
def cut_off(schedule: Schedule) -> str:
    """Until when the figures of a period run, and which of the two conventions that is."""
    if schedule.cycle == Cycle.ON_DEMAND:
        return _("theo từng văn bản yêu cầu")
    if schedule.cycle in (Cycle.PHASE, Cycle.ONCE):
        return _("ngày cuối của giai đoạn")
    if schedule.cycle == Cycle.WEEKLY:
        return _("hết %(weekday)s hằng tuần") % {"weekday": Weekday(schedule.cut_off_weekday).label}
    month = {"day": schedule.cut_off_day, "month": schedule.cut_off_month}
    if schedule.cut_off_day == LAST_DAY:
        if schedule.cut_off_month == 12:
            return _("ngày cuối tháng (kỳ tính theo năm dương lịch)")
        return _("ngày cuối tháng; năm báo cáo kết thúc vào tháng %(month)s") % month
    if schedule.cycle == Cycle.YEARLY:
        return _("hết ngày %(day)s tháng %(month)s hằng năm") % month
    if schedule.cycle == Cycle.MONTHLY:
        return _("hết ngày %(day)s hằng tháng") % month
    return _("hết ngày %(day)s của tháng cuối kỳ; năm báo cáo kết thúc vào tháng %(month)s") % month


@register.simple_tag
def due(schedule: Schedule, name: str) -> str:
    """A deadline of the schedule, in words."""
    return due_in_words(schedule.due(name))


def due_in_words(found: Due) -> str:
    if found.day is None:
        return _offset(found.working_days or 0)
    if found.month:
        return _("ngày %(day)s tháng %(month)s") % {"day": found.day, "month": found.month}
    return _("ngày %(day)s của tháng") % {"day": found.day}


def _offset(days: int) -> str:
    if days == 0:
        return _("ngay ngày chốt")
    if days > 0:
        said = ngettext(
            "%(count)s ngày làm việc sau ngày chốt", "%(count)s ngày làm việc sau ngày chốt", days
        )
    else:
        said = ngettext(
            "%(count)s ngày làm việc trước ngày chốt",
            "%(count)s ngày làm việc trước ngày chốt",
            -days,
        )
    return said % {"count": abs(days)}
