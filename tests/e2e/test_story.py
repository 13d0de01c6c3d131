"""The main job, with the mouse: from the unit's to-do to the PDF on the Director's desk."""

import re
import subprocess

import pytest
from playwright.sync_api import Page, expect

from reports.models import ProgressReport
from tests.e2e.counting import counted

pytestmark = pytest.mark.django_db(transaction=True)

RESULTS = "Đăng 12 tin, bài giới thiệu kết quả nghiên cứu của tỉnh bằng hai thứ tiếng."
BRIEFED = "Phổ biến Nghị quyết số 47/NQ-CP đến toàn thể công chức tại cuộc họp phòng."
COORDINATED = "Phân công người đầu mối, đôn đốc các đơn vị bằng văn bản và tại giao ban."
ADDED = "Bổ sung: số liệu lũy kế đã đối chiếu với Trang thông tin điện tử của Sở."


def duty(page: Page, ordinal: int):
    heading = re.compile(rf"Nhiệm vụ {ordinal}\.")
    return page.locator("section.panel").filter(has=page.get_by_role("heading", name=heading))


def brief(page: Page, people: int, *, newcomers=False):
    """Duty 1: a session, everybody present was told; or, once it is done, the newcomers."""
    section = duty(page, 1)
    present = "mới" if newcomers else "có mặt"
    if not newcomers:
        section.get_by_label("Ngày", exact=True).first.fill("02/03/2026")
        section.get_by_label("Lượt người").first.fill(str(people))
    for group, count in [("Công chức", people), ("Viên chức", 0), ("Người lao động", 0)]:
        section.get_by_label(f"{group} {present}", exact=True).fill(str(count))
        section.get_by_label(f"{group} đã được phổ biến", exact=True).fill(str(count))
    section.get_by_label("Kết quả thực hiện").fill(BRIEFED)


def implement(page: Page):
    """Duty 2: results, per cent of the year's plan, an indicator, nothing on the others."""
    section = duty(page, 2)
    section.get_by_label("Kết quả thực hiện").fill(RESULTS)
    section.get_by_label("Mức độ hoàn thành kế hoạch năm (%)", exact=True).fill("85")
    indicators = section.locator(".draft-indicators tbody tr")
    indicators.first.get_by_label("Trong kỳ", exact=True).fill("12")
    indicators.first.get_by_label("Lũy kế", exact=True).fill("1.012")
    for row in indicators.all()[1:]:
        row.get_by_label("Không phát sinh").check()


def coordinate(page: Page):
    """Duty 3: who does the work, by which paper, since when."""
    section = duty(page, 3)
    if not section.get_by_label("Họ và tên").count():
        section.get_by_role("button", name="Thêm người").click()
    section.get_by_label("Họ và tên").first.fill("Đỗ Thị Minh Tâm")
    section.get_by_label("Văn bản phân công").first.fill("Quyết định số 15/QĐ-SKHCN")
    section.get_by_label("Từ ngày").first.fill("05/01/2026")
    section.get_by_label("Là người đầu mối").first.check()
    section.get_by_label("Kết quả thực hiện").fill(COORDINATED)


def send(page: Page):
    """What was taken over from the last report and not changed still holds."""
    still_true = page.get_by_role("button", name="Tất cả vẫn đúng")
    if still_true.count():
        still_true.click()
        expect(still_true).to_have_count(0)
    page.get_by_role("button", name="Gửi báo cáo").click()
    page.get_by_role("dialog").get_by_role("button", name="Gửi báo cáo").click()
    expect(page.get_by_text(re.compile("Đã gửi báo cáo"))).to_be_visible()


def open_draft(page: Page, button="Cập nhật tiến độ"):
    page.goto("/todo/")
    page.get_by_role("link", name=button).click()


def saved(page: Page):
    expect(page.locator(".save-state")).to_have_attribute("data-state", "saved")


