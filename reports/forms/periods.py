"""One period: its deadlines, one opened by hand, number and day of the report upward."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from directives.forms.fields import DayField, WholeRow
from directives.vietnamese import short_date
from reports import planning
from reports.calendar import Due, OfficeCalendar
from reports.forms.dues import DateDueField
from reports.forms.schedule import DUE_LABELS
from reports.models import ReportingPeriod
from reports.models.calendar import DEADLINES

DUE_HELP = _("Số ngày làm việc, hoặc một ngày: 25/11/2026.")


class DatedForm(WholeRow, forms.ModelForm):
    """A period whose three deadlines are each counted from the cut-off or a plain date."""

    class Meta:
        model = ReportingPeriod
        fields: list[str] = []

    def __init__(self, *args, calendar: OfficeCalendar, **kwargs):
        super().__init__(*args, **kwargs)
        self.calendar = calendar
        for name in DEADLINES:
            self.fields[name] = DateDueField(label=DUE_LABELS[name], help_text=DUE_HELP)
            self.initial[name] = self._standing(name)

    def _standing(self, name: str) -> Due | date | None:
        working_days = getattr(self.instance, f"{name}_working_days")
        if working_days is None:
            return getattr(self.instance, f"{name}_due_on")
        return Due(working_days=working_days)

    def due_fields(self):
        return [self[name] for name in DEADLINES]

    def _post_clean(self):
        """The days are worked out before the row is checked as a whole."""
        for name in DEADLINES:
            due = self.cleaned_data.get(name)
            if isinstance(due, date):
                setattr(self.instance, f"{name}_due_on", due)
                setattr(self.instance, f"{name}_working_days", None)
            elif due is not None:
                setattr(self.instance, f"{name}_working_days", due.working_days)
        ends_on = self.cleaned_data.get("ends_on") or self.instance.ends_on
        if ends_on and not any(name in self.errors for name in DEADLINES):
            self.instance.ends_on = ends_on
            planning.count_deadlines(self.instance, calendar=self.calendar)
        super()._post_clean()


class DeadlinesForm(DatedForm):
    """The deadlines of a planned period; from and to follow from the schedule."""


class OnDemandForm(DatedForm):
    """Đột xuất: everything by hand."""

    class Meta:
        model = ReportingPeriod
        fields = ["label", "starts_on", "ends_on"]
        field_classes = {"starts_on": DayField, "ends_on": DayField}
        labels = {"label": _("Tên kỳ")}
        help_texts = {
            "label": _("Như trong văn bản yêu cầu: Đột xuất tháng 11 năm 2026. Tối đa 60 ký tự.")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.is_on_demand = True
        self.fields["label"].error_messages["max_length"] = _("Tên kỳ dài tối đa 60 ký tự.")
        # A browser cuts off what is longer without a word; the form refuses it in a sentence.
        del self.fields["label"].widget.attrs["maxlength"]

    def clean_label(self):
        """Two periods of one directive are told apart by their names alone."""
        label = self.cleaned_data["label"]
        if self.instance.directive.periods.filter(label__iexact=label).exists():
            raise forms.ValidationError(_("Văn bản này đã có kỳ báo cáo cùng tên."))
        return label

    def clean_starts_on(self):
        day, directive = self.cleaned_data["starts_on"], self.instance.directive
        if day < directive.issued_on:
            raise forms.ValidationError(
                _("Kỳ báo cáo không được bắt đầu trước ngày của %(paper)s (%(day)s)."),
                params={"paper": directive.reference, "day": short_date(directive.issued_on)},
            )
        return day


class SentForm(WholeRow, forms.ModelForm):
    """What the document system gave the agency's report, and the day on which it went."""

    class Meta:
        model = ReportingPeriod
        fields = ["upward_number", "upward_sent_on"]
        field_classes = {"upward_sent_on": DayField}
        labels = {"upward_number": _("Số, ký hiệu")}

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_upward_sent_on(self):
        day = self.cleaned_data["upward_sent_on"]
        if day and day > self.on:
            raise forms.ValidationError(_("Ngày gửi không được sau ngày hôm nay."))
        return day
