"""How a report stands on a day: its look, words, and the sentence that explains it.

The badge, the matrix cell and the to-do row all show this one value.
"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directives.vietnamese import short_date
from reports import lateness
from reports.calendar import DUE_SOON_DAYS, OfficeCalendar
from reports.models import ProgressReport, ReportingPeriod
from reports.models.progress import State

#: Letters of an explanation that stand in the sentence; all of it stands on the report's page.
EXPLANATION_LENGTH = 200


@dataclass(frozen=True)
class Status:
    """`key` names the look (colour and icon); `label` is short, `sentence` explains."""

    key: str
    label: str
    sentence: str


def of_report(report: ProgressReport, *, on: date, calendar: OfficeCalendar) -> Status:
    """Wants `with_status()`; of that, each state asks for its own part only.

    An open report asks for `with_reminder_count()`, `with_urging_count()` and
    `with_open_extension()`, one that waits for `with_last_submission()` and `with_delay()`, an
    accepted one for `with_first_submission()` and `with_delay()`; both for `with_entry()`.
    """
    match report.state:
        case State.ACCEPTED:
            return _accepted(report, calendar)
        case State.SUBMITTED:
            return _submitted(report, calendar)
        case State.REPLACED:
            return Status(
                "stopped",
                _("Chuyển đơn vị kế thừa"),
                _("Nghĩa vụ báo cáo đã chuyển cho đơn vị kế thừa."),
            )
        case State.RELEASED if report.period.is_withdrawn:
            return Status(
                "planned",
                _("Dự kiến"),
                _("Kỳ báo cáo đã được rút xác nhận; đơn vị chưa phải gửi báo cáo."),
            )
        case State.RELEASED:
            return Status(
                "stopped",
                _("Không còn phải báo cáo"),
                _("Đơn vị không còn thực hiện nhiệm vụ của văn bản trong kỳ này."),
            )
    return _open(report, on, calendar)


def _open(report: ProgressReport, on: date, calendar: OfficeCalendar) -> Status:
    said = {"due": _deadline(report), "chased": _chased(report), "asked": _asked(report)}
    late = lateness.overdue(report, on=on, calendar=calendar)
    returned = report.state == State.RETURNED
    if late:
        said |= {"late": late, "explained": _explained(report)}
        if returned:
            sentence = _(
                "Quá hạn %(late)s: hạn gửi lại %(due)s, chưa gửi lại; "
                "%(chased)s.%(asked)s%(explained)s"
            )
        else:
            sentence = _(
                "Quá hạn %(late)s: hạn %(due)s, chưa gửi; %(chased)s.%(asked)s%(explained)s"
            )
        label = ngettext("Quá hạn %(days)s ngày", "Quá hạn %(days)s ngày", late.days) % {
            "days": late.days
        }
        return Status("overdue", label, sentence % said)
    if returned:
        sentence = _("Cần bổ sung, hoàn thiện; hạn gửi lại %(due)s.%(asked)s")
        return Status("returned", _("Cần bổ sung"), sentence % said)
    if (report.due_on - on).days <= DUE_SOON_DAYS:
        sentence = _("Sắp đến hạn: hạn %(due)s, chưa gửi; %(chased)s.%(asked)s")
        return Status("due-soon", _("Sắp đến hạn"), sentence % said)
    return Status("expected", _("Chưa đến hạn"), _("Chưa gửi; hạn %(due)s.%(asked)s") % said)


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


def _submitted(report: ProgressReport, calendar: OfficeCalendar) -> Status:
    sent = short_date(timezone.localdate(report.last_submitted_at))
    late = lateness.sent(report, calendar=calendar)
    if not late:
        sentence = _("Đã gửi ngày %(sent)s, chờ tiếp nhận.") % {"sent": sent}
    else:
        sentence = _("Đã gửi ngày %(sent)s, quá hạn %(late)s; chờ tiếp nhận.%(explained)s") % {
            "sent": sent,
            "late": late,
            "explained": _explained(report),
        }
    return Status("submitted", _("Chờ tiếp nhận"), sentence + _entered(report))


def _accepted(report: ProgressReport, calendar: OfficeCalendar) -> Status:
    late = lateness.sent(report, calendar=calendar)
    if late:
        sentence = _(
            "Đã tiếp nhận; gửi ngày %(sent)s, hạn %(due)s: gửi quá hạn %(late)s.%(explained)s"
        ) % {
            "sent": short_date(late.day),
            "due": _with_original(late.due_on, report),
            "late": late,
            "explained": _explained(report),
        }
        return Status("done-late", _("Đã tiếp nhận, quá hạn"), sentence + _entered(report))
    first = timezone.localdate(report.first_submitted_at)
    said = {
        "first": short_date(first),
        "due": _with_original(report.first_due_on, report),
        "late": lateness.between(report.original_due_on, first, calendar=calendar),
    }
    if said["late"]:
        sentence = _(
            "Đã tiếp nhận; gửi lần đầu %(first)s, hạn %(due)s: đúng hạn; "
            "so với hạn gốc quá %(late)s."
        )
    else:
        sentence = _("Đã tiếp nhận; gửi lần đầu %(first)s, hạn %(due)s: đúng hạn.")
    sentence = sentence % said + _entered(report)
    return Status("done-on-time", _("Đã tiếp nhận, đúng hạn"), sentence)


def _entered(report: ProgressReport) -> str:
    """A sentence more, where HCTH typed it in."""
    if not report.entry or not report.entry["name"]:
        return ""
    said = {"name": report.entry["name"]}
    if report.entry["is_confirmed"]:
        return " " + _("Nhập thay cho đồng chí %(name)s, lãnh đạo đơn vị đã xác nhận.") % said
    return " " + _("Nhập thay cho đồng chí %(name)s, lãnh đạo đơn vị chưa xác nhận.") % said


def _deadline(report: ProgressReport) -> str:
    return _with_original(report.due_on, report)


def _with_original(due_on: date, report: ProgressReport) -> str:
    """20/12/2026 (hạn gốc 16/12/2026); one day where it was never moved."""
    if due_on == report.original_due_on:
        return short_date(due_on)
    return _("%(due)s (hạn gốc %(original)s)") % {
        "due": short_date(due_on),
        "original": short_date(report.original_due_on),
    }


def _asked(report: ProgressReport) -> str:
    """A sentence more, behind the first."""
    if not report.asked_until:
        return ""
    return " " + _("Đang đề nghị gia hạn đến %(day)s.") % {"day": short_date(report.asked_until)}


def _explained(report: ProgressReport) -> str:
    """Giải trình beside each late mark."""
    if not report.late_explanation:
        return ""
    text = Truncator(" ".join(report.late_explanation.split())).chars(EXPLANATION_LENGTH)
    return " " + _("Giải trình của đơn vị: %(text)s") % {"text": text}


def _chased(report: ProgressReport) -> str:
    """Automatic reminders and urgings by persons: two numbers, never one."""
    return ", ".join(filter(None, [_reminded(report.sent_reminder_count), _urged(report)]))


def _reminded(count: int) -> str:
    if not count:
        return _("chưa nhắc lần nào")
    return ngettext("đã nhắc %(count)s lần", "đã nhắc %(count)s lần", count) % {"count": count}


def _urged(report: ProgressReport) -> str:
    count = report.urging_count
    if not count:
        return ""
    return ngettext("đã đôn đốc %(count)s lần", "đã đôn đốc %(count)s lần", count) % {
        "count": count
    }
