"""A submission as the raw text that would make it: for a report that came back but was never
typed here, such as one taken over from paper."""

from directives.vietnamese import number
from reports.models import ObstacleStatement, ProgressEntry, Submission

_PLAIN_FIELDS = ("results", "shortcomings", "proposals", "next_plan")
_FIGURES = (
    "percent_of_year",
    "staff_quota",
    "present_officials",
    "present_employees",
    "present_workers",
    "briefed_officials",
    "briefed_employees",
    "briefed_workers",
)


def as_typed(submission: Submission) -> dict[str, list[str]]:
    """`Draft.data` of the submission; a box that is not ticked is not there, as in a browser."""
    typed: dict[str, str | None] = {}
    bases: dict[str, list[str]] = {}
    entries = submission.entries.prefetch_related(
        "sessions", "indicator_values", "staffing", "result_tags"
    )
    for entry in entries:
        typed |= {f"a{entry.assignment_id}-{name}": value for name, value in _entry(entry).items()}
        if tagged := [str(tag.basis_id) for tag in entry.result_tags.all()]:
            bases[f"a{entry.assignment_id}-bases"] = tagged
    typed |= _answers(submission)
    return {name: [value] for name, value in typed.items() if value is not None} | bases


def _day(day) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _tick(is_ticked) -> str | None:
    return "on" if is_ticked else None


def _figure(value) -> str:
    return "" if value is None else number(value)


def _entry(entry: ProgressEntry) -> dict[str, str | None]:
    typed = {name: getattr(entry, name) for name in _PLAIN_FIELDS}
    typed |= {name: _figure(getattr(entry, name)) for name in _FIGURES}
    typed |= {
        "done_on": _day(entry.done_on),
        "nothing_to_report": _tick(entry.nothing_to_report),
    }
    for row, session in enumerate(entry.sessions.all()):
        typed |= {
            f"sessions-{row}-held_on": _day(session.held_on),
            f"sessions-{row}-form": session.form,
            f"sessions-{row}-attendances": _figure(session.attendances),
            f"sessions-{row}-note": session.note,
        }
    for row, line in enumerate(entry.staffing.all()):
        typed |= {
            f"staffing-{row}-person": line.person,
            f"staffing-{row}-paper": line.paper,
            f"staffing-{row}-since": _day(line.since),
            f"staffing-{row}-is_full_time": _tick(line.is_full_time),
            f"staffing-{row}-is_focal": _tick(line.is_focal),
        }
    for value in entry.indicator_values.all():
        typed |= {
            f"i{value.indicator_id}-in_period": _figure(value.in_period),
            f"i{value.indicator_id}-cumulative": _figure(value.cumulative),
            f"i{value.indicator_id}-estimate": _figure(value.estimate),
            f"i{value.indicator_id}-nothing_to_report": _tick(value.nothing_to_report),
        }
    return typed


def _answers(submission: Submission) -> dict[str, str]:
    """What was said of obstacles that were known then; those raised are known now."""
    statements = ObstacleStatement.objects.filter(submission=submission).exclude(
        standing=ObstacleStatement.Standing.RAISED
    )
    typed = {}
    for statement in statements.select_related("obstacle"):
        obstacle = statement.obstacle
        prefix = f"a{obstacle.assignment_id}-o{obstacle.pk}"
        typed[f"{prefix}-standing"] = statement.standing
        changed = statement.standing != ObstacleStatement.Standing.UNCHANGED
        typed[f"{prefix}-text"] = statement.text if changed else ""
    return typed
