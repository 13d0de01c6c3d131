"""Printouts: the same content is kept once, and seen by those whom it concerns."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError

from reports import jobs, papers, printouts, unit_report
from reports.models import Job, Printout, Submission
from tests.builders import (
    Role,
    at,
    make_agency,
    make_coordinator,
    make_department,
    make_leader,
    make_member,
    make_report,
    make_user,
    posts_of,
    submit,
)
from tests.reports.test_papers_wording import URGING

pytestmark = pytest.mark.django_db

NOW = at("2026-12-12 08:00")
DOCUMENT = papers.document_of(URGING)
Kind = Printout.Kind


@pytest.fixture
def nudged(monkeypatch):
    """Ids of the jobs that a worker was told of."""
    told = []
    monkeypatch.setattr(jobs, "nudge", lambda task, job_id: told.append(job_id))
    return told


@pytest.fixture
def report():
    report = make_report("Phòng A")
    submit(report, by=make_member(report.department))
    return report


def keep(kind, document=DOCUMENT, *, by=None, when=NOW, **of):
    return printouts.keep(
        kind,
        {"report": document},
        agency=make_agency(),
        name="Bản in",
        by=by or make_user(),
        at=when,
        **of,
    )


def seen_by(person) -> set:
    return set(Printout.objects.visible_to(posts_of(person)).values_list("kind", flat=True))


def test_a_printout_holds_its_documents_and_has_a_job(report, nudged):
    kept = keep(Kind.DRAFT, period=report.period)
    assert printouts.documents_of(Printout.objects.get()) == {"report": DOCUMENT}
    assert Job.objects.get().printout == kept
    assert nudged == [kept.job.pk]
    assert (str(kept), kept.made_at) == ("Bản in", NOW)


def test_the_same_content_is_printed_once_whoever_asks(report, nudged):
    first = keep(Kind.DRAFT, period=report.period)
    again = keep(Kind.DRAFT, period=report.period, when=at("2026-12-13 08:00"))
    assert again == first
    assert len(nudged) == 1
    other = keep(Kind.DRAFT, replace(DOCUMENT, code="2"), period=report.period)
    of_today = keep(Kind.TODAY, period=report.period)
    assert len({first, other, of_today}) == 3


@pytest.mark.parametrize("state", ["failed", "cancelled"])
def test_files_that_were_not_made_are_tried_again_when_somebody_prints_anew(report, nudged, state):
    first = keep(Kind.DRAFT, period=report.period)
    Job.objects.update(state=state, error="Hết giờ.", finished_at=NOW)
    asker = make_user()
    again = keep(Kind.DRAFT, period=report.period, by=asker, when=at("2026-12-13 08:00"))
    assert again == first
    job = Job.objects.get()
    assert (job.state, job.error, job.requested_by) == ("queued", "", asker)
    assert nudged == [job.pk, job.pk]


def test_a_units_report_is_of_the_period_of_its_submission(report):
    submission = report.submissions.get()
    kept = keep(
        Kind.UNIT_REPORT,
        unit_report.document(submission, on=date(2026, 12, 12)),
        submission=submission,
    )
    assert kept.period == report.period


@pytest.mark.parametrize(
    ("kind", "of"),
    [
        (Kind.UNIT_REPORT, ["period"]),
        (Kind.DRAFT, ["submission"]),
        (Kind.DRAFT, []),
        (Kind.BRIEFING, ["period"]),
        (Kind.TODAY, ["period", "coordinator"]),
    ],
)
def test_what_a_printout_is_of_follows_from_its_kind(report, kind, of):
    things = {
        "period": report.period,
        "submission": report.submissions.get(),
        "coordinator": make_coordinator(),
    }
    with pytest.raises(IntegrityError):
        keep(kind, **{name: things[name] for name in of})


def test_the_unit_sees_its_own_report_hcth_and_leaders_everything(report):
    keep(Kind.UNIT_REPORT, submission=Submission.objects.get())
    keep(Kind.DRAFT, period=report.period)
    keep(Kind.TODAY, period=report.period)
    keep(Kind.BRIEFING, coordinator=make_coordinator())
    everything = {"unit_report", "draft", "today", "briefing"}
    assert seen_by(make_member(report.department, Role.STAFF)) == {"unit_report"}
    assert seen_by(make_member(make_department("Phòng B"))) == set()
    assert seen_by(make_member(make_coordinator(), Role.STAFF)) == everything
    assert seen_by(make_leader()) == everything


def test_a_table_of_all_the_agency_is_for_its_leaders_alone(report):
    asker = make_member(make_coordinator())
    keep(Kind.BRIEFING, by=asker)
    assert seen_by(asker) == set()
    assert seen_by(make_leader(Role.DEPUTY_DIRECTOR)) == {"briefing"}
