"""Reads a Word file in a process of its own, which knows no password and may be ended at any time.

`python -m reports.word.apart` reads a Question from its standard input and prints the Reading. It
is a program and no fork, as `reports.issued.apart`.
"""

import logging
import os
import resource
import subprocess
import sys
from pathlib import Path

from pydantic import TypeAdapter

from reports.issued.limits import CPU_SECONDS, MEMORY_BYTES, WALL_SECONDS
from reports.word.values import Question, Reading

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
_question, _answer = TypeAdapter(Question), TypeAdapter(Reading)


def read(question: Question, *, seconds: float = WALL_SECONDS) -> Reading:
    """What `reading.read` says.

    A process that dies of its limits met too much of a file; one that is not done in `seconds` may
    have had too little of the machine.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", "reports.word.apart"],
            input=_question.dump_json(question),
            capture_output=True,
            cwd=ROOT,
            env={"PATH": os.defpath, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        logger.warning("%s was looked at for %s seconds", question.name, seconds)
        return Reading("busy")
    if done.returncode:
        logger.warning("%s: %s %s", question.name, done.returncode, done.stderr[-2000:])
        return Reading("too_much")
    return _answer.validate_json(done.stdout)


def main() -> None:
    question = _question.validate_json(sys.stdin.buffer.read())
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Nothing is written to a disk.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    logging.disable(logging.WARNING)

    from reports.word.reading import read as here

    sys.stdout.buffer.write(_answer.dump_json(here(question)))


if __name__ == "__main__":
    main()
