"""Each step in the words of the office."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directives.vietnamese import short_date
from reports.history.deliveries import Delivered, Deliveries
from reports.history.rows import Row
from reports.models import DeadlineChange, ReportingPeriod, Supervision
from reports.models.progress import State


@dataclass(frozen=True)
class Event:
    """`tone` colours the point on the line; `note` is what a person wrote at this step.

    `paper` is the address of the công văn drafted here, blank for whoever may not read it.
    """

    at: datetime
    tone: str
    text: str
    who: str = ""
    note: str = ""
    paper: str = ""
    mails: tuple[Delivered, ...] = ()


def tell(
    step: Sequence[Row], *, period: ReportingPeriod, mails: Deliveries, sees_whole: bool
) -> Event:
    """One line for the step; only reminders that went together take more than one row."""
    row = step[0]
    more = row.kind.partition(":")[2]
    match row.subject:
        case "opened":
            tone, text = "neutral", _opened(more, period)
        case "deadline":
            tone, text = "warning", _deadline(row, more)
        case "extension":
            tone, text = _extension(row, more)
        case "acknowledged":
            tone = "neutral"
            text = _("Tiếp nhận nhiệm vụ %(number)s.") % {"number": row.number}
        case "confirmed":
            tone = "success"
            text = _("Lãnh đạo đơn vị xác nhận bản gửi lần %(number)s đã được nhập thay.") % {
                "number": row.number
            }
        case "explained":
            tone, text = "info", _("Giải trình về việc gửi quá hạn.")
        case "consolidated":
            tone = "primary"
            text = _("Đưa vào báo cáo tổng hợp, phiên bản %(number)s.") % {"number": row.number}
        case "urging":
            tone, text = "warning", _urging(row, more)
        case "reminder":
            tone, text = "neutral", _reminder(step, more)
        case _:
            tone, text = _change(row)
    paper = row.paper if sees_whole else ""
    return Event(row.at, tone, text, row.who, row.note.strip(), paper, mails.of(row))


def _opened(how: str, period: ReportingPeriod) -> str:
    paper = {"paper": period.confirming_paper}
    if how == "later":
        return _("Được giao nhiệm vụ sau khi xác nhận kỳ theo %(paper)s.") % paper
    if how == "withdrawn":
        return _("Xác nhận kỳ báo cáo; lần xác nhận này đã được rút.")
    return _("Xác nhận kỳ báo cáo theo %(paper)s.") % paper


def _change(row: Row) -> tuple[str, str]:
    match row.kind:
        case State.SUBMITTED:
            return "info", _("Gửi báo cáo lần %(number)s.") % {"number": row.number}
        case "entered":
            said = _("Nhập thay báo cáo lần %(number)s, nhận ngày %(day)s.")
            return "info", said % {"number": row.number, "day": short_date(row.from_day)}
        case State.RETURNED:
            return "warning", _("Đề nghị bổ sung, hoàn thiện.")
        case "reopened":
            return "warning", _("Mở lại báo cáo đã tiếp nhận.")
        case State.ACCEPTED:
            return "success", _("Tiếp nhận báo cáo.")
        case "accepted:self":
            return "success", _("Tự tiếp nhận báo cáo (không có lãnh đạo Sở đương nhiệm).")
        case "accepted:recorded":
            return "success", _("Lãnh đạo Sở tiếp nhận báo cáo (ghi thay).")
    return "neutral", str(State(row.kind).label)


def _deadline(row: Row, reason: str) -> str:
    said = _("%(why)s: hạn gửi đổi từ %(before)s sang %(after)s.")
    return said % {
        "why": DeadlineChange.Reason(reason).label,
        "before": short_date(row.from_day),
        "after": short_date(row.to_day),
    }


def _extension(row: Row, step: str) -> tuple[str, str]:
    days = {"day": short_date(row.to_day)}
    match step:
        case "asked":
            return "info", _("Đề nghị gia hạn đến %(day)s.") % days
        case "granted":
            return "success", _("Đồng ý gia hạn đến %(day)s.") % days
        case "refused":
            return "warning", _("Không đồng ý gia hạn đến %(day)s.") % days
    return "neutral", _("Đề nghị gia hạn không còn cần nữa.")


def _urging(row: Row, means: str) -> str:
    return _("Đôn đốc: %(means)s, ngày %(day)s.") % {
        "means": Supervision.Means(means).label,
        "day": short_date(row.from_day),
    }


def _reminder(step: Sequence[Row], state: str) -> str:
    days = ", ".join(dict.fromkeys(short_date(row.from_day) for row in step))
    row = step[0]
    match state:
        case "called_off":
            return _("Không cần nhắc việc nữa: %(days)s.") % {"days": days}
        case "superseded":
            said = _("Lần nhắc việc hẹn ngày %(days)s được thay bằng lần nhắc ngày %(other)s.")
            return said % {"days": days, "other": short_date(row.to_day)}
        case "promised":
            said = _("Hệ thống nhắc việc %(when)s (hẹn ngày %(day)s): đang gửi.")
        case _:
            said = _("Hệ thống nhắc việc %(when)s (hẹn ngày %(day)s).")
    return said % {"when": _when(row), "day": days}


def _when(row: Row) -> str:
    days = (row.from_day - row.to_day).days
    if days < 0:
        return ngettext("trước hạn %(days)s ngày", "trước hạn %(days)s ngày", -days) % {
            "days": -days
        }
    if days == 0:
        return _("vào ngày đến hạn")
    return ngettext("khi quá hạn %(days)s ngày", "khi quá hạn %(days)s ngày", days) % {"days": days}
