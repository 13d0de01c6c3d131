"""Words between unit and HCTH, where they are written and where they are read."""

import pytest
import time_machine
from django.urls import reverse

from directives.models import WorkItem
from reports.models import Obstacle, Remark
from tests import builders
from tests.builders import Role, at
from tests.pages import text_of

pytestmark = pytest.mark.django_db

WORDS = "Đề nghị nêu rõ số tin, bài."


@pytest.fixture(autouse=True)
def _in_december():
    with time_machine.travel(at("2026-12-11 09:00"), tick=False):
        yield


@pytest.fixture
def report():
    return builders.make_report()


@pytest.fixture
def hcth(client):
    user = builders.make_member(role=Role.STAFF, full_name="Phạm Minh")
    client.force_login(user)
    return user


def things(report, by):
    assignment = report.department.assignments.get()
    item = WorkItem.objects.create(
        assignment=assignment, text="Đưa tin", proposed_by=by, proposed_at=at("2026-01-05 08:00")
    )
    obstacle = Obstacle.objects.create(
        assignment=assignment, text="Thiếu máy.", raised_by=by, raised_at=at("2026-01-05 08:00")
    )
    return {
        "report": (report, reverse("reports:report", args=[report.public_id])),
        "work-item": (item, reverse("reports:assignment", args=[assignment.public_id])),
        "obstacle": (obstacle, reverse("reports:obstacle", args=[obstacle.public_id])),
    }


def say(client, name, about, text=WORDS, **more):
    address = reverse(f"reports:remark-on-{name}", args=[about.public_id])
    return client.post(address, {"text": text} | more)


@pytest.mark.parametrize("name", ["report", "work-item", "obstacle"])
def test_words_are_read_by_both_sides_where_they_belong(client, hcth, report, name):
    about, page = things(report, hcth)[name]
    response = say(client, name, about)
    assert response.url == f"{page}#remarks-{about.public_id}"
    for reader in [hcth, builders.make_member(report.department)]:
        client.force_login(reader)
        assert f"Phạm Minh, 09:00, 11/12/2026</p> <p>{WORDS}" in text_of(client.get(page))


def test_words_bring_back_to_the_page_they_came_from(client, hcth, report):
    back = f"/reports/{report.public_id}/draft/"
    assert say(client, "report", report, next=back).url == f"{back}#remarks-{report.public_id}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [(" ", "Hãy ghi nội dung trao đổi."), ("x" * 3001, "Nội dung dài quá 3.000 ký tự.")],
)
def test_what_does_not_do_comes_back_as_it_was_typed(client, hcth, report, text, sentence):
    response = say(client, "report", report, text)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert text.strip() in text_of(response)
    assert not Remark.objects.exists()


def test_the_unit_reads_them_beside_its_form_too(client, hcth, report):
    say(client, "report", report)
    client.force_login(builders.make_member(report.department))
    page = text_of(client.get(reverse("reports:draft", args=[report.public_id])))
    assert WORDS in page
    assert f'name="next" value="/reports/{report.public_id}/draft/"' in page


def test_another_unit_neither_reads_nor_writes(client, hcth, report):
    client.force_login(builders.make_member(builders.make_department("Chi cục mẫu")))
    for name, (about, _page) in things(report, hcth).items():
        assert say(client, name, about).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_conversation_costs_one_query(client, hcth, report, count, django_assert_num_queries):
    for _number in range(count):
        say(client, "report", report)
    address = reverse("reports:report", args=[report.public_id])
    client.get(address)
    with django_assert_num_queries(10):
        client.get(address)
