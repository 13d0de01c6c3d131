"""Who may do what to directives and assignments, and who may read a file."""

from directives.models import Assignment, Department, Directive
from directives.posts import Posts, Role


def keeps_units(posts: Posts) -> bool:
    """Rename, merge and dissolve units: the administrator, head and deputy head of a coordinator.

    It ends people's posts, so it is not for everybody who follows up reports.
    """
    return posts.is_administrator or bool(posts.coordinates_as_head)


def can_register(posts: Posts) -> bool:
    """Enter a directive: whoever holds a post in a coordinating unit, the clerk included."""
    return any(post.is_coordinator for post in posts.held)


def can_import(posts: Posts) -> bool:
    """Bring in a table of what was followed up before: whoever will follow it up."""
    return bool(posts.coordinates)


def sees_whole(posts: Posts, directive: Directive) -> bool:
    """The coordinating unit and the leaders: the work of every unit."""
    return directive.coordinator_id in posts.member_of or directive.agency_id in posts.leads


def can_edit(posts: Posts, directive: Directive) -> bool:
    """Change the directive, its duties and its assignments, as long as it is followed up."""
    return directive.coordinator_id in posts.coordinates and not directive.is_closed


def can_close(posts: Posts, directive: Directive) -> bool:
    """End it, or say what a later paper does to it."""
    return can_edit(posts, directive)


def can_reopen(posts: Posts, directive: Directive) -> bool:
    return directive.coordinator_id in posts.coordinates and directive.is_closed


def can_number(posts: Posts, directive: Directive) -> bool:
    """Type in the number that the document system gave."""
    return directive.coordinator_id in posts.coordinates | posts.clerk_of


def can_acknowledge(posts: Posts, assignment: Assignment) -> bool:
    """Any member of the unit, once, and before it is done."""
    is_open = not assignment.is_acknowledged and not assignment.is_done
    return is_open and assignment.department_id in posts.member_of


def can_plan_work(posts: Posts, assignment: Assignment) -> bool:
    """Write work items and say what became of them: the unit, or the coordinator for it."""
    is_own = assignment.department_id in posts.member_of
    return agrees_to_work(posts, assignment) or (is_own and not assignment.duty.directive.is_closed)


def agrees_to_work(posts: Posts, assignment: Assignment) -> bool:
    """HCTH: what it sets itself is agreed to, its own unit's work too."""
    return can_edit(posts, assignment.duty.directive)


def gives_to_officers(posts: Posts, assignment: Assignment) -> bool:
    """Say which officers do it: head and deputy head; HCTH where the paper itself names one.

    In an agency that has the duty from its superior its leaders say so, and nobody above.
    """
    is_agency = assignment.department.kind == Department.Kind.AGENCY
    heads = posts.leads if is_agency else posts.departments({Role.HEAD, Role.DEPUTY_HEAD})
    is_head = assignment.department_id in heads and not assignment.duty.directive.is_closed
    return is_head or (not is_agency and agrees_to_work(posts, assignment))


def asks_adjustment(posts: Posts, assignment: Assignment) -> bool:
    """Whoever sends for the unit asks in its name."""
    is_closed = assignment.duty.directive.is_closed
    return assignment.department_id in posts.submits_for and not is_closed


def puts_adjustment(posts: Posts, assignment: Assignment) -> bool:
    """HCTH says what it thinks and puts the request before the leaders."""
    return can_edit(posts, assignment.duty.directive)


def decides_adjustment(posts: Posts, assignment: Assignment) -> bool:
    directive = assignment.duty.directive
    return directive.agency_id in posts.leads and not directive.is_closed


def can_set_headcount(posts: Posts, unit: Department) -> bool:
    """Say how many people the unit has: whoever answers for its reports."""
    return unit.pk in posts.submits_for
