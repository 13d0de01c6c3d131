"""The page of the table for giao ban, its files and its workbook."""

from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from directives.models import Directive
from directives.posts import Role
from reports import printing
from reports.models import Printout
from tests.builders import (
    at,
    make_assignment,
    make_coordinator,
    make_department,
    make_duty,
    make_leader,
    make_member,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db

PAGE, PRINT = reverse("reports:briefing"), reverse("reports:print-briefing")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(at("2026-11-30 09:00"), tick=False):
        yield


@pytest.fixture
def hcth():
    make_assignment(make_duty(deadline="none", title="Bố trí nhân lực"), make_department("Phòng A"))
    return make_member(make_coordinator(), Role.STAFF)


def test_hcth_and_the_leaders_find_the_table_on_their_first_page(client, hcth):
    client.force_login(hcth)
    assert f'href="{PAGE}"' in text_of(client.get(reverse("reports:dashboard"), follow=True))
    client.force_login(make_leader())
    assert f'href="{PAGE}"' in text_of(client.get(reverse("reports:director")))


def test_the_page_shows_the_table_of_today(client, hcth):
    client.force_login(hcth)
    text = text_of(client.get(PAGE))
    assert "1. Bố trí nhân lực" in text
    assert "giao ban tháng 11 năm 2026" in text
    assert "Số liệu đến ngày 30/11/2026" in text


def test_the_table_is_printed_once_a_day_for_all_of_hcth_and_the_leaders(client, hcth):
    for person in [hcth, make_member(make_coordinator()), make_leader()]:
        client.force_login(person)
        text = text_of(client.post(PRINT, follow=True))
        assert "Bảng giao ban ngày 30/11/2026" in text
        assert "Đang chờ tạo tệp." in text
    kept = Printout.objects.get()
    assert [piece.file_name for piece in printing.pieces(kept)] == [
        "Bảng giao ban ngày 30-11-2026.pdf",
        "Bảng giao ban ngày 30-11-2026.docx",
    ]


def test_the_workbook_holds_the_table(client, hcth):
    client.force_login(hcth)
    answer = client.get(reverse("reports:briefing-workbook"))
    assert "attachment" in answer["Content-Disposition"]
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert book.sheetnames == ["Mục lục", "Giao ban"]
    found = [row for row in book["Giao ban"].iter_rows(values_only=True) if row[0] == 1]
    assert [row[3:6] for row in found] == [("1. Bố trí nhân lực", "Phòng A", "")]


def test_a_unit_has_no_table(client, hcth):
    client.force_login(make_member(make_department("Phòng A")))
    for answer in [client.get(PAGE), client.post(PRINT)]:
        assert answer.status_code == 404


def test_hcth_without_a_directive_gets_a_table_that_says_so(client):
    client.force_login(make_member(make_coordinator(), Role.STAFF))
    assert "Không có nhiệm vụ đang thực hiện" in text_of(client.get(PAGE))
    client.force_login(make_leader())
    assert "Không có nhiệm vụ đang thực hiện" in text_of(client.get(PAGE))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_many_duties(
    client, hcth, count, django_assert_num_queries
):
    directive = Directive.objects.get()
    for _more in range(count - 1):
        make_assignment(make_duty(directive), make_department("Phòng B"))
    client.force_login(hcth)
    with django_assert_num_queries(10):
        client.get(PAGE)
