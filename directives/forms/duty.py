"""A duty, and the units that get it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from directives.forms.fields import DayField, PaperForm
from directives.models import Assignment, Department, Duty, Indicator


class IndicatorsField(forms.CharField):
    """One indicator per line, "tên | đơn vị tính"; cleans to a list of (name, unit)."""

    widget = forms.Textarea

    def clean(self, value):
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        indicators = [self._read(line) for line in lines]
        names = [name for name, _unit in indicators]
        for name in names:
            if names.count(name) > 1:
                raise ValidationError(_("Chỉ tiêu “%(name)s” ghi hai lần."), params={"name": name})
        return indicators

    def _read(self, line):
        name, bar, unit = (part.strip() for part in line.partition("|"))
        if not (name and bar and unit):
            raise ValidationError(
                _("Dòng “%(line)s”: ghi tên chỉ tiêu, dấu |, đơn vị tính."), params={"line": line}
            )
        limits = Indicator._meta
        for text, field in ((name, "name"), (unit, "unit")):
            longest = limits.get_field(field).max_length
            if len(text) > longest:
                raise ValidationError(
                    _("Dòng “%(line)s” dài quá %(longest)s ký tự."),
                    params={"line": line[:60], "longest": longest},
                )
        return name, unit


class DutyForm(PaperForm):
    watched = ("title", "text")

    indicators = IndicatorsField(
        label=_("Chỉ tiêu"),
        required=False,
        help_text=_("Cho nhiệm vụ triển khai, mỗi dòng một chỉ tiêu: Tin, bài đăng | tin, bài"),
    )

    class Meta:
        model = Duty
        fields = [
            "ordinal",
            "title",
            "text",
            "kind",
            "nature",
            "deadline",
            "due_on",
            "deadline_words",
        ]
        field_classes = {"due_on": DayField}
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}
        help_texts = {
            "text": _("Nguyên văn, không sửa lời. Sau khi giao nhiệm vụ thì không sửa được."),
            "due_on": _("Chỉ ghi khi văn bản nêu ngày cụ thể."),
        }

    def __init__(self, *args, **kwargs):
        """Of a duty that is there, the quotation and what hangs on it stay once it is assigned."""
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["indicators"]
            is_assigned = self.instance.assignments.exists()
            for name in ("ordinal", "text", "kind"):
                self.fields[name].disabled = is_assigned
        else:
            ordinals = [duty.ordinal for duty in self.instance.directive.duties.all()]
            self.initial["ordinal"] = max(ordinals, default=0) + 1

    def clean(self):
        cleaned = super().clean()
        kind = self.cleaned_data.get("kind")
        if self.cleaned_data.get("indicators") and kind and kind != Duty.Kind.IMPLEMENTATION:
            self.add_error("indicators", _("Chỉ nhiệm vụ triển khai, báo cáo mới có chỉ tiêu."))
        return cleaned


class IndicatorBasesForm(forms.Form):
    """Boxes of the legal bases that are reported apart, for each indicator of the duty."""

    def __init__(self, *args, duty, **kwargs):
        super().__init__(*args, **kwargs)
        apart = duty.directive.legal_bases.filter(is_reported_apart=True)
        indicators = duty.indicators.prefetch_related("bases") if apart else []
        self.indicators = {f"indicator-{row.ordinal}": row for row in indicators}
        for name, indicator in self.indicators.items():
            self.fields[name] = forms.ModelMultipleChoiceField(
                label=indicator.name,
                queryset=apart,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[basis.pk for basis in indicator.bases.all()],
            )

    @property
    def bases(self):
        return {row: self.cleaned_data[name] for name, row in self.indicators.items()}


class AssignForm(forms.Form):
    departments = forms.ModelMultipleChoiceField(
        label=_("Các phòng, đơn vị"),
        queryset=Department.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một đơn vị.")},
    )
    role = forms.ChoiceField(
        label=_("Vai trò"), choices=Assignment.Role, initial=Assignment.Role.LEAD
    )
    starts_on = DayField(label=_("Từ ngày"))
    by_name = forms.BooleanField(
        label=_("Văn bản giao đích danh một người"),
        required=False,
        help_text=_("Chọn đơn vị của người đó; tên người chọn ở bước sau."),
    )

    def __init__(self, *args, duty, units, starts_on, **kwargs):
        super().__init__(*args, initial={"starts_on": starts_on}, **kwargs)
        self.duty = duty
        self.fields["departments"].queryset = units

    def clean_starts_on(self):
        starts_on = self.cleaned_data["starts_on"]
        if starts_on < self.duty.directive.issued_on:
            raise ValidationError(_("Không giao nhiệm vụ trước ngày ban hành văn bản."))
        return starts_on

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("by_name") and len(cleaned.get("departments", ())) > 1:
            self.add_error("by_name", _("Giao đích danh thì chỉ chọn một đơn vị."))
        return cleaned


class EndAssignmentForm(forms.Form):
    on = DayField(
        label=_("Thực hiện đến hết ngày"),
        help_text=_("Đơn vị không phải báo cáo các kỳ chốt số liệu sau ngày này."),
    )
    reason = forms.CharField(
        label=_("Lý do dừng"), max_length=Assignment._meta.get_field("end_reason").max_length
    )
