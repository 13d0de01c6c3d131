"""Words that several letters share."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directives.models import Directive
from directives.vietnamese import short_date


def days(days_left: int) -> str:
    if days_left == 0:
        return _("hôm nay")
    if days_left > 0:
        return ngettext("còn %(days)s ngày", "còn %(days)s ngày", days_left) % {"days": days_left}
    return ngettext("quá hạn %(days)s ngày", "quá hạn %(days)s ngày", -days_left) % {
        "days": -days_left
    }


def directive(directive: Directive) -> str:
    """The dispatch as a sentence cites it."""
    return _("%(reference)s ngày %(date)s V/v %(subject)s") % {
        "reference": directive.reference,
        "date": short_date(directive.issued_on),
        "subject": directive.subject,
    }
