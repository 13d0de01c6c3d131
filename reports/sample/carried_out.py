"""How the units carry out duty 2: their plans, who does it, and a wish for another part in it."""

from dataclasses import dataclass
from datetime import date

from directives import work
from directives.models import AdjustmentRequest, WorkItem
from directives.sample.load import Office, at
from reports import assigning
from reports.models import ReportingPeriod


@dataclass(frozen=True)
class Planned:
    """A piece of work; HCTH agreed to it, unless it `waits` for HCTH."""

    unit: str
    text: str
    product: str
    officer: str
    waits: bool = False
    is_done: bool = False


PLANS = (
    Planned(
        "qlkh",
        "Biên tập kỷ yếu song ngữ giới thiệu kết quả nghiên cứu của tỉnh",
        "01 kỷ yếu",
        "qlkh.daumoi",
        waits=True,
    ),
    Planned(
        "qlkh",
        "Đăng tin, bài về các nhiệm vụ khoa học và công nghệ có hợp tác quốc tế",
        "12 tin, bài",
        "qlkh.chuyenvien",
        waits=True,
    ),
    Planned(
        "qlcn",
        "Hoàn thiện ấn phẩm song ngữ về chỉ dẫn địa lý của tỉnh",
        "02 ấn phẩm",
        "qlcn.daumoi",
        is_done=True,
    ),
    Planned(
        "cntt",
        "Sản xuất video quảng bá biển, đảo và di sản Sa Huỳnh, có phụ đề tiếng Anh",
        "05 video",
        "cntt.daumoi",
    ),
)

REASON = (
    "Phòng tham mưu bố trí kinh phí và cung cấp số liệu, không trực tiếp tổ chức hoạt động thông "
    "tin đối ngoại. Đề nghị cho phòng tham gia nhiệm vụ này với vai trò phối hợp."
)


def record(office: Office, period: ReportingPeriod, days: list[date]) -> None:
    for planned in PLANS:
        _plan(office, period, planned, on=days[1], done_on=days[4])
    _name_officer(office, on=days[1])
    _ask_for_another_role(office, on=days[6])


def _plan(
    office: Office, period: ReportingPeriod, planned: Planned, *, on: date, done_on: date
) -> None:
    head = office.users[f"{planned.unit}.truong"]
    item = WorkItem(
        assignment=office.assignment(planned.unit, 2),
        text=planned.text,
        product=planned.product,
        due_on=period.ends_on,
        officer=office.users[planned.officer],
        responsibility="Lãnh đạo phòng, trung tâm chịu trách nhiệm",
    )
    work.plan([item], agrees=False, by=head, at=at(on, 10))
    if not planned.waits:
        proposed = WorkItem.objects.filter(pk=item.pk)
        work.agree(proposed, by=office.users["hcth.chuyenvien"], at=at(on, 14))
    if planned.is_done:
        work.finish(item, on=done_on, by=head, at=at(done_on, 16))


def _name_officer(office: Office, *, on: date) -> None:
    """HCTH says what the paper says: the focal officer does it. The unit has not taken it on."""
    assigning.give(
        office.assignment("qlkh", 2),
        office.users["qlkh.daumoi"],
        for_unit=False,
        by=office.users["hcth.truong"],
        at=at(on, 14, 20),
    )


def _ask_for_another_role(office: Office, *, on: date) -> None:
    """HCTH has not said what it thinks."""
    request = AdjustmentRequest(
        assignment=office.assignment("khtc", 2), wish=AdjustmentRequest.Wish.ROLE, reason=REASON
    )
    assigning.ask(request, by=office.users["khtc.truong"], at=at(on, 9, 10))
