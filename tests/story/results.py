"""Results are written down on the day they happen; unit and HCTH talk on the page."""

from django.core.files.uploadedfile import SimpleUploadedFile

from reports.models import LoggedResult
from tests.story.year import Year

FIRST = "Đăng 05 tin, bài song ngữ trên Trang thông tin điện tử của Sở."
SECOND = "Đăng đủ 12 tin, bài song ngữ; 02 bài được báo nước ngoài dẫn lại."
WORK = "Đăng 12 tin, bài song ngữ về kết quả nghiên cứu"


def a_result_is_logged(year: Year) -> None:
    """In May, against the piece of work, with a photograph."""
    year.on(5, 20)
    page = year.page("qlkh.chuyenvien", year.assignment("qlkh", 2))
    page.press(
        "Ghi kết quả",
        {
            "text": FIRST,
            "on": "20/05/2026",
            "work_item": WORK,
            "files": SimpleUploadedFile("anh.png", PIXEL, "image/png"),
        },
    ).says(FIRST, "Chờ đưa vào báo cáo")


def the_last_result_finishes_the_work(year: Year) -> None:
    """In September; it waits with the other for the report of December."""
    year.on(9, 21)
    page = year.page("qlkh.chuyenvien", year.assignment("qlkh", 2))
    page.press(
        "Ghi kết quả",
        {
            "text": SECOND,
            "on": "21/09/2026",
            "work_item": WORK,
            "is_item_done": True,
        },
    ).says(SECOND)
    assert LoggedResult.objects.waiting().count() == 2


#: The smallest PNG there is.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6260"
    "000000000500010d0a2db40000000049454e44ae426082"
)
