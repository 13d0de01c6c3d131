"""The reviewer's words on a submission, and the unit's words on its delay."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.forms.fields import DayField


class ReturnForm(forms.Form):
    """What is missing, and until when. `on` is today: a sub-deadline does not lie behind us."""

    reason = forms.CharField(
        label=_("Nội dung cần bổ sung, hoàn thiện"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Hãy ghi nội dung cần bổ sung, hoàn thiện.")},
    )
    due_on = DayField(
        label=_("Hạn gửi lại"), error_messages={"required": _("Hãy ghi hạn gửi lại.")}
    )

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_due_on(self):
        due_on = self.cleaned_data["due_on"]
        if due_on < self.on:
            raise forms.ValidationError(_("Hạn gửi lại không được trước ngày hôm nay."))
        return due_on


class ExplanationForm(forms.Form):
    text = forms.CharField(
        label=_("Giải trình về việc gửi quá hạn"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi nội dung giải trình.")},
    )
