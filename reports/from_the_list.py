"""What the list of people proposes, put into a draft that says something else. Pure."""

from datetime import date

from django.core.exceptions import ValidationError

from reports.dissemination.proposals import Proposal
from reports.forms.base import row_numbers
from reports.forms.entries.dissemination import by_the_list
from reports.forms.fields import DayField


def take_list(data: dict[str, list[str]], prefix: str, roster: Proposal) -> dict[str, list[str]]:
    """The draft with the list's figures of people, and with its sessions that are not there yet."""
    figures = {f"{prefix}-{name}": [str(n)] for name, n in by_the_list(roster).items()}
    filled = data | figures
    filled.pop(f"{prefix}-nothing_to_report", None)
    group = f"{prefix}-sessions"
    numbers = row_numbers(group, data)
    there = {(_typed_day(data, f"{group}-{n}"), _typed(data, f"{group}-{n}-form")) for n in numbers}
    fresh = [one for one in roster.sessions if (one.held_on, str(one.form)) not in there]
    for number, session in enumerate(fresh, start=max(numbers, default=-1) + 1):
        row = f"{group}-{number}"
        filled |= {
            f"{row}-held_on": [f"{session.held_on:%d/%m/%Y}"],
            f"{row}-form": [str(session.form)],
            f"{row}-attendances": [str(session.attendances)],
            f"{row}-note": [session.note],
        }
    return filled


def _typed(data: dict[str, list[str]], name: str) -> str:
    return next(iter(data.get(name, ())), "")


def _typed_day(data: dict[str, list[str]], row: str) -> date | None:
    """Whatever way it was written; None for what is no day yet."""
    try:
        return DayField(required=False).clean(_typed(data, f"{row}-held_on"))
    except ValidationError:
        return None
