"""Who may do what to a report, in which state: one table, read by views, buttons and tests."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from directives.models import Assignment, Directive, Duty
from directives.permissions import can_number, sees_whole
from directives.posts import Posts, leaders_in_office
from reports.models import (
    ConsolidatedDraft,
    ConsolidatedReport,
    Dossier,
    Job,
    Obstacle,
    Paper,
    ProgressReport,
    ReportingPeriod,
    Supervision,
)
from reports.models.progress import OPEN_STATES, RECEIVED_STATES, TAGGED_STATES, State


def is_member(posts: Posts, report: ProgressReport, on: date) -> bool:
    return report.department_id in posts.member_of


def is_submitter(posts: Posts, report: ProgressReport, on: date) -> bool:
    """Head or deputy head, or a delegate while his paper is in force."""
    return report.department_id in posts.submits_for


def speaks_for(posts: Posts, report: ProgressReport, on: date) -> bool:
    """Leaders and coordinating unit of an agency that owes its superior a report."""
    return report.department_id in posts.speaks_for


def is_reviewer(posts: Posts, report: ProgressReport, on: date) -> bool:
    """HCTH, but for its own report the leaders, and HCTH only where no leader is in office.

    Nobody takes in a report of a unit in which he holds a post, except in that last case.
    """
    directive = report.period.directive
    if report.department_id == directive.coordinator_id:
        if directive.agency_id in posts.leads:
            return report.department_id not in posts.member_of
        return accepts_own(posts, report, on)
    return directive.coordinator_id in posts.coordinates and not is_member(posts, report, on)


def is_outside_reviewer(posts: Posts, report: ProgressReport, on: date) -> bool:
    """A reviewer from outside the unit, without exception: nobody moves his own unit's deadline."""
    return is_reviewer(posts, report, on) and not is_member(posts, report, on)


def accepts_own(posts: Posts, report: ProgressReport, on: date) -> bool:
    """HCTH takes in its own report ("tự tiếp nhận"): no director or deputy is in office."""
    directive = report.period.directive
    return (
        report.department_id == directive.coordinator_id
        and report.department_id in posts.coordinates
        and directive.agency_id not in posts.leads
        and not leaders_in_office(directive.agency_id, on=on).exists()
    )


def is_recorder(posts: Posts, report: ProgressReport, on: date) -> bool:
    """HCTH's head or deputies write down that a leader took in HCTH's own report elsewhere."""
    directive = report.period.directive
    return (
        report.department_id == directive.coordinator_id
        and report.department_id in posts.coordinates_as_head
        and not is_reviewer(posts, report, on)
    )


def is_coordinating(posts: Posts, report: ProgressReport, on: date) -> bool:
    """HCTH, of its own report too: no verdict is given."""
    return coordinates(posts, report.period.directive)


def enters(posts: Posts, report: ProgressReport, on: date) -> bool:
    """Nhập thay: HCTH types in the paper of another unit, never of one of its own people."""
    return coordinates(posts, report.period.directive) and not is_member(posts, report, on)


def may_read_submissions(posts: Posts, report: ProgressReport, on: date) -> bool:
    return is_member(posts, report, on) or sees_whole(posts, report.period.directive)


@dataclass(frozen=True)
class Rule:
    states: tuple[State, ...]
    who: Callable[[Posts, ProgressReport, date], bool]


ANY_STATE = tuple(State)

ACTIONS: dict[str, Rule] = {
    "read": Rule(ANY_STATE, may_read_submissions),
    "draft": Rule(OPEN_STATES, is_member),
    "send_to_head": Rule(OPEN_STATES, is_member),
    "submit": Rule(OPEN_STATES, is_submitter),
    "enter": Rule(OPEN_STATES, enters),
    "confirm_entry": Rule(RECEIVED_STATES, is_submitter),
    "answer": Rule(OPEN_STATES, speaks_for),
    "accept": Rule((State.SUBMITTED,), is_reviewer),
    "record_acceptance": Rule((State.SUBMITTED,), is_recorder),
    "return": Rule((State.SUBMITTED,), is_reviewer),
    "tag": Rule(TAGGED_STATES, is_coordinating),
    "reopen": Rule((State.ACCEPTED,), is_outside_reviewer),
    "ask_extension": Rule(OPEN_STATES, is_submitter),
    "decide_extension": Rule(OPEN_STATES, is_outside_reviewer),
    "explain": Rule((*OPEN_STATES, *RECEIVED_STATES), is_submitter),
}


def concerns(action: str, posts: Posts, report: ProgressReport, *, on: date) -> bool:
    """The person is one who may do this, whatever the state: decides between 404 and a sentence."""
    return ACTIONS[action].who(posts, report, on)


