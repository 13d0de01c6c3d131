"""Duties: adding one, giving it to units."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from directives.models import Assignment, Duty, LegalBasis
from directives.posts import Role
from tests.builders import (
    at,
    make_agency,
    make_assignment,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
    make_indicator,
    make_member,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_a_day_of_december():
    with time_machine.travel(at("2026-12-11 09:00"), tick=False):
        yield


@pytest.fixture
def hcth():
    return make_member(make_coordinator(), Role.STAFF)


def assign_page(duty):
    return reverse("directives:assign", args=[duty.public_id])


def test_a_duty_is_added_with_its_indicators_and_leads_to_its_units(client, hcth):
    directive = make_directive()
    client.force_login(hcth)
    response = client.post(
        reverse("directives:add-duty", args=[directive.public_id]),
        {
            "ordinal": "1",
            "title": "Triển khai, báo cáo",
            "text": "Căn cứ chức năng, nhiệm vụ …",
            "kind": "implementation",
            "nature": "continuing",
            "deadline": "recurring",
            "indicators": "Tin, bài | tin, bài\nĐoàn | đoàn",
        },
    )
    duty = Duty.objects.get()
    assert response["Location"] == assign_page(duty)
    assert [(i.ordinal, i.name, i.unit) for i in duty.indicators.all()] == [
        (1, "Tin, bài", "tin, bài"),
        (2, "Đoàn", "đoàn"),
    ]


def test_the_choice_is_among_the_living_units_that_do_not_have_it_yet(client, hcth):
    duty = make_duty()
    make_assignment(duty, make_department("Phòng đã giao"))
    make_department("Phòng mới")
    make_department("Phòng giải thể", dissolved_on=date(2025, 3, 1))
    make_department("Phòng của Sở khác", parent=make_agency("Sở Nội vụ"))
    client.force_login(hcth)
    response = client.get(assign_page(duty))
    assert [unit.name for unit in response.context["form"].fields["departments"].queryset] == [
        "Phòng Hành chính - Tổng hợp",
        "Phòng mới",
    ]
    assert "Đang thực hiện:</strong> Phòng đã giao." in text_of(response)


def give(client, duty, *units, **data):
    return client.post(
        assign_page(duty),
        {
            "departments": [unit.pk for unit in units],
            "role": "lead",
            "starts_on": "07/06/2024",
            **data,
        },
        follow=True,
    )


def test_the_duty_is_given_to_the_units_chosen(client, hcth):
    duty = make_duty()
    client.force_login(hcth)
    text = text_of(give(client, duty, make_department("Phòng A"), make_department("Phòng B")))
    assert "Đã giao nhiệm vụ 1 cho 2 đơn vị." in text
    given = Assignment.objects.order_by("department__sort_key")
    assert [(a.department.name, a.starts_on, a.assigned_by) for a in given] == [
        ("Phòng A", date(2024, 6, 7), hcth),
        ("Phòng B", date(2024, 6, 7), hcth),
    ]


def test_giving_twice_is_refused_and_changes_nothing(client, hcth):
    duty, unit = make_duty(), make_department("Phòng A")
    make_department("Phòng B")
    client.force_login(hcth)
    give(client, duty, unit)
    assert give(client, duty, unit).status_code == 200
    assert Assignment.objects.count() == 1


def test_a_unit_that_has_the_duty_from_a_later_day_on_is_not_given_it_again(client, hcth):
    duty, unit = make_duty(), make_department("Phòng A")
    make_assignment(duty, unit, starts_on=date(2027, 1, 1))
    client.force_login(hcth)
    text = text_of(give(client, duty, unit))
    assert "Đơn vị đã được giao nhiệm vụ này." in text
    assert "cho 0 đơn vị" not in text
    assert Assignment.objects.count() == 1


def test_without_a_unit_the_form_says_so(client, hcth):
    make_department("Phòng A")
    client.force_login(hcth)
    assert "Hãy chọn ít nhất một đơn vị." in text_of(give(client, make_duty()))


# Putting a duty right


def put_right(client, duty, **data):
    return client.post(
        reverse("directives:edit-duty", args=[duty.public_id]),
        {
            "ordinal": duty.ordinal,
            "title": duty.title,
            "text": duty.text,
            "kind": duty.kind,
            "nature": duty.nature,
            "deadline": "recurring",
            **data,
        },
        follow=True,
    )


def test_a_deadline_left_open_is_fixed_and_the_words_of_an_assigned_duty_stay(client, hcth):
    duty = make_duty(deadline="unset", text="Nguyên văn")
    make_assignment(duty)
    client.force_login(hcth)
    response = put_right(client, duty, deadline="date", due_on="14/12/2026", text="Lời khác")
    assert "Đã sửa nhiệm vụ." in text_of(response)
    duty.refresh_from_db()
    assert (duty.due_on, duty.text) == (date(2026, 12, 14), "Nguyên văn")


def test_the_words_can_be_put_right_while_the_duty_is_not_assigned(client, hcth):
    duty = make_duty(text="Nguyên van")
    client.force_login(hcth)
    put_right(client, duty, text="Nguyên văn")
    duty.refresh_from_db()
    assert duty.text == "Nguyên văn"


# Work items


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_take_the_same_queries_however_many_rows(
    client, hcth, count, django_assert_num_queries
):
    assignment = make_assignment(department=make_department("Phòng A"))
    for number in range(count):
        make_assignment(assignment.duty, make_department(f"Chi cục {number}"))
        make_department(f"Trung tâm {number}")
    client.force_login(hcth)
    with django_assert_num_queries(8):
        client.get(assign_page(assignment.duty))


# A unit leaves a duty


def end_page(assignment):
    return reverse("directives:end-assignment", args=[assignment.public_id])


def test_hcth_ends_an_assignment_with_a_day_and_a_reason(client, hcth):
    assignment = make_assignment(department=make_department("Phòng A"))
    client.force_login(hcth)
    directive = assignment.duty.directive
    page = reverse("directives:detail", args=[directive.public_id])
    assert f'href="{end_page(assignment)}"' in text_of(client.get(page))
    data = {"on": "31/12/2026", "reason": "Chuyển cho Chi cục"}
    text = text_of(client.post(end_page(assignment), data, follow=True))
    assert "Phòng A dừng thực hiện nhiệm vụ 1 sau ngày 31/12/2026." in text
    assert "đến hết ngày 31/12/2026" in text
    assert f'href="{end_page(assignment)}"' not in text
    assignment.refresh_from_db()
    assert (assignment.end_reason, assignment.ended_by) == ("Chuyển cho Chi cục", hcth)


def test_an_assignment_that_has_ended_is_told_in_a_sentence(client, hcth):
    assignment = make_assignment(
        department=make_department("Phòng A"), ends_on=date(2026, 6, 30), end_reason="Chuyển"
    )
    client.force_login(hcth)
    text = text_of(client.post(end_page(assignment), {"on": "31/12/2026", "reason": "Nhầm"}))
    assert "Phòng A đã dừng thực hiện nhiệm vụ này sau ngày 30/6/2026." in text
    assert 'value="Nhầm"' in text


def test_a_unit_that_joins_others_begins_today_unless_another_day_is_typed(client, hcth):
    duty = make_duty()
    client.force_login(hcth)
    make_department("Phòng B")
    assert 'value="07/06/2024"' in text_of(client.get(assign_page(duty)))
    make_assignment(duty, make_department("Phòng A"))
    assert 'value="11/12/2026"' in text_of(client.get(assign_page(duty)))


def test_a_unit_founded_later_is_refused_in_a_sentence(client, hcth):
    duty, young = make_duty(), make_department("Phòng mới", founded_on=date(2026, 10, 1))
    client.force_login(hcth)
    data = {"departments": [young.pk], "role": "lead", "starts_on": "30/09/2026"}
    text = text_of(client.post(assign_page(duty), data))
    assert "Phòng mới được thành lập ngày 01/10/2026; hãy chọn ngày sau đó." in text
    assert not Assignment.objects.exists()


# Indicators of one legal basis


@pytest.fixture
def counted():
    """A duty with two indicators under a directive with two legal bases, one reported apart."""
    duty = make_duty()
    for ordinal, number in enumerate(["116/KH-UBND", "57-KL/TW"], start=1):
        LegalBasis.objects.create(
            directive=duty.directive,
            ordinal=ordinal,
            doc_type="KH",
            number_and_symbol=number,
            issued_on=date(2024, 6, 3),
            issuer="UBND tỉnh",
            title="thực hiện",
            is_reported_apart=ordinal == 1,
        )
    make_indicator(duty, "Tin, bài")
    make_indicator(duty, "Sự kiện")
    return duty


def test_an_indicator_is_said_to_be_a_figure_of_a_basis_that_is_reported_apart(
    client, hcth, counted
):
    client.force_login(hcth)
    detail = reverse("directives:detail", args=[counted.directive.public_id])
    where = reverse("directives:indicators", args=[counted.public_id])
    assert where in client.get(detail).content.decode()
    page = text_of(client.get(where))
    assert page.count("Kế hoạch số 116/KH-UBND") == 2
    assert "57-KL/TW" not in page.split("<main")[1]
    apart = counted.directive.legal_bases.get(is_reported_apart=True)
    said = text_of(client.post(where, {"indicator-2": [str(apart.pk)]}, follow=True))
    assert "Đã ghi căn cứ của các chỉ tiêu." in said
    news, events = counted.indicators.order_by("ordinal")
    assert (list(news.bases.all()), list(events.bases.all())) == ([], [apart])
    assert client.get(where).context["form"]["indicator-2"].value() == [apart.pk]


def test_where_no_basis_is_reported_apart_there_is_nothing_to_say(client, hcth, counted):
    counted.directive.legal_bases.update(is_reported_apart=False)
    client.force_login(hcth)
    assert client.get(reverse("directives:indicators", args=[counted.public_id])).status_code == 404
    detail = reverse("directives:detail", args=[counted.directive.public_id])
    assert "Căn cứ của chỉ tiêu" not in client.get(detail).content.decode()
