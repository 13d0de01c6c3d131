"""How a report stands on a day: its look, words, and the sentence that explains it.

The badge, the matrix cell and the to-do row all show this one value.
"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directives.vietnamese import short_date
from reports.calendar import DUE_SOON_DAYS
from reports.models import ProgressReport, ReportingPeriod
from reports.models.progress import State


@dataclass(frozen=True)
class Status:
    """`key` names the look (colour and icon); `label` is short, `sentence` explains."""

    key: str
    label: str
    sentence: str


def of_report(report: ProgressReport, *, on: date) -> Status:
    """Wants `with_status()`; of that, each state asks for its own part only.

    An open report asks for `with_reminder_count()`, one that waits for `with_last_submission()`,
    an accepted one for `with_first_submission()` and `with_was_late()`.
    """
    due = short_date(report.due_on)
    match report.state:
        case State.ACCEPTED:
            return _accepted(report)
        case State.SUBMITTED:
            sent = short_date(timezone.localdate(report.last_submitted_at))
            return Status(
                "submitted",
                _("Chờ tiếp nhận"),
                _("Đã gửi ngày %(sent)s, chờ tiếp nhận.") % {"sent": sent},
            )
        case State.REPLACED:
            return Status(
                "stopped",
                _("Chuyển đơn vị kế thừa"),
                _("Nghĩa vụ báo cáo đã chuyển cho đơn vị kế thừa."),
            )
    days_left = (report.due_on - on).days
    reminded = _reminded(report.sent_reminder_count)
    returned = report.state == State.RETURNED
    if days_left < 0:
        label = _("Quá hạn %(days)s ngày") % {"days": -days_left}
        if returned:
            said = _("%(label)s: hạn gửi lại %(due)s, chưa gửi lại; %(reminded)s.")
        else:
            said = _("%(label)s: hạn %(due)s, chưa gửi; %(reminded)s.")
        return Status(
            "overdue",
            label,
            said % {"label": label, "due": due, "reminded": reminded},
        )
    if returned:
        return Status(
            "returned",
            _("Cần bổ sung"),
            _("Cần bổ sung, hoàn thiện; hạn gửi lại %(due)s.") % {"due": due},
        )
    if days_left <= DUE_SOON_DAYS:
        return Status(
            "due-soon",
            _("Sắp đến hạn"),
            _("Sắp đến hạn: hạn %(due)s, chưa gửi; %(reminded)s.")
            % {"due": due, "reminded": reminded},
        )
    return Status(
        "expected",
        _("Chưa đến hạn"),
        _("Chưa gửi; hạn %(due)s.") % {"due": due},
    )


def of_planned(period: ReportingPeriod) -> Status:
    """A period that nobody has confirmed: nobody owes anything in it."""
    return Status(
        "planned",
        _("Dự kiến"),
        _("Kỳ báo cáo dự kiến, chưa có văn bản yêu cầu; hạn dự kiến %(due)s.")
        % {"due": short_date(period.unit_due_on)},
    )


def not_asked() -> Status:
    return Status("none", "-", _("Đơn vị không phải báo cáo kỳ này."))


def _accepted(report: ProgressReport) -> Status:
    first = short_date(timezone.localdate(report.first_submitted_at))
    if report.was_late:
        return Status(
            "done-late",
            _("Đã tiếp nhận, quá hạn"),
            _("Đã tiếp nhận; gửi lần đầu %(first)s, hạn gốc %(due)s: gửi quá hạn.")
            % {"first": first, "due": short_date(report.original_due_on)},
        )
    return Status(
        "done-on-time",
        _("Đã tiếp nhận, đúng hạn"),
        _("Đã tiếp nhận; gửi lần đầu %(first)s, hạn %(due)s: đúng hạn.")
        % {"first": first, "due": short_date(report.original_due_on)},
    )


def _reminded(count: int) -> str:
    if not count:
        return _("chưa nhắc lần nào")
    return ngettext("đã nhắc %(count)s lần", "đã nhắc %(count)s lần", count) % {"count": count}
