"""Bố trí nhân lực: who does the coordinating unit's own duty, in whose place, by which paper."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from directives.models import Assignment, User
from reports.errors import ImpossibleDate, WrongState
from reports.models import ReportingPeriod, StaffingPost, StaffingQuota


@dataclass(frozen=True)
class Sheet:
    """As it stands on a day: `posts` in force or to come, `former` ones that ended before."""

    quota: StaffingQuota | None
    posts: tuple[StaffingPost, ...]
    former: tuple[StaffingPost, ...]

    @property
    def full_time(self) -> int:
        return sum(post.is_full_time for post in self.posts)

    @property
    def part_time(self) -> int:
        return len(self.posts) - self.full_time

    @property
    def without_paper(self) -> tuple[StaffingPost, ...]:
        return tuple(post for post in self.posts if not post.paper)

    @property
    def has_focal(self) -> bool:
        return any(post.is_focal for post in self.posts)


def sheet(assignment: Assignment, *, on: date) -> Sheet:
    """In two queries."""
    counted = StaffingQuota.objects.filter(assignment=assignment, counted_on__lte=on)
    posts = list(StaffingPost.objects.filter(assignment=assignment))
    ended = [post for post in posts if post.ends_on is not None and post.ends_on < on]
    return Sheet(
        quota=counted.order_by("-counted_on").first(),
        posts=tuple(post for post in posts if post not in ended),
        former=tuple(ended),
    )


@transaction.atomic
def add(post: StaffingPost, *, by: User, at: datetime) -> StaffingPost:
    """Raises WrongState when the person has a line already for some of these days."""
    _lock(post.assignment)
    if _has_other(post):
        raise WrongState("staffed")
    post.recorded_by, post.recorded_at = by, at
    post.save()
    return post


@transaction.atomic
def correct(post: StaffingPost, *, seal: str, by: User, at: datetime) -> None:
    """Put a line right, or end it; its history keeps what stood before, and `by`.

    `seal` is of the line as it was read. Raises WrongState when somebody else has changed it
    since, or when the person has another line for some of these days.
    """
    _lock(post.assignment)
    if StaffingPost.objects.get(pk=post.pk).seal != seal:
        raise WrongState("changed")
    if _has_other(post):
        raise WrongState("staffed")
    post.recorded_by, post.recorded_at = by, at
    post.save()


@transaction.atomic
def count(
    assignment: Assignment,
    *,
    counted_on: date,
    given: int,
    present: int,
    by: User,
    at: datetime,
) -> StaffingQuota:
    """The establishment from a day on; of one day the last that was typed in.

    Raises ImpossibleDate for a day to come.
    """
    if counted_on > timezone.localdate(at):
        raise ImpossibleDate(counted_on)
    _lock(assignment)
    quota, _is_new = StaffingQuota.objects.update_or_create(
        assignment=assignment,
        counted_on=counted_on,
        defaults={"given": given, "present": present, "recorded_by": by, "recorded_at": at},
    )
    return quota


def name_paper(assignment: Assignment, *, paper: str, by: User, at: datetime) -> int:
    """The drafted paper was issued: it stands on every line that names none. How many lines.

    Raises WrongState when there is none.
    """
    on = timezone.localdate(at)
    named = StaffingPost.objects.filter(assignment=assignment, paper="").current(on=on)
    updated = named.update(paper=paper, recorded_by=by, recorded_at=at)
    if not updated:
        raise WrongState("named")
    return updated


def as_typed(assignment: Assignment, period: ReportingPeriod, *, on: date) -> dict[str, list[str]]:
    """The lines of the report's form, raw, as the sheet has them at the cut-off, or on the day
    `on` while the period runs.
    """
    day = min(on, period.ends_on)
    there = sheet(assignment, on=day)
    typed = {}
    if there.quota:
        typed["staff_quota"] = str(there.quota.given)
    in_force = [post for post in there.posts if post.starts_on <= day]
    for row, post in enumerate(in_force):
        typed |= {
            f"staffing-{row}-person": post.person,
            f"staffing-{row}-paper": post.paper,
            f"staffing-{row}-since": f"{post.starts_on:%d/%m/%Y}",
        }
        ticked = {"is_full_time": post.is_full_time, "is_focal": post.is_focal}
        typed |= {f"staffing-{row}-{name}": "on" for name, is_so in ticked.items() if is_so}
    return {f"a{assignment.pk}-{name}": [value] for name, value in typed.items()}


def _lock(assignment: Assignment) -> None:
    """Of two who write on the sheet at once, the second finds what the first wrote."""
    Assignment.objects.select_for_update(no_key=True, of=("self",)).get(pk=assignment.pk)


def _has_other(post: StaffingPost) -> bool:
    """The same person, in other letters too, with a line for some of the same days."""
    others = StaffingPost.objects.filter(
        assignment=post.assignment_id, person__iexact=post.person
    ).exclude(pk=post.pk)
    if post.ends_on is not None:
        others = others.filter(starts_on__lte=post.ends_on)
    return others.current(on=post.starts_on).exists()
