"""What the form of a report asks the database for: a fixed number of queries, whatever it holds."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Exists,
    F,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.db.models.functions import JSONObject
from django.utils.datastructures import MultiValueDict

from directives.models import Assignment, Duty, Headcount, WorkItem
from reports import (
    carrying,
    dissemination,
    drafts,
    from_the_list,
    obligations,
    reopened,
    results,
    staffing,
    tagging,
)
from reports.content import People
from reports.drafts import Board, Section
from reports.forms.base import Asked, InheritedDraft
from reports.models import (
    ConsolidatedReport,
    Draft,
    Evidence,
    IndicatorValue,
    Obstacle,
    ObstacleStatement,
    ProgressEntry,
    ProgressReport,
    ResultTag,
    StateChange,
    Submission,
    Supervision,
)
from reports.models.progress import ProgressReportQuerySet, State

#: Acts of supervision shown on the form itself.
MOST_SUPERVISIONS = 20


def for_draft(reports: ProgressReportQuerySet, *, on: date) -> ProgressReportQuerySet:
    """With all that the unit's form says of the report itself, in one query.

    Adds to what `for_form` adds `return_note`, and `inherited`, the drafts of the reports it
    replaces.
    """
    returned = StateChange.objects.filter(report=OuterRef("pk"), to_state=State.RETURNED)
    replaced = Draft.objects.filter(report__replaced_by=OuterRef("pk"))
    return (
        for_form(reports, on=on)
        .select_related("draft__saved_by", "draft__sent_to_head_by", "draft__original")
        .annotate(
            return_note=Subquery(returned.order_by("-at", "-pk").values("note")[:1]),
            inherited=ArraySubquery(
                replaced.order_by("report__department__sort_key").values(
                    draft=JSONObject(
                        unit="report__department__name",
                        data="data",
                        saved_at="saved_at",
                        saved_by="saved_by__full_name",
                    )
                )
            ),
        )
    )


def for_entry(reports: ProgressReportQuerySet, *, on: date) -> ProgressReportQuerySet:
    """For HCTH, which types in a paper of the unit and sees nothing that the unit typed."""
    return for_form(reports, on=on).select_related(
        "transcript__on_behalf_of", "transcript__original", "transcript__saved_by"
    )


def for_form(reports: ProgressReportQuerySet, *, on: date) -> ProgressReportQuerySet:
    """With what any form of the report asks.

    Adds `counted`, the people present at the cut-off as `lifecycle.headcount_on` finds them,
    `counted_now`, those of the day `on`, under which it would be sent, `consolidated_id`, the
    address of the period's latest consolidated report, `bases_apart`, and the names of
    `with_unit_names()`.
    """
    consolidated = ConsolidatedReport.objects.filter(period=OuterRef("period")).order_by("-version")
    return (
        reports.with_open_extension()
        .with_unit_names()
        .select_related("department", "period__directive__coordinator")
        .annotate(
            counted=_people_on(OuterRef("period__ends_on")),
            counted_now=_people_on(on),
            consolidated_id=Subquery(consolidated.values("public_id")[:1]),
            bases_apart=tagging.bases_apart(),
        )
    )


def _people_on(day) -> Subquery:
    counted = Headcount.objects.filter(department=OuterRef("department"), counted_on__lte=day)
    groups = {group: F(group) for group in ("officials", "employees", "workers")}
    return Subquery(counted.order_by("-counted_on").values(people=JSONObject(**groups))[:1])


def draft_of(report: ProgressReport) -> Draft | None:
    return getattr(report, "draft", None)


def kept(report: ProgressReport) -> dict[str, list[str]] | None:
    """The draft; where a report came back that was not typed here, what was sent of it.

    None where nobody has typed anything: `Desk.start` says what the form shows then.
    """
    draft = draft_of(report)
    if report.state == State.RETURNED:
        sent = report.submissions.latest()
        if draft is None or (sent.entered_at and sent.entered_at > draft.saved_at):
            return reopened.as_typed(sent)
    return draft.data if draft is not None else None


class Desk:
    """All that the form asks the database for, once; boards of several drafts come from it.

    Where it `is_own` of the unit, what the unit has typed, logged and put on is there as well.
    """

    def __init__(self, report: ProgressReport, *, on: date, is_own: bool = True):
        self.report, self.is_own = report, is_own
        assignments = obligations.assignments_of(report)
        work = WorkItem.objects.current().select_related("officer")
        prefetch_related_objects(
            assignments, "duty__indicators", Prefetch("work_items", queryset=work)
        )
        ours = Submission.objects.filter(report=report, pk=OuterRef("raised_in"))
        obstacles = _by_assignment(
            Obstacle.objects.open()
            .filter(assignment__in=assignments)
            .annotate(is_ours=Exists(ours), last_standing=_last_standing())
        )
        files = _by_assignment(files_of(report)) if is_own else {}
        logged = logged_of(report, assignments) if is_own else {}
        previous = previous_entries(report, assignments)
        present, headcount = (
            People(**counted) if counted else None
            for counted in (getattr(report, name, None) for name in ("counted", "counted_now"))
        )
        bases = tagging.read(getattr(report, "bases_apart", ()))
        rosters = dissemination.proposals(assignments, report.period, headcount=present, on=on)
        self.asked = [
            Asked(
                assignment=assignment,
                period=report.period,
                on=on,
                present=present,
                headcount=headcount,
                obstacles=tuple(obstacles[assignment.pk]),
                raised_here=frozenset(o.pk for o in obstacles[assignment.pk] if o.is_ours),
                files=tuple(files.get(assignment.pk, ())),
                previous=_of_the_latest_period(previous, [assignment.pk, *assignment.line]),
                inherited=tuple(_inherited(report, assignment)),
                given_on=assignment.given_on,
                bases=bases,
                logged=tuple(
                    result
                    for key in (assignment.pk, *assignment.line)
                    for result in logged.get(key, ())
                ),
                roster=rosters.get(assignment.pk),
            )
            for assignment in assignments
        ]
        self.typed = kept(report) if is_own else None
        self.carried: dict[str, list[str]] = {}
        if is_own and self.typed is None:
            self.carried = self._carried()

    def start(self) -> dict[str, list[str]]:
        """What the form shows before anybody types: what is known, and what is carried over."""
        return drafts.as_posted(self.board({})) | self.carried | self._staffed()

    def _staffed(self) -> dict[str, list[str]]:
        """The coordinating unit's own duty begins with its staffing sheet."""
        typed: dict[str, list[str]] = {}
        for asked in self.asked:
            if asked.assignment.duty.kind == Duty.Kind.COORDINATION:
                typed |= staffing.as_typed(asked.assignment, asked.period, on=asked.on)
        return typed

    def _carried(self) -> dict[str, list[str]]:
        """What the last report fills in, of the fields that are there and that nothing else fills.

        The names and the values, which the page shows as "chưa cập nhật".
        """
        board = self.board({})
        known, there = drafts.as_posted(board), board.lines
        offered: dict[str, list[str]] = {}
        for asked in self.asked:
            offered |= carrying.carried_over(asked)
        return {
            name: values
            for name, values in offered.items()
            if name in there and not any(known.get(name, ()))
        }

    def board(self, data: dict[str, list[str]], *, checked=False) -> Board:
        fields, left = MultiValueDict(data), self._unconfirmed(data)
        return Board(
            self.report,
            [
                Section(replace(asked, unconfirmed=left), fields, checked=checked)
                for asked in self.asked
            ],
        )

    def put_in(self, data: dict[str, list[str]], chosen: str) -> dict[str, list[str]]:
        """The draft with the logged result `chosen`, a12:345, or with all of its section, a12:."""
        prefix, _colon, key = chosen.partition(":")
        for asked in self.asked:
            if asked.prefix == prefix:
                logged = [one for one in asked.logged if key in ("", str(one.pk))]
                data = drafts.put_in(data, asked, logged)
        return data

    def _unconfirmed(self, data: dict[str, list[str]]) -> frozenset[str]:
        """Of the fields that were carried over, those that stand in `data` as they were."""
        draft = draft_of(self.report) if self.is_own else None
        names, before = (self.carried,) * 2 if draft is None else (draft.carried, draft.data)
        return frozenset(carrying.untouched(names, before, data, confirmed=""))

    def take_list(self, data: dict[str, list[str]], prefix: str) -> dict[str, list[str]]:
        """The draft with what the list of people says in the section."""
        for asked in self.asked:
            if asked.prefix == prefix and asked.roster is not None:
                data = from_the_list.take_list(data, asked.prefix, asked.roster)
        return data

    @property
    def coordinates(self) -> bool:
        return any(a.assignment.duty.kind == Duty.Kind.COORDINATION for a in self.asked)

    def supervisions(self) -> list[Supervision]:
        """The latest acts of the period, for the coordinating unit; the rest by a link."""
        if not self.coordinates:
            return []
        within = Supervision.objects.within(self.report.period).select_related("department")
        return list(within[:MOST_SUPERVISIONS])


