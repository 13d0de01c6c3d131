"""Files of directives: only for those who see the directive, only as a download."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from directives import lifecycle
from directives.models import LegalBasis
from directives.posts import Role
from tests.builders import (
    at,
    make_assignment,
    make_department,
    make_directive,
    make_duty,
    make_leader,
    make_member,
    make_user,
)

pytestmark = pytest.mark.django_db


def keep(name="công văn.html", content=b"<script>alert(1)</script>"):
    upload = SimpleUploadedFile(name, content, content_type="text/html")
    return lifecycle.keep_file(upload, by=make_user(), at=at("2026-12-01 08:00"))


def get(client, user, attachment):
    """The response with `body`, all that came; reading it to its end closes the file."""
    client.force_login(user)
    response = client.get(reverse("directives:attachment", args=[attachment.public_id]))
    response.body = b"".join(response)
    return response


@pytest.fixture
def directive():
    directive = make_directive(source_file=keep())
    make_assignment(make_duty(directive), make_department("Phòng A"))
    return directive


@pytest.mark.parametrize(
    ("make", "status"),
    [
        (lambda: make_member(make_department("Phòng A"), Role.STAFF), 200),
        (lambda: make_leader(), 200),
        (lambda: make_member(make_department("Phòng B"), Role.HEAD), 404),
        (lambda: make_user(is_staff=True), 404),
    ],
)
def test_the_file_is_for_those_who_see_the_directive(client, directive, make, status):
    assert get(client, make(), directive.source_file).status_code == status


def test_a_visitor_is_asked_to_sign_in(client, directive):
    address = reverse("directives:attachment", args=[directive.source_file.public_id])
    assert client.get(address).status_code == 302


def test_the_file_is_downloaded_whole_under_its_name_and_never_opened(client, directive):
    response = get(client, make_leader(), directive.source_file)
    assert response.body == b"<script>alert(1)</script>"
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''c%C3%B4ng%20v%C4%83n.html"
    )
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_full_text_of_a_basis_is_for_the_same_people(client, directive):
    basis = LegalBasis.objects.create(
        directive=directive,
        ordinal=1,
        doc_type="KH",
        number_and_symbol="116/KH-UBND",
        issued_on=date(2024, 6, 3),
        issuer="UBND tỉnh",
        title="thực hiện",
        attachment=keep("116.pdf", b"%PDF-1.7"),
    )
    inside = make_member(make_department("Phòng A"), Role.HEAD)
    outside = make_member(make_department("Phòng B"), Role.HEAD)
    response = get(client, inside, basis.attachment)
    assert response.body == b"%PDF-1.7"
    assert get(client, outside, basis.attachment).status_code == 404


def test_a_file_of_something_else_is_not_served_here(client, directive):
    assert get(client, make_leader(), keep()).status_code == 404
