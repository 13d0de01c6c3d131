"""The issued copy of a document: its file, number, day and signer."""

from django import forms
from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from directives.vietnamese import number as number_text
from reports.forms.opening import IssuedForm
from reports.issued.expected import document_of
from reports.issued.files import KINDS
from reports.models import ConsolidatedReport, Paper


class IssuedCopyForm(IssuedForm):
    """Number and day of a paper that was issued already stand; one that was not may get them
    here, with its file or before it.
    """

    signer = forms.CharField(
        label=_("Người ký"),
        max_length=200,
        required=False,
    )
    upload = forms.FileField(
        label=_("Tệp bản phát hành"),
        validators=[FileExtensionValidator(list(KINDS), _("Chỉ nhận PDF, DOCX, JPG, PNG, TIFF."))],
        error_messages={
            "required": _("Hãy chọn tệp bản phát hành."),
            "empty": _("Tệp không có nội dung."),
        },
    )
    field_order = ("upload", "number", "symbol", "issued_on", "signer")

    def __init__(self, *args, document: ConsolidatedReport | Paper, on, **kwargs):
        # Another form of the page asks for a signer too.
        kwargs = {"auto_id": "issued_%s", **kwargs}
        super().__init__(*args, period=document.period, on=on, **kwargs)
        self.document = document
        self.fields["upload"].widget.attrs["accept"] = ",".join(f".{name}" for name in KINDS)
        self.fields["upload"].help_text = _(
            "PDF đã ký số, DOCX, hoặc bản quét (PDF, JPG, PNG, TIFF); không quá %(limit)s MB."
        ) % {"limit": number_text(settings.FILE_MAX_BYTES / 2**20)}
        self._propose()

    def _propose(self) -> None:
        value = document_of(self.document)
        self.initial["symbol"] = value.masthead.symbol or ""
        self.initial["signer"] = value.closing.signature.name if value.closing else ""
        self.fields["symbol"].help_text = ""
        if not isinstance(self.document, Paper):
            return
        self.initial["symbol"] = self.document.symbol
        self.fields["upload"].required = self.document.is_issued
        if self.document.is_issued:
            self.initial["number"] = self.document.number
            self.initial["issued_on"] = self.document.issued_on
            for name in ("number", "symbol", "issued_on"):
                self.fields[name].disabled = True

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload and upload.size > settings.FILE_MAX_BYTES:
            raise forms.ValidationError(
                _("Tệp lớn hơn %(limit)s MB."),
                params={"limit": number_text(settings.FILE_MAX_BYTES / 2**20)},
            )
        return upload

    def clean(self):
        said = super().clean() or self.cleaned_data
        if said.get("upload") and not said.get("signer"):
            self.add_error("signer", _("Hãy ghi người ký."))
        return said

    @property
    def stated(self) -> dict:
        """What is said of the issued copy, besides its file."""
        said = self.cleaned_data
        return {name: said[name] for name in ("number", "symbol", "issued_on", "signer")}
