"""The rendering of a document: claimed once, finished once, cancelled, given up in the end."""

from datetime import timedelta

import pytest

from reports import jobs, printing
from reports.errors import RenderingCancelled, RenderingFailed
from reports.models import Job, RenderedFile
from reports.printing import Piece, apart
from tests.builders import at, make_user
from tests.reports.approving import make_version
from tests.reports.year import make_year

pytestmark = pytest.mark.django_db

NOW = at("2026-12-21 09:00")


def clock():
    return NOW


@pytest.fixture
def nudged(monkeypatch):
    """Ids of the jobs that a worker was told of."""
    told = []
    monkeypatch.setattr(jobs, "nudge", lambda task, job_id: told.append(job_id))
    return told


def pieces(*makes):
    parts = ["report", "annex"]
    return [
        Piece(part, RenderedFile.Format.PDF, f"Tệp {part}", make)
        for part, make in zip(parts, makes, strict=False)
    ]


@pytest.fixture
def quick(monkeypatch):
    """No WeasyPrint: what a PDF looks like is tested elsewhere."""
    made = pieces(lambda: b"%PDF-report", lambda: b"%PDF-annex")
    monkeypatch.setattr(printing, "pieces", lambda document: made)


def make_job() -> Job:
    return make_version(make_year(1).period, by=make_user(), at=NOW).job


def contents(job) -> dict:
    found = {}
    for kept in job.files.all():
        with kept.file.file.open("rb") as file:
            found[kept.file.original_name] = (kept.part, file.read(), kept.file.content_type)
    return found


def test_every_file_is_kept_with_the_job(nudged, quick):
    job = make_job()
    assert nudged == [job.pk]

    assert jobs.render(job.pk, clock=clock) is True

    job.refresh_from_db()
    assert (job.state, job.progress, job.lease_until) == (Job.State.DONE, 100, None)
    assert contents(job) == {
        "Tệp report.pdf": ("report", b"%PDF-report", "application/pdf"),
        "Tệp annex.pdf": ("annex", b"%PDF-annex", "application/pdf"),
    }


def test_a_finished_job_is_not_rendered_again(nudged, quick):
    job = make_job()
    jobs.render(job.pk, clock=clock)
    kept = set(job.files.values_list("pk", flat=True))
    assert jobs.render(job.pk, clock=clock) is False
    assert set(job.files.values_list("pk", flat=True)) == kept


def test_a_job_is_claimed_by_one_worker_until_its_lease_ends(nudged):
    job = make_job()
    assert jobs.claim(job.pk, at=NOW).attempts == 1
    assert jobs.claim(job.pk, at=NOW + jobs.LEASE - timedelta(seconds=1)) is None
    assert jobs.claim(job.pk, at=NOW + jobs.LEASE).attempts == 2


def test_progress_is_stored_as_it_comes(nudged, quick, monkeypatch):
    job = make_job()
    seen = []

    def note(produce, **limits):
        seen.append(Job.objects.get(pk=job.pk).progress)
        return produce()

    monkeypatch.setattr(apart, "make", note)
    jobs.render(job.pk, clock=clock)
    assert seen == [5, 50]


def test_a_worker_at_work_holds_its_lease(nudged, quick, monkeypatch):
    job = make_job()
    hour = [NOW, NOW, NOW + timedelta(minutes=2), NOW + timedelta(minutes=2)]

    def slow(produce, *, still_wanted, **limits):
        assert still_wanted()
        return produce()

    monkeypatch.setattr(apart, "make", slow)
    leases = []
    keep = jobs._keep

    def note(job, made, *, at):
        leases.append(Job.objects.get(pk=job.pk).lease_until)
        return keep(job, made, at=at)

    monkeypatch.setattr(jobs, "_keep", note)
    assert jobs.render(job.pk, clock=lambda: hour.pop(0)) is True
    assert leases == [NOW + timedelta(minutes=2) + jobs.LEASE]


# Failing


def test_a_document_that_cannot_be_rendered_says_why_at_once(nudged, monkeypatch):
    def foreign():
        raise RenderingFailed("Văn bản dẫn tới một địa chỉ bên ngoài.")

    monkeypatch.setattr(printing, "pieces", lambda document: pieces(foreign))
    monkeypatch.setattr(apart, "make", lambda produce, **limits: produce())
    job = make_job()
    assert jobs.render(job.pk, clock=clock) is False
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "Văn bản dẫn tới một địa chỉ bên ngoài.")
    assert not job.files.exists()


def test_after_the_third_failure_of_the_worker_a_sentence_says_so(nudged, monkeypatch):
    def broken(document):
        raise OSError

    monkeypatch.setattr(printing, "pieces", broken)
    job = make_job()
    states = []
    for _ in range(4):
        assert jobs.render(job.pk, clock=clock) is False
        job.refresh_from_db()
        states.append(job.state)
    assert states == ["queued", "queued", "failed", "failed"]
    assert job.error == "Đã thử 3 lần mà chưa tạo được tệp (OSError)."
    assert nudged == [job.pk] * 3


def test_an_ended_job_can_be_started_again_and_no_other(nudged, quick):
    job = make_job()
    with pytest.raises(jobs.NotFailed):
        jobs.try_again(job, by=make_user(), at=NOW)
    for ended in ["failed", "cancelled"]:
        Job.objects.filter(pk=job.pk).update(state=ended, attempts=3, error="…", finished_at=NOW)
        jobs.try_again(job, by=make_user(), at=NOW)
        assert (job.state, job.attempts, job.error) == (Job.State.QUEUED, 0, "")
    assert jobs.render(job.pk, clock=clock) is True


# Cancelling


def test_a_job_cancelled_while_it_waits_is_not_taken(nudged, quick):
    job = make_job()
    jobs.cancel(job, by=make_user(full_name="Trần Thị Hà"), at=NOW)
    assert jobs.render(job.pk, clock=clock) is False
    assert (job.state, job.error) == ("cancelled", "Trần Thị Hà đã huỷ việc tạo tệp.")


def test_a_job_cancelled_at_work_keeps_no_file(nudged, quick, monkeypatch):
    job = make_job()

    def cancelled_meanwhile(produce, *, still_wanted, **limits):
        jobs.cancel(job, by=make_user(), at=NOW)
        assert not still_wanted()
        raise RenderingCancelled

    monkeypatch.setattr(apart, "make", cancelled_meanwhile)
    assert jobs.render(job.pk, clock=clock) is False
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED
    assert not job.files.exists()


def test_what_is_done_cannot_be_cancelled(nudged, quick):
    job = make_job()
    jobs.render(job.pk, clock=clock)
    with pytest.raises(jobs.Finished):
        jobs.cancel(job, by=make_user(), at=NOW)


# Workers that die


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
    assert (job.state, job.files.count()) == (Job.State.RUNNING, 0)