def may(action: str, posts: Posts, report: ProgressReport, *, on: date) -> bool:
    """The person may do this now."""
    rule = ACTIONS[action]
    return report.state in rule.states and rule.who(posts, report, on)


def logs_results(posts: Posts, assignment: Assignment) -> bool:
    """Writes down what the unit did, as long as it has the duty: everybody in it."""
    return assignment.department_id in posts.member_of


def coordinates(posts: Posts, directive: Directive) -> bool:
    """HCTH at work: confirm periods, log supervision, propose on obstacles, consolidate."""
    return directive.coordinator_id in posts.coordinates


def plans(posts: Posts, directive: Directive) -> bool:
    """HCTH sets up the calendar, as long as the directive is followed up."""
    return coordinates(posts, directive) and not directive.is_closed


def urges(posts: Posts) -> bool:
    """HCTH at work, in whatever it coordinates: urge units by hand."""
    return bool(posts.coordinates)


def oversees(posts: Posts) -> bool:
    """Has a dashboard at all: leaders, and whoever holds a post in a coordinating unit."""
    return bool(posts.leads) or any(post.is_coordinator for post in posts.held)


def can_consolidate(posts: Posts, period: ReportingPeriod) -> bool:
    return coordinates(posts, period.directive) and period.is_confirmed


def _drafts(posts: Posts, draft: ConsolidatedDraft) -> bool:
    return coordinates(posts, draft.period.directive)


def _leads(posts: Posts, draft: ConsolidatedDraft) -> bool:
    return draft.period.directive.agency_id in posts.leads


def _heads(posts: Posts, draft: ConsolidatedDraft) -> bool:
    return draft.period.directive.coordinator_id in posts.coordinates_as_head


def _reads_draft(posts: Posts, draft: ConsolidatedDraft) -> bool:
    return sees_whole(posts, draft.period.directive)


@dataclass(frozen=True)
class DraftRule:
    states: tuple[ConsolidatedDraft.State, ...]
    who: Callable[[Posts, ConsolidatedDraft], bool]


_AWAITING = (ConsolidatedDraft.State.SUBMITTED,)

#: What is done with the draft of a consolidated report, in which state and by whom. HCTH drafts,
#: a leader decides; what a leader decided elsewhere is recorded by HCTH's head or deputies.
DRAFT_ACTIONS: dict[str, DraftRule] = {
    "write": DraftRule(ConsolidatedDraft.OPEN_STATES, _drafts),
    "refresh": DraftRule(ConsolidatedDraft.OPEN_STATES, _drafts),
    "submit": DraftRule(ConsolidatedDraft.OPEN_STATES, _drafts),
    "withdraw": DraftRule(_AWAITING, _drafts),
    "return": DraftRule(_AWAITING, _leads),
    "approve": DraftRule(_AWAITING, _leads),
    "record_approval": DraftRule(_AWAITING, _heads),
    "correct": DraftRule((ConsolidatedDraft.State.APPROVED,), _drafts),
    "comment": DraftRule(tuple(ConsolidatedDraft.State), _reads_draft),
    "print": DraftRule(tuple(ConsolidatedDraft.State), _reads_draft),
}


def concerns_draft(action: str, posts: Posts, draft: ConsolidatedDraft) -> bool:
    """As `concerns`, for a consolidated report: decides between 404 and a sentence."""
    return DRAFT_ACTIONS[action].who(posts, draft)


def may_on_draft(action: str, posts: Posts, draft: ConsolidatedDraft) -> bool:
    """The person may do this now."""
    rule = DRAFT_ACTIONS[action]
    return draft.state in rule.states and rule.who(posts, draft)


def works_on_job(posts: Posts, job: Job) -> bool:
    """Cancels the making of files, and starts it again: HCTH, or whoever asked for the files."""
    if job.requested_by_id == posts.user_id:
        return True
    if isinstance(job.document, Dossier):
        return coordinates(posts, job.document.directive)
    period = job.document.period
    return period is not None and coordinates(posts, period.directive)


def makes_dossier(posts: Posts, directive: Directive) -> bool:
    """HCTH and its clerk, who hands the file over for nộp lưu."""
    return can_number(posts, directive)


def asks_final(posts: Posts, period: ReportingPeriod) -> bool:
    """HCTH asks for the figures of the whole period: part of its calendar, not a verdict."""
    return coordinates(posts, period.directive)


def _follows_up(posts: Posts, obstacle: Obstacle) -> bool:
    return coordinates(posts, obstacle.assignment.duty.directive)


def _answers_for(posts: Posts, obstacle: Obstacle) -> bool:
    return obstacle.assignment.duty.directive.agency_id in posts.leads


def _acts_on(posts: Posts, obstacle: Obstacle) -> bool:
    return obstacle.responsible_id in posts.member_of


