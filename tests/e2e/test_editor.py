"""The editor of a section with keyboard, mouse and clipboard, as HCTH uses it."""

import os
import re
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Locator, expect

from directives.models import User
from reports.consolidated import drafting
from reports.documents import Heading, ItemList, Paragraph, Row, Run, Table, figures_in
from reports.documents.blocks import Cell, paragraphs_in
from reports.documents.json import load_blocks
from reports.models import ConsolidatedDraft, ConsolidatedSection, ProgressEntry

pytestmark = pytest.mark.django_db(transaction=True)

WORD = Path(__file__).parent / "word"
#: Puts markup on the clipboard and pastes it where the cursor is.
PASTE = """(_, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(event);
}"""


@pytest.fixture
def draft(office):
    """The report of 2025, opened again by the head of HCTH."""
    draft = ConsolidatedDraft.objects.get(period__label="Năm 2025")
    drafting.correct(
        draft,
        note="Bổ sung kết quả.",
        by=User.objects.get(username="hcth.truong"),
        at=timezone.now(),
    )
    return draft


@pytest.fixture
def open_section(draft, sign_in):
    """open_section("results") is the section on the page of whoever signs in."""

    def enter(key="assessment", username="hcth.chuyenvien", **options) -> Locator:
        page = sign_in(username, **options)
        page.goto(f"/drafts/{draft.public_id}/write/")
        return page.locator(f"#section-{key}")

    return enter


def text_of(section: Locator) -> Locator:
    return section.get_by_role("textbox", name="Nội dung:")


def tool(section: Locator, name: str) -> Locator:
    return section.get_by_role("button", name=name, exact=True)


def paste(section: Locator, name: str) -> None:
    text_of(section).evaluate(PASTE, (WORD / name).read_text())


def saved(section: Locator) -> None:
    """Until the last key is on the server; the page hears of a key a moment later."""
    section.page.wait_for_timeout(300)
    expect(section.locator("[data-autosave-state]")).to_have_attribute("data-state", "saved")


def written(key="assessment") -> tuple:
    """What the server keeps, once the browser says that it does."""
    return load_blocks(ConsolidatedSection.objects.get(key=key).blocks)


def p(*runs, **more) -> Paragraph:
    return Paragraph(tuple(Run(run) if isinstance(run, str) else run for run in runs), **more)


def cell(text, align="left", *, bold=False, **spans) -> Cell:
    return Cell((p(text),) if text else (), align, bold, **spans)


def test_what_is_typed_is_there_after_a_reload_with_its_lists(open_section):
    section = open_section()
    expect(section.get_by_text("Hệ thống soạn")).to_be_visible()
    keys = section.page.keyboard
    text_of(section).click()
    keys.press("Control+a")
    keys.type("Các đơn vị đã ")
    tool(section, "Đậm (Ctrl+B)").click()
    keys.type("tích cực")
    keys.press("Control+b")
    keys.type(":")
    keys.press("Enter")
    keys.type("- quán triệt;")
    keys.press("Enter")
    keys.type("triển khai.")
    keys.press("Enter")
    keys.press("Enter")
    keys.type("a) một")
    keys.press("Enter")
    keys.press("Enter")
    section.get_by_label("Kiểu đoạn").select_option(label="Đề mục a, b, c")
    keys.type("a) Kết luận")
    saved(section)
    expect(section.get_by_text("Nguyễn Thị Bích Ngọc sửa lúc")).to_be_visible()
    kept = (
        p("Các đơn vị đã ", Run("tích cực", bold=True), ":"),
        ItemList(((p("quán triệt;"),), (p("triển khai."),))),
        ItemList(((p("một"),),), ordered=True),
        Heading(3, "a) Kết luận"),
    )
    assert written() == kept

    section.page.reload()

    expect(text_of(section).locator("b")).to_have_text("tích cực")
    expect(text_of(section).locator("ul li")).to_have_text(["quán triệt;", "triển khai."])


def test_a_table_is_made_filled_and_changed_with_the_keyboard(open_section):
    section = open_section()
    keys = section.page.keyboard
    text_of(section).click()
    keys.press("Control+a")
    keys.press("Delete")
    keys.press("Alt+F10")
    for _ in range(5):
        keys.press("ArrowRight")
    expect(tool(section, "Chèn bảng")).to_be_focused()
    keys.press("Enter")
    keys.press("Escape")
    for text in ["TT", "Đơn vị", "Số", "1", "Phòng A", "5", "2", "Phòng B"]:
        keys.type(text)
        keys.press("Tab")
    keys.type("7")
    tool(section, "Căn phải").click()
    tool(section, "Dòng số cột (1), (2), (3)").click()
    keys.press("Tab")
    keys.type("3")
    tool(section, "Xoá cột").click()
    tool(section, "Thêm cột bên phải").click()
    saved(section)
    (table,) = written()
    heads = [cell(text, "center", bold=True) for text in ["Đơn vị", "", "Số"]]
    assert table.head == (Row(tuple(heads)),)
    assert table.numbers == ("(1)", "(2)", "(3)")
    assert [[p.runs[0].text for c in row.cells for p in c.paragraphs] for row in table.rows] == [
        ["Phòng A", "5"],
        ["Phòng B", "7"],
        [],
    ]
    assert [row.cells[2].align for row in table.rows] == ["left", "right", "right"]
    assert sum(table.widths) == pytest.approx(100)


