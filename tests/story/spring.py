"""An obstacle from the day it is raised to its end; a unit gets another head."""

from datetime import date

from directives.models import Appointment
from reports.models import Obstacle
from tests.story.year import Year

Role = Appointment.Role
NO_MONEY = "Chưa có kinh phí biên dịch ấn phẩm về chỉ dẫn địa lý sang tiếng Anh."
ORDER = "Giao Phòng Kế hoạch - Tài chính bố trí 40 triệu đồng từ nguồn chi thường xuyên."
DONE = "Đã bố trí 40 triệu đồng tại Quyết định số 61/QĐ-SKHCN ngày 08/6/2026."


def an_obstacle_is_raised(year: Year) -> None:
    """In March, long before a report is asked for."""
    year.on(3, 12)
    year.page("qlcn.daumoi", year.assignment("qlcn", 2)).press(
        "Gửi đơn vị đầu mối", {"Khó khăn, vướng mắc": NO_MONEY}
    ).says(NO_MONEY)
    year.on(3, 13)
    obstacle_page(year, "hcth.chuyenvien").press(
        "Lưu đề xuất",
        {"Đề xuất của đơn vị đầu mối": "Đề nghị bố trí từ nguồn chi thường xuyên quý II."},
    )


def obstacle_page(year: Year, username: str):
    obstacle = Obstacle.objects.get(raised_at__year=2026)
    return year.page(username, f"/obstacles/{obstacle.public_id}/").says(NO_MONEY)


def the_director_decides_at_giao_ban(year: Year) -> None:
    """HCTH writes it down with its source; he confirms in one tap when he passes by."""
    year.on(4, 6)
    obstacle_page(year, "hcth.truong").press(
        "Ghi thay",
        {
            "Ý kiến chỉ đạo": ORDER,
            "Nguồn": "Giao ban ngày 06/4/2026",
            "Ngày cho ý kiến": "06/04/2026",
            "Đơn vị thực hiện": year.office.units["khtc"].name,
            "Hạn thực hiện": "30/06/2026",
        },
    ).says(ORDER, "ghi thay")
    year.on(4, 8)
    obstacle_page(year, "giamdoc").press("Đúng ý kiến của tôi")


def another_head(year: Year) -> None:
    """From 1 June Phòng Quản lý Khoa học has another head."""
    year.on(6, 1)
    users, unit = year.office.users, year.office.units["qlkh"]
    before = Appointment.objects.get(user=users["qlkh.truong"], department=unit)
    before.ends_on = date(2026, 5, 31)
    before.save()
    deputy = Appointment.objects.get(user=users["qlkh.pho"], department=unit)
    deputy.ends_on = date(2026, 5, 31)
    deputy.save()
    Appointment.objects.create(
        user=users["qlkh.pho"],
        department=unit,
        role=Role.HEAD,
        title="Trưởng phòng",
        starts_on=date(2026, 6, 1),
        paper="Quyết định số 55/QĐ-SKHCN ngày 25/5/2026",
    )
    assert "Việc cần làm" not in year.page("qlkh.truong").text
    year.page("qlkh.pho", year.assignment("qlkh", 2)).says("Người thực hiện")


def the_obstacle_comes_to_its_end(year: Year) -> None:
    year.on(6, 10)
    year.page("khtc.truong", "/todo/").says(ORDER)
    obstacle_page(year, "khtc.truong").press(
        "Đã thực hiện",
        {"Kết quả thực hiện ý kiến chỉ đạo": DONE, "Ngày thực hiện xong": "08/06/2026"},
    )
    year.on(6, 11)
    obstacle_page(year, "hcth.chuyenvien").press("Đã giải quyết").says(DONE, "91 ngày")
