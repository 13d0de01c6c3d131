"""People of a unit: pasted as lines, put right one by one, and when one leaves."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directives import secrecy, staff
from directives.forms.fields import DayField, WholeRow
from directives.models import Appointment, Department, StaffMember, User


class PasteForm(forms.Form):
    """Lines of people; none is added while one of them cannot be read."""

    use_required_attribute = False

    text = forms.CharField(
        label=gettext_lazy("Mỗi dòng một người"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Dán cột từ Excel, Word, hoặc ghi: họ tên; chức vụ; nhóm; thư điện tử. "
            "Chỉ họ và tên là bắt buộc."
        ),
        error_messages={"required": gettext_lazy("Hãy dán hoặc ghi ít nhất một người.")},
    )
    group = forms.ChoiceField(
        label=gettext_lazy("Nhóm của những dòng không ghi nhóm"), choices=StaffMember.Group
    )
    joined_on = DayField(
        label=gettext_lazy("Có mặt từ ngày"),
        help_text=gettext_lazy("Người mới: ngày đến đơn vị; để biết ai chưa dự các buổi trước đó."),
    )
    namesakes = forms.BooleanField(
        label=gettext_lazy("Thêm cả người trùng họ tên với người đã có"), required=False
    )

    def clean_text(self):
        text = self.cleaned_data["text"]
        if mark := secrecy.mark_in(text):
            raise forms.ValidationError(
                _("Văn bản có dấu “%(mark)s” không được đưa vào hệ thống này."),
                params={"mark": mark},
            )
        reading = staff.read(text)
        if reading.faults:
            raise forms.ValidationError(
                [
                    _("Dòng %(number)s: %(words)s") % {"number": fault.number, "words": fault.words}
                    for fault in reading.faults
                ]
            )
        if not reading.lines:
            raise forms.ValidationError(self.fields["text"].error_messages["required"])
        self.lines = reading.lines
        return text


class MemberForm(WholeRow, forms.ModelForm):
    """`on` is today: an account is one of those who hold a post in the unit."""

    use_required_attribute = False

    joined_on = DayField(label=gettext_lazy("Có mặt từ ngày"))

    class Meta:
        model = StaffMember
        fields = ["full_name", "position", "group", "email", "user", "joined_on"]

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        unit: Department = self.instance.department
        held = Appointment.objects.in_office(on=on).filter(department=unit)
        accounts = User.objects.filter(appointments__in=held) | User.objects.filter(
            pk=self.instance.user_id
        )
        field = self.fields["user"]
        field.queryset = accounts.distinct()
        field.label = _("Tài khoản")
        field.empty_label = _("Không có tài khoản")


class LeaveForm(forms.Form):
    use_required_attribute = False

    left_on = DayField(
        label=gettext_lazy("Thôi làm việc ở đơn vị từ ngày"),
        help_text=gettext_lazy("Ngày đầu tiên không còn ở đơn vị."),
    )

    def __init__(self, *args, member: StaffMember, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member

    def clean_left_on(self):
        day = self.cleaned_data["left_on"]
        if day <= self.member.joined_on:
            raise forms.ValidationError(_("Ngày thôi làm việc phải sau ngày vào đơn vị."))
        return day


def first_lines(unit: Department, *, on) -> str:
    """Whoever holds a post in the unit and is not listed, as lines ready to be sent."""
    return "\n".join(
        "; ".join(filter(None, [post.user.full_name, post.title, post.user.email]))
        for post in staff.not_listed(unit, on=on)
    )


def first_day(unit: Department, *, on):
    """An empty list is of the people who were counted last; later ones came today."""
    if StaffMember.objects.filter(department=unit).exists():
        return on
    counted = unit.headcounts.filter(counted_on__lte=on).order_by("-counted_on").first()
    return counted.counted_on if counted else on.replace(month=1, day=1)
