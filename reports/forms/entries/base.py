"""What every kind of duty asks."""

from dataclasses import dataclass

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directives.models import Duty
from directives.vietnamese import short_date
from reports import results
from reports.content import EntryContent
from reports.forms.base import Asked, DraftForm
from reports.forms.fields import DayField, LoggedField, ProseField
from reports.models import LoggedResult


@dataclass(frozen=True)
class LoggedLine:
    """A logged result beside the field that takes it in."""

    result: LoggedResult
    is_taken: bool


class EntryForm(DraftForm):
    """What every kind asks. With "không phát sinh" the rest is kept in the draft but not sent."""

    kind: str
    nothing_to_report = forms.BooleanField(label=gettext_lazy("Không phát sinh"), required=False)
    results = ProseField(label=gettext_lazy("Kết quả thực hiện"), rows=5)
    done_on = DayField(label=gettext_lazy("Đã hoàn thành ngày"), required=False)
    logged = LoggedField()

    def __init__(self, asked: Asked, *, data, checked):
        initial = {"nothing_to_report": asked.assignment.is_done} | self.known(asked)
        initial |= _logged(asked)
        super().__init__(asked, prefix=asked.prefix, data=data, checked=checked, initial=initial)
        box = self.fields["nothing_to_report"].widget
        box.attrs |= {"class": "nothing-box", "data-disables": f"#body-{asked.prefix}"}
        self.is_nothing = bool(self["nothing_to_report"].value())
        if asked.assignment.duty.nature != Duty.Nature.ONE_OFF or asked.assignment.is_done:
            del self.fields["done_on"]
        self.fields["logged"].offer(asked.logged)
        if not asked.logged:
            del self.fields["logged"]
        self.add_groups(data, checked and not self.is_nothing)

    def known(self, asked: Asked) -> dict:
        """What is filled in before anybody types."""
        return {}

    def add_groups(self, data, checked) -> None:
        """The repeating rows that the kind asks for."""

    @property
    def asks_newcomers_only(self) -> bool:
        return False

    @property
    def rows(self) -> list[DraftForm]:
        """Every row form of the entry, in the order of the page."""
        return []

    def full_clean(self):
        if self.checked and self.is_nothing:
            self._errors = ErrorDict(renderer=self.renderer)
            self.cleaned_data = {"nothing_to_report": True}
            return
        super().full_clean()

    def clean_done_on(self):
        day = self.cleaned_data["done_on"]
        if day is None:
            return None
        if day > self.asked.on:
            raise forms.ValidationError(_("Ngày này chưa đến."))
        if day < self.asked.since:
            raise forms.ValidationError(
                _("Ngày này trước ngày giao nhiệm vụ (%(day)s).")
                % {"day": short_date(self.asked.since)}
            )
        return day

    def want_something(self, *said):
        """An entry that says nothing is not "không phát sinh": the unit must state that."""
        if not any((self.cleaned_data.get("results"), *said)) and "results" not in self.errors:
            self.add_error("results", _("Hãy ghi kết quả, hoặc đánh dấu “Không phát sinh”."))

    def answer(self, evidence_ids: tuple[int, ...]) -> EntryContent:
        said = {"nothing_to_report": True} if self.is_nothing else self.said()
        return EntryContent(
            assignment_id=self.asked.assignment.pk, evidence_ids=evidence_ids, **said
        )

    def said(self) -> dict:
        names = ("results", "shortcomings", "proposals", "next_plan", "done_on")
        said = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return said | {"logged_ids": tuple(self.cleaned_data.get("logged", ()))}

    @property
    def beside(self) -> list[LoggedLine]:
        """The logged results on offer, each with whether the report takes it in."""
        return [
            LoggedLine(result, str(result.pk) in (self["logged"].value() or ()))
            for result in self.asked.logged
        ]

    @property
    def has_several_beside(self) -> bool:
        return sum(not line.is_taken for line in self.beside) > 1


def _logged(asked: Asked) -> dict:
    """What was logged in the period stands in a form in which nobody has typed yet."""
    fresh = [one for one in asked.logged if results.is_of_the_period(one, asked.period)]
    if not fresh:
        return {}
    return {
        "results": results.in_words(fresh),
        "logged": [str(one.pk) for one in fresh],
        "nothing_to_report": False,
    }
