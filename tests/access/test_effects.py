"""What takes effect, and what goes out, behind a door through which many may come."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.models import ProgressReport
from tests.access.answers import answers, put_down
from tests.access.roles import REVIEWERS, STATES, UNIT
from tests.reports.finished import finish

pytestmark = pytest.mark.django_db

#: Report action -> the states from which it takes effect, and for whom.
EFFECTS = {
    "reports:accept": ({"submitted"}, "accepted", REVIEWERS),
    "reports:return": ({"submitted"}, "returned", REVIEWERS),
    "reports:reopen": ({"accepted"}, "returned", REVIEWERS),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", sorted(EFFECTS))
def test_a_verdict_takes_effect_only_in_its_state_and_from_its_people(name, state, client, world):
    states, becomes, who = EFFECTS[name]
    report = world.things["report"]
    data = {
        "submission": report.submissions.get().number,
        "reason": "Bổ sung số liệu.",
        "due_on": str(timezone.localdate() + timedelta(days=7)),
    }
    for role, user in world.people.items():
        ProgressReport.objects.filter(pk=report.pk).update(state=state)
        client.force_login(user)
        client.post(world.url(name), data)
        report.refresh_from_db()
        expected = becomes if state in states and role in who else state
        assert report.state == expected, role


@pytest.mark.parametrize("name", ["admin:index", "admin:directives_department_changelist"])
def test_the_admin_is_the_administrators(name, client, world):
    for role, user in world.people.items():
        client.force_login(user)
        status = client.get(reverse(name)).status_code
        assert status == (200 if role == "administrator" else 302), role


def test_evidence_is_inside_the_unit_until_a_submission_cites_it(client, world):
    evidence = world.things["evidence"]
    evidence.entries.clear()
    found = answers(client, world, "reports:evidence", "get")
    assert {role for role, status in found.items() if status == 200} == UNIT


def test_every_file_goes_out_as_a_download(client, world):
    client.force_login(world.people["hcth.head"])
    finish(world.things["job"], "report.pdf")
    for name in [
        "directives:attachment",
        "reports:evidence",
        "reports:rendered",
        "reports:briefing-workbook",
    ]:
        response = client.get(world.url(name))
        assert response.headers["Content-Disposition"].startswith("attachment"), name
        assert response.headers["X-Content-Type-Options"] == "nosniff", name
        put_down(response)