def test_what_word_writes_is_read_as_what_it_is(open_section):
    section = open_section()
    text_of(section).click()
    section.page.keyboard.press("Control+a")
    paste(section, "table.html")
    expect(section.page.get_by_text("Đã bỏ 1 hình ảnh")).to_be_visible()
    saved(section)
    assert written() == (
        p(Run("Kết quả", bold=True), " thực hiện ", Run("năm 2026", italic=True), " như sau:"),
        Table(
            widths=(9.44, 46.85, 21.85, 21.85),
            head=(
                Row(
                    (
                        cell("STT", "center", bold=True, rowspan=2),
                        cell("Đơn vị", "center", bold=True, rowspan=2),
                        cell("Số người", "center", bold=True, colspan=2),
                    )
                ),
                Row(
                    (
                        cell("Có mặt", "center", bold=True),
                        cell("Được phổ biến", "center", bold=True),
                    )
                ),
            ),
            rows=(
                Row(
                    (
                        cell("1", "center"),
                        cell("Phòng Quản lý Khoa học"),
                        cell("13", "right"),
                        cell("12", "right"),
                    )
                ),
                Row(
                    (
                        Cell((p(Run("Tổng số", bold=True)),), colspan=2),
                        Cell((p(Run("13", bold=True)),), "right"),
                        Cell((p(Run("12", bold=True)),), "right"),
                    )
                ),
            ),
            numbers=("(1)", "(2)", "(3)", "(4)"),
        ),
    )

    # A list is paragraphs there.
    section.page.keyboard.press("Control+a")
    paste(section, "lists.html")
    expect(text_of(section).locator("ol li")).to_have_count(2)
    saved(section)
    assert written() == (
        Heading(2, "Khó khăn, vướng mắc"),
        ItemList(
            (
                (p("Thiếu ", Run("kinh phí", bold=True)),),
                (p("Chưa bố trí nhân lực"),),
                (p("Chậm số liệu"),),
            )
        ),
        p("Đề nghị:"),
        ItemList(((p("Bổ sung kinh phí"),), (p("Hướng dẫn thực hiện"),)), ordered=True),
    )


def test_two_people_in_one_section_see_both_texts(open_section):
    officer, head = open_section(), open_section(username="hcth.truong")
    for section, text in [
        (head, "Văn bản của trưởng phòng. "),
        (officer, "Văn bản của chuyên viên. "),
    ]:
        text_of(section).click()
        section.page.keyboard.press("Control+a")
        section.page.keyboard.type(text)
        if section is head:
            saved(head)
    conflict = officer.locator("[data-autosave-conflict]")
    expect(conflict.get_by_text("Văn bản của trưởng phòng.")).to_be_visible()
    expect(conflict.get_by_text("Văn bản của chuyên viên.")).to_be_visible()
    conflict.get_by_role("button", name="Dùng nội dung của tôi").click()
    saved(officer)
    assert written() == (p("Văn bản của chuyên viên. "),)


def test_signed_out_while_writing_the_text_is_there_after_signing_in(open_section):
    section = open_section()
    page = section.page
    address = page.url
    page.context.clear_cookies(name="sessionid")
    text_of(section).click()
    page.keyboard.press("Control+a")
    page.keyboard.type("Gõ khi đã hết phiên.")
    section.get_by_role("link", name="Đăng nhập lại").click()
    page.get_by_label("Tên đăng nhập").fill("hcth.chuyenvien")
    page.get_by_label("Mật khẩu").fill("dondoc-mau")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page).to_have_url(address)
    section.get_by_role("button", name="Khôi phục nội dung chưa lưu").click()
    expect(text_of(section)).to_have_text("Gõ khi đã hết phiên.")
    saved(section)


