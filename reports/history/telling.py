"""Each step in the words of the office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils.translation import gettext as _

from directives.vietnamese import short_date
from reports.history.deliveries import Delivered
from reports.history.rows import Row
from reports.models import DeadlineChange, ProgressReport, Reminder, Supervision
from reports.models.progress import State


@dataclass(frozen=True)
class Event:
    """`tone` colours the point on the line; `note` is what a person wrote at this step."""

    at: datetime
    tone: str
    text: str
    who: str = ""
    note: str = ""
    mails: tuple[Delivered, ...] = ()


def opened(report: ProgressReport) -> Event:
    paper = report.period.confirming_paper
    return Event(
        report.created_at, "neutral", _("Xác nhận kỳ báo cáo theo %(paper)s.") % {"paper": paper}
    )


def called_off(rows: Iterable[Row]) -> Iterable[Event]:
    """Reminders that were taken back together, in one line."""
    for at, together in groupby(sorted(rows, key=lambda row: row.at), key=lambda row: row.at):
        days = ", ".join(short_date(row.from_day) for row in together)
        yield Event(at, "neutral", _("Không cần nhắc việc nữa: %(days)s.") % {"days": days})


def tell(
    row: Row, *, mails: tuple[Delivered, ...] = (), superseding_on: date | None = None
) -> Event:
    kind, _colon, more = row.kind.partition(":")
    match kind:
        case "deadline":
            tone, text = "warning", _deadline(row, more)
        case "extension":
            tone, text = _extension(row, more)
        case "acknowledged":
            tone = "neutral"
            text = _("Tiếp nhận nhiệm vụ %(number)s.") % {"number": row.number}
        case "consolidated":
            tone = "primary"
            text = _("Đưa vào báo cáo tổng hợp, phiên bản %(number)s.") % {"number": row.number}
        case "urging":
            tone, text = "warning", _urging(row, more)
        case "reminder":
            tone, text = "neutral", _reminder(row, more, superseding_on)
        case _:
            tone, text = _change(row)
    return Event(row.at, tone, text, row.who, row.note, mails)


def _change(row: Row) -> tuple[str, str]:
    match row.kind:
        case State.SUBMITTED:
            return "info", _("Gửi báo cáo lần %(number)s.") % {"number": row.number}
        case State.RETURNED:
            return "warning", _("Đề nghị bổ sung, hoàn thiện.")
        case State.ACCEPTED if row.flag:
            return "success", _("Tự tiếp nhận báo cáo (không có lãnh đạo Sở đương nhiệm).")
        case State.ACCEPTED:
            return "success", _("Tiếp nhận báo cáo.")
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
    return "neutral", _("Đề nghị gia hạn không còn cần: đơn vị đã gửi báo cáo.")


def _urging(row: Row, means: str) -> str:
    return _("Đôn đốc: %(means)s, ngày %(day)s.") % {
        "means": Supervision.Means(means).label,
        "day": short_date(row.from_day),
    }


def _reminder(row: Row, state: str, superseding_on: date | None) -> str:
    words = {"day": short_date(row.from_day), "when": _when(row)}
    if state == Reminder.State.SUPERSEDED and superseding_on:
        words["other"] = short_date(superseding_on)
        return _("Lần nhắc việc hẹn ngày %(day)s được thay bằng lần nhắc ngày %(other)s.") % words
    if state == Reminder.State.PROMISED:
        return _("Hệ thống nhắc việc %(when)s (hẹn ngày %(day)s): đang gửi.") % words
    return _("Hệ thống nhắc việc %(when)s (hẹn ngày %(day)s).") % words


def _when(row: Row) -> str:
    days = (row.from_day - row.to_day).days
    if days < 0:
        return _("trước hạn %(days)s ngày") % {"days": -days}
    if days == 0:
        return _("vào ngày đến hạn")
    return _("khi quá hạn %(days)s ngày") % {"days": days}