def _is_undecided(posts: Posts, obstacle: Obstacle) -> bool:
    return not obstacle.closed_on and not obstacle.opinion


def _takes_opinion(posts: Posts, obstacle: Obstacle) -> bool:
    """A leader may put it otherwise than HCTH recorded it, or than he said it himself."""
    is_free = obstacle.is_opinion_on_behalf or obstacle.opinion_recorded_by_id == posts.user_id
    return not obstacle.closed_on and (not obstacle.opinion or is_free)


def _takes_recorded_opinion(posts: Posts, obstacle: Obstacle) -> bool:
    return not obstacle.closed_on and (not obstacle.opinion or obstacle.awaits_confirmation)


@dataclass(frozen=True)
class ObstacleRule:
    """`who`: open or closed; `when`: the person may do it now."""

    who: Callable[[Posts, Obstacle], bool]
    when: Callable[[Posts, Obstacle], bool]


#: Who does what on an obstacle, and in which state. The leaders decide, or HCTH writes down what
#: the Director said ("ghi thay"); the unit that is charged acts, HCTH closes.
OBSTACLE_ACTIONS: dict[str, ObstacleRule] = {
    "propose": ObstacleRule(_follows_up, _is_undecided),
    "give_opinion": ObstacleRule(_answers_for, _takes_opinion),
    "record_opinion": ObstacleRule(_follows_up, _takes_recorded_opinion),
    "confirm_opinion": ObstacleRule(_answers_for, lambda _, found: found.awaits_confirmation),
    "set_visibility": ObstacleRule(_follows_up, lambda _, found: True),
    "act": ObstacleRule(
        _acts_on,
        lambda _, found: bool(found.opinion) and not found.acted_on and not found.closed_on,
    ),
    "ask_again": ObstacleRule(
        _follows_up, lambda _, found: bool(found.acted_on) and not found.closed_on
    ),
    "close": ObstacleRule(_follows_up, lambda _, found: not found.closed_on),
}


def concerns_obstacle(action: str, posts: Posts, obstacle: Obstacle) -> bool:
    """As `concerns`, for an obstacle: decides between 404 and a sentence."""
    return OBSTACLE_ACTIONS[action].who(posts, obstacle)


def may_on_obstacle(action: str, posts: Posts, obstacle: Obstacle) -> bool:
    """The person may do this now."""
    rule = OBSTACLE_ACTIONS[action]
    return rule.who(posts, obstacle) and rule.when(posts, obstacle)


def raises_obstacles(posts: Posts, assignment: Assignment) -> bool:
    """Whoever holds a post in the unit; decides between 404 and a sentence."""
    return assignment.department_id in posts.member_of


def can_raise_obstacle(posts: Posts, assignment: Assignment, *, on: date) -> bool:
    """On a duty that is still the unit's, of a directive that is still followed up."""
    has_ended = assignment.ends_on is not None and assignment.ends_on < on
    is_live = not has_ended and not assignment.duty.directive.is_closed
    return raises_obstacles(posts, assignment) and is_live


def concerns_recommendation(posts: Posts, supervision: Supervision) -> bool:
    """The unit it was made to, or the one that stands for it now, or HCTH; done or not."""
    return bool(supervision.recommendation) and (
        any(unit.pk in posts.member_of for unit in supervision.department.line())
        or coordinates(posts, supervision.directive)
    )


def can_finish_recommendation(posts: Posts, supervision: Supervision) -> bool:
    return (
        concerns_recommendation(posts, supervision) and supervision.recommendation_done_on is None
    )


def keeps_staffing(posts: Posts, assignment: Assignment) -> bool:
    """The unit whose own duty it is to follow the others up."""
    is_coordination = assignment.duty.kind == Duty.Kind.COORDINATION
    return is_coordination and assignment.department_id in posts.member_of


def sees_staffing(posts: Posts, assignment: Assignment) -> bool:
    """That unit, and the leaders; not the units that are followed up."""
    is_coordination = assignment.duty.kind == Duty.Kind.COORDINATION
    return is_coordination and (
        assignment.department_id in posts.member_of
        or assignment.duty.directive.agency_id in posts.leads
    )


def issues(posts: Posts) -> bool:
    """Văn thư and HCTH: numbers are typed in and issued copies kept, in whatever they follow up."""
    return any(post.is_coordinator for post in posts.held)


def keeps_issued(posts: Posts, document: ConsolidatedReport | Paper) -> bool:
    """Take in what was issued. The paper that opens a period gets its number on confirmation."""
    is_unnamed = (
        isinstance(document, Paper)
        and document.kind == Paper.Kind.OPENING
        and not document.is_issued
    )
    return can_number(posts, document.period.directive) and not is_unnamed
