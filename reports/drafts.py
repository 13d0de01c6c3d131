"""A draft between three shapes: raw text as kept, the forms that show it, and checked content.

Asks the database for nothing: `reports.desk` has laid out what it needs.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from directives.models import Assignment
from reports import results
from reports.content import EntryContent, ObstacleContent, ReportContent
from reports.forms.base import Asked, DraftForm, InheritedDraft, Rows
from reports.forms.entries import FORMS
from reports.forms.obstacles import KnownObstacleForm, NewObstacleForm
from reports.models import LoggedResult, ProgressReport

#: Names of fields are "a<assignment>-..."; whatever else a page posts is not kept.
_OURS = re.compile(r"a\d+-")


def raw(posted: QueryDict) -> dict[str, list[str]]:
    """What was typed, right or wrong, as `Draft.data` keeps it.

    Line ends are made one kind, since a browser sends two, and NUL, which PostgreSQL refuses,
    goes.
    """
    return {
        name: [value.replace("\r\n", "\n").replace("\0", "") for value in values]
        for name, values in posted.lists()
        if _OURS.match(name)
    }


def put_in(
    data: dict[str, list[str]], asked: Asked, logged: Iterable[LoggedResult]
) -> dict[str, list[str]]:
    """The draft with these results of the section as lines under what stands there, once each."""
    text, keys = f"{asked.prefix}-results", f"{asked.prefix}-logged"
    fresh = [one for one in logged if str(one.pk) not in data.get(keys, ())]
    if not fresh:
        return data
    lines = [*filter(None, data.get(text, [""])), results.in_words(fresh)]
    taken = [*data.get(keys, ()), *(str(one.pk) for one in fresh)]
    filled = data | {text: ["\n".join(lines)], keys: taken}
    filled.pop(f"{asked.prefix}-nothing_to_report", None)
    return filled


@dataclass(frozen=True)
class Problem:
    """A sentence and the `anchor` of the field that it is about."""

    anchor: str
    place: str
    text: str


@dataclass(frozen=True)
class Line:
    """A field of the draft in words, to be laid beside another draft's."""

    name: str
    label: str
    text: str


class Section:
    """One assignment on the form: the answer, the files, the obstacles, what was said before."""

    def __init__(self, asked: Asked, data, *, checked):
        self.asked, self.assignment = asked, asked.assignment
        self.duty = asked.assignment.duty
        self.entry = FORMS[self.duty.kind](asked, data=data, checked=checked)
        self.known = [
            KnownObstacleForm(asked, obstacle, data=data, checked=checked)
            for obstacle in asked.obstacles
        ]
        self.raised = Rows(NewObstacleForm, asked, "new", data=data, checked=checked)
        known = {_plain(obstacle.text) for obstacle in asked.obstacles}
        # What this report raised before it was returned is known by now.
        self.raised.forms = [
            row for row in self.raised.forms if _plain(row.as_typed("text")) not in known
        ]

    @property
    def inherited(self) -> Iterator[tuple[InheritedDraft, list[Line]]]:
        """What merged units had typed on the duty, to read beside."""
        for draft in self.asked.inherited:
            theirs = Assignment(pk=draft.assignment, duty=self.duty)
            asked = replace(self.asked, assignment=theirs, previous=(), inherited=())
            section = Section(asked, MultiValueDict(draft.data), checked=False)
            lines = [
                Line(bound.html_name, _within_the_duty(form, bound), _in_words(bound))
                for form in section.forms
                for bound in form
                if any(draft.data.get(bound.html_name, ()))
            ]
            yield draft, lines

    @property
    def forms(self) -> list[DraftForm]:
        return [self.entry, *self.entry.rows, *self.known, *self.raised]

    def content(self) -> EntryContent:
        return self.entry.answer(tuple(evidence.pk for evidence in self.asked.files))

    def obstacles(self) -> Iterator[ObstacleContent]:
        for form in [*self.known, *self.raised.filled]:
            yield form.content()

    def _place(self, form: DraftForm, bound) -> str:
        """Nhiệm vụ 1, Buổi 2, Ngày"""
        duty = _("Nhiệm vụ %(ordinal)s") % {"ordinal": self.duty.ordinal}
        return f"{duty}, {_within_the_duty(form, bound)}"

    def problems(self) -> Iterator[Problem]:
        yield from self._unconfirmed()
        for form in self.forms:
            for name, errors in form.errors.items():
                bound = form[name]
                for error in errors:
                    yield Problem(bound.auto_id, self._place(form, bound), str(error))

    def _unconfirmed(self) -> Iterator[Problem]:
        """What is carried over and set aside by "không phát sinh" is not sent, and not asked."""
        parts = self.known if self.entry.is_nothing else self.forms
        for form in parts if self.entry.checked else ():
            for bound in form.unconfirmed:
                text = _("Chưa cập nhật: hãy sửa lại, hoặc chọn “Vẫn đúng”.")
                yield Problem(bound.auto_id, self._place(form, bound), text)

    @property
    def unconfirmed_count(self) -> int:
        return sum(1 for form in self.forms for _bound in form.unconfirmed)

    def lines(self) -> Iterator[Line]:
        for form in self.forms:
            for bound in form:
                yield Line(bound.html_name, self._place(form, bound), _in_words(bound))


