"""Quán triệt, tuyên truyền, phổ biến: sessions, and the people who were there."""

from dataclasses import asdict, dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directives.models import Duty
from reports.content import People
from reports.dissemination.proposals import Proposal
from reports.forms.base import Rows
from reports.forms.entries.base import EntryForm
from reports.forms.fields import CountField
from reports.forms.rows import SessionForm
from reports.models import Submission

GROUPS = ("officials", "employees", "workers")


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


def by_the_list(roster: Proposal) -> dict[str, int]:
    """The figures of people, by the names of the form's fields."""
    return {
        f"{name}_{group}": getattr(people, group)
        for name, people in [("present", roster.present), ("briefed", roster.told)]
        for group in GROUPS
    }


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
        """Who is present is known from the headcount; who was told, where the list says so."""
        if asked.roster is not None:
            return by_the_list(asked.roster) | {"nothing_to_report": self._is_silent(asked)}
        if asked.present is None or asked.assignment.is_done:
            return {}
        return {f"present_{group}": getattr(asked.present, group) for group in GROUPS}

    def _is_silent(self, asked):
        """A duty that is done, and no newcomer."""
        return asked.assignment.is_done and not asked.roster.present.total

    def __init__(self, asked, **kwargs):
        super().__init__(asked, **kwargs)
        if self.asks_newcomers_only:
            labels = (_("Công chức mới"), _("Viên chức mới"), _("Người lao động mới"))
            for group, label in zip(GROUPS, labels, strict=True):
                self.fields[f"present_{group}"].label = label

    def add_groups(self, data, checked):
        roster = self.asked.roster
        self.sessions = Rows(
            SessionForm,
            self.asked,
            "sessions",
            data=data,
            checked=checked,
            least=1,
            initial=[asdict(one) for one in roster.sessions] if roster else (),
        )

    @property
    def follows_the_list(self) -> bool:
        """The figures of people on the form are those of the list."""
        said = by_the_list(self.asked.roster) if self.asked.roster else {}
        return all(_count(self[name]) == count for name, count in said.items())

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
                "Nếu số người của đơn vị đã thay đổi, hãy cập nhật ở Danh sách người của đơn vị."
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
