"""The verdict on a submission: who, when, and what is said when it is too late."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from directives import organisation
from directives.posts import Role
from reports.models import ProgressReport
from tests.builders import (
    accept,
    at,
    confirm,
    make_assignment,
    make_coordinator,
    make_department,
    make_duty,
    make_leader,
    make_member,
    make_period,
    make_report,
    return_report,
    submit,
)

pytestmark = pytest.mark.django_db

#: A Friday: three working days later is Wednesday 16/12.
NOW = at("2026-12-11 09:00")


@pytest.fixture(autouse=True)
def _on_a_friday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def report():
    report = make_report(due_on=date(2026, 12, 10))
    submit(report, when="2026-12-10 09:00")
    return report


@pytest.fixture
def reviewer():
    return make_member(None, Role.STAFF)


def post(client, verb, report, **data):
    return client.post(
        reverse(f"reports:{verb}", args=[report.public_id]),
        {"submission": "1", **data},
        follow=True,
    )


def text_of(response):
    return response.content.decode()


def state_of(report):
    return ProgressReport.objects.get(pk=report.pk).state


def test_one_click_takes_the_report_in(client, report, reviewer):
    client.force_login(reviewer)
    response = post(client, "accept", report)
    assert "Đã tiếp nhận báo cáo của Phòng Quản lý Khoa học." in text_of(response)
    assert response.redirect_chain == [(f"/reports/{report.public_id}/", 302)]
    assert state_of(report) == "accepted"


def test_the_other_button_goes_on_to_the_oldest_that_waits_and_at_last_to_the_queue(
    client, reviewer
):
    duty = make_duty()
    for name in ["Phòng A", "Phòng B", "Phòng C"]:
        make_assignment(duty, make_department(name))
    reports = {row.department.name: row for row in confirm(make_period(duty.directive))}
    for name, when in [("Phòng A", "10"), ("Phòng B", "09"), ("Phòng C", "08")]:
        submit(reports[name], when=f"2026-12-{when} 09:00")
    client.force_login(reviewer)

    def then(name):
        return post(client, "accept", reports[name], next="yes").redirect_chain[-1][0]

    assert then("Phòng A") == f"/reports/{reports['Phòng C'].public_id}/"
    assert then("Phòng C") == f"/reports/{reports['Phòng B'].public_id}/"
    assert then("Phòng B") == "/queue/"


def test_the_page_proposes_three_working_days_for_completion(client, report, reviewer):
    client.force_login(reviewer)
    page = text_of(client.get(reverse("reports:report", args=[report.public_id])))
    assert 'value="16/12/2026"' in page


def test_completion_is_asked_for_with_a_reason_and_a_day(client, report, reviewer):
    client.force_login(reviewer)
    response = post(client, "return", report, reason="Thiếu số liệu quý IV.", due_on="15/12/2026")
    assert "Đã đề nghị Phòng Quản lý Khoa học bổ sung, hoàn thiện." in text_of(response)
    kept = ProgressReport.objects.get()
    assert (kept.state, kept.due_on, kept.original_due_on) == (
        "returned",
        date(2026, 12, 15),
        date(2026, 12, 10),
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"reason": "", "due_on": "15/12/2026"}, "Hãy ghi nội dung cần bổ sung, hoàn thiện."),
        (
            {"reason": "Thiếu số liệu.", "due_on": "10/12/2026"},
            "Hạn gửi lại không được trước ngày hôm nay.",
        ),
        ({"reason": "Thiếu số liệu.", "due_on": "13/12/2027"}, "Hãy kiểm tra lại năm."),
        ({"reason": "Thiếu số liệu.", "due_on": "31/02/2027"}, "Ngày không có thật"),
        ({"reason": "Thiếu số liệu.", "due_on": ""}, "Hãy ghi hạn gửi lại."),
    ],
)
def test_what_was_typed_is_kept_beside_the_error(client, report, reviewer, typed, said):
    client.force_login(reviewer)
    response = post(client, "return", report, **typed)
    page = text_of(response)
    assert response.status_code == 422
    assert said in page
    assert all(value in page for value in typed.values())
    assert state_of(report) == "submitted"


def test_a_day_for_completion_on_a_day_off_is_pointed_out_and_stands(client, report, reviewer):
    client.force_login(reviewer)
    page = text_of(post(client, "return", report, reason="Thiếu số liệu.", due_on="19/12/2026"))
    assert "Hạn 19/12/2026 là ngày nghỉ (Thứ Bảy)." in page
    assert ProgressReport.objects.get().due_on == date(2026, 12, 19)


def test_a_verdict_on_a_submission_that_is_no_longer_the_latest_is_refused(
    client, report, reviewer
):
    return_report(report, when="2026-12-10 10:00")
    submit(report, when="2026-12-10 11:00")
    client.force_login(reviewer)
    said = "Đơn vị đã gửi bản mới hơn."
    assert said in text_of(post(client, "accept", report))
    page = text_of(post(client, "return", report, reason="Thiếu phụ lục.", due_on="15/12/2026"))
    assert said in page
    assert "Thiếu phụ lục." in page
    assert state_of(report) == "submitted"


@pytest.mark.parametrize("number", ["", "x", "7", "99999999999999999999"])
def test_a_verdict_on_no_submission_is_refused_with_a_sentence(client, report, reviewer, number):
    client.force_login(reviewer)
    assert post(client, "accept", report, submission=number).status_code == 200
    assert state_of(report) == "submitted"


def test_the_second_of_two_verdicts_is_told_and_its_words_are_shown(client, report, reviewer):
    accept(report, when="2026-12-10 12:00")
    client.force_login(reviewer)
    said = "Báo cáo này không còn chờ tiếp nhận: đã tiếp nhận."
    assert said in text_of(post(client, "accept", report))
    page = text_of(post(client, "return", report, reason="Thiếu phụ lục.", due_on="15/12/2026"))
    assert said in page
    assert "Thiếu phụ lục." in page
    assert state_of(report) == "accepted"


def test_a_report_not_yet_sent_takes_no_verdict(client, reviewer):
    report = make_report()
    client.force_login(reviewer)
    said = "Báo cáo này không còn chờ tiếp nhận: chưa báo cáo."
    assert said in text_of(post(client, "accept", report))


@pytest.mark.parametrize("verb", ["accept", "return"])
@pytest.mark.parametrize("who", ["own head", "other unit", "director", "clerk of HCTH"])
def test_nobody_but_a_reviewer_gives_a_verdict(client, report, verb, who):
    user = {
        "own head": lambda: make_member(report.department, Role.HEAD),
        "other unit": lambda: make_member(make_department("Phòng khác")),
        "director": make_leader,
        "clerk of HCTH": lambda: make_member(None, Role.CLERK),
    }[who]()
    client.force_login(user)
    assert post(client, verb, report).status_code == 404
    assert state_of(report) == "submitted"
    page = client.get(reverse("reports:report", args=[report.public_id]))
    assert 'id="review"' not in text_of(page)


def test_hcths_own_report_is_taken_in_by_a_deputy_director_and_not_by_hcth(client, reviewer):
    report = make_report(make_coordinator())
    submit(report, when="2026-12-10 09:00")
    deputy = make_leader(Role.DEPUTY_DIRECTOR)
    client.force_login(reviewer)
    assert post(client, "accept", report).status_code == 404
    client.force_login(deputy)
    post(client, "accept", report)
    assert state_of(report) == "accepted"


def test_a_get_gives_no_verdict(client, report, reviewer):
    client.force_login(reviewer)
    for verb in ["accept", "return", "explain"]:
        assert client.get(reverse(f"reports:{verb}", args=[report.public_id])).status_code == 405


def test_the_unit_explains_a_late_mark_and_others_read_it(client, reviewer):
    report = make_report(due_on=date(2026, 12, 8))
    submit(report, when="2026-12-10 09:00")
    client.force_login(make_member(report.department, Role.HEAD))
    page = text_of(post(client, "explain", report, text="Bão số 9."))
    assert "Đã ghi giải trình." in page
    client.force_login(reviewer)
    page = text_of(client.get(reverse("reports:report", args=[report.public_id])))
    assert "Bão số 9." in page
    assert post(client, "explain", report, text="Không phải.").status_code == 404


def test_what_is_not_late_wants_no_explanation(client, report):
    client.force_login(make_member(report.department, Role.HEAD))
    said = "Báo cáo này không quá hạn, không cần giải trình."
    assert said in text_of(post(client, "explain", report, text="Bão."))
    assert ProgressReport.objects.get().late_explanation == ""


def test_an_empty_explanation_is_asked_for_again(client):
    report = make_report(due_on=date(2026, 12, 8))
    client.force_login(make_member(report.department, Role.HEAD))
    response = post(client, "explain", report, text=" ")
    assert response.status_code == 422
    assert "Hãy ghi nội dung giải trình." in text_of(response)


@pytest.mark.parametrize("verb", ["return", "reopen"])
def test_nobody_is_asked_to_complete_for_a_unit_that_was_dissolved(client, report, reviewer, verb):
    if verb == "reopen":
        accept(report, when="2026-12-10 10:00")
    state = state_of(report)
    organisation.dissolve(report.department, on=date(2026, 12, 11), by=reviewer, at=NOW)
    client.force_login(reviewer)
    response = post(client, verb, report, reason="Bổ sung số liệu.", due_on="18/12/2026")
    assert response.status_code == 409
    assert "không còn đơn vị nào bổ sung báo cáo." in text_of(response)
    assert "Bổ sung số liệu." in text_of(response)
    assert state_of(report) == state
