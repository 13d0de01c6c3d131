"""What the list proposes for the unit's report; the unit may write something else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from directives.models import Assignment, Duty, StaffMember
from directives.staff import FIELD_OF
from reports.content import People, SessionContent
from reports.dissemination.coverage import Coverage, Person, coverages
from reports.models import DisseminationSession, ReportingPeriod

GROUPS = tuple(FIELD_OF.values())
FIELD_OF_GROUP = {StaffMember.Group(group): field for group, field in FIELD_OF.items()}


@dataclass(frozen=True)
class Proposal:
    """Up to the day `on`. `listed` are the people on the list, `present` those that the form asks
    about: the headcount where there is one, once the duty is done the newcomers.

    `told` is never more than `present`, of whom the headcount may know fewer than the list has;
    `told_of_list` is of the list.
    """

    on: date
    listed: People
    present: People
    told: People
    told_of_list: People
    sessions: tuple[SessionContent, ...]
    left: tuple[Person, ...]

    @property
    def differences(self) -> list[tuple[str, int, int]]:
        """(group, on the list, asked about) where the list counts other people."""
        counts = [
            (str(group.label), getattr(self.listed, field), getattr(self.present, field))
            for group, field in FIELD_OF_GROUP.items()
        ]
        return [(label, listed, present) for label, listed, present in counts if listed != present]


def proposals(
    assignments: Sequence[Assignment],
    period: ReportingPeriod,
    *,
    headcount: People | None,
    on: date,
) -> dict[int, Proposal]:
    """By the key of the assignment, where the unit told its people by its list.

    As of the cut-off, or of the day `on` before it.
    """
    until = min(on, period.ends_on)
    asked = [one for one in assignments if one.duty.kind == Duty.Kind.DISSEMINATION]
    found = coverages(asked, on=until)
    return {
        assignment.pk: _proposal(assignment, found[assignment.pk], period, headcount)
        for assignment in asked
        if assignment.pk in found and found[assignment.pk].has_begun
    }


def _proposal(
    assignment: Assignment, coverage: Coverage, period: ReportingPeriod, headcount: People | None
) -> Proposal:
    people: Iterable[Person] = coverage.people
    if assignment.is_done:
        people = [person for person in people if _is_asked_as_new(person, period)]
    asked = Coverage(coverage.on, tuple(people), coverage.sessions, coverage.read_on)
    present = asked.listed if assignment.is_done else headcount or asked.listed
    return Proposal(
        on=coverage.on,
        listed=asked.listed,
        present=present,
        told=_within(asked.told, present),
        told_of_list=asked.told,
        sessions=tuple(_sessions(coverage, period)),
        left=tuple(asked.left),
    )


def _is_asked_as_new(person: Person, period: ReportingPeriod) -> bool:
    """A newcomer whom no earlier report has told of."""
    return person.is_new and (person.told_on is None or person.told_on >= period.starts_on)


def _within(told: People, present: People) -> People:
    return People(*(min(getattr(told, group), getattr(present, group)) for group in GROUPS))


def _sessions(coverage: Coverage, period: ReportingPeriod) -> Iterable[SessionContent]:
    """Of the period alone. All that was read by personal links is one sending of the paper."""
    for session in coverage.sessions:
        if session.held_on >= period.starts_on:
            yield SessionContent(session.held_on, session.form, session.came, session.note)
    read = [day for day in coverage.read_on if day >= period.starts_on]
    if read:
        yield SessionContent(
            max(read),
            DisseminationSession.Form.DOCUMENT,
            len(read),
            _("Xác nhận “Đã đọc, nắm nội dung” qua liên kết riêng"),
        )
