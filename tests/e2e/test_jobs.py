"""The jobs of a year, one by one, with the clicks and keystrokes that each takes."""

import re

import pytest
from playwright.sync_api import expect

from reports.models import LoggedResult, Obstacle, Submission
from tests.e2e.counting import counted
from tests.e2e.test_story import open_draft, saved

pytestmark = pytest.mark.django_db(transaction=True)

RESULT = "Đăng 02 tin, bài song ngữ về kết quả nghiên cứu."
TROUBLE = "Chưa có kinh phí biên dịch."


def test_a_result_of_the_day_takes_two_clicks_beside_its_words(sign_in):
    officer = sign_in("ttud.daumoi")
    officer.goto("/todo/")
    with counted("Cán bộ: ghi kết quả trong ngày, kèm 1 ảnh", officer) as job:
        officer.get_by_role("link", name=re.compile("^Ghi kết quả")).last.click()
        panel = officer.locator("#results")
        panel.get_by_label("Kết quả", exact=True).fill(RESULT)
        panel.locator("input[name=files]").set_input_files(
            {"name": "anh.png", "mimeType": "image/png", "buffer": PIXEL}
        )
        panel.get_by_role("button", name="Ghi kết quả").click()
        expect(officer.get_by_text(RESULT)).to_be_visible()
    logged = LoggedResult.objects.get(text=RESULT)
    assert logged.evidence.count() == 1
    # Two clicks, and two more that choose the file.
    assert job.clicks == 4


def test_a_duty_is_given_to_an_officer_where_it_stands_in_the_list(sign_in):
    head = sign_in("qlkh.truong")
    head.goto("/todo/")
    row = head.locator("li.todo-row", has_text="2. Triển khai thực hiện").first
    with counted("Lãnh đạo đơn vị: tiếp nhận và giao nhiệm vụ cho cán bộ", head) as job:
        row.locator("summary", has_text="Giao cho").click()
        row.get_by_role("button", name="Phan Anh Tuấn").click()
        expect(head.get_by_text(re.compile("Phan Anh Tuấn")).first).to_be_visible()
    assert job.clicks == 2


def test_an_obstacle_is_raised_and_the_director_agrees_to_what_is_proposed(sign_in):
    officer = sign_in("qlcn.daumoi")
    officer.goto("/todo/")
    officer.get_by_role("link", name=re.compile(r"^2\. Triển khai")).first.click()
    with counted("Đơn vị: nêu khó khăn, vướng mắc", officer):
        panel = officer.locator("#obstacle")
        panel.locator("summary").click()
        panel.get_by_label("Khó khăn, vướng mắc").fill(TROUBLE)
        panel.get_by_role("button", name="Gửi đơn vị đầu mối").click()
        expect(officer.get_by_text(TROUBLE).first).to_be_visible()
    obstacle = Obstacle.objects.get(text=TROUBLE)
    address = f"/obstacles/{obstacle.public_id}/"
    hcth = sign_in("hcth.chuyenvien")
    hcth.goto(address)
    with counted("HCTH: đề xuất về khó khăn, vướng mắc", hcth):
        hcth.get_by_label("Đề xuất của đơn vị đầu mối").fill("Bố trí từ nguồn chi thường xuyên.")
        hcth.get_by_role("button", name="Lưu đề xuất").click()
        expect(hcth.get_by_role("status").first).to_be_visible()
    director = sign_in("giamdoc")
    director.goto(address)
    with counted("Giám đốc Sở: đồng ý với đề xuất", director) as job:
        director.get_by_role("button", name="Đồng ý với đề xuất").click()
        said = director.locator(".timeline-note", has_text="Đồng ý với đề xuất của")
        expect(said).to_be_visible()
    assert job.clicks == 1


def test_nothing_to_report_is_four_clicks_from_the_list(sign_in):
    head = sign_in("ttud.truong")
    with counted("Đơn vị: không phát sinh ở tất cả nhiệm vụ", head) as job:
        open_draft(head)
        head.get_by_role("button", name="Không phát sinh ở tất cả nhiệm vụ").click()
        saved(head)
        head.get_by_role("button", name="Gửi báo cáo").click()
        head.get_by_role("dialog").get_by_role("button", name="Gửi báo cáo").click()
        expect(head.get_by_text(re.compile("Đã gửi báo cáo"))).to_be_visible()
    assert job.clicks == 4
    sent = Submission.objects.latest("submitted_at")
    assert all(entry.nothing_to_report for entry in sent.entries.all())


#: The smallest PNG there is.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6260"
    "000000000500010d0a2db40000000049454e44ae426082"
)
