"""A row of the office's own calendar: a day off more, or one that is worked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from directives.forms.fields import DayField
from reports.models import Holiday


class HolidayForm(forms.ModelForm):
    is_working_day = forms.TypedChoiceField(
        label=_("Loại ngày"),
        choices=[("off", _("Nghỉ thêm")), ("worked", _("Làm bù"))],
        coerce=lambda value: value == "worked",
        widget=forms.RadioSelect,
        initial="off",
    )

    class Meta:
        model = Holiday
        fields = ["on", "is_working_day", "name"]
        field_classes = {"on": DayField}
        labels = {"name": _("Lý do")}
        help_texts = {"name": _("Ghi căn cứ: Thông báo nghỉ Tết Đinh Mùi; làm bù ngày 30/4.")}
