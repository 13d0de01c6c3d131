"""The repeating rows of an entry: sessions, indicators, staffing."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directives.models import Indicator
from directives.vietnamese import short_date
from reports.content import IndicatorContent, SessionContent, StaffingContent
from reports.forms.base import DraftForm, RowForm
from reports.forms.fields import CountField, DayField, FigureField
from reports.models import DisseminationSession


class SessionForm(RowForm):
    telling = ("held_on", "attendances", "note")

    held_on = DayField(label=gettext_lazy("Ngày"))
    form = forms.ChoiceField(
        label=gettext_lazy("Hình thức"),
        choices=DisseminationSession.Form.choices,
        error_messages={
            "required": gettext_lazy("Hãy chọn hình thức."),
            "invalid_choice": gettext_lazy("Hãy chọn hình thức trong danh sách."),
        },
    )
    attendances = CountField(label=gettext_lazy("Lượt người"))
    note = forms.CharField(
        label=gettext_lazy("Nội dung"),
        max_length=300,
        required=False,
        error_messages={"max_length": gettext_lazy("Nội dung dài quá 300 ký tự.")},
    )

    @property
    def place(self) -> str:
        return _("Buổi %(ordinal)s") % {"ordinal": self.ordinal}

    def clean_held_on(self):
        day, asked = self.cleaned_data["held_on"], self.asked
        if day > asked.on:
            raise forms.ValidationError(_("Ngày này chưa đến."))
        if day > asked.period.ends_on:
            raise forms.ValidationError(
                _("Sau ngày chốt số liệu %(day)s; buổi này thuộc kỳ sau.")
                % {"day": short_date(asked.period.ends_on)}
            )
        if day < asked.since:
            raise forms.ValidationError(
                _("Ngày này trước ngày giao nhiệm vụ (%(day)s).") % {"day": short_date(asked.since)}
            )
        return day

    def content(self) -> SessionContent:
        return SessionContent(**self.cleaned_data)


class StaffingForm(RowForm):
    telling = ("person", "paper", "since")

    person = forms.CharField(
        label=gettext_lazy("Họ và tên"),
        max_length=120,
        error_messages={
            "required": gettext_lazy("Hãy ghi họ và tên."),
            "max_length": gettext_lazy("Họ và tên dài quá 120 ký tự."),
        },
    )
    paper = forms.CharField(
        label=gettext_lazy("Văn bản phân công"),
        max_length=200,
        error_messages={
            "required": gettext_lazy("Hãy ghi số, ngày của văn bản phân công."),
            "max_length": gettext_lazy("Tên văn bản dài quá 200 ký tự."),
        },
    )
    since = DayField(label=gettext_lazy("Từ ngày"))
    is_full_time = forms.BooleanField(label=gettext_lazy("Chuyên trách"), required=False)
    is_focal = forms.BooleanField(label=gettext_lazy("Là người đầu mối"), required=False)

    @property
    def place(self) -> str:
        return _("Người %(ordinal)s") % {"ordinal": self.ordinal}

    def clean_since(self):
        day = self.cleaned_data["since"]
        if day > self.asked.on:
            raise forms.ValidationError(_("Ngày này chưa đến."))
        return day

    def content(self) -> StaffingContent:
        return StaffingContent(**self.cleaned_data)


class IndicatorForm(DraftForm):
    """One indicator: a figure, 0, "không phát sinh" and nothing at all are four answers."""

    in_period = FigureField(label=gettext_lazy("Trong kỳ"), required=False)
    cumulative = FigureField(label=gettext_lazy("Lũy kế"), required=False)
    estimate = FigureField(label=gettext_lazy("Ước cả kỳ"), required=False)
    nothing_to_report = forms.BooleanField(label=gettext_lazy("Không phát sinh"), required=False)

    def __init__(self, asked, indicator: Indicator, *, data, checked):
        prefix = f"{asked.prefix}-i{indicator.pk}"
        super().__init__(asked, prefix=prefix, data=data, checked=checked)
        box = self.fields["nothing_to_report"].widget
        box.attrs |= {"data-disables": f"#figure-{prefix}"}
        self.indicator = indicator
        if asked.is_interim:
            self.fields["estimate"].label = asked.period.estimate_label
        else:
            del self.fields["estimate"]

    @property
    def place(self) -> str:
        return self.indicator.name

    def clean(self):
        typed = self.cleaned_data
        if typed.get("nothing_to_report"):
            typed["in_period"] = None
            self.errors.pop("in_period", None)
            return
        in_period, cumulative = typed.get("in_period"), typed.get("cumulative")
        if in_period is not None and cumulative is not None and cumulative < in_period:
            self.add_error("cumulative", _("Lũy kế không được nhỏ hơn số trong kỳ."))
        estimate = typed.get("estimate")
        if in_period is not None and estimate is not None and estimate < in_period:
            self.add_error("estimate", _("Số ước cả kỳ không được nhỏ hơn số đã thực hiện."))

    def content(self) -> IndicatorContent:
        return IndicatorContent(indicator_id=self.indicator.pk, **self.cleaned_data)
