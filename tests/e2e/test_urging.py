"""Urging with keyboard and mouse: boxes, preview, message, letter, history beside the cell."""

import re

import pytest
from playwright.sync_api import expect

from reports.models import Supervision

pytestmark = pytest.mark.django_db(transaction=True)

UNIT = "Phòng Chuyển đổi số (mẫu), Năm 2026"


def test_hcth_ticks_cells_reads_what_will_be_sent_and_sends_it(sign_in):
    page = sign_in("hcth.chuyenvien")
    bar = page.locator("[data-matrix-bar]")
    expect(bar).to_be_hidden()
    page.get_by_label("Chọn cả cột: Năm 2026").check()
    expect(bar.locator("output")).to_have_text("Đã chọn 6")
    bar.get_by_role("button", name="Bỏ chọn").click()
    expect(bar).to_be_hidden()
    page.get_by_role("checkbox", name=UNIT).focus()
    for key in ["Space", "ArrowDown", "Space"]:
        page.keyboard.press(key)
    expect(bar.locator("output")).to_have_text("Đã chọn 2")
    bar.get_by_role("button", name="Đôn đốc").click()

    message = page.get_by_label("Nội dung tin nhắn")
    expect(message).to_have_value(re.compile(re.escape("2. Phòng Hành chính - Tổng hợp")))
    page.get_by_role("checkbox").nth(1).uncheck()
    expect(page.get_by_label("Nội dung tin nhắn")).to_have_value(
        re.compile(re.escape("- Phòng Chuyển đổi số (mẫu)"))
    )
    page.get_by_label("Nội dung", exact=True).fill("Đề nghị đồng chí cho gửi báo cáo trong tuần.")
    page.get_by_role("button", name="Gửi thư đôn đốc").click()
    expect(page.get_by_text("Đã gửi thư đôn đốc đến 1 đơn vị")).to_be_visible()
    entry = Supervision.objects.get(means="email")
    assert entry.department.name == "Phòng Chuyển đổi số (mẫu)"

    page.get_by_role("link", name=f"Lịch sử xử lý: {UNIT}").press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Đề nghị đồng chí cho gửi báo cáo trong tuần.")).to_be_visible()
    expect(dialog.get_by_text("Đỗ Quốc Bảo")).to_have_count(2)
    dialog.get_by_role("button", name="Đóng").click()
    expect(dialog).to_be_hidden()


def test_without_script_the_boxes_are_a_plain_form(sign_in):
    page = sign_in("hcth.chuyenvien", java_script_enabled=False)
    page.get_by_role("checkbox", name=UNIT).check()
    page.get_by_role("button", name="Đôn đốc", exact=True).first.click()
    page.get_by_role("button", name="Đã nhắc qua Zalo").click()
    expect(page.get_by_text("Đã ghi vào nhật ký đôn đốc của 1 đơn vị.")).to_be_visible()


def test_by_finger_or_without_script_the_history_of_a_cell_is_one_step_away(sign_in):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = sign_in("hcth.chuyenvien", **phone)
    history = page.get_by_role("link", name=f"Lịch sử xử lý: {UNIT}")
    expect(history).to_have_css("opacity", "1")
    history.tap()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Xác nhận kỳ báo cáo theo")).to_be_visible()
    dialog.get_by_role("button", name="Đóng").tap()
    expect(dialog).to_be_hidden()

    plain = sign_in("hcth.chuyenvien", java_script_enabled=False)
    plain.get_by_role("link", name=f"Lịch sử xử lý: {UNIT}").click()
    expect(plain.get_by_role("heading", name="Lịch sử xử lý")).to_be_visible()
    expect(plain.get_by_text("Xác nhận kỳ báo cáo theo")).to_be_visible()
