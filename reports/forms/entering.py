"""Nhập thay: what the paper says of itself."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directives.models import Appointment
from directives.posts import SUBMITTER_ROLES
from directives.secrecy import mark_in
from directives.vietnamese import short_date
from reports.forms.fields import DayField
from reports.models import ProgressReport, Transcript


class PaperForm(forms.Form):
    """When the paper came, by which way, who signed it. `first` is the day before which none came.

    A paper that was kept before stays where no other is sent.
    """

    received_on = DayField(
        label=_("Ngày nhận báo cáo"),
        help_text=_("Đúng hạn hay quá hạn được tính theo ngày này."),
        error_messages={"required": _("Hãy ghi ngày nhận báo cáo.")},
    )
    source = forms.CharField(
        label=_("Nguồn"),
        help_text=_("Ví dụ: Báo cáo số 15/BC-QLKH ngày 10/12/2026, gửi qua iOffice."),
        max_length=200,
        error_messages={
            "required": _("Hãy ghi số, ngày của báo cáo và cách đơn vị gửi."),
            "max_length": _("Nguồn dài quá 200 ký tự."),
        },
    )
    on_behalf_of = forms.ChoiceField(
        label=_("Người ký báo cáo"),
        error_messages={
            "required": _("Hãy chọn người ký báo cáo."),
            "invalid_choice": _("Hãy chọn người ký trong danh sách lãnh đạo đơn vị."),
        },
    )
    file = forms.FileField(
        label=_("Tệp báo cáo của đơn vị"),
        error_messages={
            "required": _("Hãy kèm bản chụp hoặc tệp báo cáo của đơn vị."),
            "empty": _("Tệp không có nội dung."),
        },
    )

    def __init__(self, *args: Any, report: ProgressReport, first: date, on: date, **kwargs: Any):
        kept: Transcript | None = getattr(report, "transcript", None)
        known: dict[str, Any] = {"received_on": on}
        if kept is not None:
            known = {
                "received_on": kept.received_on,
                "source": kept.source,
                "on_behalf_of": str(kept.on_behalf_of_id),
            }
        super().__init__(*args, initial=known, **kwargs)
        self.first, self.on = first, on
        self.fields["file"].required = kept is None
        self.signers = {
            str(held.user_id): held for held in reversed(signers(report, first=first, on=on))
        }
        self.fields["on_behalf_of"].choices = [
            (key, f"{held.user.full_name}, {held.title}")
            for key, held in reversed(self.signers.items())
        ]

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > self.on:
            raise forms.ValidationError(gettext("Ngày này chưa đến."))
        if day < self.first:
            raise forms.ValidationError(
                gettext("Ngày này trước ngày đơn vị được yêu cầu báo cáo (%(day)s).")
                % {"day": short_date(self.first)}
            )
        return day

    def clean_on_behalf_of(self):
        return self.signers[self.cleaned_data["on_behalf_of"]].user

    def clean_source(self):
        source = self.cleaned_data["source"]
        if mark := mark_in(source):
            raise forms.ValidationError(
                gettext("Văn bản có dấu “%(mark)s” không được đưa vào hệ thống này.")
                % {"mark": mark}
            )
        return source


def signers(report: ProgressReport, *, first: date, on: date) -> list[Appointment]:
    """Who sent for the unit on some of these days, its head first; nobody where it had none."""
    held = Appointment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=first),
        starts_on__lte=on,
        department=report.department_id,
        role__in=SUBMITTER_ROLES,
    ).select_related("user")
    order = list(Appointment.Role)
    return sorted(held, key=lambda one: (order.index(one.role), one.user.sort_key, one.pk))
