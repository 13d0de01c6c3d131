"""Triển khai thực hiện: results and indicators."""

from django.utils.translation import gettext_lazy

from directives.models import Duty
from reports.forms.entries.base import EntryForm
from reports.forms.fields import BasesField, PercentField, ProseField
from reports.forms.rows import IndicatorForm


class ImplementationForm(EntryForm):
    """Results, the share of the year's plan, what hinders, what comes next, and figures."""

    kind = Duty.Kind.IMPLEMENTATION
    percent_of_year = PercentField(
        label=gettext_lazy("Mức độ hoàn thành kế hoạch năm (%)"), required=False
    )
    shortcomings = ProseField(label=gettext_lazy("Tồn tại, hạn chế và nguyên nhân"))
    proposals = ProseField(label=gettext_lazy("Đề xuất, kiến nghị"), rows=3)
    next_plan = ProseField(label=gettext_lazy("Phương hướng, nhiệm vụ kỳ tới"), rows=3)
    bases = BasesField(required=False)

    def known(self, asked):
        """As in the period before: a unit's work seldom changes its basis."""
        return {"bases": [str(key) for entry in asked.previous for key in entry.basis_ids]}

    def __init__(self, asked, **kwargs):
        super().__init__(asked, **kwargs)
        self.fields["bases"].offer(asked.bases)
        if not asked.bases:
            del self.fields["bases"]
        # A continuing duty is never "done" before its end: its share of the year stands for it.
        self.fields["percent_of_year"].required = (
            asked.assignment.duty.nature == Duty.Nature.CONTINUING
        )

    def add_groups(self, data, checked):
        self.indicators = [
            IndicatorForm(self.asked, indicator, data=data, checked=checked)
            for indicator in self.asked.assignment.duty.indicators.all()
        ]

    @property
    def rows(self):
        return self.indicators

    def clean(self):
        self.want_something()

    def said(self):
        return super().said() | {
            "percent_of_year": self.cleaned_data["percent_of_year"],
            "basis_ids": tuple(self.cleaned_data.get("bases", ())),
            "indicators": tuple(row.content() for row in self.indicators),
        }
