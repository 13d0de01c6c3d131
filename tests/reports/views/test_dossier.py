"""The page of a directive's dossiers, and of one on its way."""

import pytest
import time_machine
from django.urls import reverse

from directives.posts import Role
from reports.models import Dossier, Job
from tests.builders import at, make_coordinator, make_department, make_directive, make_member
from tests.pages import text_of
from tests.reports.finished import finish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_a_day(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(at("2026-12-20 09:00"), tick=False):
        yield


@pytest.fixture
def directive():
    return make_directive(number="123")


def page(directive):
    return reverse("reports:dossiers", args=[directive.public_id])


def test_the_clerk_makes_a_dossier_and_fetches_it(client, directive):
    client.force_login(make_member(make_coordinator(), Role.CLERK))
    assert "Chưa lập hồ sơ nào" in text_of(client.get(page(directive)))
    response = client.post(page(directive), follow=True)
    assert "Đang chờ tạo tệp." in text_of(response)
    job = Job.objects.get()
    finish(job, "dossier.zip")
    done = client.get(reverse("reports:dossier", args=[Dossier.objects.get().public_id]))
    assert "Tải hồ sơ (ZIP)" in text_of(done)
    assert job.files.get().file.sha256 in text_of(done)
    assert "09:00, 20/12/2026" in text_of(client.get(page(directive)))
    again = reverse("reports:render-again", args=[job.public_id])
    assert client.post(again).url == reverse(
        "reports:dossier", args=[Dossier.objects.get().public_id]
    )


def test_a_unit_does_not_see_the_file_of_all(client, directive):
    client.force_login(make_member(make_department("Phòng A")))
    assert client.get(page(directive)).status_code == 404
    assert client.post(page(directive)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries(client, directive, count, django_assert_num_queries):
    user = make_member(make_coordinator(), Role.STAFF)
    client.force_login(user)
    for _number in range(count):
        client.post(page(directive))
        Job.objects.update(state="done")
    with django_assert_num_queries(6):
        client.get(page(directive))
