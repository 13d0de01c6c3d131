"""The rendering of a version: claimed once, finished once, given up in the end."""

from datetime import timedelta

import pytest

from reports import consolidated, jobs
from reports.models import Job
from reports.printing import pdf
from tests.builders import at, make_user
from tests.reports.year import ON, make_year

pytestmark = pytest.mark.django_db

NOW = at("2026-12-21 09:00")


@pytest.fixture
def nudged(monkeypatch):
    """Ids of the jobs that a worker was told of."""
    told = []
    monkeypatch.setattr(jobs, "nudge", lambda task, job_id: told.append(job_id))
    return told


@pytest.fixture
def quick(monkeypatch):
    """No WeasyPrint: what a PDF looks like is tested elsewhere."""
    monkeypatch.setattr(pdf, "report_pdf", lambda report: b"%PDF-report")
    monkeypatch.setattr(pdf, "annex_pdf", lambda whole: b"%PDF-annex")


def make_job() -> Job:
    year = make_year(1)
    return consolidated.freeze(year.period, on=ON, by=make_user(), at=NOW).job


def content(attachment) -> bytes:
    with attachment.file.open("rb") as file:
        return file.read()


def test_both_pdfs_are_kept_with_the_version(nudged, quick):
    job = make_job()
    assert nudged == [job.pk]

    assert jobs.render(job.pk, at=NOW) is True

    job.refresh_from_db()
    assert (job.state, job.progress, job.lease_until) == (Job.State.DONE, 100, None)
    assert content(job.consolidated.report_pdf) == b"%PDF-report"
    assert content(job.consolidated.annex_pdf) == b"%PDF-annex"
    assert job.consolidated.report_pdf.content_type == "application/pdf"


def test_a_finished_job_is_not_rendered_again(nudged, quick):
    job = make_job()
    jobs.render(job.pk, at=NOW)
    job.refresh_from_db()
    kept = job.consolidated.report_pdf_id
    assert jobs.render(job.pk, at=NOW) is False
    job.consolidated.refresh_from_db()
    assert job.consolidated.report_pdf_id == kept


def test_a_job_is_claimed_by_one_worker_until_its_lease_ends(nudged):
    job = make_job()
    assert jobs.claim(job.pk, at=NOW).attempts == 1
    assert jobs.claim(job.pk, at=NOW + jobs.LEASE - timedelta(seconds=1)) is None
    assert jobs.claim(job.pk, at=NOW + jobs.LEASE).attempts == 2


def test_progress_is_stored_as_it_comes(nudged, monkeypatch):
    job = make_job()
    seen = []

    def note(value):
        seen.append(Job.objects.get(pk=job.pk).progress)
        return b"%PDF"

    monkeypatch.setattr(pdf, "report_pdf", note)
    monkeypatch.setattr(pdf, "annex_pdf", note)
    keep = jobs._keep
    monkeypatch.setattr(jobs, "_keep", lambda job, made, at: note(job) and keep(job, made, at=at))
    jobs.render(job.pk, at=NOW)
    assert seen == [10, 50, 90]


def test_after_the_third_failure_a_sentence_says_so(nudged, monkeypatch):
    def broken(report):
        raise RuntimeError

    monkeypatch.setattr(pdf, "report_pdf", broken)
    job = make_job()
    states = []
    for _ in range(4):
        assert jobs.render(job.pk, at=NOW) is False
        job.refresh_from_db()
        states.append(job.state)
    assert states == ["queued", "queued", "failed", "failed"]
    assert job.error == "Đã thử 3 lần mà chưa tạo được tệp PDF."
    assert nudged == [job.pk] * 3
    assert job.consolidated.report_pdf is None


def test_a_failed_job_can_be_started_again_and_no_other(nudged, quick):
    job = make_job()
    with pytest.raises(jobs.NotFailed):
        jobs.try_again(job, by=make_user(), at=NOW)
    Job.objects.filter(pk=job.pk).update(state="failed", attempts=3, error="…", finished_at=NOW)
    jobs.try_again(job, by=make_user(), at=NOW)
    assert (job.state, job.attempts, job.error) == (Job.State.QUEUED, 0, "")
    assert jobs.render(job.pk, at=NOW) is True


def test_the_job_of_a_dead_worker_goes_back_into_the_queue(nudged, quick):
    job = make_job()
    jobs.claim(job.pk, at=NOW)
    nudged.clear()

    assert jobs.requeue_expired(at=NOW + timedelta(seconds=30)) == []
    assert jobs.requeue_expired(at=NOW + jobs.LEASE) == [job.pk]

    assert nudged == [job.pk]
    job.refresh_from_db()
    assert (job.state, job.lease_until) == (Job.State.QUEUED, None)


def test_a_job_whose_worker_died_three_times_has_failed(nudged):
    job = make_job()
    for _ in range(3):
        jobs.claim(job.pk, at=NOW)
        jobs.requeue_expired(at=NOW + jobs.LEASE)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.FAILED, 3)


def test_a_lost_message_is_sent_again_by_the_sweep(nudged):
    job = make_job()
    nudged.clear()
    assert jobs.requeue_expired(at=NOW + timedelta(seconds=59)) == []
    assert jobs.requeue_expired(at=NOW + timedelta(seconds=60)) == [job.pk]
    assert nudged == [job.pk]


def test_a_worker_that_lost_its_lease_stores_nothing(nudged, quick):
    job = make_job()
    slow = jobs.claim(job.pk, at=NOW)
    later = NOW + jobs.LEASE
    assert jobs.claim(job.pk, at=later) is not None
    assert jobs._keep(slow, [], at=later) is False
    job.refresh_from_db()
    assert (job.state, job.consolidated.report_pdf) == (Job.State.RUNNING, None)
