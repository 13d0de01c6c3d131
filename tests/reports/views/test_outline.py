"""The page of the outline: rename, move, add, leave out; nothing typed is lost."""

from datetime import date

import pytest
from django.urls import reverse

from directives.models import LegalBasis
from reports.consolidated import outline
from reports.consolidated.outline import OutlineSection
from reports.models import ReportOutline
from tests.builders import (
    Role,
    at,
    make_coordinator,
    make_department,
    make_directive,
    make_leader,
    make_member,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 12, 1)
HEAD = {
    "addressees": "Uỷ ban nhân dân tỉnh Quảng Ngãi",
    "recipients": "Như trên\nLưu: VT, HCTH",
    "signer": "",
}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(at(f"{TODAY} 08:00"), tick=False)


@pytest.fixture
def directive():
    return make_directive()


@pytest.fixture
def hcth(client):
    user = make_member(make_coordinator(), Role.STAFF)
    client.force_login(user)
    return user


def address(directive, query=""):
    return reverse("reports:outline", args=[directive.public_id]) + query


def row(number, title, level=1, content="", key="", **more):
    typed = {"key": key, "title": title, "level": level, "content": content, **more}
    return {f"section-{number}-{name}": value for name, value in typed.items()}


def save(client, directive, *rows, action="save", query="", **head):
    data = HEAD | head | {"action": action}
    for one in rows:
        data |= one
    return client.post(address(directive, query), data)


def titles(response):
    return [row["title"].value() for row in response.context["form"].rows]


THREE = (
    row(0, "Tình hình", content="undertaking", key="undertaking"),
    row(1, "Kết quả", content="results", key="results"),
    row(2, "Đề xuất", content="proposals", key="proposals"),
)


def test_the_default_stands_on_the_page(client, directive, hcth):
    page = client.get(address(directive)).content.decode()
    assert "Uỷ ban nhân dân tỉnh Quảng Ngãi" in page
    for title in ["Tình hình triển khai", "Đánh giá chung", "Đề xuất, kiến nghị"]:
        assert f'value="{title}"' in page
    assert [f"Mục {number}" in page for number in ["I.", "III.", "1.", "3.", "V."]] == [True] * 5


def test_hcth_renames_reorders_and_adds_sections(client, directive, hcth):
    free = row(7, "III. Công tác phối hợp")
    response = save(client, directive, THREE[1], THREE[0], free, THREE[2])
    assert (response.status_code, response.url) == (302, address(directive))
    sections = outline.of(directive).sections
    assert sections == (
        OutlineSection("results", 1, "Kết quả", "results"),
        OutlineSection("undertaking", 1, "Tình hình", "undertaking"),
        OutlineSection(sections[2].key, 1, "Công tác phối hợp", ""),
        OutlineSection("proposals", 1, "Đề xuất", "proposals"),
    )


def test_a_section_that_is_left_out_is_gone_and_comes_back_under_its_name(client, directive, hcth):
    save(client, directive, *THREE[:2], {**THREE[2], "section-2-left_out": "on"})
    assert [s.key for s in outline.of(directive).sections] == ["undertaking", "results"]
    save(client, directive, *THREE[:2], row(5, "Kiến nghị", content="proposals"))
    assert [s.key for s in outline.of(directive).sections] == [
        "undertaking",
        "results",
        "proposals",
    ]


@pytest.mark.parametrize(
    ("action", "order"),
    [
        ("down-0", ["Kết quả", "Tình hình", "Đề xuất"]),
        ("up-2", ["Tình hình", "Đề xuất", "Kết quả"]),
        ("up-0", ["Tình hình", "Kết quả", "Đề xuất"]),
        ("down-2", ["Tình hình", "Kết quả", "Đề xuất"]),
        ("up-99", ["Tình hình", "Kết quả", "Đề xuất"]),
        ("add", ["Tình hình", "Kết quả", "Đề xuất", None]),
    ],
)
def test_moving_and_adding_keeps_what_was_typed_and_saves_nothing(
    action, order, client, directive, hcth
):
    response = save(client, directive, *THREE, action=action, recipients="Lưu: VT")
    assert response.status_code == 200
    assert titles(response) == order
    assert response.context["form"].head["recipients"].value() == "Lưu: VT"
    assert not ReportOutline.objects.exists()


def test_lines_lose_the_dash_and_stop_that_print_gives_them(client, directive, hcth):
    save(
        client,
        directive,
        *THREE,
        addressees="- Bộ Khoa học và Công nghệ;\n\n – Uỷ ban nhân dân tỉnh.",
        recipients="- Như trên;\n- Lưu: VT, HCTH.",
    )
    kept = outline.of(directive)
    assert kept.addressees == ("Bộ Khoa học và Công nghệ", "Uỷ ban nhân dân tỉnh")
    assert kept.recipients == ("Như trên", "Lưu: VT, HCTH")


