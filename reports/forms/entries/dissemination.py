"""The answer on one assignment: each of the three kinds of duty is a job of its own."""

from dataclasses import dataclass

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directives.models import Duty
from directives.vietnamese import short_date
from reports.content import EntryContent, People
from reports.forms.base import Asked, DraftForm, Rows
from reports.forms.fields import BasesField, CountField, DayField, PercentField, ProseField
from reports.forms.rows import IndicatorForm, SessionForm, StaffingForm
from reports.models import Submission

GROUPS = ("officials", "employees", "workers")


class EntryForm(DraftForm):
    """What every kind asks. With "không phát sinh" the rest is kept in the draft but not sent."""

    kind: str
    nothing_to_report = forms.BooleanField(label=gettext_lazy("Không phát sinh"), required=False)
    results = ProseField(label=gettext_lazy("Kết quả thực hiện"), rows=5)
    done_on = DayField(label=gettext_lazy("Đã hoàn thành ngày"), required=False)

    def __init__(self, asked: Asked, *, data, checked):
        initial = {"nothing_to_report": asked.assignment.is_done} | self.known(asked)
        super().__init__(asked, prefix=asked.prefix, data=data, checked=checked, initial=initial)
        box = self.fields["nothing_to_report"].widget
        box.attrs |= {"class": "nothing-box", "data-disables": f"#body-{asked.prefix}"}
        self.is_nothing = bool(self["nothing_to_report"].value())
        if asked.assignment.duty.nature != Duty.Nature.ONE_OFF or asked.assignment.is_done:
            del self.fields["done_on"]
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
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


@dataclass(frozen=True)
class GroupOfPeople:
    """A line of the coverage table; `left` is None where a figure is missing or wrong."""

    name: str
    label: str
    present: forms.BoundField
    briefed: forms.BoundField
    left: int | None


def _count(bound) -> int | None:
    try:
        return CountField(required=False).clean(str(bound.value() or "0"))
    except forms.ValidationError:
        return None


class DisseminationForm(EntryForm):
    """Sessions, and distinct people briefed of those present; once done, newcomers only."""

    kind = Duty.Kind.DISSEMINATION
    present_officials = CountField(label=gettext_lazy("Công chức có mặt"), required=False)
    present_employees = CountField(label=gettext_lazy("Viên chức có mặt"), required=False)
    present_workers = CountField(label=gettext_lazy("Người lao động có mặt"), required=False)
    briefed_officials = CountField(label=gettext_lazy("Công chức đã được phổ biến"), required=False)
    briefed_employees = CountField(label=gettext_lazy("Viên chức đã được phổ biến"), required=False)
    briefed_workers = CountField(
        label=gettext_lazy("Người lao động đã được phổ biến"), required=False
    )

    def known(self, asked):
        if asked.present is None or asked.assignment.is_done:
            return {}
        return {f"present_{group}": getattr(asked.present, group) for group in GROUPS}

    def __init__(self, asked, **kwargs):
        super().__init__(asked, **kwargs)
        if self.asks_newcomers_only:
            labels = (_("Công chức mới"), _("Viên chức mới"), _("Người lao động mới"))
            for group, label in zip(GROUPS, labels, strict=True):
                self.fields[f"present_{group}"].label = label

    def add_groups(self, data, checked):
        self.sessions = Rows(
            SessionForm, self.asked, "sessions", data=data, checked=checked, least=1
        )

    @property
    def asks_newcomers_only(self) -> bool:
        return self.asked.assignment.is_done

    @property
    def rows(self):
        return [] if self.asks_newcomers_only else self.sessions.forms

    @property
    def people(self) -> list[GroupOfPeople]:
        labels = (_("Công chức"), _("Viên chức"), _("Người lao động"))
        return [self._group(*pair) for pair in zip(GROUPS, labels, strict=True)]

    def _group(self, name, label) -> GroupOfPeople:
        present, briefed = self[f"present_{name}"], self[f"briefed_{name}"]
        there, told = _count(present), _count(briefed)
        if there is None or told is None or present.value() in (None, ""):
            return GroupOfPeople(name, label, present, briefed, None)
        return GroupOfPeople(name, label, present, briefed, there - told)

    @property
    def left(self) -> int | None:
        """Còn lại chưa phổ biến, of all groups that are known."""
        known = [group.left for group in self.people if group.left is not None]
        return sum(known) if known else None

    def clean(self):
        for group in GROUPS:
            self._check_group(f"present_{group}", f"briefed_{group}")
            if self.asks_newcomers_only:
                self._check_newcomers(group)
        people = sum(self.cleaned_data.get(f"briefed_{group}") or 0 for group in GROUPS)
        self.want_something(people, *(() if self.asks_newcomers_only else self.sessions.filled))

    def _check_group(self, present_name, briefed_name):
        if present_name in self.errors or briefed_name in self.errors:
            return
        present, briefed = self.cleaned_data[present_name], self.cleaned_data[briefed_name]
        if briefed is None and present:
            self.add_error(briefed_name, _("Hãy ghi số người, không có ai thì ghi 0."))
        elif briefed and present is None:
            self.add_error(present_name, _("Hãy ghi số người có mặt."))
        elif briefed and briefed > present:
            self.add_error(
                briefed_name,
                _(
                    "Số người đã được phổ biến (%(briefed)s) "
                    "nhiều hơn số người có mặt (%(present)s)."
                )
                % {"briefed": briefed, "present": present},
            )

    def _check_newcomers(self, group):
        """Newcomers are of the unit's people, as they will stand on the submission."""
        newcomers, headcount = self.cleaned_data.get(f"present_{group}"), self.asked.headcount
        if not newcomers or headcount is None or newcomers <= getattr(headcount, group):
            return
        self.add_error(
            f"present_{group}",
            _(
                "Đơn vị chỉ có %(count)s %(group)s; số người mới không thể là %(newcomers)s. "
                "Nếu số người của đơn vị đã thay đổi, đề nghị quản trị hệ thống cập nhật."
            )
            % {
                "count": getattr(headcount, group),
                "group": Submission._meta.get_field(group).verbose_name,
                "newcomers": newcomers,
            },
        )

    def said(self):
        return super().said() | {
            "present": self._people("present"),
            "briefed": self._people("briefed"),
            "sessions": tuple(row.content() for row in self.sessions.filled if self.rows),
        }

    def _people(self, which) -> People:
        return People(**{group: self.cleaned_data[f"{which}_{group}"] or 0 for group in GROUPS})


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


FORMS: dict[str, type[EntryForm]] = {
    form.kind: form for form in (DisseminationForm, ImplementationForm, CoordinationForm)
}
