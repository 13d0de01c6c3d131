"""An entry of the log of urging, inspection and monitoring, and the end of a recommendation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from directives.models import Department, Directive
from directives.vietnamese import short_date
from reports.forms.fields import DayField
from reports.forms.files import EvidenceField
from reports.models import Supervision


class SupervisionForm(forms.ModelForm):
    """An act that took place, of a unit that has a duty of the directive. `on` is today."""

    class Meta:
        model = Supervision
        fields = [
            "department",
            "kind",
            "means",
            "on",
            "paper",
            "findings",
            "recommendation",
            "recommendation_due_on",
        ]
        field_classes = {"on": DayField, "recommendation_due_on": DayField}
        widgets = {
            "findings": forms.Textarea(attrs={"rows": 3}),
            "recommendation": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, directive: Directive, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.directive = directive
        self.today = on
        self.initial.setdefault("on", on)
        self.fields["means"].choices = [("", _("Chọn cách thức")), *Supervision.Means.choices]
        if "department" in self.fields:
            self.fields["kind"].choices = [("", _("Chọn hình thức")), *Supervision.Kind.choices]
            self.fields["department"].empty_label = _("Chọn đơn vị")
            self.fields["department"].queryset = Department.objects.filter(
                assignments__duty__directive=directive
            ).distinct()

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("Ngày thực hiện không được sau ngày hôm nay."))
        issued_on = self.instance.directive.issued_on
        if on < issued_on:
            raise forms.ValidationError(
                _("Ngày thực hiện không được trước ngày ban hành văn bản (%(day)s)."),
                params={"day": short_date(issued_on)},
            )
        return on

    def clean(self):
        cleaned = super().clean()
        recommended = cleaned.get("recommendation")
        due_on, on = cleaned.get("recommendation_due_on"), cleaned.get("on")
        if recommended and not due_on and "recommendation_due_on" not in self.errors:
            self.add_error("recommendation_due_on", _("Kiến nghị phải có thời hạn thực hiện."))
        if due_on and not recommended:
            self.add_error("recommendation", _("Có thời hạn thì phải ghi nội dung kiến nghị."))
        if due_on and on and due_on < on:
            self.add_error("recommendation_due_on", _("Thời hạn không được trước ngày thực hiện."))
        return cleaned


class FinishForm(forms.Form):
    """What was done, and the files that show it."""

    note = forms.CharField(
        label=_("Kết quả thực hiện kiến nghị"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi kết quả thực hiện kiến nghị.")},
    )
    files = EvidenceField(label=_("Minh chứng"), required=False)
