"""The ladder of a directive: on which days of a deadline who is told."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from directives.models import Directive
from reports.calendar import OfficeCalendar
from reports.models import Audience, LadderStep

UNIT = (Audience.HEAD, Audience.FOCAL_OFFICER)
WITH_COORDINATOR = (*UNIT, Audience.COORDINATOR)
WITH_DEPUTY_DIRECTOR = (*WITH_COORDINATOR, Audience.DEPUTY_DIRECTOR)

#: A step farther from the deadline than this is a slip of the pen.
FARTHEST_DAYS = 60


@dataclass(frozen=True)
class Step:
    """`days` from the deadline: negative is before it, 0 the day itself."""

    days: int
    in_working_days: bool = False
    to: tuple[str, ...] = UNIT

    @property
    def in_words(self) -> str:
        """As HCTH says it: "trước hạn 3 ngày làm việc"."""
        if self.days == 0:
            return gettext("đúng ngày đến hạn")
        count = abs(self.days)
        words = {
            (True, False): ngettext("trước hạn %(days)s ngày", "trước hạn %(days)s ngày", count),
            (True, True): ngettext(
                "trước hạn %(days)s ngày làm việc", "trước hạn %(days)s ngày làm việc", count
            ),
            (False, False): ngettext("quá hạn %(days)s ngày", "quá hạn %(days)s ngày", count),
            (False, True): ngettext(
                "quá hạn %(days)s ngày làm việc", "quá hạn %(days)s ngày làm việc", count
            ),
        }
        return words[self.days < 0, self.in_working_days] % {"days": count}

    def falls_on(self, due_on: date, *, calendar: OfficeCalendar) -> date:
        """The day of the step, be it worked or not."""
        if self.in_working_days:
            return calendar.add_working_days(due_on, self.days)
        return due_on + timedelta(days=self.days)

    def send_on(self, due_on: date, *, calendar: OfficeCalendar, is_express: bool) -> date:
        """The day on which it is told: a day off is moved to the next working day.

        A step of before the deadline, or of the day itself, never moves past the deadline: it is
        told on the last working day before. Hoả tốc knows no days off.
        """
        day = self.falls_on(due_on, calendar=calendar)
        if is_express or calendar.is_working_day(day):
            return day
        after = calendar.add_working_days(day, 1)
        if day <= due_on < after:
            return calendar.add_working_days(day, -1)
        return after


class Preset(models.TextChoices):
    LIGHT = "light", _("Nhẹ")
    USUAL = "usual", _("Thường")
    URGENT = "urgent", _("Gấp")


PRESETS: dict[str, tuple[Step, ...]] = {
    Preset.LIGHT: (Step(-3), Step(0), Step(3)),
    Preset.USUAL: tuple(Step(days) for days in (-7, -3, -1, 0, 1, 3, 7)),
    Preset.URGENT: (
        *(Step(days, in_working_days=True) for days in (-10, -5, -3, -2, -1)),
        Step(0),
        Step(1, True, WITH_COORDINATOR),
        *(Step(days, True, WITH_DEPUTY_DIRECTOR) for days in (2, 3, 5, 10)),
    ),
}


def place(step: Step) -> tuple[int, bool]:
    """What makes it the same step in another ladder, whoever is told."""
    return step.days, bool(step.days) and step.in_working_days


def same(steps: Iterable[Step], others: Iterable[Step]) -> bool:
    return frozenset(map(normal, steps)) == frozenset(map(normal, others))


def preset_of(steps: Iterable[Step]) -> Preset | None:
    """The preset that these steps are; None for a ladder that was adjusted."""
    steps = tuple(steps)
    return next((Preset(preset) for preset in PRESETS if same(steps, PRESETS[preset])), None)


def normal(step: Step) -> Step:
    """0 days are 0 working days, and the order of those who are told means nothing."""
    return Step(
        *place(step),
        tuple(audience for audience in Audience.values if audience in step.to),
    )


def of(directive: Directive) -> tuple[Step, ...]:
    """The ladder of the directive: its own, or the usual one."""
    return of_all([directive.pk])[directive.pk]


def of_all(directives: Collection[int]) -> dict[int, tuple[Step, ...]]:
    """As `of`, for many, in one query."""
    rows = LadderStep.objects.filter(ladder__directive__in=directives).order_by("days", "pk")
    own: dict[int, list[Step]] = {}
    for directive, days, in_working_days, to in rows.values_list(
        "ladder__directive_id", "days", "in_working_days", "to"
    ):
        own.setdefault(directive, []).append(Step(days, in_working_days, tuple(to)))
    return {
        directive: tuple(own[directive]) if directive in own else PRESETS[Preset.USUAL]
        for directive in directives
    }