def _within_the_duty(form: DraftForm, bound) -> str:
    """Buổi 2, Ngày"""
    return ", ".join(filter(None, [form.place, str(bound.label)]))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _in_words(bound) -> str:
    """The value as a person reads it: the words of a choice, yes for a tick."""
    value = bound.value()
    if bound.widget_type == "checkbox":
        return _("Có") if value else _("Không")
    choices = {str(key): label for key, label in getattr(bound.field, "choices", ())}
    if isinstance(value, list):
        return ", ".join(str(choices.get(str(one), one)) for one in value)
    return str(choices.get(value, value or ""))


@dataclass(frozen=True)
class Board:
    """The whole form of one report."""

    report: ProgressReport
    sections: list[Section]

    @property
    def problems(self) -> list[Problem]:
        return [problem for section in self.sections for problem in section.problems()]

    def content(self) -> ReportContent:
        """What is sent. Raises ValueError for a board that was not checked or has problems."""
        if self.problems or not all(s.entry.checked for s in self.sections):
            raise ValueError("only a checked board without problems can be sent")
        return ReportContent(
            entries=tuple(section.content() for section in self.sections),
            obstacles=tuple(o for section in self.sections for o in section.obstacles()),
        )

    @property
    def unconfirmed_count(self) -> int:
        return sum(section.unconfirmed_count for section in self.sections)

    @property
    def lines(self) -> dict[str, Line]:
        return {line.name: line for section in self.sections for line in section.lines()}


def as_posted(board: Board) -> dict[str, list[str]]:
    """What a browser would post of the board, untouched, as `Draft.data` keeps it."""
    posted: dict[str, list[str]] = {}
    for section in board.sections:
        for form in section.forms:
            for bound in form:
                values = _posted(bound)
                if values is not None:
                    posted[bound.html_name] = values
    return posted


def _posted(bound) -> list[str] | None:
    """None for what a browser leaves out: a box that is not ticked, a choice that is not made."""
    value = bound.value()
    if bound.widget_type == "checkbox":
        return ["on"] if value else None
    if isinstance(value, (list, tuple)):
        return [str(one) for one in value] or None
    if value is None and bound.widget_type == "radioselect":
        return None
    if isinstance(value, date):
        return [f"{value:%d/%m/%Y}"]
    return ["" if value is None else str(value)]


@dataclass(frozen=True)
class Difference:
    label: str
    mine: str
    theirs: str


def differences(mine: Board, theirs: Board) -> list[Difference]:
    """The fields in which two drafts of a report differ, in the order of the page."""
    ours, others = mine.lines, theirs.lines
    found = []
    for name in [*ours, *(name for name in others if name not in ours)]:
        line = ours.get(name) or others[name]
        left, right = (lines[name].text if name in lines else "" for lines in (ours, others))
        if left != right:
            found.append(Difference(line.label, left, right))
    return found
