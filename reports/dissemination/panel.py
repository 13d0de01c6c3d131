"""What the page of an assignment shows of who was told."""

from dataclasses import dataclass
from datetime import date

from directives.models import Assignment, Duty, StaffMember
from directives.posts import Posts
from directives.staff import FIELD_OF
from reports.dissemination.coverage import Coverage, coverages
from reports.dissemination.links import of_assignment
from reports.reading import Coverage as Share


@dataclass(frozen=True)
class Panel:
    """`coverage` is None where the unit keeps no list; `unread` are links that wait."""

    assignment: Assignment
    coverage: Coverage | None
    may_keep: bool
    unread: int

    @property
    def shares(self) -> list[Share]:
        """By group, groups without anybody left out."""
        if self.coverage is None:
            return []
        told, listed = self.coverage.told, self.coverage.listed
        shares = [
            Share(group.label, getattr(told, FIELD_OF[group]), getattr(listed, FIELD_OF[group]))
            for group in StaffMember.Group
        ]
        return [share for share in shares if share.present]

    @property
    def total(self) -> Share | None:
        if self.coverage is None:
            return None
        return Share("", self.coverage.told.total, self.coverage.listed.total)


def panel(assignment: Assignment, posts: Posts, *, on: date) -> Panel | None:
    """For the unit, and for HCTH who reads; of a duty to tell people alone."""
    duty, is_own = assignment.duty, assignment.department_id in posts.member_of
    may_read = is_own or duty.directive.coordinator_id in posts.member_of
    if duty.kind != Duty.Kind.DISSEMINATION or not may_read:
        return None
    asked = Assignment.objects.with_line().get(pk=assignment.pk)
    unread = of_assignment(assignment).filter(confirmed_at=None).count() if is_own else 0
    return Panel(assignment, coverages([asked], on=on).get(asked.pk), is_own, unread)
