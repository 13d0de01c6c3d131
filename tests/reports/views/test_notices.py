from datetime import date

import pytest
from django.urls import reverse

from reports import notices
from reports.models import Notice
from tests.builders import (
    at,
    make_assignment,
    make_department,
    make_directive,
    make_duty,
    make_member,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 20)


def make_notices(count, unit=None, minute=0):
    unit = unit or make_department()
    for number in range(count):
        make_assignment(make_duty(make_directive(f"văn bản {number}")), unit)
        notices.assigned(on=DAY, at=at(f"2026-11-20 08:{minute + number:02d}"))


@pytest.fixture
def head(client):
    head = make_member(username="khoa", department=make_department())
    client.force_login(head)
    return head


def page(client, **query):
    return client.get(reverse("reports:notices"), query)


def test_the_bell_shows_how_many_are_unread_on_every_page(client, head):
    make_notices(2)
    for name in ["todo", "notices", "obstacles"]:
        html = client.get(reverse(f"reports:{name}")).content.decode()
        assert 'aria-label="2 thông báo chưa đọc"' in html
        assert '<span class="bell-count" aria-hidden="true">2</span>' in html


def test_the_bell_is_silent_when_all_are_read(client, head):
    html = page(client).content.decode()
    assert "bell-count" not in html
    assert "Chưa có thông báo nào" in html


def test_the_list_begins_with_the_newest_and_is_ones_own(client, head):
    other = make_department("Chi cục mẫu")
    make_member(other)
    make_notices(1, other)
    make_notices(3)
    rows = page(client).context["rows"]
    assert [row.notice.made_at for row in rows] == [
        at(f"2026-11-20 08:0{minute}") for minute in [2, 1, 0]
    ]
    assert {row.notice.person for row in rows} == {head}


def test_thirty_stand_on_a_page(client, head):
    make_notices(31)
    assert len(page(client).context["rows"]) == 30
    assert len(page(client, page=2).context["rows"]) == 1


def test_opening_one_reads_it_and_leads_to_what_it_is_about(client, head):
    make_notices(2)
    notice = Notice.objects.first()
    response = client.post(reverse("reports:open-notice", args=[notice.public_id]))
    assert response.url == reverse("directives:detail", args=[notice.directive.public_id])
    assert client.get(response.url).status_code == 200
    notice.refresh_from_db()
    assert notice.read_at is not None
    assert Notice.objects.unread().count() == 1


def test_one_is_marked_as_read_in_the_list(client, head):
    make_notices(1)
    notice = Notice.objects.get()
    response = client.post(reverse("reports:read-notice", args=[notice.public_id]))
    assert response.url == reverse("reports:notices")
    assert not Notice.objects.unread().exists()


def test_all_are_marked_as_read_and_nobody_elses(client, head):
    other = make_department("Chi cục mẫu")
    another = make_member(other)
    make_notices(1, other)
    make_notices(2)
    client.post(reverse("reports:read-all-notices"))
    assert [notice.person for notice in Notice.objects.unread()] == [another]


def test_anothers_notice_is_not_found(client, head):
    other = make_department("Chi cục mẫu")
    make_member(other)
    make_notices(1, other)
    notice = Notice.objects.get()
    for name in ["open-notice", "read-notice"]:
        address = reverse(f"reports:{name}", args=[notice.public_id])
        assert client.post(address).status_code == 404
    assert Notice.objects.unread().count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_many(
    client, head, count, django_assert_num_queries
):
    make_notices(count)
    with django_assert_num_queries(6):
        page(client)
