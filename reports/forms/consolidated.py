"""What people say of a draft of the consolidated report on its way."""

from collections.abc import Iterable

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from reports.consolidated.drafted import DraftedSection


def _words(label, *, required: str = "", rows: int = 3) -> forms.CharField:
    """`required` is the sentence when nothing was written; blank where nothing need be."""
    return forms.CharField(
        label=label,
        max_length=5000,
        required=bool(required),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required},
    )


class SubmitForm(forms.Form):
    note = _words(_("Nội dung xin ý kiến (nếu có)"), rows=2)


class ReturnDraftForm(forms.Form):
    note = _words(_("Nội dung cần hoàn thiện"), required=_("Hãy ghi nội dung cần hoàn thiện."))


class ApproveForm(forms.Form):
    """`seen` tells what was on the page when it was decided."""

    seen = forms.CharField(widget=forms.HiddenInput)
    note = _words(_("Ý kiến kèm theo (nếu có)"), rows=2)


class RecordApprovalForm(forms.Form):
    """HCTH writes down what a leader decided elsewhere."""

    seen = forms.CharField(widget=forms.HiddenInput)
    source = forms.CharField(
        label=_("Người duyệt, hình thức, ngày duyệt"),
        max_length=200,
        help_text=_("Giám đốc Sở, bút phê ngày 22/12/2026; giao ban ngày …"),
        error_messages={"required": _("Hãy ghi người duyệt, hình thức, ngày duyệt.")},
    )
    note = _words(_("Ý kiến kèm theo (nếu có)"), rows=2)


class CorrectForm(forms.Form):
    note = _words(_("Lý do đính chính, bổ sung"), required=_("Hãy ghi lý do đính chính, bổ sung."))


class CommentForm(forms.Form):
    """On the draft, or on one of its sections: `offer` names them."""

    section = forms.CharField(
        label=_("Về phần"),
        required=False,
        widget=forms.Select,
        validators=[MaxLengthValidator(40)],
    )
    text = _words(_("Ý kiến"), required=_("Hãy ghi ý kiến."))

    def offer(self, sections: Iterable[DraftedSection]) -> None:
        named = [(section.key, section.title) for section in sections]
        self.fields["section"].widget.choices = [("", _("Cả dự thảo")), *named]
