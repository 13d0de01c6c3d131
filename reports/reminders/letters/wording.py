"""Words that several letters share."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directives.models import Directive, User
from directives.vietnamese import short_date
from reports.models import Audience, ReminderRecipient, ReportingPeriod
from reports.reminders.recipients import Addressee


def days(days_left: int) -> str:
    if days_left == 0:
        return _("hôm nay")
    if days_left > 0:
        return ngettext("còn %(days)s ngày", "còn %(days)s ngày", days_left) % {"days": days_left}
    return ngettext("quá hạn %(days)s ngày", "quá hạn %(days)s ngày", -days_left) % {
        "days": -days_left
    }


def figures(period: ReportingPeriod) -> str:
    """The days that the report is about, and its cut-off."""
    return _("từ ngày %(first)s, chốt hết ngày %(last)s") % {
        "first": short_date(period.starts_on),
        "last": short_date(period.ends_on),
    }


def directive(directive: Directive) -> str:
    """The dispatch as a sentence cites it."""
    return _("%(reference)s ngày %(date)s V/v %(subject)s") % {
        "reference": directive.reference,
        "date": short_date(directive.issued_on),
        "subject": directive.subject,
    }


def names(addressees: Iterable[Addressee]) -> dict[int, str]:
    """Of those in whose place somebody is told."""
    people = {who.instead_of for who in addressees} - {None}
    if not people:
        return {}
    return dict(User.objects.filter(pk__in=people).values_list("pk", "full_name"))


def capacities(addressees: Iterable[Addressee], names: dict[int, str]) -> str:
    """As whom he gets the letter: "Người đầu mối, thay đồng chí Lê Thị A (đang vắng mặt)"."""
    return "; ".join(dict.fromkeys(_capacity(who, names) for who in addressees))


def _capacity(who: Addressee, names: dict[int, str]) -> str:
    post = str(Audience(who.reason).label)
    if who.instead_of:
        return _("%(post)s, thay đồng chí %(person)s (%(cause)s)") % {
            "post": post,
            "person": names[who.instead_of],
            "cause": ReminderRecipient.Cause(who.cause).label,
        }
    if who.cause == ReminderRecipient.Cause.VACANT:
        return _("thay %(post)s (chưa có người giữ chức vụ)") % {"post": post}
    return post
