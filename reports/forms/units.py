"""A unit is renamed, merged or dissolved: from which day, and by which paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from directives.forms.fields import DayField
from directives.models import Department


class _Change(forms.Form):
    on = DayField(label=_("Có hiệu lực từ ngày"))
    paper = forms.CharField(
        label=_("Văn bản làm căn cứ"),
        max_length=200,
        help_text=_("Ghi số, ký hiệu, ngày, cơ quan ban hành: Quyết định số 90/QĐ-UBND ngày …"),
    )


class RenameForm(_Change):
    field_order = ["name", "short_name", "on", "paper"]

    name = forms.CharField(label=_("Tên đầy đủ mới"), max_length=200)
    short_name = forms.CharField(label=_("Tên viết tắt mới"), max_length=40)


class MergeForm(_Change):
    field_order = ["departments", "into", "on", "paper"]

    departments = forms.ModelMultipleChoiceField(
        label=_("Đơn vị được sáp nhập"),
        queryset=Department.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        to_field_name="public_id",
        error_messages={"required": _("Hãy chọn ít nhất một đơn vị.")},
    )
    into = forms.ModelChoiceField(
        label=_("Đơn vị kế thừa"),
        queryset=Department.objects.none(),
        to_field_name="public_id",
        empty_label=_("Chọn…"),
        help_text=_("Đơn vị mới thành lập phải được thêm vào danh sách đơn vị trước."),
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["departments"].queryset = self.fields["into"].queryset = units


class DissolveForm(_Change):
    pass
