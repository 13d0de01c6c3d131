"""Khó khăn, vướng mắc of a duty: those that were raised, and a form for the next."""

from dataclasses import dataclass

from django.db.models import F
from django.forms import BaseForm

from reports import permissions
from reports.forms.obstacle_actions import RaiseForm
from reports.models import Obstacle
from reports.panels.page import Page


@dataclass(frozen=True)
class Obstacles:
    """Open ones, then those that were settled; `form` for those who may raise one."""

    rows: list[Obstacle]
    form: BaseForm | None


def of(page: Page) -> Obstacles:
    rows = Obstacle.objects.visible_to(page.posts).filter(assignment=page.assignment)
    may_raise = permissions.can_raise_obstacle(page.posts, page.assignment, on=page.on)
    return Obstacles(
        list(rows.order_by(F("closed_on").desc(nulls_first=True), "-raised_at", "-pk")),
        page.typed.get("obstacle") or (RaiseForm() if may_raise else None),
    )
