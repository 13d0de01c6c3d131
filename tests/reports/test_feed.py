"""The personal calendar: whose days, which titles, and a link that can be taken back."""

from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse
from icalendar import Calendar

from config.logs import HideSecrets
from directives import organisation
from reports import feed, succession
from reports.models import FeedLink, Obstacle, Supervision
from tests.builders import (
    ISSUED_AT,
    Role,
    at,
    confirm,
    make_assignment,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
    make_member,
    make_period,
    make_report,
    make_user,
    posts_of,
    return_report,
    submit,
)

pytestmark = pytest.mark.django_db

ON = date(2026, 12, 1)


def days(user, on=ON):
    """(day, status, sequence, title) of each event."""
    calendar = Calendar.from_ical(feed.written(posts_of(user, on), on=on))
    return [
        (event.decoded("dtstart"), str(event["status"]), event["sequence"], str(event["summary"]))
        for event in calendar.walk("VEVENT")
    ]


def path_of(link):
    return feed.address(link).removeprefix("http://127.0.0.1:8000")


@pytest.fixture
def head():
    return make_member(make_department(), full_name="Trần Bình")


@pytest.fixture
def directive():
    return make_directive(number="123")


@pytest.fixture
def period(directive):
    make_assignment(make_duty(directive))
    return make_period(directive)


# What stands in it


def test_a_planned_period_is_tentative_and_a_confirmed_one_is_not(head, period):
    title = "Năm 2026, Công văn số 123/SKHCN-HCTH"
    due = date(2026, 12, 16)
    assert days(head) == [(due, "TENTATIVE", 1, f"Dự kiến hạn gửi báo cáo: {title}")]
    confirm(period)
    assert days(head) == [(due, "CONFIRMED", 2, f"Hạn gửi báo cáo: {title}")]


def test_the_same_event_changes_and_its_number_grows(head, period):
    def event():
        calendar = Calendar.from_ical(feed.written(posts_of(head, ON), on=ON))
        (only,) = calendar.walk("VEVENT")
        return only

    def seen():
        only = event()
        return only["sequence"], only.decoded("dtstart"), str(only["summary"]).split(":")[0]

    planned = event()
    confirm(period)
    report = make_report(period=period)
    assert seen() == (2, date(2026, 12, 16), "Hạn gửi báo cáo")
    submit(report, by=head)
    assert seen() == (3, date(2026, 12, 16), "Đã gửi báo cáo")
    return_report(report, due_on=date(2026, 12, 20))
    assert seen() == (5, date(2026, 12, 20), "Hạn gửi báo cáo")
    assert event()["uid"] == planned["uid"]
    assert event().decoded("dtstamp") == at("2026-12-11 09:00")


def test_an_event_takes_the_whole_day_and_leaves_it_free(head, period):
    confirm(period)
    report = make_report(period=period)
    text = feed.written(posts_of(head, ON), on=ON).decode()
    text = text.replace("\r\n ", "")
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Don Doc//Don Doc//VI\r\n")
    lines = text.split("\r\n")
    for line in [
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Đôn Đốc: việc cần làm",
        "DTSTART;VALUE=DATE:20261216",
        "DTEND;VALUE=DATE:20261217",
        "DTSTAMP:20261120T010000Z",
        f"UID:report-{period.public_id}-{report.department.public_id}@127.0.0.1",
        "TRANSP:TRANSPARENT",
        f"URL:http://127.0.0.1:8000/reports/{report.public_id}/draft/",
    ]:
        assert line in lines
    assert "VALARM" not in text


def test_the_same_facts_give_the_same_bytes(head, period):
    confirm(period)
    assert feed.written(posts_of(head), on=ON) == feed.written(posts_of(head), on=ON)