def test_a_figure_that_changed_is_pointed_out_and_taken_in_with_one_click(draft, open_section):
    key = "results-duty-1"
    section = open_section(key)
    text_of(section).click()
    section.page.keyboard.press("Control+End")
    section.page.keyboard.type(" Đã soát.")
    saved(section)
    before = figures_in(written(key))["duty-1.briefed"]
    entry = ProgressEntry.objects.filter(
        submission__in=draft.period.reports.values("submissions"), briefed_officials__gt=1
    ).first()
    entry.briefed_officials -= 1
    entry.save()

    section.page.reload()
    section.page.once("dialog", lambda dialog: dialog.accept())
    drafting.refresh(draft, on=date(2026, 11, 22), by=draft.made_by, at=timezone.now())
    section.page.reload()

    assert figures_in(written(key))["duty-1.briefed"] == before
    told = section.locator("[data-changed]")
    line = told.locator('[data-figure="duty-1.briefed"]')
    expect(line).to_contain_text(f"{before} → {int(before) - 1}")
    expect(text_of(section).locator(".figure-chip.is-changed").first).to_be_visible()
    line.get_by_role("button", name="Cập nhật").click()
    expect(line).to_be_hidden()
    if told.get_by_role("button", name="Cập nhật tất cả").is_visible():
        told.get_by_role("button", name="Cập nhật tất cả").click()
    elif told.is_visible():
        told.get_by_role("button", name="Cập nhật").first.click()
    expect(told).to_be_hidden()
    saved(section)
    assert figures_in(written(key))["duty-1.briefed"] == str(int(before) - 1)


def test_a_figure_is_deleted_whole_and_typed_beside(open_section):
    key = "results-duty-1"
    section = open_section(key)
    chip = text_of(section).locator(".figure-chip").first
    was = chip.inner_text()
    chip.click()
    section.page.keyboard.press("ArrowRight")
    section.page.keyboard.type("!")
    saved(section)
    first = next(run for run in runs_of(written(key)) if run.figure)
    assert (first.text, was) == (was, was)
    section.page.keyboard.press("Backspace")
    section.page.keyboard.press("Backspace")
    expect(text_of(section).locator(f'.figure-chip[value="{first.figure}"]')).to_have_count(
        [run.figure for run in runs_of(written(key))].count(first.figure) - 1
    )


def runs_of(blocks) -> list[Run]:
    return [run for paragraph in paragraphs_in(blocks) for run in paragraph.runs]


def test_the_words_of_a_unit_are_taken_in_with_one_click_as_they_are(open_section):
    section = open_section("plans")
    section.get_by_role("button", name="Trích báo cáo của đơn vị").click()
    section.get_by_label("Tìm theo đơn vị hoặc nội dung").fill("chi cuc")
    quotation = section.locator("[data-quotation]").first
    expect(quotation).to_contain_text("Chi cục")
    expect(section.get_by_text(re.compile(r"^\d+ trên \d+ nội dung"))).to_be_visible()
    said = quotation.locator("[data-words]").inner_text()
    quotation.get_by_role("button", name="Đưa vào báo cáo").click()
    saved(section)
    lines = [line.strip() for line in said.split("\n") if line.strip()]
    assert written("plans")[-len(lines) :] == tuple(p(line) for line in lines)


def test_going_back_to_the_own_text_shows_what_is_lost(open_section):
    section = open_section()
    text_of(section).click()
    section.page.keyboard.press("Control+a")
    section.page.keyboard.type("Nội dung sẽ mất.")
    saved(section)
    section.get_by_role("link", name="Dùng lại nội dung hệ thống soạn").click()
    dialog = section.page.get_by_role("dialog")
    expect(dialog.get_by_text("Nội dung sẽ mất.", exact=True)).to_be_visible()
    dialog.get_by_role("link", name="Giữ nội dung đã sửa").click()
    expect(dialog).to_be_hidden()
    section.get_by_role("link", name="Dùng lại nội dung hệ thống soạn").click()
    dialog.get_by_role("button", name="Dùng nội dung hệ thống soạn").click()
    expect(section.get_by_text("Hệ thống soạn")).to_be_visible()
    assert not ConsolidatedSection.objects.exists()

    # Leaving by a link right after a key loses nothing.
    text_of(section).click()
    section.page.keyboard.press("Control+a")
    section.page.keyboard.type("Vừa gõ xong.")
    section.page.get_by_role("link", name="Xem trước, trình").click()
    expect(section.page.locator(".sheet").get_by_text("Vừa gõ xong.")).to_be_visible()


def test_without_script_a_section_is_read(open_section):
    section = open_section("results-duty-1", java_script_enabled=False)
    expect(section.get_by_role("table")).to_be_visible()
    assert "Trình duyệt đang tắt JavaScript" in section.inner_html()
    expect(section.get_by_role("toolbar")).to_be_hidden()


def test_the_page_of_sections_is_for_everybody(open_section):
    section = open_section("results-duty-2")
    page = section.page
    for theme in ("light", "dark"):
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=theme)
            page.reload()
            text_of(section).locator("td").first.click()
            expect(tool(section, "Xoá bảng")).to_be_visible()
            section.get_by_role("button", name="Trích báo cáo của đơn vị").click()
            expect(section.locator("[data-quotation]").first).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            found = Axe().run(page).response["violations"]
            assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
            if folder := os.environ.get("SCREENSHOTS"):
                page.screenshot(path=f"{folder}/sections-{theme}-{width}.png")