def _last_standing() -> Subquery:
    stated = ObstacleStatement.objects.filter(obstacle=OuterRef("pk")).order_by("-pk")
    return Subquery(stated.values("standing")[:1])


def files_of(report: ProgressReport, assignment: Assignment | None = None) -> QuerySet[Evidence]:
    """The files on the draft, with `is_cited`: gone out with a submission, not to be taken off."""
    cited = ProgressEntry.evidence.through.objects.filter(evidence=OuterRef("pk"))
    files = Evidence.objects.filter(report=report, removed_at=None)
    if assignment is not None:
        files = files.filter(assignment=assignment)
    return files.annotate(is_cited=Exists(cited)).select_related("attachment")


def logged_of(report: ProgressReport, assignments: Iterable[Assignment]) -> dict[int, list]:
    """The logged results that wait for this report, with their files, by assignment."""
    keys = {key for assignment in assignments for key in (assignment.pk, *assignment.line)}
    waiting = results.waiting_for(report.period, keys)
    files = Prefetch("evidence", Evidence.objects.standing(), "files")
    return _by_assignment(waiting.prefetch_related(files))


def _by_assignment(rows: QuerySet) -> dict[int, list]:
    grouped = defaultdict(list)
    for row in rows:
        grouped[row.assignment_id].append(row)
    return grouped


