"""The reports of the year, and the one that the Director signs."""

from django.core.files.uploadedfile import SimpleUploadedFile

from directives.models import Indicator
from reports.models import ConsolidatedReport
from tests.story.ledger import WORK
from tests.story.office import period_of
from tests.story.walking import Page
from tests.story.word import report_in_word
from tests.story.year import Year, figures, section

#: Who sends, where it is not the head of January.
HEADS = {"qlkh": "qlkh.pho", "tdc": "tdc.pho"}
ON_TIME = ("hcth", "qlkh", "qlcn", "cds", "tdc", "cntt")
WHY_LATE = "Chờ số liệu của Viện Đo lường Việt Nam."


def the_period_is_opened(year: Year) -> None:
    year.on(11, 25)
    page = year.page("hcth.truong", f"/periods/{period_of(year.office).public_id}/confirm/")
    page.says("9 đơn vị sẽ phải gửi báo cáo").press(
        "Xác nhận kỳ báo cáo",
        {
            "Số": "1512",
            "Ký hiệu": "SKHCN-HCTH",
            "Ngày ban hành": "25/11/2026",
            "Người quyết định chu kỳ": "Giám đốc Sở",
        },
    )
    assert period_of(year.office).is_confirmed


def most_units_report(year: Year) -> None:
    year.on(12, 15)
    for unit in ON_TIME:
        send(year, unit)


def send(year: Year, unit: str) -> None:
    page = year.draft(HEADS.get(unit, f"{unit}.truong"))
    fields = answers(year, page, unit)
    if "Tất cả vẫn đúng" in page.text:
        page = page.press("Tất cả vẫn đúng", fields)
    page.press("Gửi báo cáo", fields).says("Đã gửi báo cáo")


def answers(year: Year, page: Page, unit: str) -> dict:
    told, worked = section(page, 1), section(page, 2)
    fields = {
        f"{worked}-results": f"Kết quả năm 2026 của {year.office.units[unit].name}.",
        f"{worked}-percent_of_year": "100",
        **figures(page, worked, *WORK[unit]),
    }
    if unit == "qlkh":
        fields[f"{told}-results"] = "Đã phổ biến đến toàn thể công chức của phòng."
        fields[f"{told}-done_on"] = "15/09/2026"
    else:
        fields[f"{told}-nothing_to_report"] = True
    if unit == "hcth":
        fields[f"{section(page, 3)}-results"] = "Phân công, đôn đốc, kiểm tra theo kế hoạch."
    return fields


def one_unit_sends_a_word_file(year: Year) -> None:
    """Trung tâm Ứng dụng writes where there is no network; only what is missing is asked for."""
    year.on(12, 16)
    page = year.draft("ttud.daumoi")
    in_period, since = WORK["ttud"]
    names = Indicator.objects.filter(duty__ordinal=2).values_list("name", "unit")
    table = [["Chỉ tiêu", "Đơn vị tính", "Trong kỳ", "Lũy kế"]] + [
        [name, measure, str(now), str(ever)]
        for (name, measure), now, ever in zip(names, in_period, since, strict=True)
    ]
    file = report_in_word(
        "BÁO CÁO KẾT QUẢ NĂM 2026",
        "Nhiệm vụ 2. Triển khai thực hiện",
        "1. Kết quả thực hiện",
        "Tổ chức ba hội thảo, giới thiệu mười sản phẩm của tỉnh với đối tác nước ngoài.",
        "2. Mức độ hoàn thành kế hoạch năm (%): 100",
        table=table,
    )
    page = page.press("Đọc vào bản nháp", {"file": file})
    page.says("Báo cáo năm 2026 của Trung tâm.docx")
    fields = {f"{section(page, 1)}-nothing_to_report": True}
    if "Tất cả vẫn đúng" in page.text:
        page = page.press("Tất cả vẫn đúng", fields)
    page.press("Gửi báo cáo", fields).says("Đã gửi báo cáo")
    sent = year.report("ttud").submissions.get()
    assert sent.original.original_name == "Báo cáo năm 2026 của Trung tâm.docx"


def hcth_types_in_a_paper(year: Year) -> None:
    """Phòng Kế hoạch - Tài chính sent paper on the day it was due; its head confirms in one tap."""
    report = year.report("khtc")
    year.on(12, 17)
    page = year.page("hcth.chuyenvien", f"/reports/{report.public_id}/enter/paper/")
    page = page.press(
        "Tiếp tục nhập nội dung",
        {
            "received_on": "16/12/2026",
            "source": "Báo cáo số 15/BC-KHTC ngày 16/12/2026, bản giấy",
            "on_behalf_of": "Đinh Công Tráng",
            "file": SimpleUploadedFile("bao-cao-khtc.pdf", b"%PDF-1.7\n", "application/pdf"),
        },
    )
    page.press("Gửi thay đơn vị", answers(year, page, "khtc"))
    year.page("khtc.truong", "/todo/").press("Xác nhận đúng báo cáo của đơn vị")
    sent = report.submissions.get()
    assert (sent.on_behalf_of, sent.head_confirmation.by) == (year.office.users["khtc.truong"],) * 2


def one_unit_is_late(year: Year) -> None:
    """Due on 16 December, sent on the 18th, with its explanation."""
    year.on(12, 18)
    year.page("hcth.chuyenvien", "/dashboard/").says("Quá hạn 2 ngày")
    send(year, "ttkt")
    page = year.page("ttkt.truong", f"/reports/{year.report('ttkt').public_id}/")
    page.press("Lưu giải trình", {"Giải trình về việc gửi quá hạn": WHY_LATE}).says(WHY_LATE)


def hcth_takes_in(year: Year) -> None:
    """HCTH's own report is taken in by a deputy director who does not sign in."""
    year.on(12, 21)
    for unit in WORK:
        path = f"/reports/{year.report(unit).public_id}/"
        if unit == "hcth":
            page = year.page("hcth.truong", path).press(
                "Ghi thay",
                {
                    "Người tiếp nhận, hình thức, ngày tiếp nhận": "Phó Giám đốc Sở Trần Thị Minh"
                    " Hạnh, bút phê ngày 21/12/2026"
                },
            )
        else:
            page = year.page("hcth.chuyenvien", path).press("Tiếp nhận")
        page.says("Đã tiếp nhận")


def the_report_is_signed(year: Year) -> None:
    """The Director approves on paper; HCTH records it."""
    page = year.page("hcth.truong", "/dashboard/").press("Tổng hợp")
    page = page.follow("Xem trước, trình").press("Trình lãnh đạo")
    year.on(12, 22)
    page = page.go(page.path).press(
        "Ghi thay ý kiến duyệt của lãnh đạo",
        {"source": "Giám đốc Sở, bút phê ngày 22/12/2026"},
    )
    assert ConsolidatedReport.objects.filter(period=period_of(year.office)).count() == 1
