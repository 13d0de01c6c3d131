"""What a person holds today: one query, one frozen value, and every right follows from it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from directives.models import Appointment

Role = Appointment.Role

LEADER_ROLES = frozenset({Role.DIRECTOR, Role.DEPUTY_DIRECTOR})
#: Who may send a unit's report; a delegate only while his paper is in force.
SUBMITTER_ROLES = frozenset({Role.HEAD, Role.DEPUTY_HEAD, Role.DELEGATE})


@dataclass(frozen=True)
class Post:
    role: str
    department_id: int
    department_name: str
    title: str
    is_coordinator: bool
    paper: str = ""
    #: The agency above the department, and the one above that; None where there is none.
    parent_id: int | None = None
    grandparent_id: int | None = None


@dataclass(frozen=True)
class Posts:
    """The posts of one user on one day. `user_id` is None for a visitor."""

    user_id: int | None
    held: tuple[Post, ...] = ()
    is_administrator: bool = False

    def departments(self, roles) -> frozenset[int]:
        return frozenset(post.department_id for post in self.held if post.role in roles)

    @property
    def leads(self) -> frozenset[int]:
        """Agencies of which he is director or deputy director."""
        return self.departments(LEADER_ROLES)

    @property
    def belongs_to(self) -> frozenset[int]:
        """Units in which he holds any post."""
        return frozenset(post.department_id for post in self.held if post.role not in LEADER_ROLES)

    @property
    def speaks_for(self) -> frozenset[int]:
        """Agencies that are units of a higher one, and answer it by him.

        Its leaders speak for an agency, and so does its coordinating unit, the clerk included.
        """
        led = (p.department_id for p in self.held if p.role in LEADER_ROLES and p.parent_id)
        served = (p.parent_id for p in self.held if p.is_coordinator and p.grandparent_id)
        return frozenset(key for key in (*led, *served) if key is not None)

    @property
    def member_of(self) -> frozenset[int]:
        """Units to which he belongs, or for which he speaks."""
        return self.belongs_to | self.speaks_for

    @property
    def submits_for(self) -> frozenset[int]:
        return self.departments(SUBMITTER_ROLES) | (self.leads & self.speaks_for)

    @property
    def coordinates(self) -> frozenset[int]:
        """Coordinating units in which he holds a post that reviews: any but the clerk's."""
        return frozenset(
            post.department_id
            for post in self.held
            if post.is_coordinator and post.role not in {Role.CLERK, *LEADER_ROLES}
        )

    @property
    def houses(self) -> frozenset[int]:
        """Agencies whose coordinating unit he works in, its clerk not included."""
        return frozenset(
            post.parent_id or post.department_id
            for post in self.held
            if post.department_id in self.coordinates
        )

    @property
    def coordinates_as_head(self) -> frozenset[int]:
        """Coordinating units of which he is head or deputy head."""
        return self.coordinates & self.departments({Role.HEAD, Role.DEPUTY_HEAD})

    @property
    def reviews(self) -> bool:
        """Some report may wait for his verdict."""
        return bool(self.leads or self.coordinates)

    @property
    def clerk_of(self) -> frozenset[int]:
        return self.departments({Role.CLERK})

    @property
    def title(self) -> str:
        """His first post in words, for the head of the page."""
        return next((post.title for post in self.held if post.title), "")

    def delegation_paper(self, department_id: int) -> str:
        """The paper on which he sends for the unit as a delegate; blank for its head or deputy."""
        if department_id in self.departments({Role.HEAD, Role.DEPUTY_HEAD}):
            return ""
        return next(
            (
                post.paper
                for post in self.held
                if post.role == Role.DELEGATE and post.department_id == department_id
            ),
            "",
        )


NOBODY = Posts(user_id=None)


def posts(user, *, on: date) -> Posts:
    """The posts `user` holds on the day `on`; none for a visitor or a disabled account."""
    if not user.is_authenticated or not user.is_active:
        return NOBODY
    order = list(Role)
    appointments = (
        user.appointments.in_office(on=on)
        .order_by("department__sort_key", "starts_on")
        .values(
            "role",
            "department_id",
            "title",
            "paper",
            department_name=F("department__name"),
            parent_id=F("department__parent"),
            grandparent_id=F("department__parent__parent"),
            is_coordinator=F("department__is_coordinator"),
        )
    )
    held = sorted((Post(**row) for row in appointments), key=lambda post: order.index(post.role))
    return Posts(user_id=user.pk, held=tuple(held), is_administrator=user.is_staff)


class PostsMiddleware:
    """`request.posts`, worked out on first use and once per request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.posts = SimpleLazyObject(lambda: posts(request.user, on=timezone.localdate()))
        return self.get_response(request)


def leaders_in_office(agency_id: int, *, on: date):
    """Director and deputies of the agency on the day."""
    return Appointment.objects.in_office(on=on).filter(role__in=LEADER_ROLES, department=agency_id)
