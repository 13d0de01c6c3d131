"""Writes the checked content of a report as the rows of one submission, all at once."""

from datetime import datetime

from django.db.models import Q

from directives.models import Assignment, Duty
from reports import results, tagging
from reports.content import EntryContent, ObstacleContent, ReportContent
from reports.models import (
    DisseminationSession,
    Evidence,
    IndicatorValue,
    Obstacle,
    ObstacleStatement,
    ProgressEntry,
    ResultTag,
    StaffingLine,
    Submission,
)


def write(
    submission: Submission,
    content: ReportContent,
    assignments: list[Assignment],
    *,
    at: datetime,
) -> None:
    """Called within the transaction of `lifecycle.submit`; no row of it is ever changed."""
    asked = {assignment.pk: assignment for assignment in assignments}
    for entry in content.entries:
        _write_entry(submission, entry, asked[entry.assignment_id], at=at)
    tagging.carry_over(submission)
    for obstacle in content.obstacles:
        _write_obstacle(submission, obstacle, at=at)


def _write_entry(
    submission: Submission, content: EntryContent, assignment: Assignment, *, at: datetime
) -> None:
    briefed, present = content.briefed, content.present
    entry = ProgressEntry.objects.create(
        submission=submission,
        assignment=assignment,
        newcomers_only=assignment.is_done and assignment.duty.kind == Duty.Kind.DISSEMINATION,
        nothing_to_report=content.nothing_to_report,
        results=content.results,
        shortcomings=content.shortcomings,
        proposals=content.proposals,
        next_plan=content.next_plan,
        percent_of_year=content.percent_of_year,
        done_on=content.done_on,
        briefed_officials=briefed and briefed.officials,
        briefed_employees=briefed and briefed.employees,
        briefed_workers=briefed and briefed.workers,
        present_officials=present and present.officials,
        present_employees=present and present.employees,
        present_workers=present and present.workers,
        staff_quota=content.staff_quota,
    )
    DisseminationSession.objects.bulk_create(
        DisseminationSession(
            entry=entry,
            held_on=session.held_on,
            form=session.form,
            attendances=session.attendances,
            note=session.note,
        )
        for session in content.sessions
    )
    IndicatorValue.objects.bulk_create(
        IndicatorValue(
            entry=entry,
            indicator_id=value.indicator_id,
            in_period=value.in_period,
            cumulative=value.cumulative,
            estimate=value.estimate,
            nothing_to_report=value.nothing_to_report,
        )
        for value in content.indicators
    )
    StaffingLine.objects.bulk_create(
        StaffingLine(
            entry=entry,
            person=line.person,
            is_full_time=line.is_full_time,
            is_focal=line.is_focal,
            paper=line.paper,
            since=line.since,
        )
        for line in content.staffing
    )
    ResultTag.objects.bulk_create(
        ResultTag(entry=entry, basis_id=basis, by=submission.submitted_by, at=at)
        for basis in content.basis_ids
    )
    taken = results.take_in(submission, assignment, content.logged_ids)
    entry.evidence.set(
        Evidence.objects.filter(
            Q(pk__in=content.evidence_ids) | Q(result__in=taken),
            report=submission.report_id,
            removed_at=None,
        )
    )


def _write_obstacle(submission: Submission, content: ObstacleContent, *, at: datetime) -> None:
    """A new obstacle begins its life here; a known one is stated anew, its text kept up to date.

    "Đã được giải quyết" is the unit's statement; HCTH closes the obstacle.
    """
    if content.obstacle_id is None:
        obstacle = Obstacle.objects.create(
            assignment_id=content.assignment_id,
            raised_in=submission,
            raised_by=submission.on_behalf_of or submission.submitted_by,
            raised_at=at,
            text=content.text,
        )
    else:
        obstacle = Obstacle.objects.open().get(
            pk=content.obstacle_id, assignment=content.assignment_id
        )
        if content.standing == ObstacleStatement.Standing.CHANGED:
            obstacle.text = content.text
            obstacle.save(update_fields=["text"])
    ObstacleStatement.objects.create(
        obstacle=obstacle, submission=submission, standing=content.standing, text=content.text
    )