def test_from_the_units_to_do_to_the_pdf_on_the_directors_desk(sign_in, tmp_path):
    # A unit head takes on his duties, logs progress and sends.
    head = sign_in("qlkh.truong")
    expect(head.get_by_role("heading", name="Việc cần làm")).to_be_visible()
    head.get_by_role("button", name="Tiếp nhận tất cả").click()
    expect(head.get_by_role("button", name="Tiếp nhận tất cả")).to_have_count(0)
    with counted("Đơn vị: cập nhật tiến độ 2 nhiệm vụ, gửi báo cáo", head):
        open_draft(head)
        brief(head, 6)
        implement(head)
        saved(head)
        send(head)

    # HCTH's head reports on duty 3 as well.
    hcth = sign_in("hcth.truong")
    open_draft(hcth)
    duty(hcth, 1).get_by_label("Không phát sinh").uncheck()
    brief(hcth, 1, newcomers=True)
    implement(hcth)
    coordinate(hcth)
    saved(hcth)
    send(hcth)

    # HCTH returns one and accepts the rest.
    officer = sign_in("hcth.chuyenvien")
    officer.goto("/queue/")
    row = officer.locator(".todo-row", has_text="Phòng Quản lý Khoa học")
    with counted("HCTH: xem báo cáo, đề nghị bổ sung", officer):
        row.get_by_role("link", name="Xem và tiếp nhận").click()
        expect(officer.get_by_text(RESULTS)).to_be_visible()
        officer.locator("summary", has_text="Đề nghị bổ sung, hoàn thiện").click()
        officer.get_by_label("Nội dung cần bổ sung").fill("Đề nghị đối chiếu số liệu lũy kế.")
        officer.get_by_role("button", name="Đề nghị bổ sung, hoàn thiện").click()
        expect(officer.get_by_text("Cần bổ sung").first).to_be_visible()
    officer.goto("/queue/")
    with counted("HCTH: xem và tiếp nhận 3 báo cáo liên tiếp", officer):
        officer.get_by_role("link", name="Xem và tiếp nhận").first.click()
        for _ in range(2):
            officer.get_by_role("button", name="Tiếp nhận và sang báo cáo kế tiếp").click()
        officer.get_by_role("button", name="Tiếp nhận", exact=True).click()
    officer.goto("/queue/")
    expect(officer.get_by_text("Không có báo cáo nào chờ tiếp nhận")).to_be_visible()

    # The unit reads why, completes and sends again; HCTH accepts.
    open_draft(head, "Bổ sung, hoàn thiện")
    expect(head.get_by_text("Đề nghị đối chiếu số liệu lũy kế.")).to_be_visible()
    duty(head, 2).get_by_label("Kết quả thực hiện").fill(f"{RESULTS} {ADDED}")
    saved(head)
    send(head)
    officer.goto("/queue/")
    officer.get_by_role("link", name="Xem và tiếp nhận").click()
    expect(officer.get_by_text(ADDED)).to_be_visible()
    officer.get_by_role("button", name="Tiếp nhận", exact=True).click()

    # A deputy director accepts HCTH's own report.
    deputy = sign_in("pgd1")
    deputy.goto("/queue/")
    deputy.get_by_role("link", name="Xem và tiếp nhận").click()
    expect(deputy.get_by_text(COORDINATED)).to_be_visible()
    deputy.get_by_role("button", name="Tiếp nhận", exact=True).click()
    deputy.goto("/queue/")
    expect(deputy.get_by_text("Không có báo cáo nào chờ tiếp nhận")).to_be_visible()

    # HCTH consolidates and sends up; the Director returns it once, then approves.
    hcth.goto("/dashboard/")
    with counted("HCTH: tổng hợp, xem trước, trình lãnh đạo", hcth):
        hcth.get_by_role("button", name="Tổng hợp", exact=True).click()
        hcth.get_by_role("link", name="Xem trước, trình").click()
        hcth.get_by_role("button", name="Trình lãnh đạo").click()
    director = sign_in("giamdoc")
    director.get_by_role("link", name="Xem và duyệt").click()
    director.locator("summary", has_text="Đề nghị hoàn thiện").click()
    director.get_by_label("Nội dung cần hoàn thiện").fill("Rà soát lại phần V.")
    director.get_by_role("button", name="Đề nghị hoàn thiện").click()
    hcth.reload()
    expect(hcth.get_by_text("Rà soát lại phần V.")).to_be_visible()
    hcth.get_by_role("button", name="Trình lãnh đạo").click()
    director.goto("/director/")
    with counted("Giám đốc Sở: xem và duyệt báo cáo tổng hợp", director):
        director.get_by_role("link", name="Xem và duyệt").click()
        director.get_by_role("button", name="Duyệt báo cáo").click()
        expect(director.get_by_role("button", name="Duyệt báo cáo")).to_have_count(0)

    # The files are there, with all that the units said.
    expect(director.get_by_role("link", name="Tải PDF báo cáo").first).to_be_visible(timeout=60_000)
    director.goto("/director/")
    with counted("Giám đốc Sở: tải PDF", director), director.expect_download() as download:
        director.get_by_role("link", name="Tải PDF").first.click()
    pdf = tmp_path / "report.pdf"
    download.value.save_as(pdf)
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    words = " ".join(text.split())
    for said in [BRIEFED, f"{RESULTS} {ADDED}", COORDINATED]:
        assert said in words
    assert "DỰ THẢO" not in words
    assert ProgressReport.objects.filter(period__label="Năm 2026", state="accepted").count() == 6


def test_two_people_in_one_draft_see_both_texts(sign_in):
    head, officer = sign_in("qlkh.truong"), sign_in("qlkh.daumoi")
    open_draft(head)
    open_draft(officer)
    duty(head, 2).get_by_label("Kết quả thực hiện").fill("Văn bản của lãnh đạo.")
    saved(head)
    duty(officer, 2).get_by_label("Kết quả thực hiện").fill("Văn bản của người đầu mối.")
    conflict = officer.locator("[data-autosave-conflict]")
    expect(conflict.get_by_text("Văn bản của lãnh đạo.")).to_be_visible()
    expect(conflict.get_by_text("Văn bản của người đầu mối.")).to_be_visible()
    conflict.locator("[data-autosave-pick=mine]").click()
    saved(officer)
    officer.reload()
    expect(duty(officer, 2).get_by_label("Kết quả thực hiện")).to_have_value(
        "Văn bản của người đầu mối."
    )


def test_signed_out_while_typing_the_text_is_there_after_signing_in(sign_in):
    page = sign_in("qlkh.daumoi")
    open_draft(page)
    draft = page.url
    page.context.clear_cookies(name="sessionid")
    duty(page, 2).get_by_label("Kết quả thực hiện").fill("Nội dung gõ khi đã hết phiên.")
    page.get_by_role("link", name="Đăng nhập").click()
    page.get_by_label("Tên đăng nhập").fill("qlkh.daumoi")
    page.get_by_label("Mật khẩu").fill("dondoc-mau")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page).to_have_url(draft)
    page.get_by_role("button", name="Khôi phục nội dung chưa lưu").click()
    expect(duty(page, 2).get_by_label("Kết quả thực hiện")).to_have_value(
        "Nội dung gõ khi đã hết phiên."
    )
    saved(page)
