from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from directives import lifecycle
from tests.builders import (
    at,
    make_assignment,
    make_department,
    make_directive,
    make_duty,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_a_duty_is_acknowledged_once_with_when_and_by_whom():
    assignment, first, second = make_assignment(), make_user(), make_user()
    lifecycle.acknowledge(assignment, by=first, at=at("2024-06-10 08:00"))
    with pytest.raises(lifecycle.AlreadyDone):
        lifecycle.acknowledge(assignment, by=second, at=at("2024-06-11 08:00"))
    assignment.refresh_from_db()
    assert assignment.acknowledged_by == first
    assert assignment.acknowledged_at == at("2024-06-10 08:00")


def test_assigning_twice_gives_a_unit_the_duty_once():
    duty, user = make_duty(), make_user()
    units = [make_department(), make_department("Chi cục mẫu")]
    given = {"starts_on": date(2024, 6, 7), "by": user, "at": at("2024-06-07 08:00")}
    assert len(lifecycle.assign(duty, units[:1], **given)) == 1
    assert [a.department for a in lifecycle.assign(duty, units, **given)] == [units[1]]
    assert duty.assignments.count() == 2


def test_the_number_is_typed_in_once():
    directive, user = make_directive(), make_user()
    lifecycle.set_number(directive, number="123", by=user, at=at("2024-06-08 08:00"))
    with pytest.raises(lifecycle.AlreadyDone):
        lifecycle.set_number(directive, number="124", by=user, at=at("2024-06-09 08:00"))
    assert directive.number == "123"


def test_an_assignment_with_an_end_is_in_force_on_its_last_day_and_not_after():
    assignment = make_assignment(ends_on=date(2025, 3, 31), end_reason="Chuyển nhiệm vụ")
    in_force = type(assignment).objects.in_force
    assert in_force(on=date(2025, 3, 31)).exists()
    assert not in_force(on=date(2025, 4, 1)).exists()


def test_a_file_is_kept_under_our_name_and_shown_under_its_own():
    upload = SimpleUploadedFile("Biên bản họp.PDF", b"%PDF-1.7", content_type="application/pdf")
    kept = lifecycle.keep_file(upload, by=make_user(), at=at("2026-01-01 08:00"))
    assert kept.original_name == "Biên bản họp.PDF"
    assert kept.file.name.endswith(f"{kept.public_id}.pdf")
    assert kept.size == 8
    assert kept.sha256 == ("86edbaa24831badfa0a8b04bb410141e2ee4182b6d0014493fe262a7a331c20b")
