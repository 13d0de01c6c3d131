"""The office's own days off, and days worked."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _


@pghistory.track()
class Holiday(models.Model):
    """A row of the office on top of the country's holidays: a day off more, or one worked."""

    on = models.DateField(_("ngày"), unique=True)
    name = models.CharField(_("tên"), max_length=120)
    is_working_day = models.BooleanField(
        _("làm việc"), default=False, help_text=_("Đánh dấu nếu là ngày làm bù.")
    )

    class Meta:
        ordering = ["on"]
        verbose_name = _("ngày nghỉ, ngày làm bù")
        verbose_name_plural = _("ngày nghỉ, ngày làm bù")

    def __str__(self):
        return f"{self.on:%d/%m/%Y} {self.name}"
