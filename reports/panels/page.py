"""What every panel of an assignment's page is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.forms import BaseForm

from directives.models import Assignment
from directives.posts import Posts


@dataclass(frozen=True)
class Page:
    """An assignment that `posts` may see, on a day.

    `typed` holds, by its name, a form that came back with a mistake, to be shown as it was typed.
    """

    assignment: Assignment
    posts: Posts
    on: date
    typed: Mapping[str, BaseForm] = field(default_factory=dict)

    @property
    def is_own(self) -> bool:
        """The reader holds a post in the unit."""
        return self.assignment.department_id in self.posts.member_of

    @property
    def is_over(self) -> bool:
        """The unit had the duty until a day that has passed: the page is read only."""
        return self.assignment.ends_on is not None and self.assignment.ends_on < self.on
