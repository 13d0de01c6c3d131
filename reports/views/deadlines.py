"""What a page says of a deadline that was just kept."""

from datetime import date

from django.contrib import messages
from django.utils.translation import gettext as _

from directives.vietnamese import short_date
from reports import days_off


def say_if_off(request, *days: date) -> None:
    """A deadline on a day off stands as it was typed, and is pointed out."""
    for day, why in days_off.why_off(*days).items():
        said = _("Hạn %(day)s là ngày nghỉ (%(why)s).") % {"day": short_date(day), "why": why}
        messages.warning(request, said)
