"""The report form: one page for the whole report, typed by several people, sent by the head."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from directives.models import Duty
from reports import evidence, lifecycle, obligations
from reports.content import ObstacleContent, ReportContent
from reports.models import Draft, Obstacle, Supervision
from tests import builders
from tests.builders import Role
from tests.reports.views.drafting import (
    head,
    make_open_report,
    officer,
    post,
    prefix,
    report,
    typed,
    url,
)

__all__ = ["head", "officer", "report"]

pytestmark = pytest.mark.django_db

KINDS = list(Duty.Kind)


# The page


def test_form_shows_the_duty_in_its_own_words_and_the_buttons_of_the_head(client, head, report):
    page = client.get(url(report)).text
    assert "Nguyên văn nhiệm vụ 1" in page
    assert "Công văn số 512/SKHCN-HCTH ngày 20/11/2026" in page
    assert 'value="save"' in page
    assert 'value="submit"' in page
    assert 'value="send_to_head"' not in page
    assert (
        "Gửi báo cáo năm 2026 của Phòng Quản lý Khoa học đến Phòng Hành chính - Tổng hợp?" in page
    )


def test_focal_officer_sends_to_the_head_and_does_not_submit(client, officer, report):
    client.force_login(officer)
    page = client.get(url(report)).text
    assert 'value="send_to_head"' in page
    assert 'value="submit"' not in page
    assert post(client, report, "submit").status_code == 404
    assert not Draft.objects.exists()


def test_delegate_may_send_and_may_hand_it_to_the_head(client, report):
    client.force_login(builders.make_member(report.department, Role.DELEGATE))
    page = client.get(url(report)).text
    assert 'value="submit"' in page
    assert 'value="send_to_head"' in page


def test_page_is_not_cached(client, head, report):
    assert "no-store" in client.get(url(report))["Cache-Control"]


def test_anybody_outside_the_unit_finds_no_draft(client, report):
    lifecycle.save_draft(
        report, data={}, version=0, by=builders.make_user(), at=builders.at("2026-11-21 08:00")
    )
    others = [
        builders.make_member(),  # the coordinating unit
        builders.make_leader(),
        builders.make_member(builders.make_department("Phòng Quản lý Công nghệ")),
        builders.make_user("Không chức vụ"),
    ]
    for person in others:
        client.force_login(person)
        assert client.get(url(report)).status_code == 404
        assert post(client, report, "save").status_code == 404
        assert client.post(url(report, "autosave"), typed(report)).status_code == 404


def test_page_asks_who_you_are_and_leads_back_to_the_form(client, report):
    answer = client.get(url(report))
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next={url(report)}")


def test_report_on_its_way_shows_no_draft_any_more(client, head, report):
    builders.submit(report)
    answer = client.get(url(report))
    assert answer.status_code == 302
    assert answer["Location"] == url(report, "report")


def test_returned_report_says_what_is_missing_and_shows_what_was_sent(client, head, report):
    builders.submit(report, results="Bản đã gửi.", percent_of_year=10)
    builders.return_report(report)
    page = client.get(url(report)).text
    assert "Bổ sung số liệu." in page
    assert "hạn gửi lại 20/12/2026" in page
    assert "Bản đã gửi." in page


@pytest.mark.parametrize("count", [1, 3])
def test_form_takes_the_same_queries_whatever_it_holds(client, count, django_assert_num_queries):
    coordinator = builders.make_coordinator()
    report = make_open_report(KINDS, coordinator)
    _first, implementation, _third = obligations.assignments_of(report)
    author = builders.make_member(coordinator)
    for number in range(count):
        builders.make_indicator(implementation.duty, f"Chỉ tiêu {number}")
        implementation.work_items.create(
            text="Việc", proposed_by=author, proposed_at=builders.ISSUED_AT
        )
        Supervision.objects.create(
            directive=report.period.directive,
            department=coordinator,
            kind="urging",
            means="phone",
            on=report.period.starts_on,
            findings="Đã nhắc.",
            by=author,
            recorded_at=builders.ISSUED_AT,
        )
        file = SimpleUploadedFile(f"Biên bản {number}.pdf", b"%PDF-1.7")
        evidence.add(report, implementation, file, by=author, at=timezone.now())
    report_before(report, obstacles=count, by=author)
    client.force_login(author)
    with django_assert_num_queries(17):
        page = client.get(url(report)).text
    for text in ["Đã nhắc.", 'scope="row">Chỉ tiêu', ">Biên bản", ">Vướng mắc", ">Việc</td>"]:
        assert page.count(text) == count, text
    assert page.count("Kỳ trước: năm 2025") == 3


def report_before(report, *, obstacles, by):
    """The accepted report of the period before, with obstacles that are still open."""
    period = builders.make_period(
        report.period.directive, due_on=date(2025, 12, 16), starts_on=date(2024, 6, 7)
    )
    builders.confirm(period, when="2025-11-20 08:00")
    before = builders.make_report(report.department, period=period)
    assignment = obligations.assignments_of(before)[1].pk
    content = ReportContent(
        entries=builders.content_of(before).entries,
        obstacles=tuple(
            ObstacleContent(assignment_id=assignment, text=f"Vướng mắc {number}")
            for number in range(obstacles)
        ),
    )
    lifecycle.submit(before, content=content, by=by, at=builders.at("2025-12-10 09:00"))
    builders.accept(before, when="2025-12-11 09:00", by=builders.make_leader())


# The buttons


def test_save_keeps_and_comes_back(client, head, report):
    answer = post(client, report, "save", percent_of_year="900")
    assert answer["Location"] == url(report)
    assert Draft.objects.get().data[f"{prefix(report)}-percent_of_year"] == ["900"]


def test_unknown_button_is_refused(client, head, report):
    assert post(client, report, "publish").status_code == 400


def test_head_finds_who_sent_it_to_him_and_submits_in_one_click(client, officer, report):
    client.force_login(officer)
    assert post(client, report, "send_to_head").status_code == 302
    client.force_login(builders.make_member(report.department))
    page = client.get(url(report)).text
    assert "Đồng chí Lê Văn Đầu Mối đã trình lãnh đạo đơn vị" in page
    assert post(client, report, "submit", version=1)["Location"] == url(report, "report")
    entry = report.submissions.get().entries.get()
    assert (entry.results, entry.percent_of_year) == ("Đăng 12 tin, bài.", 80)


@pytest.mark.parametrize("action", ["submit", "send_to_head"])
def test_what_is_wrong_is_said_at_the_field_and_on_top_and_nothing_is_sent(
    client, head, report, action
):
    answer = client.post(
        url(report),
        typed(report, percent_of_year="101", results="Đã làm.") | {"action": action},
        follow=True,
    )
    [(address, _status)] = answer.redirect_chain
    assert address == f"{url(report)}?check=1#problems"
    anchor = f"id_{prefix(report)}-percent_of_year"
    assert f'href="#{anchor}"' in answer.text
    assert f'id="{anchor}"' in answer.text
    assert "còn 1 chỗ cần sửa" in answer.text
    assert answer.text.count("Tỷ lệ phải là một số nguyên từ 0 đến 100.") == 2
    assert "Đã làm." in answer.text
    assert not report.submissions.exists()
    assert Draft.objects.get().sent_to_head_at is None


def test_empty_report_is_not_handed_to_the_head(client, officer, report):
    client.force_login(officer)
    answer = post(client, report, "send_to_head", results="", percent_of_year="")
    assert answer["Location"] == f"{url(report)}?check=1#problems"
    assert Draft.objects.get().sent_to_head_at is None


def test_head_sends_what_was_handed_to_him_from_the_top_of_the_page(client, officer, report):
    client.force_login(officer)
    post(client, report, "send_to_head")
    assert 'value="submit"' not in client.get(url(report)).text
    client.force_login(builders.make_member(report.department))
    page = client.get(url(report)).text
    handed, first_duty = page.index("đã trình lãnh đạo đơn vị lúc"), page.index("<section")
    assert handed < page.index('name="action" value="submit"') < first_duty
    assert page.count('name="action" value="submit"') == 2
    # Enter in a line presses the first button of a form, which only keeps.
    assert page.index('name="action" value="save"') < handed


def test_head_is_not_offered_to_send_at_once_what_would_be_refused(client, officer, report):
    client.force_login(officer)
    post(client, report, "send_to_head")
    client.post(url(report, "autosave"), typed(report, version=1, percent_of_year="101"))
    client.force_login(builders.make_member(report.department))
    page = client.get(url(report)).text
    assert "đã trình lãnh đạo đơn vị lúc" in page
    assert page.count('name="action" value="submit"') == 1


def test_coordinating_unit_is_not_said_to_send_its_report_to_itself(client):
    coordinator = builders.make_coordinator()
    report = make_open_report([Duty.Kind.COORDINATION], coordinator)
    client.force_login(builders.make_member(coordinator))
    page = client.get(url(report)).text
    assert f"của {coordinator.name}, trình lãnh đạo Sở tiếp nhận?" in page
    assert f"đến {coordinator.name}?" not in page


def test_form_sent_twice_is_one_submission_and_a_sentence(client, head, report):
    assert post(client, report, "submit")["Location"] == url(report, "report")
    again = post(client, report, "submit")
    assert again["Location"] == url(report, "report")
    assert report.submissions.count() == 1
    [*_, message] = again.wsgi_request._messages
    assert "đã được gửi trước đó" in str(message)


def test_nothing_to_report_on_everything_is_a_report(client, head, report):
    fields = {"results": "", "percent_of_year": "", "nothing_to_report": "on"}
    assert post(client, report, "submit", **fields)["Location"] == url(report, "report")
    assert report.submissions.get().entries.get().nothing_to_report


def test_three_duties_are_sent_as_three_different_answers(client):
    coordinator = builders.make_coordinator()
    report = make_open_report(KINDS, coordinator)
    client.force_login(builders.make_member(coordinator))
    page = client.get(url(report)).text
    one, two, three = (f"a{a.pk}" for a in obligations.assignments_of(report))
    for name in [
        f"{one}-sessions-0-held_on",
        f"{one}-briefed_officials",
        f"{two}-percent_of_year",
        f"{three}-staffing-0-person",
        f"{three}-staff_quota",
    ]:
        assert f'name="{name}"' in page
    answer = client.post(
        url(report),
        {
            "version": 0,
            "action": "submit",
            f"{one}-sessions-0-held_on": "01/12/2025",
            f"{one}-sessions-0-form": "meeting",
            f"{one}-sessions-0-attendances": "15",
            **{f"{one}-present_{group}": "5" for group in ["officials", "employees", "workers"]},
            **{f"{one}-briefed_{group}": "4" for group in ["officials", "employees", "workers"]},
            f"{two}-results": "Đã triển khai.",
            f"{two}-percent_of_year": "60",
            f"{two}-new-0-text": "Thiếu phiên dịch.",
            f"{three}-staffing-0-person": "Nguyễn Thị Mẫu",
            f"{three}-staffing-0-paper": "Quyết định số 12",
            f"{three}-staffing-0-since": "01/03/2025",
            f"{three}-staffing-0-is_focal": "on",
        },
    )
    assert answer["Location"] == url(report, "report")
    first, second, third = report.submissions.get().entries.order_by("assignment__duty__ordinal")
    assert (first.briefed, first.present, first.sessions.get().attendances) == (12, 15, 15)
    assert second.percent_of_year == 60
    assert third.staffing.get().is_focal
    assert Obstacle.objects.get().text == "Thiếu phiên dịch."


def test_nobody_focal_is_red_on_the_page(client):
    coordinator = builders.make_coordinator()
    report = make_open_report([Duty.Kind.COORDINATION], coordinator)
    client.force_login(builders.make_member(coordinator))
    assert "data-no-focal>" in client.get(url(report)).text
    row = f"{prefix(report)}-staffing-0"
    named = {f"{row}-person": "Nguyễn Thị Mẫu", f"{row}-is_focal": "on", "version": 0}
    client.post(url(report, "autosave"), named)
    assert "data-no-focal hidden>" in client.get(url(report)).text


def test_completed_dissemination_expects_nothing_but_newcomers(client):
    department = builders.make_department()
    report = make_open_report([Duty.Kind.DISSEMINATION], department)
    [assignment] = obligations.assignments_of(report)
    assignment.completed_on = date(2025, 3, 1)
    assignment.save()
    client.force_login(builders.make_member(department))
    page = client.get(url(report)).text
    assert "Đã hoàn thành ngày 01/3/2025; bổ sung người mới, nếu có." in page
    assert "-sessions-" not in page
    assert f'name="a{assignment.pk}-nothing_to_report" class="nothing-box"' in page
    assert "checked" in page


def test_people_still_to_brief_are_counted_by_the_server(client):
    department = builders.make_department()
    report = make_open_report([Duty.Kind.DISSEMINATION], department)
    client.force_login(builders.make_member(department))
    name = f"{prefix(report)}-briefed_officials"
    present = f"{prefix(report)}-present_officials"
    client.post(url(report, "autosave"), {"version": 0, name: "10", present: "10"})
    page = client.get(url(report)).text
    assert "<output data-coverage-left>0</output>" in page
    assert "<output data-coverage-total>0</output>" in page


def test_obstacle_closed_while_the_form_was_open_asks_to_look_again(
    client, head, report, monkeypatch
):
    def submit(*args, **kwargs):
        raise Obstacle.DoesNotExist

    monkeypatch.setattr(lifecycle, "submit", submit)
    answer = post(client, report, "submit")
    assert answer["Location"] == f"{url(report)}?check=1#problems"
