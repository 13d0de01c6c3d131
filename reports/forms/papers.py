"""Drafting a công văn: who is to sign it, how urgent it is, and for an urging the new date."""

from django import forms
from django.utils.translation import gettext_lazy as _

from directives.forms.fields import DayField
from directives.models import Directive
from directives.vietnamese import short_date
from reports import signing
from reports.models import ProgressReport, ReportingPeriod


class OpeningForm(forms.Form):
    """`on` is today: who holds a post then may sign. The directive's urgency is proposed."""

    signer = forms.ChoiceField(
        label=_("Người ký"),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Hãy chọn người ký.")),
    )
    urgency = forms.ChoiceField(
        label=_("Độ khẩn"),
        choices=Directive.Urgency,
        help_text=_("Theo văn bản chỉ đạo; người ký quyết định."),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Hãy chọn độ khẩn.")),
    )

    def __init__(self, *args, period: ReportingPeriod, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = on
        self.signers = {signer.key: signer for signer in signing.signers(period.directive, on=on)}
        self.fields["urgency"].initial = period.directive.urgency
        self.fields["signer"].choices = [(key, str(signer)) for key, signer in self.signers.items()]

    def key_of(self, signature: signing.Signature) -> str | None:
        """Of the person who is to sign; None when he may not sign any more."""
        same = (key for key, signer in self.signers.items() if signer.signature == signature)
        return next(same, None)

    @property
    def decided(self) -> dict:
        """How the paper is signed and stamped."""
        said = self.cleaned_data
        return {"signature": self.signers[said["signer"]].signature, "urgency": said["urgency"]}


class UrgingForm(OpeningForm):
    """A date that has passed cannot be asked for."""

    due_on = DayField(label=_("Đề nghị gửi chậm nhất hết ngày"))

    @property
    def decided(self) -> dict:
        return {**super().decided, "due_on": self.cleaned_data["due_on"]}

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day < self.today:
            raise forms.ValidationError(
                _("Ngày đề nghị không được trước ngày hôm nay (%(day)s)."),
                params={"day": short_date(self.today)},
            )
        return day


class TickedForm(forms.Form):
    """The reports of a period that were ticked on a list."""

    report = forms.ModelMultipleChoiceField(
        queryset=ProgressReport.objects.none(), to_field_name="public_id"
    )

    def __init__(self, *args, period: ReportingPeriod, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["report"].queryset = period.reports.all()
