"""What the page of the units shows, and what would follow from the end of some. Reads only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from directives import organisation
from directives.models import Appointment, Assignment, Department
from directives.organisation import Consequences
from directives.posts import Posts
from reports.models import ProgressReport
from reports.obligations import NOTICE_WORKING_DAYS


def in_being(posts: Posts, *, on: date) -> QuerySet[Department]:
    """The units he keeps, with `people` in office and `duties` in force on the day."""
    people = Appointment.objects.in_office(on=on).filter(department=OuterRef("pk"))
    duties = Assignment.objects.in_force(on=on).filter(department=OuterRef("pk"))
    return (
        Department.objects.kept_by(posts)
        .in_being(on=on)
        .annotate(people=_number(people, "user"), duties=_number(duties, "pk"))
        .prefetch_related("former_names")
        .order_by("sort_key")
    )


def _number(rows: QuerySet, counted: str) -> Coalesce:
    numbers = rows.order_by().values("department").annotate(n=Count(counted, distinct=True))
    return Coalesce(Subquery(numbers.values("n")), 0)


def gone(posts: Posts, *, on: date) -> QuerySet[Department]:
    """The units that ended, the latest first."""
    return (
        Department.objects.kept_by(posts)
        .filter(dissolved_on__lte=on)
        .select_related("successor")
        .order_by("-dissolved_on", "sort_key")
    )


@dataclass(frozen=True)
class Preview:
    """All that follows from the end of the units, before it is done.

    `notice_days`: working days that a successor has at least for a report that comes to it.
    """

    departments: tuple[Department, ...]
    into: Department | None
    on: date
    consequences: Consequences
    reports: tuple[ProgressReport, ...]
    notice_days: int = NOTICE_WORKING_DAYS

    @property
    def fingerprint(self) -> str:
        """Equal where the same would follow: what a person agreed to is what happens."""
        follows = self.consequences
        said = [
            sorted(unit.pk for unit in self.departments),
            self.into and self.into.pk,
            self.on,
            [(goes.assignment.pk, goes.kept and goes.kept.pk) for goes in follows.continuations],
            [post.pk for post in follows.posts],
            [directive.pk for directive in follows.directives],
            [(report.pk, report.state, report.due_on) for report in self.reports],
        ]
        return sha256(repr(said).encode()).hexdigest()


def preview(
    departments: Collection[Department], *, on: date, into: Department | None = None
) -> Preview:
    """`reports` are the open ones, which go to the successor or, without one, to nobody."""
    return Preview(
        departments=tuple(departments),
        into=into,
        on=on,
        consequences=organisation.consequences(departments, into=into, on=on),
        reports=tuple(
            ProgressReport.objects.open()
            .filter(department__in=departments)
            .select_related("department", "period__directive")
            .order_by("department__sort_key", "due_on", "pk")
        ),
    )
