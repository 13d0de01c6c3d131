"""HCTH's own part: who does the work, whom it visits, and what came of it."""

from django.core.files.uploadedfile import SimpleUploadedFile

from reports.models import PlannedInspection
from tests.story.year import Year

ADVICE = "Lập sổ theo dõi các đoàn khách nước ngoài."
DONE = "Đã lập sổ và cập nhật từ tháng 9/2026."


def people_are_named(year: Year) -> None:
    """The staffing sheet, which fills the report of December."""
    page = year.page("hcth.truong", year.assignment("hcth", 3) + "staffing/")
    page.press(
        "Thêm vào bảng",
        {
            "person": "Đặng Hoàng Nam",
            "work": "Theo dõi, tổng hợp báo cáo",
            "stand_in": "Nguyễn Thị Bích Ngọc",
            "paper": "Quyết định số 05/QĐ-SKHCN ngày 12/01/2026",
            "starts_on": "12/01/2026",
            "is_focal": True,
        },
    ).says("Đặng Hoàng Nam", "Nguyễn Thị Bích Ngọc")


def a_visit_is_planned(year: Year) -> None:
    directive = year.office.directive.public_id
    year.page("hcth.chuyenvien", f"/dashboard/{directive}/inspections/").press(
        "Thêm vào kế hoạch",
        {
            "department": year.office.units["ttkt"].name,
            "on": "24/09/2026",
            "content": "Việc thực hiện nhiệm vụ 2 và hồ sơ lưu",
            "team": "Phạm Thị Thu Hà, Trưởng phòng\nNguyễn Thị Bích Ngọc, Chuyên viên",
        },
    ).says(year.office.units["ttkt"].name)


def the_visit_takes_place(year: Year) -> None:
    """In September; its recommendation stands in the unit's list until it is done, with a file."""
    year.on(9, 25)
    planned = PlannedInspection.objects.get()
    year.page("hcth.chuyenvien", f"/inspections/{planned.public_id}/").press(
        "Ghi kết quả",
        {
            "on": "24/09/2026",
            "paper": "Biên bản ngày 24/9/2026",
            "findings": "Trung tâm thực hiện đúng kế hoạch; chưa có sổ theo dõi đoàn khách.",
            "recommendation": ADVICE,
            "recommendation_due_on": "30/10/2026",
        },
    )
    year.on(10, 20)
    page = year.page("ttkt.truong", "/todo/").says(ADVICE)
    page.press(
        "Đã thực hiện",
        {
            "note": DONE,
            "files": SimpleUploadedFile("so-theo-doi.pdf", b"%PDF-1.7\n", "application/pdf"),
        },
    )
    assert ADVICE not in year.page("ttkt.truong", "/todo/").text
