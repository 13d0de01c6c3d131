"""A report that is being written: who types it, and what a browser posts."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from directives.models import Duty
from reports import obligations
from reports.models import ProgressReport
from tests import builders
from tests.builders import Role


@pytest.fixture
def report():
    """A report with one implementation duty, due while the tests run."""
    return make_open_report([Duty.Kind.IMPLEMENTATION])


def make_open_report(kinds, department=None):
    directive = builders.make_directive()
    department = department or builders.make_department()
    for kind in kinds:
        builders.make_assignment(builders.make_duty(directive, kind), department)
    today = timezone.localdate()
    period = builders.make_period(
        directive, due_on=today, starts_on=date(2025, 12, 15), ends_on=today, label="Năm 2026"
    )
    builders.confirm(period)
    return ProgressReport.objects.for_listing().get(period=period, department=department)


@pytest.fixture
def head(client, report):
    user = builders.make_member(report.department, full_name="Phạm Thị Trưởng")
    client.force_login(user)
    return user


@pytest.fixture
def officer(report):
    return builders.make_member(report.department, Role.FOCAL_OFFICER, full_name="Lê Văn Đầu Mối")


def url(report, name="draft"):
    return reverse(f"reports:{name}", args=[report.public_id])


def prefix(report):
    return f"a{obligations.assignments_of(report)[0].pk}"


def typed(report, *, version=0, **fields):
    """What a browser posts; a good answer unless a field says otherwise."""
    fields = {"results": "Đăng 12 tin, bài.", "percent_of_year": "80"} | fields
    named = {f"{prefix(report)}-{name}": value for name, value in fields.items()}
    return named | {"version": version}


def post(client, report, action, **fields):
    return client.post(url(report), typed(report, **fields) | {"action": action})