def test_the_report_of_a_unit_that_left_is_cancelled(head, period):
    confirm(period)
    assignment = make_department().assignments.get()
    leave = {"reason": "Chuyển", "by": head, "at": at("2026-12-01 08:00")}
    organisation.end_assignment(assignment, on=date(2026, 12, 1), **leave)
    succession.follow_units(on=date(2026, 12, 2), at=at("2026-12-02 08:00"))
    assert days(head, date(2026, 12, 2)) == [
        (
            date(2026, 12, 16),
            "CANCELLED",
            3,
            "Không phải gửi báo cáo: Năm 2026, Công văn số 123/SKHCN-HCTH",
        )
    ]


def test_other_units_and_former_members_see_nothing(period):
    confirm(period)
    other = make_member(make_department("Chi cục mẫu"))
    former = make_member(
        make_department(), Role.STAFF, starts_on=date(2024, 1, 1), ends_on=date(2026, 11, 30)
    )
    assert days(other) == []
    assert days(former) == []
    assert len(days(former, date(2026, 11, 30))) == 1


def test_who_works_in_two_units_sees_which_one_is_meant(head, period):
    other = make_department("Chi cục mẫu", short_name="CC")
    make_assignment(period.directive.duties.get(), other)
    make_member(other, Role.STAFF, user=head)
    confirm(period)
    assert {title.rpartition("(")[2] for *_, title in days(head)} == {
        "Phòng Quản lý Khoa học)",
        "CC)",
    }


def test_what_he_was_told_to_do_is_in_it_without_a_word_of_what_was_written(head, directive):
    unit = make_department()
    report = make_report(unit)
    submit(report, by=head, results="NỘI DUNG KÍN", obstacle="VƯỚNG MẮC KÍN")
    Obstacle.objects.update(
        opinion="Ý KIẾN KÍN",
        opinion_on=date(2026, 12, 11),
        opinion_recorded_by=head,
        responsible=unit,
        action_due_on=date(2026, 12, 25),
    )
    Supervision.objects.create(
        directive=directive,
        department=unit,
        kind="inspection",
        means="visit",
        on=date(2026, 11, 5),
        findings="KẾT QUẢ KÍN",
        recommendation="KIẾN NGHỊ KÍN",
        recommendation_due_on=date(2026, 12, 8),
        by=head,
        recorded_at=ISSUED_AT,
    )
    text = feed.written(posts_of(head), on=ON).decode().replace("\r\n ", "")
    assert "KÍN" not in text
    assert [(day, title) for day, _, _, title in days(head)] == [
        (date(2026, 12, 8), "Hạn thực hiện kiến nghị: Công văn số 123/SKHCN-HCTH"),
        (date(2026, 12, 16), "Đã gửi báo cáo: Năm 2026, Công văn số …/SKHCN-HCTH"),
        (date(2026, 12, 25), "Hạn thực hiện ý kiến chỉ đạo: Công văn số …/SKHCN-HCTH"),
    ]


