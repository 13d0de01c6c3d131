"""A request for another assignment, what HCTH thinks of it, and what a leader decides."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from directives.adjusting import Decision, other_role
from directives.forms.fields import DayField, PaperForm
from directives.models import AdjustmentRequest, Assignment, Department

Wish = AdjustmentRequest.Wish


def units_beside(assignment: Assignment, *, on):
    """Units of the same agency that could take the duty."""
    return (
        Department.objects.units()
        .in_being(on=on)
        .filter(parent=assignment.duty.directive.agency_id)
        .exclude(pk=assignment.department_id)
    )


def _text(label, required, rows=3):
    return forms.CharField(
        label=label,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required},
    )


class AskForm(PaperForm):
    prefix = "ask"
    watched = ("reason",)

    class Meta:
        model = AdjustmentRequest
        fields = ["wish", "proposed_department", "reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"proposed_department": _("Khi đề nghị chuyển cho đơn vị khác.")}
        error_messages = {"reason": {"required": _("Hãy ghi lý do đề nghị.")}}

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        assignment = self.instance.assignment
        self.fields["proposed_department"].queryset = units_beside(assignment, on=on)
        role = Assignment.Role(other_role(assignment)).label
        self.fields["wish"].choices = [
            (value, _("Đổi vai trò thành: %(role)s") % {"role": role})
            if value == Wish.ROLE
            else (value, label)
            for value, label in self.fields["wish"].choices
        ]

    def clean(self):
        cleaned = super().clean()
        if self.cleaned_data.get("wish") != Wish.TRANSFER:
            self.cleaned_data["proposed_department"] = None
        return cleaned


class OpinionForm(forms.Form):
    """What HCTH thinks, in its own words."""

    prefix = "opinion"

    opinion = _text(_("Ý kiến của đơn vị đầu mối"), _("Hãy ghi ý kiến của đơn vị đầu mối."))

    def __init__(self, *args, request, assignment, on, **kwargs):
        super().__init__(*args, **kwargs)


class DecisionForm(forms.Form):
    """A leader's own decision; the button pressed says which."""

    prefix = "decision"

    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=_("Đơn vị nhận nhiệm vụ"),
        required=False,
        empty_label=_("Chọn…"),
    )
    from_on = DayField(label=_("Áp dụng từ ngày"), help_text=_("Ngày đầu tiên theo phân công mới."))
    note = forms.CharField(
        label=_("Ý kiến"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, request, assignment, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.request, self.on = request, on
        if request is None or request.wish == Wish.ROLE:
            del self.fields["from_on"]
        else:
            self.initial.setdefault("from_on", on)
        if request is None or request.wish != Wish.TRANSFER:
            del self.fields["department"]
        else:
            self.fields["department"].queryset = units_beside(assignment, on=on)
            self.initial.setdefault("department", request.proposed_department_id)

    @property
    def is_agreed(self) -> bool:
        return self.data.get("answer") == AdjustmentRequest.Decision.AGREED

    def clean(self):
        cleaned = super().clean()
        if self.data.get("answer") not in AdjustmentRequest.Decision.values:
            raise ValidationError(_("Hãy chọn đồng ý hoặc không đồng ý."))
        if self.is_agreed and "department" in self.fields and not cleaned.get("department"):
            self.add_error("department", _("Hãy chọn đơn vị nhận nhiệm vụ."))
        if not self.is_agreed and not cleaned.get("note"):
            self.add_error("note", _("Hãy ghi lý do không đồng ý."))
        return cleaned

    @property
    def decision(self) -> Decision:
        said = self.cleaned_data
        return Decision(
            is_agreed=self.is_agreed,
            on=said.get("on", self.on),
            note=said["note"],
            source=said.get("source", ""),
            from_on=said.get("from_on"),
            department=said.get("department"),
        )


class RecordedDecisionForm(DecisionForm):
    """Ghi thay: where and when it was decided besides."""

    prefix = "recorded"
    field_order = ["source", "on", "department", "from_on", "note"]

    source = forms.CharField(
        label=_("Nguồn"),
        max_length=200,
        help_text=_("Bút phê, thông báo kết luận số …, giao ban ngày …"),
        error_messages={"required": _("Ghi thay quyết định phải nêu nguồn.")},
    )
    on = DayField(
        label=_("Ngày quyết định"), error_messages={"required": _("Hãy ghi ngày quyết định.")}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", self.on)
        self.order_fields(self.field_order)

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > self.on:
            raise ValidationError(_("Ngày quyết định không được sau ngày hôm nay."))
        return on
