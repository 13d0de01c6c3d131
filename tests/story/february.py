"""A unit tells its people by its list: who came, who was absent, who came later."""

from django.test import Client

from reports.models import ReadingLink
from tests.story.walking import Page
from tests.story.year import Year

PEOPLE = """Cao Thị Thanh Tâm; Phó Trưởng phòng
Trương Mỹ Duyên; Chuyên viên
Phan Anh Tuấn; Chuyên viên
Nguyễn Thị Hoàng Oanh; Chuyên viên
Võ Thành Trung; Chuyên viên
Huỳnh Ngọc Sơn; Trưởng phòng"""


def everybody_but_one_is_told(year: Year) -> None:
    """Phòng Quản lý Khoa học had one colleague away for two years; he reads it by his link."""
    year.on(2, 10)
    page = year.page("qlkh.daumoi", "/directives/staff/")
    page.press(
        "Thêm vào danh sách",
        {
            "text": PEOPLE,
            "Nhóm của những dòng không ghi nhóm": "Công chức",
            "Có mặt từ ngày": "15/12/2025",
        },
    ).says("Đang có mặt (6)", "Hai số khớp nhau.")
    page = page.go(year.assignment("qlkh", 1)).follow("Ghi buổi phổ biến")
    page = page.press(
        "Ghi buổi phổ biến",
        {"held_on": "10/02/2026", "form": "Họp phòng, đơn vị", "Võ Thành Trung": True},
    )
    page.says("Còn chưa được phổ biến (1)", "Võ Thành Trung")
    page.follow("Liên kết đọc văn bản").press("Tạo và gửi liên kết").says("Đã tạo liên kết (1)")
    reader = anybody(year, link_of(page.go(page.path).follow("Liên kết đọc văn bản")))
    reader.press("Đã đọc, nắm nội dung").says("Đồng chí đã xác nhận")
    assert ReadingLink.objects.get().confirmed_at is not None


def link_of(page) -> str:
    """The address that the unit copies into a message."""
    [address] = page.tree.xpath("//button[@data-copy]/@data-copy")
    return address


def anybody(year: Year, address: str):
    """A person without an account, who has nothing but the link."""
    client = Client()
    return Page(client, client.get(address.removeprefix("http://127.0.0.1:8000")))


def a_newcomer_is_told(year: Year) -> None:
    """In September somebody joins; he is listed until he is told too."""
    year.on(9, 1)
    page = year.page("qlkh.daumoi", "/directives/staff/").press(
        "Thêm vào danh sách",
        {
            "text": "Lê Gia Bảo; Chuyên viên",
            "Nhóm của những dòng không ghi nhóm": "Công chức",
            "Có mặt từ ngày": "01/09/2026",
        },
    )
    page.says("Đang có mặt (7)")
    year.page("qlkh.pho", "/directives/staff/").press("Ghi theo danh sách").says(
        "Hai số khớp nhau."
    )
    page = year.page("qlkh.daumoi", year.assignment("qlkh", 1))
    page.says("Còn chưa được phổ biến (1)", "Lê Gia Bảo", "mới")
    year.on(9, 15)
    page = year.page("qlkh.daumoi", year.assignment("qlkh", 1)).follow("Ghi buổi phổ biến")
    page.press("Ghi buổi phổ biến", {"held_on": "15/09/2026", "form": "Họp phòng, đơn vị"})
    assert "Còn chưa được phổ biến" not in year.page("qlkh.pho", year.assignment("qlkh", 1)).text
