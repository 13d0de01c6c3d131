"""What must never be false, whoever writes: each constraint refuses its own mistake."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from directives.models import Appointment, Directive, Duty, LegalBasis
from tests.builders import (
    ISSUED_AT,
    Role,
    make_assignment,
    make_department,
    make_directive,
    make_duty,
    make_member,
    make_user,
)

pytestmark = pytest.mark.django_db


def refuses(constraint):
    return pytest.raises(IntegrityError, match=constraint)


def test_a_unit_has_one_head_at_a_time():
    department = make_department()
    make_member(department, starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31))
    make_member(department, starts_on=date(2025, 1, 1))
    with refuses("appointment_one_head_in_office_at_a_time"), transaction.atomic():
        make_member(department, starts_on=date(2025, 6, 1))
    make_member(make_department("Phòng khác"), starts_on=date(2025, 6, 1))


def test_the_second_head_is_refused_in_a_form_with_a_sentence():
    department = make_department()
    make_member(department)
    second = Appointment(
        user=make_user(), department=department, role=Role.HEAD, starts_on=date(2025, 6, 1)
    )
    with pytest.raises(ValidationError, match="đơn vị đã có người đứng đầu"):
        second.full_clean()


def test_a_delegate_rests_on_a_paper():
    with refuses("appointment_delegated_or_acting_rests_on_a_paper"):
        Appointment.objects.create(
            user=make_user(),
            department=make_department(),
            role=Role.DELEGATE,
            starts_on=date(2025, 1, 1),
        )


def test_a_unit_gets_a_duty_once_at_a_time():
    assignment = make_assignment()
    with refuses("assignment_once_per_duty_and_department_at_a_time"):
        make_assignment(assignment.duty, assignment.department)


def test_a_unit_may_get_a_duty_again_after_it_was_stopped():
    assignment = make_assignment(ends_on=date(2024, 12, 31), end_reason="Chuyển nhiệm vụ")
    make_assignment(assignment.duty, assignment.department, starts_on=date(2025, 1, 1))


def test_an_assignment_ends_with_a_reason():
    with refuses("assignment_end_has_a_reason"):
        make_assignment(ends_on=date(2024, 12, 31))


def test_acknowledged_when_and_by_whom_go_together():
    with refuses("assignment_acknowledged_at_and_by_together"):
        make_assignment(acknowledged_at=ISSUED_AT)


def test_a_deadline_by_date_has_a_date_and_no_other_has_one():
    with refuses("duty_due_on_set_exactly_when_a_date_is_given"), transaction.atomic():
        make_duty(deadline=Duty.Deadline.DATE)
    with refuses("duty_due_on_set_exactly_when_a_date_is_given"):
        make_duty(deadline=Duty.Deadline.NONE, due_on=date(2026, 1, 1), ordinal=2)


def test_the_text_of_a_duty_is_frozen_once_it_is_assigned():
    duty = make_duty(text="Nguyên văn")
    duty.text = "Nguyên văn, sửa lỗi nhập"
    duty.save()
    make_assignment(duty)
    duty.text = "Nói khác đi"
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        duty.save()
    Duty.objects.filter(pk=duty.pk).update(title="Tên ngắn khác")


def test_number_and_symbol_are_unique_within_a_year_and_blank_numbers_are_not():
    make_directive(number="")
    make_directive(number="")
    make_directive(number="123")
    make_directive(number="123", issued_on=date(2025, 6, 7))
    with refuses("directive_number_and_symbol_unique_within_a_year"):
        make_directive(number="123")


def test_an_unnumbered_directive_is_cited_with_a_gap():
    assert make_directive().reference == "Công văn số …/SKHCN-HCTH"
    assert make_directive(number="123").reference == "Công văn số 123/SKHCN-HCTH"


def test_a_legal_basis_without_file_or_link_has_no_full_text():
    basis = LegalBasis(directive=Directive(), number_and_symbol="47/NQ-CP", doc_type="NQ")
    assert not basis.has_full_text
    assert str(basis) == "Nghị quyết số 47/NQ-CP"
    basis.link = "https://example.vn/nq47"
    assert basis.has_full_text
