"""Theo dõi, tổng hợp: the coordinating unit's own duty."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directives.models import Duty
from reports.forms.base import Rows
from reports.forms.entries.base import EntryForm
from reports.forms.fields import CountField, ProseField
from reports.forms.rows import StaffingForm


class CoordinationForm(EntryForm):
    """Who does the work by which paper, and what came of following up the others."""

    kind = Duty.Kind.COORDINATION
    staff_quota = CountField(label=gettext_lazy("Biên chế được giao"), required=False)
    proposals = ProseField(label=gettext_lazy("Đề xuất, kiến nghị"), rows=3)
    next_plan = ProseField(label=gettext_lazy("Phương hướng, nhiệm vụ kỳ tới"), rows=3)
    field_order = ("nothing_to_report", "staff_quota", "results")

    def add_groups(self, data, checked):
        self.staffing = Rows(
            StaffingForm, self.asked, "staffing", data=data, checked=checked, least=1
        )

    @property
    def rows(self):
        return self.staffing.forms

    @property
    def has_focal_officer(self) -> bool:
        return any(row["is_focal"].value() for row in self.staffing.filled)

    def clean(self):
        if self.has_focal_officer or "results" in self.errors:
            return
        if not self.cleaned_data.get("results"):
            self.add_error(
                "results",
                _("Chưa có người đầu mối: hãy ghi người đầu mối ở trên, hoặc nêu lý do ở đây."),
            )

    def said(self):
        return super().said() | {
            "staff_quota": self.cleaned_data["staff_quota"],
            "staffing": tuple(row.content() for row in self.staffing.filled),
        }