@pytest.mark.parametrize(
    ("rows", "head", "said"),
    [
        ((row(0, "  "),), {}, "Hãy ghi tên mục."),
        ((row(0, "II. "),), {}, "Hãy ghi tên mục."),
        ((row(0, "Kết quả", level=2),), {}, "Mục đầu tiên phải là mục lớn."),
        ((row(0, "A", left_out="on"),), {}, "Hãy giữ ít nhất một mục."),
        (
            (row(0, "A", content="plans"), row(1, "B", content="plans")),
            {},
            "Nội dung này đã có ở mục khác.",
        ),
        (tuple(row(n, f"Mục {n}") for n in range(31)), {}, "Không quá 30 mục."),
        (THREE, {"addressees": " \n "}, "Hãy ghi cơ quan, người nhận báo cáo."),
        (THREE, {"recipients": ""}, "Hãy ghi nơi nhận, ít nhất là nơi lưu."),
        (THREE, {"recipients": "\n".join(["x"] * 31)}, "Không quá 30 dòng"),
        (THREE, {"signer": "head-0"}, "Người này không còn thẩm quyền ký; hãy chọn lại."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(rows, head, said, client, directive, hcth):
    response = save(client, directive, *rows, **head)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert len(titles(response)) == len(rows)
    for name, typed in (HEAD | head).items():
        assert response.context["form"].head[name].value() == typed
    assert not ReportOutline.objects.exists()


def test_an_empty_form_says_what_is_wanted(client, directive, hcth):
    response = client.post(address(directive), {"action": "save"})
    assert response.status_code == 422
    assert "Hãy giữ ít nhất một mục." in response.content.decode()


def test_keys_are_never_taken_from_parts_of_the_text_nor_twice(client, directive, hcth):
    save(
        client,
        directive,
        row(0, "A", key="opening"),
        row(1, "B", key="<b>"),
        row(2, "C", key="results"),
        row(3, "D", key="results"),
    )
    keys = [section.key for section in outline.of(directive).sections]
    assert keys[2] == "results"
    assert len(set(keys)) == 4
    assert not {"opening", "<b>"} & set(keys)


def test_a_free_section_never_finds_the_text_of_another_that_was_taken_out(client, directive, hcth):
    save(client, directive, *THREE, row(7, "Công tác cán bộ"))
    old = outline.of(directive).sections[-1].key
    save(client, directive, *THREE)
    save(client, directive, *THREE, row(7, "Chuyển đổi số"))
    assert outline.of(directive).sections[-1].key != old


def test_the_signer_is_chosen_among_those_in_office(client, directive, hcth):
    director = make_leader(full_name="Nguyễn Văn Thành", title="Giám đốc Sở")
    deputy = make_leader(Role.DEPUTY_DIRECTOR, full_name="Lê Phó", title="Phó Giám đốc Sở")
    page = client.get(address(directive)).content.decode()
    for said in ["Giám đốc: Nguyễn Văn Thành", "KT. Giám đốc, Phó Giám đốc: Lê Phó"]:
        assert said in page
    save(client, directive, *THREE, signer=f"deputy_director-{deputy.public_id}")
    assert outline.of(directive).signer == f"deputy_director-{deputy.public_id}"
    assert director.public_id


def test_a_report_on_one_basis_has_an_outline_of_its_own(client, directive, hcth):
    LegalBasis.objects.create(
        directive=directive,
        ordinal=2,
        doc_type="KH",
        number_and_symbol="124/KH-UBND",
        issued_on=date(2023, 6, 7),
        issuer="UBND tỉnh",
        title="Truyền thông chính sách",
        is_reported_apart=True,
    )
    page = client.get(address(directive, "?basis=2")).content.decode()
    assert "Báo cáo riêng theo Kế hoạch số 124/KH-UBND." in page
    response = save(client, directive, THREE[1], query="?basis=2")
    assert response.url == address(directive, "?basis=2")
    basis = directive.legal_bases.get()
    assert [s.key for s in outline.of(directive, basis).sections] == ["results"]
    assert outline.of(directive) == outline.default(directive)


@pytest.mark.parametrize("query", ["?basis=9", "?basis=x", "?basis=99999"])
def test_an_unknown_basis_is_not_found(query, client, directive, hcth):
    assert client.get(address(directive, query)).status_code == 404


def test_the_default_can_be_looked_at_again(client, directive, hcth):
    save(client, directive, THREE[1])
    assert len(titles(client.get(address(directive)))) == 1
    assert len(titles(client.get(address(directive, "?default")))) == 8


def test_leaders_read_and_units_do_not(client, directive):
    client.force_login(make_leader())
    page = client.get(address(directive)).content.decode()
    assert "II. Kết quả thực hiện" in page
    assert "<textarea" not in page
    assert save(client, directive, *THREE).status_code == 404
    client.force_login(make_member(make_department()))
    assert client.get(address(directive)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_the_same_queries_however_many_sections(
    count, client, directive, hcth, django_assert_num_queries
):
    save(client, directive, *THREE[:count])
    with django_assert_num_queries(8):
        client.get(address(directive))
