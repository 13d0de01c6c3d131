"""From an empty office to a report that a unit owes, through the pages alone."""

import pytest
import time_machine
from django.urls import reverse

from directives.models import Directive
from directives.posts import Role
from reports.models import ProgressReport
from tests.builders import at, make_coordinator, make_department, make_member
from tests.directives.test_forms import directive_data

pytestmark = pytest.mark.django_db


def test_hcth_enters_a_directive_gives_its_duty_and_opens_the_period(client):
    units = [make_department("Phòng A"), make_department("Phòng B")]
    client.force_login(make_member(make_coordinator(), Role.STAFF))

    def post(name, public_id, **data):
        args = [public_id] if public_id else []
        response = client.post(reverse(name, args=args), data)
        assert response.status_code == 302, response.context["form"].errors

    with time_machine.travel(at("2026-11-20 09:00"), tick=False):
        post("directives:create", None, **directive_data())
        directive = Directive.objects.get()
        post(
            "directives:add-duty",
            directive.public_id,
            ordinal="1",
            title="Triển khai, báo cáo",
            text="Căn cứ chức năng, nhiệm vụ …",
            kind="implementation",
            nature="continuing",
            deadline="recurring",
            indicators="Tin, bài | tin, bài",
        )
        post(
            "directives:assign",
            directive.duties.get().public_id,
            departments=[unit.pk for unit in units],
            role="lead",
            starts_on="07/06/2024",
        )
        schedule = {
            "cycle": "yearly",
            "convention": "cut_off",
            "cut_off_day": "14",
            "cut_off_month": "12",
            "unit_how": "after",
            "unit_value": "2",
            "director_how": "after",
            "director_value": "5",
            "upward_how": "after",
            "upward_value": "8",
            "decided_by": "Giám đốc Sở",
            "paper": "Công văn số 1012/SKHCN-HCTH",
        }
        seen = client.post(reverse("reports:schedule", args=[directive.public_id]), schedule)
        agreed = seen.context["change"].fingerprint
        post("reports:schedule", directive.public_id, **schedule, agreed=agreed)
        period = directive.periods.get(label="Năm 2026")
        post(
            "reports:confirm-period",
            period.public_id,
            doc_type="CV",
            number="512",
            symbol="SKHCN-HCTH",
            issued_on="20/11/2026",
            decided_by="Giám đốc Sở",
        )
        page = client.get(reverse("reports:home"), follow=True)

    assert [report.department.name for report in ProgressReport.objects.all()] == [
        "Phòng A",
        "Phòng B",
    ]
    assert page.context["counters"].owed.number == 2
