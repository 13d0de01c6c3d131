"""A meeting by the list: everybody was there; who was not is ticked."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directives.models import StaffMember
from directives.vietnamese import short_date
from reports.forms.fields import DayField
from reports.models import BriefingSession, DisseminationSession

Form = DisseminationSession.Form


class _People(forms.ModelMultipleChoiceField):
    def __init__(self, **kwargs):
        super().__init__(
            queryset=StaffMember.objects.none(),
            to_field_name="public_id",
            required=False,
            error_messages={
                "invalid_choice": gettext_lazy("Danh sách vừa có thay đổi; hãy tải lại trang.")
            },
            **kwargs,
        )

    def label_from_instance(self, member):
        """Lê An, Kế toán (có mặt từ 01/10/2026)"""
        said = ", ".join(filter(None, [member.full_name, member.position]))
        if member.left_on:
            return _("%(person)s (thôi từ %(day)s)") % {
                "person": said,
                "day": short_date(member.left_on),
            }
        return said


class BriefingForm(forms.ModelForm):
    """`people` are who could have come; `listed` remembers who stood on the page."""

    use_required_attribute = False

    held_on = DayField(label=gettext_lazy("Ngày"))
    absent = _People(
        label=gettext_lazy("Đánh dấu người vắng mặt"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Không đánh dấu ai nghĩa là mọi người đều có mặt."),
    )
    listed = _People(widget=forms.MultipleHiddenInput)

    class Meta:
        model = BriefingSession
        fields = ["held_on", "form", "note"]

    def __init__(self, *args, people, since, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.since, self.today = since, on
        for name in ("absent", "listed"):
            self.fields[name].queryset = people
        self.initial["held_on"] = on
        self.fields["form"].choices = Form.choices
        self.initial["form"] = Form.MEETING
        self.initial["listed"] = [member.public_id for member in people]

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if day > self.today:
            raise forms.ValidationError(_("Ngày này chưa đến."))
        if day < self.since:
            raise forms.ValidationError(
                _("Ngày này trước ngày giao nhiệm vụ (%(day)s).") % {"day": short_date(self.since)}
            )
        return day


class ReadersForm(forms.Form):
    """Who gets a link."""

    people = _People(widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people

    def clean_people(self):
        if not self.cleaned_data["people"]:
            raise forms.ValidationError(_("Hãy chọn ít nhất một người."))
        return self.cleaned_data["people"]
