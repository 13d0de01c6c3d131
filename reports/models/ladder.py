"""On which days before and after a deadline a unit is reminded, and who hears of it."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directives.models import Directive


class Audience(models.TextChoices):
    """To whom a step is told: posts, not people; who holds them is asked on the day."""

    HEAD = "head", _("Lãnh đạo đơn vị")
    FOCAL_OFFICER = "focal_officer", _("Người đầu mối")
    COORDINATOR = "coordinator", _("Đơn vị đầu mối theo dõi")
    DEPUTY_DIRECTOR = "deputy_director", _("Phó Giám đốc phụ trách")
    DIRECTOR = "director", _("Giám đốc Sở")


def audiences(**fields) -> ArrayField:
    return ArrayField(models.CharField(max_length=20, choices=Audience), **fields)


@pghistory.track()
class Ladder(models.Model):
    """The steps that HCTH chose for one directive; without it the usual ones apply."""

    directive = models.OneToOneField(Directive, models.CASCADE, related_name="ladder")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("các bước nhắc việc")
        verbose_name_plural = _("các bước nhắc việc")

    def __str__(self):
        return str(self.directive_id)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class LadderStep(models.Model):
    """One step: `days` from the deadline, negative is before it, 0 the day itself."""

    ladder = models.ForeignKey(Ladder, models.CASCADE, related_name="steps")
    days = models.SmallIntegerField()
    in_working_days = models.BooleanField(default=False)
    to = audiences()

    class Meta:
        ordering = ["ladder_id", "days", "in_working_days"]
        constraints = [
            models.UniqueConstraint(
                fields=["ladder", "days", "in_working_days"], name="ladderstep_once_per_day"
            ),
            models.CheckConstraint(condition=~Q(to=[]), name="ladderstep_is_told_to_somebody"),
        ]

    def __str__(self):
        return f"{self.ladder_id} {self.days:+d}"