def test_the_coordinating_unit_sees_what_it_owes_itself(period):
    confirm(period)
    clerk = make_member(make_coordinator(), Role.STAFF)
    assert [(day, title.split(":")[0]) for day, _, _, title in days(clerk)] == [
        (date(2026, 12, 21), "Hạn trình báo cáo tổng hợp"),
        (date(2026, 12, 26), "Hạn gửi báo cáo lên cấp trên"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_the_same_queries_however_much_there_is(head, django_assert_num_queries, count):
    for number in range(count):
        directive = make_directive(number=str(number))
        make_assignment(make_duty(directive))
        confirm(make_period(directive))
        make_period(directive, due_on=date(2027, 12, 16))
    held = posts_of(head)
    with django_assert_num_queries(5):
        assert len(feed.written(held, on=ON).split(b"BEGIN:VEVENT")) == 2 * count + 1


# The link


def test_whoever_knows_the_link_reads_the_calendar_without_signing_in(client, head, period):
    confirm(period)
    response = client.get(path_of(feed.make(head, at=at("2026-12-01 08:00"))))
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in response["Cache-Control"]
    assert "sessionid" not in response.cookies
    assert b"BEGIN:VCALENDAR" in response.content


def test_a_calendar_that_did_not_change_is_not_sent_again(client, head):
    path = path_of(feed.make(head, at=at("2026-12-01 08:00")))
    etag = client.get(path)["ETag"]
    assert client.get(path, headers={"if-none-match": etag}).status_code == 304


def test_a_new_link_ends_the_one_before(client, head):
    first = feed.make(head, at=at("2026-12-01 08:00"))
    second = feed.make(head, at=at("2026-12-02 08:00"))
    assert client.get(path_of(first)).status_code == 404
    assert client.get(path_of(second)).status_code == 200
    assert FeedLink.objects.in_use().get() == second


def test_a_revoked_link_opens_nothing(client, head):
    link = feed.make(head, at=at("2026-12-01 08:00"))
    assert feed.revoke(head, at=at("2026-12-02 08:00"))
    assert client.get(path_of(link)).status_code == 404
    assert not feed.revoke(head, at=at("2026-12-03 08:00"))


def test_the_link_of_a_disabled_account_opens_nothing(client, head):
    link = feed.make(head, at=at("2026-12-01 08:00"))
    head.is_active = False
    head.save()
    assert client.get(path_of(link)).status_code == 404


def test_what_is_kept_in_the_database_opens_nothing_without_the_servers_secret(
    client, head, settings, django_assert_num_queries
):
    link = feed.make(head, at=at("2026-12-01 08:00"))
    with django_assert_num_queries(0):
        for token in ["x" * 43, str(link.key), link.key.hex]:
            wrong = reverse("reports:feed", args=[link.key, token])
            assert client.get(wrong).status_code == 404


def test_a_link_of_another_person_has_another_signature(client, head):
    other = feed.make(make_user(), at=at("2026-12-01 08:00"))
    own = feed.make(head, at=at("2026-12-01 08:00"))
    token = path_of(own).rpartition("/")[2].removesuffix(".ics")
    assert client.get(reverse("reports:feed", args=[other.key, token])).status_code == 404


def test_the_use_of_a_link_is_noted_to_the_hour(head):
    link = feed.make(head, at=at("2026-12-01 08:00"))
    token = path_of(link).rpartition("/")[2].removesuffix(".ics")
    noted = []
    for clock in ["08:10", "08:50", "09:10"]:
        feed.opened(link.key, token, at=at(f"2026-12-01 {clock}"))
        link.refresh_from_db()
        noted.append(link.last_used_at)
    assert noted == [at("2026-12-01 08:10"), at("2026-12-01 08:10"), at("2026-12-01 09:10")]


def test_the_secret_of_a_link_is_never_logged(client, head, monkeypatch, caplog):
    path = path_of(feed.make(head, at=at("2026-12-01 08:00")))
    monkeypatch.setattr(feed, "written", lambda posts, *, on: 1 / 0)
    client.raise_request_exception = False
    assert client.get(path).status_code == 500
    [record] = [record for record in caplog.records if record.name == "django.request"]
    assert HideSecrets().filter(record)
    assert record.getMessage() == "Internal Server Error: /calendar/….ics"
    assert "HideSecrets" in str(settings.LOGGING["filters"])
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["secrets"]


def test_a_person_makes_copies_and_revokes_his_link_on_one_page(client, head):
    client.force_login(head)
    page = reverse("reports:feed-link")
    assert "Đồng chí chưa có liên kết lịch." in client.get(page).content.decode()
    client.post(reverse("reports:make-feed"))
    link = head.feed_links.in_use().get()
    assert feed.address(link) in client.get(page).content.decode()
    assert "no-store" in client.get(page)["Cache-Control"]
    client.post(reverse("reports:revoke-feed"))
    assert not head.feed_links.in_use().exists()
    again = client.post(reverse("reports:revoke-feed"), follow=True)
    assert "Liên kết lịch đã được thu hồi trước đó." in again.content.decode()


def test_the_menu_of_the_account_leads_there(client, head):
    client.force_login(head)
    page = client.get(reverse("reports:todo")).content.decode()
    assert f'href="{reverse("reports:feed-link")}"' in page
