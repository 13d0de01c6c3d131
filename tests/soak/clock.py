"""A clock that a test sets while its processes run.

`python -m tests.soak.clock FILE MODULE ARGUMENTS` runs a module under the clock in FILE: the wall
clock goes on at its own pace from wherever the test moves it. Waiting is real: time.sleep and
time.monotonic are left alone.
"""

import os
import runpy
import signal
import sys
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import time_machine

from config.processes import die_with_parent

#: Seconds between two looks at the file.
PACE = 0.02


class Clock:
    """The test's side: `set` moves every process that follows."""

    def __init__(self, path: Path):
        self.path = path

    def set(self, at: datetime) -> None:
        fresh = self.path.with_suffix(".fresh")
        # Counted from the machine's start, which all its processes share and nothing mocks.
        fresh.write_text(str(at.timestamp() - time.monotonic()))
        fresh.rename(self.path)

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(float(self.path.read_text()) + time.monotonic(), tz=UTC)

    def command(self, module: str, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "tests.soak.clock", str(self.path), module, *arguments]


def follow(clock: Clock) -> None:
    """Set this process's clock, and keep it set; in children that it forks as well."""
    traveller = time_machine.travel(clock.now, tick=True).start()

    def watch():
        seen = None
        while True:
            with suppress(OSError, ValueError):
                written = clock.path.stat().st_mtime_ns
                if written != seen:
                    traveller.move_to(clock.now)
                    seen = written
            threading.Event().wait(PACE)

    def start():
        threading.Thread(target=watch, daemon=True).start()

    os.register_at_fork(after_in_child=start)
    start()


if __name__ == "__main__":
    _, path, module, *arguments = sys.argv
    die_with_parent(signal.SIGKILL)
    follow(Clock(Path(path)))
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
