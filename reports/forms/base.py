"""Forms over a draft: they show raw text as it was typed and find fault with it when asked to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict

from directives.models import Assignment, LegalBasis
from reports.content import People
from reports.dissemination.proposals import Proposal
from reports.models import Evidence, LoggedResult, Obstacle, ProgressEntry, ReportingPeriod


@dataclass(frozen=True)
class InheritedDraft:
    """What a merged unit had typed and not sent, raw, under `assignment`, a key of its own."""

    unit: str
    assignment: int
    data: dict[str, list[str]]
    saved_at: datetime
    saved_by: str


@dataclass(frozen=True)
class Asked:
    """What one section of the form is about. `on` is the day on which it is filled in.

    `present` are the people present at the cut-off, `headcount` those of the day on which it is
    filled in; None where nobody has counted. `obstacles` are the open ones, `raised_here` the
    keys of those that an earlier submission of this very report raised. `files` stand on the
    draft; `previous` are the answers of the period before: the unit's, and after a merger those of
    the units it stands for, whose `inherited` drafts were not sent. `given_on` is the first day
    on which one of them had the duty. `bases` are those that are reported apart. `logged` are the
    results that were written down day by day and wait for a report. `unconfirmed` are the names of
    fields that were carried over and not looked at since. `roster` is what the list of people
    says, where the unit told them by it.
    """

    assignment: Assignment
    period: ReportingPeriod
    on: date
    present: People | None = None
    headcount: People | None = None
    obstacles: tuple[Obstacle, ...] = ()
    raised_here: frozenset[int] = frozenset()
    files: tuple[Evidence, ...] = ()
    previous: tuple[ProgressEntry, ...] = ()
    inherited: tuple[InheritedDraft, ...] = ()
    given_on: date | None = None
    bases: tuple[LegalBasis, ...] = ()
    logged: tuple[LoggedResult, ...] = ()
    unconfirmed: frozenset[str] = frozenset()
    roster: Proposal | None = None

    @property
    def since(self) -> date:
        """Nothing that was done before this day is done for the duty."""
        return self.given_on or self.assignment.starts_on

    @property
    def is_interim(self) -> bool:
        """The period still runs: figures are those of the day, and an estimate stands beside."""
        return self.period.is_interim and self.on < self.period.ends_on

    @property
    def prefix(self) -> str:
        """In front of every name of the section; stable, since drafts are kept under it."""
        return f"a{self.assignment.pk}"


class DraftForm(forms.Form):
    """A part of a draft. Unless `checked`, wrong values are shown and nothing is said of them."""

    use_required_attribute = False

    def __init__(self, asked: Asked, *, prefix, data: MultiValueDict, checked, initial=None):
        typed = any(name.startswith(f"{prefix}-") for name in data)
        super().__init__(data if typed or checked else None, prefix=prefix, initial=initial)
        self.asked, self.checked = asked, checked
        for name, field in self.fields.items():
            field.is_carried = self.add_prefix(name) in asked.unconfirmed

    def full_clean(self):
        if self.checked:
            super().full_clean()
        else:
            self._errors, self.cleaned_data = ErrorDict(renderer=self.renderer), {}

    @property
    def place(self) -> str:
        """Where on the page the form stands, when the name of a field alone does not tell."""
        return ""

    @property
    def unconfirmed(self) -> Iterator[forms.BoundField]:
        """Fields that were carried over and not looked at since."""
        for bound in self:
            if bound.html_name in self.asked.unconfirmed:
                yield bound

    def as_typed(self, name) -> str:
        """What stands in the field, right or wrong."""
        return str(self[name].value() or "").strip()

    def content(self) -> Any:
        """The value that a checked part stands for."""
        raise NotImplementedError


class RowForm(DraftForm):
    """A row of a repeating group; a row in which nothing was typed does not count."""

    #: The fields whose text makes the row count.
    telling: tuple[str, ...] = ()
    ordinal = 0

    @property
    def says_something(self) -> bool:
        return any(self.as_typed(name) for name in self.telling)

    def full_clean(self):
        self.checked = self.checked and self.says_something
        super().full_clean()


class Rows:
    """The rows of a group, told from the names that were posted; no count is trusted.

    `initial` fills rows in which nobody has typed yet; there are at least so many.
    """

    def __init__(self, row_class, asked: Asked, name, *, data, checked, least=0, initial=()):
        self.prefix = f"{asked.prefix}-{name}"
        typed = any(key.startswith(f"{asked.prefix}-") for key in data)
        least = max(least, len(initial))
        numbers = row_numbers(self.prefix, data) if typed else list(range(least))
        known = dict(enumerate(() if typed else initial))
        self.forms = [
            row_class(
                asked,
                prefix=f"{self.prefix}-{number}",
                data=data,
                checked=checked,
                initial=known.get(number),
            )
            for number in numbers
        ]
        for ordinal, form in enumerate(self.forms, start=1):
            form.ordinal = ordinal
        self._row_class, self._asked = row_class, asked

    def __iter__(self):
        return iter(self.forms)

    @property
    def blank(self) -> RowForm:
        """The row that the page copies; its number stands as __i__."""
        return self._row_class(
            self._asked, prefix=f"{self.prefix}-__i__", data=MultiValueDict(), checked=False
        )

    @property
    def filled(self) -> list[RowForm]:
        return [form for form in self.forms if form.says_something]


def row_numbers(prefix: str, data) -> list[int]:
    """The numbers of the rows of a group, from the names that were typed."""
    start = len(prefix) + 1
    numbers = (name[start:].partition("-")[0] for name in data if name.startswith(f"{prefix}-"))
    return sorted({int(number) for number in numbers if number.isdecimal() and len(number) < 6})
