"""Models are imported inside: this file is read before Django has its settings."""

import pytest


@pytest.fixture
def by():
    from tests.builders import make_user

    return make_user("Quản trị")


@pytest.fixture
def directive():
    from tests.builders import make_directive

    return make_directive()


@pytest.fixture
def accepted(directive):
    """A, of two units, and its accepted report of the second quarter."""
    from tests.builders import accept, make_assignment, make_department, make_duty, submit
    from tests.reports.succession.steps import quarter, report_of

    a, duty = make_department("A"), make_duty(directive)
    make_assignment(duty, a)
    make_assignment(duty, make_department("B"))
    report = report_of(a, quarter(directive, 2))
    submit(report, when="2026-06-10 09:00")
    accept(report, when="2026-06-10 10:00")
    return report
