"""The staffing sheet: a person's line, the establishment, the paper that names them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from directives.forms.fields import WholeRow
from directives.models import Assignment
from reports import signing
from reports.forms.fields import CountField, DayField
from reports.models import StaffingPost


class PostForm(WholeRow, forms.ModelForm):
    """A line of the sheet. `seal` stands for the line as it was read, blank for a new one."""

    seal = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = StaffingPost
        fields = [
            "person",
            "work",
            "stand_in",
            "paper",
            "starts_on",
            "ends_on",
            "is_focal",
            "is_full_time",
        ]
        field_classes = {"starts_on": DayField, "ends_on": DayField}
        error_messages = {"person": {"required": _("Hãy ghi họ và tên.")}}

    def __init__(self, *args, assignment: Assignment, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.assignment = assignment
        self.initial["seal"] = self.instance.seal if self.instance.pk else ""

    def read_anew(self, row: StaffingPost) -> None:
        """What was typed stays; saved once more, it takes the place of what stands now."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seal")] = row.seal

    def clean_stand_in(self):
        stand_in = self.cleaned_data["stand_in"]
        if stand_in and stand_in.casefold() == self.cleaned_data.get("person", "").casefold():
            raise forms.ValidationError(_("Người thay phải là người khác."))
        return stand_in


class QuotaForm(forms.Form):
    """The establishment from a day on. `on` is today."""

    prefix = "quota"

    given = CountField(label=_("Biên chế được giao"))
    present = CountField(label=_("Có mặt"))
    counted_on = DayField(label=_("Tính từ ngày"))

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        self.initial.setdefault("counted_on", on)

    def clean_counted_on(self):
        day = self.cleaned_data["counted_on"]
        if day > self.on:
            raise forms.ValidationError(_("Ngày này chưa đến."))
        return day


class SignerForm(forms.Form):
    """Who is to sign a drafted paper: whoever may on the day `on`."""

    signer = forms.ChoiceField(
        label=_("Người ký"),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Hãy chọn người ký.")),
    )

    def __init__(self, *args, directive, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.signers = {signer.key: signer for signer in signing.signers(directive, on=on)}
        self.fields["signer"].choices = [(key, str(signer)) for key, signer in self.signers.items()]

    @property
    def signature(self) -> signing.Signature:
        return self.signers[self.cleaned_data["signer"]].signature


class IssuedPaperForm(forms.Form):
    """How the issued paper is cited on the lines."""

    paper = forms.CharField(
        label=_("Số, ngày của văn bản đã ban hành"),
        max_length=200,
        help_text=_("Ví dụ: Thông báo số 15/TB-SKHCN ngày 01/7/2026."),
        error_messages={"required": _("Hãy ghi số, ngày của văn bản phân công.")},
    )
