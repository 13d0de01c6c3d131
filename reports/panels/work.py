"""The pieces of work of an assignment, how each stands, and what the reader may do to them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directives import officers, permissions, work
from directives.forms.work import WorkItemForm
from directives.models import WorkItem
from reports.forms.remarks import RemarkForm
from reports.models import Remark
from reports.panels.page import Page
from reports.status import Status

#: Days before the new year from which its plan may be made.
CARRY_DAYS = 61


@dataclass(frozen=True)
class Row:
    item: WorkItem
    status: Status
    may_change: bool
    may_agree: bool
    remark_form: RemarkForm

    @property
    def is_over(self) -> bool:
        """Stands behind the others: dropped, or carried on elsewhere."""
        return self.status.key == "stopped"

    @property
    def is_open(self) -> bool:
        return not (self.is_over or self.item.is_done)


@dataclass(frozen=True)
class Work:
    rows: tuple[Row, ...]
    may_plan: bool
    form: WorkItemForm | None
    #: The year to which unfinished work may go on; None where there is none, or it is too early.
    carry_year: int | None

    @property
    def current(self) -> list[Row]:
        return [row for row in self.rows if not row.is_over]

    @property
    def over(self) -> list[Row]:
        return [row for row in self.rows if row.is_over]

    @property
    def done_count(self) -> int:
        return sum(row.item.is_done for row in self.current)

    @property
    def to_agree(self) -> list[Row]:
        return [row for row in self.rows if row.may_agree]


def of(page: Page) -> Work:
    assignment = page.assignment
    agrees = permissions.agrees_to_work(page.posts, assignment)
    may_plan = permissions.can_plan_work(page.posts, assignment) and not page.is_over
    items = (
        WorkItem.objects.filter(assignment=assignment)
        .select_related(
            "officer", "proposed_by", "dropped_by", "carried_to__assignment__department"
        )
        .prefetch_related(Prefetch("remarks", Remark.objects.select_related("by")))
        .order_by("due_on", "pk")
    )
    rows = [_row(item, page.on, may_plan=may_plan, agrees=agrees) for item in items]
    form = None
    if may_plan:
        people = officers.candidates(assignment.department_id, on=page.on)
        form = page.typed.get("work") or WorkItemForm(
            instance=WorkItem(assignment=assignment), people=people
        )
    carry_year = _carry_year(rows, page.on) if may_plan else None
    return Work(tuple(rows), may_plan, form, carry_year)


def _carry_year(rows: list[Row], on: date) -> int | None:
    """In the last months of a year for the next one, in the first half of a year for this one."""
    starts_on = work.next_plan(on)
    if (starts_on - on).days > CARRY_DAYS:
        return None
    left = any(row.is_open and row.item.due_on and row.item.due_on < starts_on for row in rows)
    return starts_on.year if left else None


def _row(item: WorkItem, on: date, *, may_plan: bool, agrees: bool) -> Row:
    status = status_of(item, on=on)
    is_over = status.key == "stopped"
    return Row(
        item=item,
        status=status,
        may_change=may_plan and not is_over,
        may_agree=may_plan and agrees and not (is_over or item.is_done or item.is_agreed),
        remark_form=RemarkForm(about=item),
    )


def status_of(item: WorkItem, *, on: date) -> Status:
    """How the piece of work stands; wants `carried_to` at hand."""
    if item.dropped_at is not None:
        return Status("stopped", _("Đã dừng"), item.drop_reason)
    carried = getattr(item, "carried_to", None)
    if carried is not None:
        return Status("stopped", _("Đã chuyển tiếp"), _carried(item, carried))
    if item.done_on is not None:
        late = item.due_on is not None and item.done_on > item.due_on
        label = _("Hoàn thành quá hạn") if late else _("Hoàn thành")
        return Status("done-late" if late else "done-on-time", label, "")
    if item.is_late(on=on):
        days = (on - item.due_on).days
        label = ngettext("Quá hạn %(days)s ngày", "Quá hạn %(days)s ngày", days) % {"days": days}
        return Status("overdue", label, "")
    if not item.is_agreed:
        return Status("submitted", _("Chờ thống nhất"), "")
    return Status("in-progress", _("Đang thực hiện"), "")


def _carried(item: WorkItem, carried: WorkItem) -> str:
    if carried.assignment_id != item.assignment_id:
        return _("%(unit)s tiếp tục thực hiện.") % {"unit": carried.assignment.department}
    if carried.due_on is None:
        return _("Chuyển sang năm sau.")
    return _("Chuyển sang năm %(year)s.") % {"year": carried.due_on.year}
