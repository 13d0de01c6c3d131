"""The register: who sees a directive, what stands on its page, entering one by hand."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from directives.models import Directive, LegalBasis
from directives.posts import Role
from tests.builders import (
    at,
    make_assignment,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
    make_indicator,
    make_leader,
    make_member,
)
from tests.directives.test_forms import directive_data
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_a_day_of_december():
    with time_machine.travel(at("2026-12-11 09:00"), tick=False):
        yield


@pytest.fixture
def hcth():
    return make_member(make_coordinator(), Role.STAFF)


@pytest.fixture
def clerk():
    return make_member(make_coordinator(), Role.CLERK)


@pytest.fixture
def directive():
    """With one duty of Phòng A."""
    directive = make_directive()
    make_assignment(make_duty(directive), make_department("Phòng A"))
    return directive


def address(name, directive):
    return reverse(f"directives:{name}", args=[directive.public_id])


CONCERNED = [
    (lambda: make_member(make_coordinator(), Role.CLERK), True),
    (lambda: make_member(make_department("Phòng A"), Role.FOCAL_OFFICER), True),
    (lambda: make_leader(Role.DEPUTY_DIRECTOR), True),
    (lambda: make_member(make_department("Phòng B"), Role.HEAD), False),
    (
        lambda: make_member(make_department("Phòng A"), Role.HEAD, ends_on=date(2026, 12, 10)),
        False,
    ),
]


@pytest.mark.parametrize(("make", "concerned"), CONCERNED)
def test_a_directive_is_seen_by_whom_it_concerns(client, directive, make, concerned):
    client.force_login(make())
    listed = text_of(client.get(reverse("directives:list")))
    assert (directive.reference in listed) is concerned
    status = client.get(address("detail", directive)).status_code
    assert status == (200 if concerned else 404)


@pytest.mark.parametrize(
    ("make", "status"),
    [
        (lambda: make_member(make_coordinator(), Role.STAFF), 200),
        (lambda: make_member(make_coordinator(), Role.CLERK), 404),
        (lambda: make_leader(), 404),
        (lambda: make_member(make_department("Phòng A"), Role.HEAD), 404),
        (lambda: make_member(make_department("Phòng B"), Role.HEAD), 404),
    ],
)
def test_only_hcth_changes_it(client, directive, make, status):
    client.force_login(make())
    assert client.get(address("add-basis", directive)).status_code == status
    assert client.get(address("add-duty", directive)).status_code == status
    duty = directive.duties.get()
    assert client.get(reverse("directives:assign", args=[duty.public_id])).status_code == status


@pytest.mark.parametrize(
    ("make", "status"),
    [
        (lambda: make_member(make_coordinator(), Role.STAFF), 200),
        (lambda: make_member(make_coordinator(), Role.CLERK), 200),
        (lambda: make_leader(), 404),
        (lambda: make_member(make_department("Phòng A"), Role.HEAD), 404),
    ],
)
def test_a_directive_is_entered_by_somebody_of_a_coordinating_unit(client, make, status):
    client.force_login(make())
    assert client.get(reverse("directives:create")).status_code == status
    assert ("Nhập văn bản" in text_of(client.get(reverse("directives:list")))) is (status == 200)


# The page


def test_the_page_quotes_the_duty_and_names_deadline_indicators_and_units(client, directive):
    duty = make_duty(
        directive,
        deadline="date",
        due_on=date(2026, 12, 14),
        deadline_words="trước ngày 15/12",
        text="Giao Phòng … thực hiện.",
    )
    make_indicator(duty, "Tin, bài", "tin, bài")
    user = make_member(make_department("Phòng A"), Role.HEAD)
    make_assignment(
        duty,
        make_department("Phòng B"),
        acknowledged_at=at("2026-12-02 08:00"),
        acknowledged_by=user,
    )
    client.force_login(user)
    text = text_of(client.get(address("detail", directive)))
    assert "Giao Phòng … thực hiện." in text
    assert "hết ngày 14/12/2026" in text
    assert "(“trước ngày 15/12”)" in text
    assert "Tin, bài (tin, bài)" in text
    assert "1/1 đơn vị đã tiếp nhận" in text
    assert "tiếp nhận 02/12/2026" in text
    assert text.count("đơn vị của đồng chí)") == 1


def test_a_member_takes_on_his_duties_from_the_page_until_he_has(client, directive):
    client.force_login(make_member(make_department("Phòng A"), Role.FOCAL_OFFICER))
    button = f'action="/directives/{directive.public_id}/acknowledge/"'
    assert button in text_of(client.get(address("detail", directive)))
    client.post(address("acknowledge-all", directive))
    assert button not in text_of(client.get(address("detail", directive)))


def test_a_unit_is_not_led_to_the_dashboard_or_to_the_work_of_others(client, directive):
    make_assignment(directive.duties.get(), make_department("Phòng B"))
    own, other = directive.duties.get().assignments.order_by("pk")
    client.force_login(make_member(make_department("Phòng A"), Role.HEAD))
    text = text_of(client.get(address("detail", directive)))
    assert "/dashboard/" not in text.replace(address_of_periods(directive), "")
    assert reverse("reports:assignment", args=[own.public_id]) in text
    assert reverse("reports:assignment", args=[other.public_id]) not in text


def address_of_periods(directive):
    return reverse("reports:periods", args=[directive.public_id])


def basis(directive, ordinal, name, **fields):
    return LegalBasis.objects.create(
        directive=directive,
        ordinal=ordinal,
        doc_type="KH",
        number_and_symbol=name,
        issued_on=date(2024, 6, 3),
        issuer="UBND tỉnh",
        title="thực hiện Nghị quyết",
        **fields,
    )


def test_the_chain_of_bases_is_shown_from_the_nearest_up_and_warns_of_missing_texts(
    client, directive, hcth
):
    conclusion = basis(directive, 3, "57-KL/TW")
    resolution = basis(directive, 2, "47/NQ-CP", implements=conclusion, link="https://vanban.vn/47")
    basis(directive, 1, "116/KH-UBND", implements=resolution)
    basis(directive, 4, "124/KH-UBND")
    client.force_login(hcth)
    text = text_of(client.get(address("detail", directive)))
    order = [text.index(name) for name in ["116/KH-UBND", "47/NQ-CP", "57-KL/TW", "124/KH-UBND"]]
    assert order == sorted(order)
    assert 'href="https://vanban.vn/47"' in text
    assert text.count("Chưa có toàn văn") == 3


def test_text_of_a_paper_is_never_markup(client, hcth):
    directive = make_directive("<script>alert(1)</script>", introduction="<b>đậm</b>\nhàng hai")
    make_duty(directive, text="<img src=x onerror=alert(1)>")
    client.force_login(hcth)
    text = text_of(client.get(address("detail", directive)))
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "&lt;b&gt;đậm&lt;/b&gt;<br>hàng hai" in text


# Entering one by hand


def test_an_empty_office_enters_its_first_directive_with_its_file(client, hcth):
    client.force_login(hcth)
    data = directive_data(upload=SimpleUploadedFile("công văn.pdf", b"%PDF-1.7"))
    text = text_of(client.post(reverse("directives:create"), data, follow=True))
    assert "Đã nhập văn bản." in text
    directive = Directive.objects.get()
    assert directive.registered_by == hcth
    assert directive.source_file.original_name == "công văn.pdf"
    assert directive.source_file.uploaded_by == hcth


def test_what_was_typed_stays_when_the_form_is_refused(client, hcth):
    client.force_login(hcth)
    data = directive_data(subject="Kế hoạch MẬT của tỉnh", signer_name="Trần Văn Bé")
    text = text_of(client.post(reverse("directives:create"), data))
    assert "Văn bản có dấu “MẬT” không được đưa vào hệ thống này." in text
    assert "Kế hoạch MẬT của tỉnh" in text
    assert 'value="Trần Văn Bé"' in text
    assert not Directive.objects.exists()


def test_a_basis_is_added_with_its_full_text(client, directive, hcth):
    client.force_login(hcth)
    data = {
        "ordinal": "1",
        "doc_type": "KH",
        "number_and_symbol": "116/KH-UBND",
        "issued_on": "03/06/2024",
        "issuer": "UBND tỉnh Quảng Ngãi",
        "title": "thực hiện Nghị quyết số 47/NQ-CP",
        "upload": SimpleUploadedFile("116.pdf", b"%PDF-1.7"),
    }
    text = text_of(client.post(address("add-basis", directive), data, follow=True))
    assert "Đã thêm căn cứ." in text
    assert "Chưa có toàn văn" not in text
    assert LegalBasis.objects.get().attachment.original_name == "116.pdf"


def test_a_basis_is_put_right_and_gets_a_report_of_its_own(client, directive, hcth):
    basis(directive, 1, "116/KH-UBND")
    basis(directive, 2, "124/KH-UBND")
    client.force_login(hcth)
    where = reverse("directives:edit-basis", args=[directive.public_id, 1])
    page = client.get(where)
    assert page.context["form"]["ordinal"].value() == 1
    # A paper does not carry out itself.
    assert [str(b) for b in page.context["form"].fields["implements"].queryset] == [
        "Kế hoạch số 124/KH-UBND"
    ]
    data = {
        "ordinal": "1",
        "doc_type": "KH",
        "number_and_symbol": "116/KH-UBND",
        "issued_on": "03/06/2024",
        "issuer": "UBND tỉnh Quảng Ngãi",
        "title": "thực hiện Nghị quyết số 47/NQ-CP",
        "is_reported_apart": "on",
    }
    text = text_of(client.post(where, data, follow=True))
    assert "Đã sửa căn cứ." in text
    assert text.count("Có báo cáo riêng") == 1
    assert directive.legal_bases.get(is_reported_apart=True).issuer == "UBND tỉnh Quảng Ngãi"


def test_a_basis_is_not_put_under_the_number_of_another(client, directive, hcth):
    basis(directive, 1, "116/KH-UBND")
    basis(directive, 2, "124/KH-UBND")
    client.force_login(hcth)
    where = reverse("directives:edit-basis", args=[directive.public_id, 1])
    data = {
        "ordinal": "1",
        "doc_type": "KH",
        "number_and_symbol": "124/KH-UBND",
        "issued_on": "03/06/2024",
        "issuer": "UBND tỉnh",
        "title": "thực hiện",
    }
    assert "Căn cứ này đã có trong văn bản." in text_of(client.post(where, data))
    other = reverse("directives:edit-basis", args=[directive.public_id, 9])
    assert client.get(other).status_code == 404


@pytest.mark.parametrize("name", ["create", "add-basis", "add-duty"])
def test_every_form_says_that_state_secrets_do_not_belong_here(client, directive, hcth, name):
    client.force_login(hcth)
    where = reverse("directives:create") if name == "create" else address(name, directive)
    main = text_of(client.get(where)).split("<main")[1].split("</main>")[0]
    assert "Không nhập thông tin thuộc bí mật nhà nước." in main


def test_the_same_form_sent_twice_enters_one_directive(client, hcth):
    client.force_login(hcth)
    client.post(reverse("directives:create"), directive_data())
    text = text_of(client.post(reverse("directives:create"), directive_data()))
    assert "Văn bản này đã được nhập." in text
    assert Directive.objects.count() == 1


# Putting it right


def test_what_was_typed_wrong_is_put_right_but_not_the_day_once_a_duty_is_assigned(
    client, directive, hcth
):
    client.force_login(hcth)
    data = directive_data(subject="triển khai Kế hoạch 116", issued_on="08/06/2024")
    text = text_of(client.post(address("edit", directive), data, follow=True))
    assert "Đã sửa thông tin văn bản." in text
    directive.refresh_from_db()
    assert (directive.subject, directive.issued_on) == (
        "triển khai Kế hoạch 116",
        date(2024, 6, 7),
    )


def test_the_day_can_be_put_right_while_nothing_is_assigned(client, hcth):
    directive = make_directive()
    client.force_login(hcth)
    client.post(address("edit", directive), directive_data(issued_on="08/06/2024"))
    directive.refresh_from_db()
    assert directive.issued_on == date(2024, 6, 8)


def test_a_correction_does_not_give_a_number_or_another_coordinator(client, directive, hcth):
    other = make_department("Văn phòng khác", is_coordinator=True)
    client.force_login(hcth)
    client.post(address("edit", directive), directive_data(number="9", coordinator=other.pk))
    directive.refresh_from_db()
    assert (directive.number, directive.coordinator) == ("", make_coordinator())


def test_a_number_that_was_typed_wrong_is_put_right_and_cannot_be_taken_away(
    client, directive, hcth
):
    Directive.objects.filter(pk=directive.pk).update(number="215")
    client.force_login(hcth)
    text = text_of(client.post(address("edit", directive), directive_data(number="")))
    assert "Hãy ghi số của văn bản." in text
    client.post(address("edit", directive), directive_data(number="512"))
    directive.refresh_from_db()
    assert directive.number == "512"


# The number


def test_the_clerk_finds_what_waits_for_a_number(client, directive, clerk):
    Directive.objects.filter(pk=directive.pk).update(number="123")
    waiting = make_directive("văn bản chưa có số")
    client.force_login(clerk)
    page = text_of(client.get(reverse("directives:list"), {"show": "unnumbered"}))
    assert waiting.subject in page
    assert directive.subject not in page


def test_the_clerk_types_the_number_once(client, directive, clerk):
    client.force_login(clerk)
    text = text_of(client.post(address("number", directive), {"number": "512"}, follow=True))
    assert "Đã ghi số: Công văn số 512/SKHCN-HCTH." in text
    again = text_of(client.post(address("number", directive), {"number": "513"}, follow=True))
    assert "Văn bản đã có số: Công văn số 512/SKHCN-HCTH." in again
    directive.refresh_from_db()
    assert directive.number == "512"


def test_a_wrong_number_stays_in_the_form_and_changes_nothing(client, directive, clerk):
    client.force_login(clerk)
    text = text_of(client.post(address("number", directive), {"number": "512/SKHCN"}))
    assert "Chỉ ghi phần số, trước dấu gạch chéo." in text
    assert 'value="512/SKHCN"' in text
    directive.refresh_from_db()
    assert directive.number == ""


@pytest.mark.parametrize(
    "make",
    [lambda: make_leader(), lambda: make_member(make_department("Phòng A"), Role.CLERK)],
)
def test_nobody_else_numbers_a_directive(client, directive, make):
    client.force_login(make())
    assert client.post(address("number", directive), {"number": "1"}).status_code == 404
    assert client.get(address("number", directive)).status_code == 405


# Queries


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_page_take_the_same_queries_however_many_rows(
    client, hcth, count, django_assert_num_queries
):
    directive = make_directive()
    for number in range(count):
        duty = make_duty(directive)
        make_indicator(duty)
        basis(directive, number + 1, f"{number}/KH-UBND")
        for name in range(count):
            make_assignment(duty, make_department(f"Phòng {name}"))
    for number in range(count - 1):
        make_directive(number=str(number))
    client.force_login(hcth)
    with django_assert_num_queries(6):
        client.get(reverse("directives:list"))
    with django_assert_num_queries(10):
        client.get(address("detail", directive))