def previous_entries(
    report: ProgressReport, assignments: Iterable[Assignment]
) -> dict[int, ProgressEntry]:
    """What the last accepted report of each unit before this period said, by assignment."""
    latest = Submission.objects.filter(
        report__department=OuterRef("submission__report__department"),
        report__period__directive=report.period.directive_id,
        report__period__ends_on__lt=report.period.starts_on,
        report__state=State.ACCEPTED,
    ).order_by("-report__period__ends_on", "-number")
    keys = {key for assignment in assignments for key in (assignment.pk, *assignment.line)}
    entries = (
        ProgressEntry.objects.filter(
            assignment__in=keys, submission=Subquery(latest.values("pk")[:1])
        )
        .select_related("submission__report__period")
        .annotate(
            basis_ids=ArraySubquery(
                ResultTag.objects.filter(entry=OuterRef("pk")).values("basis_id")
            ),
            cumulative_rows=ArraySubquery(
                IndicatorValue.objects.filter(entry=OuterRef("pk")).values(
                    row=JSONObject(indicator_id="indicator_id", cumulative="cumulative")
                )
            ),
        )
        .order_by("submission__department_name", "pk")
    )
    return {entry.assignment_id: entry for entry in entries}


def _of_the_latest_period(
    entries: dict[int, ProgressEntry], keys: Collection[int]
) -> tuple[ProgressEntry, ...]:
    """Those under the keys: what a merged unit said before the successor reported is over."""
    found = [entry for key, entry in entries.items() if key in keys]
    latest = max((entry.submission.report.period.ends_on for entry in found), default=None)
    return tuple(e for e in found if e.submission.report.period.ends_on == latest)


def _inherited(report: ProgressReport, assignment: Assignment) -> Iterator[InheritedDraft]:
    """What merged units had typed on the duty, under the assignments that this one carries on."""
    for draft in getattr(report, "inherited", ()):
        for key in assignment.line:
            if any(name.startswith(f"a{key}-") for name in draft["data"]):
                saved_at = datetime.fromisoformat(draft["saved_at"])
                yield InheritedDraft(**draft | {"assignment": key, "saved_at": saved_at})
