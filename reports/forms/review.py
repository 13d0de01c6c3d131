"""The reviewer's words on a submission, and the unit's words on its delay."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directives.vietnamese import short_date
from reports.forms.fields import BasesField, DayField

#: Days by which a deadline may be moved at most: beyond them the year was mistyped.
MOST_DAYS = 366


def within_a_year(due_on: date, *, since: date) -> date:
    """27/11/2029 typed for 27/11/2026 is refused."""
    if due_on - since > timedelta(days=MOST_DAYS):
        raise forms.ValidationError(_("Hãy kiểm tra lại năm."))
    return due_on


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
        return within_a_year(due_on, since=self.on)


class RecordAcceptanceForm(forms.Form):
    """HCTH writes down that a leader took in its own report elsewhere."""

    source = forms.CharField(
        label=_("Người tiếp nhận, hình thức, ngày tiếp nhận"),
        max_length=200,
        help_text=_("Phó Giám đốc Sở Trần Thị Minh Hạnh, bút phê ngày 18/12/2026; giao ban ngày …"),
        error_messages={"required": _("Hãy ghi người tiếp nhận, hình thức, ngày tiếp nhận.")},
    )


class TagForm(forms.Form):
    """HCTH's boxes beside a unit's result; `auto_id` keeps those of two duties apart."""

    bases = BasesField(required=False)

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["bases"].offer(offered)


class ExplanationForm(forms.Form):
    text = forms.CharField(
        label=_("Giải trình về việc gửi quá hạn"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi nội dung giải trình.")},
    )


class ReopenForm(ReturnForm):
    """Why an accepted report is opened again, and until when the unit sends it anew."""

    reason = forms.CharField(
        label=_("Lý do mở lại báo cáo"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Hãy ghi lý do mở lại báo cáo.")},
    )


class FinalFiguresForm(ReturnForm):
    """What the units of a period are asked for once its cut-off has passed."""

    reason = forms.CharField(
        label=_("Nội dung đề nghị"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi nội dung đề nghị.")},
    )


class ExtensionForm(forms.Form):
    """Đề nghị gia hạn. `after` is the deadline in force."""

    to_due_on = DayField(
        label=_("Đề nghị gia hạn đến hết ngày"),
        error_messages={"required": _("Hãy ghi ngày đề nghị gia hạn.")},
    )
    reason = forms.CharField(
        label=_("Lý do đề nghị gia hạn"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi lý do đề nghị gia hạn.")},
    )

    def __init__(self, *args, after, **kwargs):
        super().__init__(*args, **kwargs)
        self.after = after

    def clean_to_due_on(self):
        day = self.cleaned_data["to_due_on"]
        if day <= self.after:
            raise forms.ValidationError(
                gettext("Ngày đề nghị phải sau hạn gửi %(due)s.") % {"due": short_date(self.after)}
            )
        return within_a_year(day, since=self.after)


class ExtensionDecisionForm(forms.Form):
    """Đồng ý or Không đồng ý; a refusal says why."""

    answer = forms.ChoiceField(
        choices=[("granted", _("Đồng ý")), ("refused", _("Không đồng ý"))],
        widget=forms.HiddenInput,
    )
    note = forms.CharField(
        label=_("Ý kiến"),
        help_text=_("Bắt buộc khi không đồng ý."),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self):
        typed = super().clean()
        if typed.get("answer") == "refused" and not typed.get("note", "").strip():
            self.add_error("note", gettext("Hãy ghi lý do không đồng ý."))
        return typed

    @property
    def is_granted(self) -> bool:
        return self.cleaned_data["answer"] == "granted"
