"""Makes a file in a process of its own: a rendering that runs away dies alone.

The child is a fork, which has all that was imported already, under a limit of time and of memory.
The parent reads what it makes, and asks meanwhile whether the file is still wanted. This works in
a worker of Celery, which may have no children of `multiprocessing`.
"""

import os
import re
import resource
import select
import signal
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from django.db import connections
from django.utils.translation import gettext as _

from reports.errors import RenderingCancelled, RenderingFailed
from reports.printing.pdf import prepare

#: The first byte of the child's answer: the file follows, or the name of an error and its trace.
MADE, FAILED = b"+", b"-"
MEGABYTE = 1024 * 1024
#: The second is what Python says when a library was given no memory and did not tell.
STARVED = {"MemoryError", "SystemError"}
#: What a worker of the queue listens to; the child dies of it as any process does.
SIGNALS = [signal.SIGALRM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM]


def make(
    produce: Callable[[], bytes],
    *,
    seconds: float,
    megabytes: int,
    still_wanted: Callable[[], bool],
    poll_seconds: float = 0.5,
) -> bytes:
    """What `produce` gives; it runs in the child and may ask no database.

    `megabytes` come on top of what this process holds. `still_wanted` is asked here every
    `poll_seconds`. Raises RenderingFailed with a sentence, or RenderingCancelled.
    """
    prepare()
    reading, writing = os.pipe()
    child = _fork()
    if child == 0:
        os.close(reading)
        _work(produce, writing, seconds, megabytes)
    os.close(writing)
    try:
        answer = _read(reading, still_wanted, poll_seconds)
    except BaseException:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        os.close(reading)
        _pid, status = os.waitpid(child, 0)
    return _file_in(answer, os.waitstatus_to_exitcode(status), seconds, megabytes)


# The parent


def _fork() -> int:
    with warnings.catch_warnings():
        # The child runs one function and ends; it waits for nothing that another thread holds.
        warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
        return os.fork()


def _read(reading: int, still_wanted: Callable[[], bool], poll_seconds: float) -> bytes:
    """All that the child says until it ends, however it ends."""
    waiting = select.poll()
    waiting.register(reading, select.POLLIN)
    said: list[bytes] = []
    while True:
        if waiting.poll(poll_seconds * 1000):
            if not (part := os.read(reading, MEGABYTE)):
                return b"".join(said)
            said.append(part)
        elif not still_wanted():
            raise RenderingCancelled


def _file_in(answer: bytes, exit_code: int, seconds: float, megabytes: int) -> bytes:
    if exit_code == 0 and answer.startswith(MADE):
        return answer.removeprefix(MADE)
    name, _newline, trace = answer.removeprefix(FAILED).decode(errors="replace").partition("\n")
    if exit_code == -signal.SIGALRM:
        sentence = _("Tạo tệp lâu quá %(seconds)g giây nên đã dừng.") % {"seconds": seconds}
    elif exit_code != 0:
        sentence = _(
            "Chương trình tạo tệp dừng đột ngột (mã %(code)s), thường do thiếu bộ nhớ."
        ) % {"code": exit_code}
    elif name in STARVED:
        sentence = _("Tài liệu quá lớn: tạo tệp cần hơn %(megabytes)s MB bộ nhớ.") % {
            "megabytes": megabytes
        }
    elif name == "FatalURLFetchingError":
        sentence = _("Tài liệu dẫn tới địa chỉ ngoài hệ thống nên không được tạo tệp.")
    else:
        sentence = _("Có lỗi khi tạo tệp (%(name)s).") % {"name": name}
    failure = RenderingFailed(sentence)
    failure.add_note(trace)
    raise failure


# The child


def _work(produce: Callable[[], bytes], writing: int, seconds: float, megabytes: int) -> NoReturn:
    """Ends the process without a word to anything that it shares with the parent."""
    exit_code = 1
    try:
        _limit(seconds, megabytes)
        with os.fdopen(writing, "wb") as answer:
            answer.write(_answer(produce))
        exit_code = 0
    finally:
        os._exit(exit_code)


def _answer(produce: Callable[[], bytes]) -> bytes:
    try:
        return MADE + produce()
    except BaseException as error:
        # WeasyPrint's fatal errors are no Exceptions. To tell of any takes memory again.
        _lift_memory_limit()
        trace = "".join(traceback.format_exception(error))
        return FAILED + f"{type(error).__name__}\n{trace}".encode(errors="replace")


def _limit(seconds: float, megabytes: int) -> None:
    """Dies by itself when its time is up, even where the parent is gone."""
    signal.set_wakeup_fd(-1)
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (_bytes_held() + megabytes * MEGABYTE, hard))
    for connection in connections.all(initialized_only=True):
        connection.execute_wrappers.append(_refuse)


def _lift_memory_limit() -> None:
    _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))


def _bytes_held() -> int:
    """What this process has written to, or may: not its programs, and not what is merely mapped."""
    status = Path("/proc/self/status").read_text()
    found = re.search(r"^VmData:\s+(\d+) kB$", status, re.MULTILINE)
    if found is None:
        raise OSError("the kernel does not say how much memory this process holds")
    return int(found[1]) * 1024


def _refuse(execute, sql, params, many, context):
    """The connection is the parent's: two who speak on it understand nothing."""
    raise RuntimeError("a file is made without the database")
