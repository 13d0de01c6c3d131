"""Who in the unit does the duty, and to whom its head may give it."""

from dataclasses import dataclass

from directives import officers, permissions
from directives.models import Department, DutyOfficer, User
from reports.panels.page import Page


@dataclass(frozen=True)
class Given:
    """An officer who has the duty. `is_gone`: he holds no post in the unit any more."""

    row: DutyOfficer
    is_gone: bool


@dataclass(frozen=True)
class Officers:
    given: tuple[Given, ...]
    others: tuple[User, ...]
    may_give: bool
    takes_on: bool


def of(page: Page) -> Officers | None:
    """None where nobody is named and the reader names nobody, and above an agency that has it."""
    assignment = page.assignment
    if assignment.department.kind == Department.Kind.AGENCY and not page.is_own:
        return None
    may_give = permissions.gives_to_officers(page.posts, assignment) and not page.is_over
    rows = list(
        assignment.officers.filter(ended_at=None)
        .select_related("officer", "given_by")
        .order_by("given_at", "pk")
    )
    if not rows and not may_give:
        return None
    people = list(officers.candidates(assignment.department_id, on=page.on))
    named, here = {row.officer_id for row in rows}, {user.pk for user in people}
    return Officers(
        given=tuple(Given(row, row.officer_id not in here) for row in rows),
        others=tuple(user for user in people if user.pk not in named) if may_give else (),
        may_give=may_give,
        takes_on=page.is_own and not assignment.is_acknowledged,
    )
