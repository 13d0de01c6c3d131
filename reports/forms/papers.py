"""Drafting a công văn: who is to sign it, and for an urging the new date asked for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from directives.forms.fields import DayField
from directives.vietnamese import short_date
from reports.models import ProgressReport, ReportingPeriod


class OpeningForm(forms.Form):
    """`signers` are the people in office who may sign, as `papers.signers` lists them."""

    signer = forms.ChoiceField(label=_("Người ký"))

    def __init__(self, *args, signers, **kwargs):
        super().__init__(*args, **kwargs)
        self.signers = {signer.key: signer for signer in signers}
        self.fields["signer"].choices = [(key, str(signer)) for key, signer in self.signers.items()]

    @property
    def chosen(self):
        return self.signers[self.cleaned_data["signer"]]


class UrgingForm(OpeningForm):
    """`on` is today: a date that has passed cannot be asked for."""

    due_on = DayField(label=_("Đề nghị gửi chậm nhất hết ngày"))

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = on

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
