"""A rendering in a process of its own: what comes back, and what ends it."""

import os
import signal
import time
from pathlib import Path

import pytest

from directives.models import Department
from reports.errors import RenderingCancelled, RenderingFailed
from reports.printing import apart
from reports.printing.pdf import _pdf, pdf
from tests.reports.specimens import REPORT


def make(produce, **more):
    limits = {"seconds": 30, "megabytes": 200, "still_wanted": lambda: True, "poll_seconds": 0.02}
    return apart.make(produce, **{**limits, **more})


@pytest.fixture(autouse=True)
def _no_process_is_left_behind():
    before = children()
    yield
    assert children() == before


def children() -> set[str]:
    """Of this process; the servers of the tests are among them."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {number for task in tasks for number in task.read_text().split()}


def test_the_file_comes_back_as_it_was_made():
    assert make(lambda: b"%PDF" * 3_000_000) == b"%PDF" * 3_000_000


def test_a_pdf_made_apart_is_the_same_byte_for_byte():
    assert make(lambda: pdf(REPORT)) == pdf(REPORT)


def test_what_takes_too_long_is_stopped_and_told():
    started = time.monotonic()
    with pytest.raises(RenderingFailed, match=r"^Tạo tệp lâu quá 0.3 giây nên đã dừng.$"):
        make(lambda: time.sleep(60), seconds=0.3)
    assert time.monotonic() - started < 10


def test_what_takes_too_much_memory_is_stopped_and_told():
    with pytest.raises(RenderingFailed) as failure:
        make(lambda: b"x" * 300_000_000, megabytes=100)
    assert str(failure.value) == "Tài liệu quá lớn: tạo tệp cần hơn 100 MB bộ nhớ."


def test_memory_that_this_process_holds_already_is_not_counted():
    held = b"x" * 300_000_000
    assert make(lambda: held[:3], megabytes=100) == b"xxx"


def test_a_document_that_names_a_foreign_address_is_told():
    page = '<!doctype html><html lang="vi"><title>x</title><img src="file:///etc/passwd" alt="x">'
    with pytest.raises(RenderingFailed, match="địa chỉ ngoài hệ thống"):
        make(lambda: _pdf(page))


def test_any_other_error_is_told_by_its_name_and_its_trace_is_kept():
    def produce():
        raise ValueError("bị hỏng")

    with pytest.raises(RenderingFailed) as failure:
        make(produce)
    assert str(failure.value) == "Có lỗi khi tạo tệp (ValueError)."
    (trace,) = failure.value.__notes__
    assert "ValueError: bị hỏng" in trace


def test_a_process_that_is_killed_is_told():
    with pytest.raises(RenderingFailed, match=r"dừng đột ngột \(mã -9\)"):
        make(lambda: os.kill(os.getpid(), signal.SIGKILL))


def test_a_process_that_ends_in_the_middle_of_its_answer_made_nothing():
    with pytest.raises(RenderingFailed, match=r"dừng đột ngột \(mã 3\)"):
        make(lambda: os._exit(3))


def test_what_nobody_wants_any_more_is_stopped():
    wanted = iter([True, True, False])
    started = time.monotonic()
    with pytest.raises(RenderingCancelled):
        make(lambda: time.sleep(60), still_wanted=lambda: next(wanted))
    assert time.monotonic() - started < 10


def test_an_error_of_the_one_who_asks_leaves_no_process_behind():
    def still_wanted():
        raise OSError("no database")

    with pytest.raises(OSError, match="no database"):
        make(lambda: time.sleep(60), still_wanted=still_wanted)


def test_the_signals_of_a_worker_end_it(monkeypatch):
    """A worker's handlers would let it live on."""
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        with pytest.raises(RenderingFailed, match="dừng đột ngột"):
            make(lambda: os.kill(os.getpid(), signal.SIGTERM))
    finally:
        signal.signal(signal.SIGTERM, before)


def test_it_asks_no_database_and_leaves_the_connection_whole(db):
    Department.objects.exists()
    with pytest.raises(RenderingFailed, match="RuntimeError"):
        make(lambda: bytes(Department.objects.count()))
    assert Department.objects.count() == 0
