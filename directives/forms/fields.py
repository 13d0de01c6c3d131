"""What several forms share: days, uploaded files, the refusal of classified documents."""

import re

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from directives import secrecy

#: What an office sends around as a document.
DOCUMENT_EXTENSIONS = ["pdf", "doc", "docx", "odt", "rtf", "txt", "md", "jpg", "jpeg", "png"]


#: Of the oldest document that an office of today could name, and far beyond any plan.
YEARS = range(1945, 2101)


class DayField(forms.DateField):
    """A day as dd/mm/yyyy; 31/02 is refused, not guessed, and so is a year that nobody means.

    A text input: a browser shows a date input in its own language, and throws away what does
    not fit one.
    """

    default_error_messages = {
        "invalid": _(
            "Ngày không có thật hoặc ghi chưa đúng; hãy ghi ngày/tháng/năm, ví dụ 07/06/2024."
        ),
        "required": _("Hãy ghi ngày."),
        "year": _("Hãy kiểm tra lại năm."),
    }

    def __init__(self, **kwargs):
        widget = forms.DateInput(
            format="%d/%m/%Y",
            attrs={
                "class": "input-day",
                "inputmode": "numeric",
                "placeholder": _("dd/mm/yyyy"),
                "autocomplete": "off",
            },
        )
        formats = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
        super().__init__(widget=widget, input_formats=formats, **kwargs)

    def to_python(self, value):
        day = super().to_python(value)
        if day and day.year not in YEARS:
            raise ValidationError(self.error_messages["year"], "year")
        return day


class NumberField(forms.CharField):
    """The number of a document without its symbol: "116", "05", "15a"."""

    default_error_messages = {
        "required": _("Hãy ghi số của văn bản."),
        "invalid": _("Chỉ ghi phần số, trước dấu gạch chéo."),
    }

    def __init__(self, **kwargs):
        super().__init__(**{"label": _("Số"), "max_length": 20, **kwargs})

    def clean(self, value):
        number = super().clean(value)
        if number and not re.fullmatch(r"\d+[^\W\d_]{0,3}", number):
            raise ValidationError(self.error_messages["invalid"], "invalid")
        return number


class DocumentField(forms.FileField):
    """A document of at most `FILE_MAX_BYTES`, of a type that an office sends around."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.validators.append(FileExtensionValidator(DOCUMENT_EXTENSIONS))

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if upload and upload.size > settings.FILE_MAX_BYTES:
            megabytes = settings.FILE_MAX_BYTES // 1024 // 1024
            raise ValidationError(
                _("Tệp lớn hơn %(megabytes)s MB."), params={"megabytes": megabytes}
            )
        return upload


class WholeRow:
    """Mixin: the constraints of the row are checked also where the form shows a part of it."""

    def validate_constraints(self):
        try:
            self.instance.validate_constraints(exclude=set(self.errors))
        except ValidationError as error:
            self.add_error(None, error)


class PaperForm(WholeRow, forms.ModelForm):
    """A form about a paper: it refuses the text of a document marked as a state secret."""

    #: Fields in which the mark of a classified document would stand.
    watched = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            choices = getattr(field, "choices", None)
            if isinstance(field, forms.ModelChoiceField):
                field.empty_label = _("Chọn…") if field.required else _("Không có")
            elif choices and choices[0][0] == "" and field.required:
                field.choices = [("", _("Chọn…")), *choices[1:]]

    def clean(self):
        cleaned = super().clean()
        for name in self.watched:
            value = self.cleaned_data.get(name) or ""
            mark = secrecy.mark_in(getattr(value, "name", value))
            if mark:
                self.add_error(
                    name,
                    ValidationError(
                        _(
                            "Văn bản có dấu “%(mark)s” không được đưa vào hệ thống này. "
                            "Không nhập thông tin thuộc bí mật nhà nước."
                        ),
                        params={"mark": mark},
                    ),
                )
        return cleaned
