"""Several files in one field: evidence of what was done."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reports import evidence

#: Files of one form.
MOST_FILES = 5


class _SeveralFiles(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class EvidenceField(forms.FileField):
    """Cleans to a list, each file checked as evidence is; none is an empty list."""

    widget = _SeveralFiles(attrs={"accept": ".pdf,.docx,.xlsx,.jpg,.jpeg,.png"})

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Tệp kèm theo"))
        super().__init__(**kwargs)

    def clean(self, data, initial=None):
        uploads = list(data or [])
        if self.required and not uploads:
            raise forms.ValidationError(self.error_messages["required"], "required")
        if len(uploads) > MOST_FILES:
            raise forms.ValidationError(
                _("Mỗi lần gửi tối đa %(count)s tệp."), params={"count": MOST_FILES}
            )
        try:
            return [evidence.check(upload) for upload in uploads]
        except evidence.NotTaken as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
