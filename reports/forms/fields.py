"""Fields that read what an office types, 07/06/2024 and 1.234,5, and say in words what is wrong.

All are text inputs: a browser throws away what does not fit a date or number input, and nothing
typed may be lost.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from directives.forms.fields import DayField as DayField
from reports import results

_SPACES = re.compile(r"\s+")
_WITH_POINTS = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?")
_PLAIN = re.compile(r"\d+(,\d+)?")
#: The largest number that a column of the database holds.
_LARGEST_COUNT = 2_147_483_647


class FigureField(forms.Field):
    """A figure of at least 0: a point for thousands, a decimal comma, at most two decimals.

    "1.5" is refused: it is neither 1,5 nor 1.500, and a figure is never guessed.
    """

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Hãy ghi bằng chữ số, dấu phẩy cho phần thập phân, ví dụ 1.234,5."),
        "too_large": _("Số này quá lớn."),
        "required": _("Hãy ghi số."),
    }

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.widget.attrs |= {"class": "input-figure", "inputmode": "decimal"}
        self.widget.attrs["autocomplete"] = "off"

    def to_python(self, value):
        text = _SPACES.sub("", value or "")
        if text in self.empty_values:
            return None
        if not (_WITH_POINTS.fullmatch(text) or _PLAIN.fullmatch(text)) or not text.isascii():
            raise forms.ValidationError(self.error_messages["invalid"], "invalid")
        whole, _comma, decimals = text.replace(".", "").partition(",")
        if len(decimals) > 2:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid")
        if len(whole.lstrip("0")) > 12:
            raise forms.ValidationError(self.error_messages["too_large"], "too_large")
        return Decimal(f"{whole}.{decimals or 0}")


class CountField(FigureField):
    """A whole number of at least 0: people, lượt người."""

    default_error_messages = {
        "invalid": _("Hãy ghi một số nguyên bằng chữ số, không có thì ghi 0."),
    }

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.widget.attrs["inputmode"] = "numeric"

    def to_python(self, value):
        figure = super().to_python(value)
        if figure is None:
            return None
        if figure != int(figure):
            raise forms.ValidationError(self.error_messages["invalid"], "invalid")
        if figure > _LARGEST_COUNT:
            raise forms.ValidationError(self.error_messages["too_large"], "too_large")
        return int(figure)


class PercentField(CountField):
    """A whole share from 0 to 100; a % typed behind it is read over."""

    default_error_messages = {
        "invalid": _("Tỷ lệ phải là một số nguyên từ 0 đến 100."),
        "required": _("Hãy ghi tỷ lệ, từ 0 đến 100."),
    }

    def to_python(self, value):
        percent = super().to_python((value or "").strip().removesuffix("%"))
        if percent is not None and percent > 100:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid")
        return percent


class ProseField(forms.CharField):
    """Several lines of text, kept as typed but for blanks around it."""

    widget = forms.Textarea

    def __init__(self, *, rows=4, **kwargs):
        super().__init__(required=False, **kwargs)
        self.widget.attrs["rows"] = rows


class OfferedField(forms.Field):
    """Boxes of rows; cleans to their keys, without those that are not offered any more."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.choices: list[tuple[str, str]] = []

    def offer(self, rows: Iterable[Model]) -> None:
        self.widget.choices = self.choices = [(str(row.pk), self.words(row)) for row in rows]

    def words(self, row) -> str:
        return str(row)

    def to_python(self, value):
        return [int(key) for key, _label in self.choices if key in (value or ())]


class BasesField(OfferedField):
    """The legal bases that something answers."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Thực hiện theo căn cứ"))
        super().__init__(**kwargs)


class LoggedField(OfferedField):
    """The logged results that the report takes in."""

    def __init__(self, **kwargs):
        super().__init__(label=_("Kết quả đã ghi"), required=False, **kwargs)

    def words(self, row):
        return results.in_words([row])
