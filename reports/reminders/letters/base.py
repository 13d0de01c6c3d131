"""What a letter is, and how it is made of its three templates."""

from dataclasses import dataclass, field

from django.conf import settings
from django.template.loader import render_to_string

from reports.models import Notice


@dataclass(frozen=True)
class Letter:
    """One mail as text and HTML, and in one line for a telephone.

    The line says who owes what until when and where to look, never what a report holds.
    `reminder_ids` are the promises that this letter keeps, `notice` what it leaves in the house.
    """

    subject: str
    text: str
    html: str
    line: str
    reminder_ids: list[int] = field(default_factory=list)
    notice: Notice | None = None


def render(name: str, context: dict, **facts) -> Letter:
    """From `emails/<name>_subject.txt`, `.txt`, `.html` and `_line.txt`."""

    def part(suffix):
        return render_to_string(f"emails/{name}{suffix}", context).strip()

    return Letter(
        subject=" ".join(part("_subject.txt").split()),
        text=part(".txt") + "\n",
        html=part(".html") + "\n",
        line=" ".join(part("_line.txt").split()),
        **facts,
    )


def link(path: str) -> str:
    return settings.SITE_URL + path
