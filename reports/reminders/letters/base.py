"""What a letter is, and how it is made of its templates."""

from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from directives.models import User
from reports.models import Notice


@dataclass(frozen=True)
class Letter:
    """One mail as text and HTML, and in one line for a telephone; each is made when asked for.

    From `emails/<name>_subject.txt`, `.txt`, `.html` and `_line.txt`. The line says who owes what
    until when and where to look, never what a report holds. `reminder_ids` are the promises that
    this letter keeps, `notices` what it leaves in the house.
    """

    name: str
    context: dict
    reminder_ids: list[int] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    @cached_property
    def subject(self) -> str:
        return " ".join(self._part("_subject.txt").split())

    @cached_property
    def text(self) -> str:
        return self._part(".txt") + "\n"

    @cached_property
    def html(self) -> str:
        return self._part(".html") + "\n"

    @cached_property
    def line(self) -> str:
        return " ".join(self._part("_line.txt").split())

    def _part(self, suffix: str) -> str:
        with translation.override(settings.LANGUAGE_CODE):
            return render_to_string(f"emails/{self.name}{suffix}", self.context).strip()


def called(person: User) -> str:
    """How a letter names a person."""
    return person.full_name or person.username


def link(path: str) -> str:
    return settings.SITE_URL + path
