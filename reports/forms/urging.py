"""Urging by hand: a letter, or the note of a call, a meeting or a message that took place."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.forms.fields import DayField
from reports.models import Supervision

Means = Supervision.Means


class LetterForm(forms.Form):
    """By mail: the words that stand above the list of what the unit owes."""

    # It stands in one HTML form with the other: what is not sent need not be filled in.
    use_required_attribute = False

    text = forms.CharField(
        label=_("Nội dung"),
        help_text=_(
            "Thư ghi sẵn tên báo cáo, hạn gửi và đường dẫn của từng đơn vị dưới nội dung này."
        ),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Hãy ghi nội dung đôn đốc.")},
    )


class NoteForm(forms.Form):
    """What was said, how, and on which day. `on` is today."""

    use_required_attribute = False

    means = forms.ChoiceField(
        label=_("Cách thức"),
        choices=[(means.value, means.label) for means in (Means.PHONE, Means.MEETING, Means.ZALO)],
        error_messages={"required": _("Hãy chọn cách thức.")},
    )
    on = DayField(label=_("Ngày"))
    said = forms.CharField(
        label=_("Nội dung đã trao đổi"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi nội dung đã trao đổi.")},
    )

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = on
        self.initial.setdefault("on", on)
        self.initial.setdefault("means", Means.PHONE)

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("Ngày thực hiện không được sau ngày hôm nay."))
        return on
