"""A word in the conversation about a report, a piece of work or an obstacle."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RemarkForm(forms.Form):
    text = forms.CharField(
        label=_("Ý kiến trao đổi"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": _("Hãy ghi nội dung trao đổi."),
            "max_length": _("Nội dung dài quá 3.000 ký tự."),
        },
    )

    def __init__(self, data=None, *, about, **kwargs):
        super().__init__(data, auto_id=f"id_remark_{about.public_id}_%s", **kwargs)
