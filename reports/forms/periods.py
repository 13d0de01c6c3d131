"""Forms of the calendar: the schedule, the deadlines of a planned period, its confirmation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from directives.forms.fields import DayField, WholeRow
from reports import planning
from reports.models import ReportingPeriod, Schedule


class ScheduleForm(forms.ModelForm):
    class Meta:
        model = Schedule
        fields = [
            "cut_off_day",
            "cut_off_month",
            "unit_working_days",
            "director_working_days",
            "upward_working_days",
            "decided_by",
            "paper",
        ]
        help_texts = {
            "decided_by": _("Văn bản ghi “hằng năm hoặc theo giai đoạn”: ai đã chọn hằng năm."),
            "paper": _("Số, ký hiệu, ngày của văn bản, hoặc buổi giao ban đã quyết định."),
        }


class DeadlinesForm(WholeRow, forms.ModelForm):
    class Meta:
        model = ReportingPeriod
        fields = planning.DEADLINES
        field_classes = {name: DayField for name in planning.DEADLINES}


class ConfirmForm(forms.Form):
    paper = forms.CharField(
        label=_("Văn bản yêu cầu báo cáo"),
        max_length=200,
        help_text=_("Số, ký hiệu, ngày: Công văn số 512/SKHCN-HCTH ngày 20/11/2026."),
    )
