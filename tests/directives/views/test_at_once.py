"""Two people send the same at the same moment: the second reads a sentence."""

from datetime import date

import pytest
from django.urls import reverse

from directives.forms.fields import WholeRow
from directives.models import Directive, Duty, LegalBasis
from tests.builders import make_agency, make_coordinator, make_directive, make_duty, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_other_writes_after_the_look(monkeypatch):
    """The first look at what is there sees nothing of the row that comes first."""
    look, looks = WholeRow.validate_constraints, []

    def late(form):
        looks.append(form)
        if len(looks) > 1:
            look(form)

    monkeypatch.setattr(WholeRow, "validate_constraints", late)


@pytest.fixture
def coordinator():
    return make_coordinator()


@pytest.fixture
def send(client, coordinator):
    client.force_login(make_member(coordinator))

    def send(name, data, *args):
        return client.post(reverse(f"directives:{name}", args=args), data).text

    return send


def test_a_directive_with_a_number_is_entered_once(send, coordinator):
    there = make_directive(number="123")
    names = ["number", "symbol", "place", "issuing_body", "signer_title", "signer_name"]
    text = send(
        "create",
        {name: getattr(there, name) for name in names}
        | {
            "doc_type": "CV",
            "issued_on": f"{there.issued_on:%d/%m/%Y}",
            "subject": "một trích yếu khác",
            "urgency": "normal",
            "agency": make_agency().pk,
            "coordinator": coordinator.pk,
            "report_to": "Uỷ ban nhân dân tỉnh",
            "programme_name": "triển khai công tác",
        },
    )
    assert "Văn bản có số, ký hiệu này trong năm đã được nhập." in text
    assert "một trích yếu khác" in text
    assert Directive.objects.get() == there


def test_a_basis_is_added_once(send):
    directive = make_directive()
    paper = {"doc_type": "KH", "number_and_symbol": "116/KH-UBND", "issuer": "UBND tỉnh"}
    there = LegalBasis.objects.create(
        directive=directive, ordinal=1, issued_on=date(2024, 6, 3), title="Kế hoạch", **paper
    )
    text = send(
        "add-basis",
        {**paper, "ordinal": 2, "issued_on": "03/06/2024", "title": "Kế hoạch"},
        directive.public_id,
    )
    assert "Căn cứ này đã có trong văn bản." in text
    assert directive.legal_bases.get() == there


def test_an_ordinal_goes_to_one_duty(send):
    there = make_duty()
    text = send(
        "add-duty",
        {
            "ordinal": there.ordinal,
            "title": "Một nhiệm vụ khác",
            "text": "Nguyên văn",
            "kind": "coordination",
            "nature": "continuing",
            "deadline": "none",
        },
        there.directive.public_id,
    )
    assert "Một nhiệm vụ khác" in text
    assert 'class="errorlist' in text
    assert Duty.objects.get() == there
