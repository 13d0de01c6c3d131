"""A line of the inspection plan, and what becomes of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from directives.models import Department, Directive
from directives.vietnamese import short_date
from reports.forms.fields import DayField
from reports.forms.supervision import SupervisionForm
from reports.models import PlannedInspection, Supervision


class PlanForm(forms.ModelForm):
    """A visit to a unit that has a duty of the directive. `seal` stands for the line as it was
    read, blank for a new one.
    """

    seal = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = PlannedInspection
        fields = ["department", "on", "place", "content", "team"]
        field_classes = {"on": DayField}
        widgets = {
            "content": forms.Textarea(attrs={"rows": 3}),
            "team": forms.Textarea(attrs={"rows": 3}),
        }
        error_messages = {
            "department": {"required": _("Hãy chọn đơn vị được kiểm tra.")},
            "content": {"required": _("Hãy ghi nội dung kiểm tra.")},
            "team": {"required": _("Hãy ghi thành phần đoàn kiểm tra.")},
        }

    def __init__(self, *args, directive: Directive, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.directive = directive
        self.initial["seal"] = self.instance.seal if self.instance.pk else ""
        self.fields["department"].empty_label = _("Chọn đơn vị")
        self.fields["department"].queryset = Department.objects.filter(
            assignments__duty__directive=directive
        ).distinct()

    def read_anew(self, row: PlannedInspection) -> None:
        """What was typed stays; saved once more, it takes the place of what stands now."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seal")] = row.seal

    def clean_on(self):
        on, issued_on = self.cleaned_data["on"], self.instance.directive.issued_on
        if on < issued_on:
            raise forms.ValidationError(
                _("Ngày kiểm tra không được trước ngày ban hành văn bản (%(day)s)."),
                params={"day": short_date(issued_on)},
            )
        return on


class CarriedOutForm(SupervisionForm):
    """What was found on the planned visit: its unit and its kind are known."""

    class Meta(SupervisionForm.Meta):
        fields = ["means", "on", "paper", "findings", "recommendation", "recommendation_due_on"]

    prefix = "act"

    def __init__(self, *args, inspection: PlannedInspection, on, **kwargs):
        self.department = inspection.department
        super().__init__(*args, directive=inspection.directive, on=on, **kwargs)
        self.initial["on"] = min(inspection.on, on)
        self.initial["means"] = Supervision.Means.VISIT


class CallOffForm(forms.Form):
    prefix = "off"

    reason = forms.CharField(
        label=_("Lý do không kiểm tra"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi lý do không kiểm tra.")},
    )
