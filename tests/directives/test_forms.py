"""Forms of the directive: what is refused, in which words."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from directives.forms.directive import DirectiveForm, LegalBasisForm, NumberForm
from directives.forms.duty import AssignForm, DutyForm
from directives.models import Department, Duty, LegalBasis
from directives.posts import Role
from tests.builders import (
    make_agency,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
    make_member,
    posts_of,
)

pytestmark = pytest.mark.django_db

ON = date(2026, 12, 1)


def directive_data(**fields):
    return {
        "doc_type": "CV",
        "number": "",
        "symbol": "SKHCN-HCTH",
        "place": "Quảng Ngãi",
        "issued_on": "07/06/2024",
        "issuing_body": "Sở Khoa học và Công nghệ",
        "subject": "triển khai thực hiện Kế hoạch số 116/KH-UBND",
        "introduction": "",
        "urgency": "normal",
        "addressees": "Trưởng các phòng, đơn vị thuộc Sở",
        "recipients": "- Như trên;\n- Lưu: VT, HCTH.",
        "signer_capacity": "",
        "signer_title": "Giám đốc",
        "signer_name": "Nguyễn Văn Thành",
        "agency": make_agency().pk,
        "coordinator": make_coordinator().pk,
        "report_to": "Uỷ ban nhân dân tỉnh Quảng Ngãi",
        "programme_name": "triển khai công tác thông tin đối ngoại",
        "ends_on": "",
        **fields,
    }


def directive_form(*, files=None, **fields):
    posts = posts_of(make_member(make_coordinator(), Role.STAFF))
    return DirectiveForm(directive_data(**fields), files, posts=posts, on=ON)


def test_a_directive_without_a_number_is_good():
    form = directive_form()
    assert form.is_valid(), form.errors
    assert form.instance.issued_on == date(2024, 6, 7)


@pytest.mark.parametrize("field", ["symbol", "subject", "introduction", "addressees"])
def test_a_document_marked_secret_is_refused_wherever_the_mark_stands(field):
    form = directive_form(**{field: "TỐI MẬT"})
    assert form.errors == {
        field: [
            "Văn bản có dấu “TỐI MẬT” không được đưa vào hệ thống này. "
            "Không nhập thông tin thuộc bí mật nhà nước."
        ]
    }


def test_a_file_named_secret_is_refused():
    files = {"upload": SimpleUploadedFile("Công văn MẬT.pdf", b"%PDF-1.7")}
    assert list(directive_form(files=files).errors) == ["upload"]


@pytest.mark.parametrize("name", ["macro.docm", "page.html", "image.svg", "run.exe"])
def test_a_file_that_is_no_document_is_refused(name):
    files = {"upload": SimpleUploadedFile(name, b"...")}
    assert list(directive_form(files=files).errors) == ["upload"]


def test_a_file_that_is_too_large_is_refused(settings):
    settings.FILE_MAX_BYTES = 1024 * 1024
    files = {"upload": SimpleUploadedFile("a.pdf", b"x" * (1024 * 1024 + 1))}
    assert directive_form(files=files).errors == {"upload": ["Tệp lớn hơn 1 MB."]}


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        (
            {"issued_on": "31/02/2024"},
            {
                "issued_on": [
                    "Ngày không có thật hoặc ghi chưa đúng; hãy ghi ngày/tháng/năm, "
                    "ví dụ 07/06/2024."
                ]
            },
        ),
        ({"issued_on": "07/06/0024"}, {"issued_on": ["Hãy kiểm tra lại năm."]}),
        (
            {"ends_on": "06/06/2024"},
            {"__all__": ["Ngày kết thúc không được trước ngày ban hành."]},
        ),
    ],
)
def test_impossible_days_are_refused(fields, errors):
    assert directive_form(**fields).errors == errors


def test_the_same_number_in_the_same_year_is_refused():
    make_directive(number="512")
    form = directive_form(number="512")
    assert form.errors == {"__all__": ["Văn bản có số, ký hiệu này trong năm đã được nhập."]}
    assert directive_form(number="512", issued_on="07/06/2025").is_valid()


def test_only_ones_own_coordinating_unit_can_follow_up():
    other = make_department("Văn phòng khác", is_coordinator=True)
    assert list(directive_form(coordinator=other.pk).errors) == ["coordinator"]


def test_the_coordinator_belongs_to_the_agency():
    elsewhere = make_agency("Sở Nội vụ")
    office = make_department("Văn phòng Sở Nội vụ", parent=elsewhere, is_coordinator=True)
    both = make_member(make_coordinator(), Role.STAFF)
    make_member(office, Role.STAFF, user=both)
    data = directive_data(agency=elsewhere.pk)
    assert DirectiveForm(data, posts=posts_of(both), on=ON).errors == {
        "coordinator": ["Đơn vị đầu mối phải thuộc cơ quan thực hiện."]
    }


def test_another_agency_is_not_offered():
    make_agency("Sở Nội vụ")
    assert list(directive_form().fields["agency"].queryset) == [make_agency()]


def test_the_only_choices_are_chosen_already():
    posts = posts_of(make_member(make_coordinator(), Role.STAFF))
    form = DirectiveForm(posts=posts, on=ON)
    assert form["coordinator"].value() == make_coordinator().pk
    assert form["agency"].value() == make_agency().pk


# Number


@pytest.mark.parametrize(
    ("number", "errors"),
    [
        ("512", {}),
        ("", {"number": ["Hãy ghi số của văn bản."]}),
        ("abc", {"number": ["Chỉ ghi phần số, trước dấu gạch chéo."]}),
        ("512/SKHCN-HCTH", {"number": ["Chỉ ghi phần số, trước dấu gạch chéo."]}),
    ],
)
def test_the_number_is_what_stands_before_the_slash(number, errors):
    assert NumberForm({"number": number}, instance=make_directive()).errors == errors


def test_a_number_given_to_another_directive_of_the_year_is_refused():
    make_directive(number="512")
    form = NumberForm({"number": "512"}, instance=make_directive())
    assert form.errors == {"__all__": ["Văn bản có số, ký hiệu này trong năm đã được nhập."]}


# Bases


def basis_form(directive, **fields):
    return LegalBasisForm(
        {
            "ordinal": "1",
            "doc_type": "KH",
            "number_and_symbol": "116/KH-UBND",
            "issued_on": "03/06/2024",
            "issuer": "UBND tỉnh Quảng Ngãi",
            "title": "thực hiện Nghị quyết số 47/NQ-CP",
            **fields,
        },
        instance=LegalBasis(directive=directive),
    )


def test_a_basis_is_cited_once_and_in_its_own_place():
    directive = make_directive()
    basis_form(directive).save()
    assert basis_form(directive, ordinal="2").errors == {
        "__all__": ["Căn cứ này đã có trong văn bản."]
    }
    assert not basis_form(directive, number_and_symbol="124/KH-UBND").is_valid()
    assert basis_form(directive, ordinal="2", number_and_symbol="124/KH-UBND").is_valid()


def test_a_new_basis_takes_the_next_place():
    directive = make_directive()
    basis_form(directive).save()
    assert LegalBasisForm(instance=LegalBasis(directive=directive))["ordinal"].value() == 2


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd"])
def test_a_link_leads_to_the_web_only(link):
    assert list(basis_form(make_directive(), link=link).errors) == ["link"]


def test_the_title_of_a_secret_basis_is_refused():
    assert list(basis_form(make_directive(), title="Kế hoạch MẬT").errors) == ["title"]


# Duties


def duty_form(directive=None, **fields):
    return DutyForm(
        {
            "ordinal": "1",
            "title": "Triển khai",
            "text": "Căn cứ chức năng, nhiệm vụ triển khai thực hiện.",
            "kind": "implementation",
            "nature": "continuing",
            "deadline": "recurring",
            "due_on": "",
            "deadline_words": "",
            "indicators": "",
            **fields,
        },
        instance=Duty(directive=directive or make_directive()),
    )


def test_indicators_are_read_one_per_line():
    form = duty_form(indicators="Tin, bài | tin, bài\n\n  Đoàn ra, đoàn vào|đoàn  ")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["indicators"] == [
        ("Tin, bài", "tin, bài"),
        ("Đoàn ra, đoàn vào", "đoàn"),
    ]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("Tin, bài", "Dòng “Tin, bài”: ghi tên chỉ tiêu, dấu |, đơn vị tính."),
        ("Tin | bài\nTin | tin", "Chỉ tiêu “Tin” ghi hai lần."),
        ("| bài", "Dòng “| bài”: ghi tên chỉ tiêu, dấu |, đơn vị tính."),
    ],
)
def test_a_line_that_is_no_indicator_is_named(lines, sentence):
    assert duty_form(indicators=lines).errors == {"indicators": [sentence]}


def test_only_implementation_duties_have_indicators():
    assert duty_form(kind="dissemination", indicators="Tin | bài").errors == {
        "indicators": ["Chỉ nhiệm vụ triển khai, báo cáo mới có chỉ tiêu."]
    }


@pytest.mark.parametrize(
    ("fields", "good"),
    [
        ({"deadline": "date", "due_on": "14/12/2026"}, True),
        ({"deadline": "date", "due_on": ""}, False),
        ({"deadline": "none", "due_on": "14/12/2026"}, False),
        ({"deadline": "unset", "due_on": ""}, True),
    ],
)
def test_a_day_is_given_exactly_when_the_paper_gives_one(fields, good):
    assert duty_form(**fields).is_valid() is good


def test_two_duties_do_not_share_an_ordinal():
    directive = make_directive()
    make_duty(directive, ordinal=1)
    assert not duty_form(directive).is_valid()
    assert DutyForm(instance=Duty(directive=directive))["ordinal"].value() == 2


def test_nothing_is_assigned_before_the_directive_was_issued():
    unit = make_department()
    form = AssignForm(
        {"departments": [unit.pk], "role": "lead", "starts_on": "06/06/2024"},
        duty=make_duty(),
        units=Department.objects.units(),
        starts_on=date(2024, 6, 7),
    )
    assert form["starts_on"].initial == date(2024, 6, 7)
    assert form.errors == {"starts_on": ["Không giao nhiệm vụ trước ngày ban hành văn bản."]}
