"""1 July: two units become one."""

from datetime import date

from directives.models import Headcount
from tests.story.year import Year


def two_units_become_one(year: Year) -> None:
    """Phòng Bưu chính, Viễn thông goes into Phòng Chuyển đổi số; its duties go with it."""
    year.on(7, 1)
    page = year.page("hcth.truong", "/units/").follow("Sáp nhập")
    merged, into = year.office.units["bcvt"], year.office.units["cds"]
    preview = page.press(
        "Xem trước",
        {
            merged.name: True,
            "Đơn vị kế thừa": into.name,
            "Có hiệu lực từ ngày": "01/07/2026",
            "Văn bản làm căn cứ": "Quyết định số 90/QĐ-UBND ngày 25/6/2026",
        },
    )
    preview.says(merged.name).press("Xác nhận sáp nhập").says(
        f"{merged.name} được sáp nhập vào {into.name}."
    )
    Headcount.objects.create(department=into, counted_on=date(2026, 7, 1), officials=13)
