"""The opening of a period: which paper asks for the reports, and who decided the cycle."""

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from directives import secrecy
from directives.forms.fields import DayField, NumberField
from directives.models import DocumentType
from directives.vietnamese import short_date
from reports import papers
from reports.citation import Citation
from reports.models import Paper, ReportingPeriod


class IssuedForm(forms.Form):
    """Number and day of an issued paper, as the document system gave them."""

    number = NumberField()
    symbol = forms.CharField(
        label=_("Ký hiệu"),
        max_length=60,
        help_text=_("Phần sau dấu gạch chéo: SKHCN-HCTH."),
        error_messages={"required": _("Hãy ghi ký hiệu của văn bản.")},
    )
    issued_on = DayField(label=_("Ngày ban hành"))

    def __init__(self, *args, period: ReportingPeriod, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.period, self.today = period, on

    def clean_symbol(self):
        symbol = self.cleaned_data["symbol"].strip().lstrip("/").strip()
        if not symbol:
            raise forms.ValidationError(self.fields["symbol"].error_messages["required"])
        if mark := secrecy.mark_in(symbol):
            raise forms.ValidationError(
                _("Văn bản có dấu “%(mark)s” không được đưa vào hệ thống này."),
                params={"mark": mark},
            )
        return symbol

    def clean_issued_on(self):
        day, directive = self.cleaned_data["issued_on"], self.period.directive
        if day > self.today:
            raise forms.ValidationError(_("Ngày ban hành không được sau ngày hôm nay."))
        if day < directive.issued_on:
            raise forms.ValidationError(
                _("Ngày ban hành không được trước ngày của %(paper)s (%(day)s)."),
                params={"paper": directive.reference, "day": short_date(directive.issued_on)},
            )
        return day

    @property
    def citation(self) -> Citation:
        said = self.cleaned_data
        doc_type = said.get("doc_type", DocumentType.DISPATCH)
        return Citation(f"{said['number']}/{said['symbol']}", said["issued_on"], doc_type)


class ConfirmForm(IssuedForm):
    """The paper is one of the `drafts` made here, or another: then its number and day are enough.

    `drafts` is None where nothing was drafted.
    """

    drafted = forms.ModelChoiceField(
        label=_("Văn bản yêu cầu báo cáo"),
        queryset=Paper.objects.none(),
        required=False,
        empty_label=_("Văn bản khác, không soạn ở đây"),
    )
    doc_type = forms.ChoiceField(label=_("Loại văn bản"), choices=DocumentType)
    decided_by = forms.CharField(
        label=_("Người quyết định chu kỳ"),
        max_length=200,
        help_text=_(
            "Khi văn bản không ấn định chu kỳ: người đã chọn chu kỳ này, ví dụ Giám đốc Sở."
        ),
        error_messages={"required": _("Hãy ghi người quyết định chu kỳ báo cáo.")},
    )
    field_order = ("drafted", "doc_type", "number", "symbol", "issued_on", "decided_by")

    def __init__(self, *args, drafts, **kwargs):
        super().__init__(*args, **kwargs)
        if drafts is None:
            del self.fields["drafted"]
            return
        self.fields["drafted"].queryset = drafts
        self.fields["drafted"].label_from_instance = _drafted_when

    def clean_drafted(self):
        paper = self.cleaned_data["drafted"]
        if paper and papers.is_outdated(paper, self.period):
            raise forms.ValidationError(
                _("Lịch của kỳ đã đổi sau khi soạn văn bản này; hãy soạn lại.")
            )
        return paper

    def clean(self):
        cleaned = super().clean()
        if self.period.unit_due_on < self.today:
            raise forms.ValidationError(too_late(self.period))
        if cleaned.get("drafted") and cleaned.get("doc_type") != DocumentType.DISPATCH:
            self.add_error("doc_type", _("Văn bản soạn ở đây là công văn."))
        return cleaned


def too_late(period: ReportingPeriod) -> str:
    """A paper of today cannot ask for a report of yesterday; the way to other deadlines."""
    said = _(
        "Hạn đơn vị gửi báo cáo (%(day)s) đã qua: xác nhận lúc này thì các đơn vị quá hạn ngay."
    )
    return format_html(
        '{} <a href="{}">{}</a>',
        said % {"day": short_date(period.unit_due_on)},
        reverse("reports:period-deadlines", args=[period.public_id]),
        _("Hãy sửa các hạn trước."),
    )


class WithdrawForm(forms.Form):
    """Rút xác nhận: the units are told why."""

    reason = forms.CharField(
        label=_("Lý do rút xác nhận"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Các đơn vị đọc được lý do này."),
        error_messages={"required": _("Hãy ghi lý do rút xác nhận.")},
    )


def _drafted_when(paper: Paper) -> str:
    return _("Công văn dự thảo ngày %(day)s, %(signer)s ký") % {
        "day": short_date(timezone.localdate(paper.made_at)),
        "signer": paper.signer_name or paper.signer_title,
    }
