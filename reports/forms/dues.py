"""A deadline as one types it: so many working days from the cut-off, or a plain day."""

import re
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from directives.forms.fields import DayField
from reports.calendar import Due
from reports.calendar.cycles import day_of_month

_YEAR_WITH_29_FEBRUARY = 2024
_DAY = re.compile(r"0?(\d{1,2})(?:/0?(\d{1,2}))?")


class DueWidget(forms.MultiWidget):
    """How it is counted, and the number or the day."""

    def __init__(self, attrs=None):
        text = {"class": "input-figure", "autocomplete": "off", "inputmode": "text"}
        super().__init__({"how": forms.Select(), "value": forms.TextInput(attrs=text)}, attrs)

    def decompress(self, value):
        return split(value)


class DueField(forms.MultiValueField):
    """A Due; a subclass says what a plain day is.

    One control asks how it is counted, one the number or the day, so that no field is left blank.
    """

    widget = DueWidget
    default_error_messages = {
        "required": _("Hãy ghi số ngày, hoặc ngày cố định."),
        "incomplete": _("Hãy ghi số ngày, hoặc ngày cố định."),
        "number": _("Hãy ghi số ngày làm việc từ 0 đến 250."),
        "day": _("Hãy ghi một ngày có thật, ví dụ 25/11."),
    }
    AFTER, BEFORE, ON = "after", "before", "on"
    counted = [
        (AFTER, _("ngày làm việc sau ngày chốt")),
        (BEFORE, _("ngày làm việc trước ngày chốt")),
    ]
    plain = [(ON, _("vào ngày cố định"))]

    def __init__(self, *, only_counted=False, **kwargs):
        choices = self.counted if only_counted else [*self.counted, *self.plain]
        fields = [forms.ChoiceField(choices=choices), forms.CharField(max_length=12)]
        super().__init__(fields=fields, require_all_fields=True, **kwargs)
        self.widget.widgets[0].choices = choices

    def compress(self, parts):
        if not parts:
            return None
        how, text = parts
        if how == self.ON:
            return self.plain_day(text.strip())
        if not text.strip().isdecimal() or int(text) > 250:
            raise forms.ValidationError(self.error_messages["number"], "number")
        return Due(working_days=int(text) if how == self.AFTER else -int(text))

    def plain_day(self, text):
        raise NotImplementedError


class MonthDueField(DueField):
    """For a cycle of some months: a plain day is a day of the month, "20"."""

    default_error_messages = {"day": _("Hãy ghi một ngày trong tháng, từ 1 đến 31.")}

    def plain_day(self, text):
        if not text.isdecimal() or not 1 <= int(text) <= 31:
            raise forms.ValidationError(self.error_messages["day"], "day")
        return Due(day=int(text))


class YearDueField(DueField):
    """For a year, a phase: a plain day is a day of the year, "25/11"."""

    def plain_day(self, text):
        found = _DAY.fullmatch(text)
        if not found or not found[2]:
            raise forms.ValidationError(self.error_messages["day"], "day")
        day, month = int(found[1]), int(found[2])
        if not 1 <= month <= 12 or not 1 <= day:
            raise forms.ValidationError(self.error_messages["day"], "day")
        if day_of_month(_YEAR_WITH_29_FEBRUARY, month, day).day != day:
            raise forms.ValidationError(self.error_messages["day"], "day")
        return Due(day=day, month=month)


class DateDueField(DueField):
    """For one period: a plain day is a date, "25/11/2026"."""

    default_error_messages = {"day": DayField.default_error_messages["invalid"]}

    def plain_day(self, text):
        return DayField().clean(text)


def split(value: Due | date | None) -> list[str]:
    """The two controls' values."""
    if value is None:
        return [DueField.AFTER, ""]
    if isinstance(value, date):
        return [DueField.ON, f"{value:%d/%m/%Y}"]
    if value.day is not None:
        return [DueField.ON, f"{value.day}/{value.month}" if value.month else str(value.day)]
    days = value.working_days or 0
    return [DueField.AFTER if days >= 0 else DueField.BEFORE, str(abs(days))]
