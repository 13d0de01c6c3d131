"""Examines a file in a process of its own, which knows no password and may be ended at any time.

`python -m reports.issued.apart` reads a Question from its standard input and prints Examinations,
one on a line, of which the last one stands. It is a program and no fork: the web server has
threads, and a reader that a file takes over finds neither its memory nor its environment.
"""

import logging
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

from pydantic import TypeAdapter

from reports.issued.limits import CPU_SECONDS, MEMORY_BYTES, WALL_SECONDS
from reports.issued.values import Examination, Question

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
_question, _answer = TypeAdapter(Question), TypeAdapter(Examination)


def examine(question: Question, *, seconds: float = WALL_SECONDS) -> Examination:
    """What `examining.examine` says.

    Of a process whose time is up the last word stands; without one it may have had too little of
    the machine. A process that dies otherwise met too much of a file.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", "reports.issued.apart"],
            input=_question.dump_json(question),
            capture_output=True,
            cwd=ROOT,
            env={"PATH": os.defpath, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as expired:
        logger.warning("%s was looked at for %s seconds", question.name, seconds)
        return _last_word(expired.stdout or b"") or Examination("busy")
    told = _last_word(done.stdout)
    if done.returncode == -signal.SIGXCPU and told:
        logger.warning("%s took %s seconds of work", question.name, CPU_SECONDS)
        return told
    if done.returncode or told is None:
        logger.warning("%s: %s %s", question.name, done.returncode, done.stderr[-2000:])
        return Examination("too_much")
    return told


def _last_word(said: bytes) -> Examination | None:
    """Of the lines that were said to their end."""
    *lines, _unended = said.split(b"\n")
    return _answer.validate_json(lines[-1]) if lines else None


def _tell(found: Examination) -> None:
    sys.stdout.buffer.write(_answer.dump_json(found) + b"\n")
    sys.stdout.buffer.flush()


def main() -> None:
    question = _question.validate_json(sys.stdin.buffer.read())
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    # The soft limit tells its name; the hard one, a second later, kills.
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Nothing is written to a disk.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    logging.disable(logging.WARNING)

    from reports.issued.examining import examine as here

    _tell(here(question, tell=_tell))


if __name__ == "__main__":
    main()
