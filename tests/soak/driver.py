"""The engine in a process of its own, which can be stopped between any two of its steps.

Reads one JSON order a line and answers each with JSON lines. Each order is carried out by a fork,
so that a kill takes everything that the engine had in memory: {"do": "work", "on": a day, "at": an
instant, "stop_at": a step's number, or its name}. The fork says {"stopped": the step's name, "pid":
its number} and waits to be killed, or for SIGUSR1 to go on; or {"done": its number of steps}. After
its end comes {"ended": how}.
"""

import json
import os
import signal
import smtplib
import sys
import time
import traceback
from datetime import date, datetime
from importlib import import_module
from itertools import batched, count

#: Imported before the forks, which are many.
NEEDED = ["kombu.transport.redis", "reports.tasks", "tests.builders", "time_machine"]


class Steps:
    """Counts what passes between the engine, its database and the mail server."""

    def __init__(self, stop_at: int | str | None):
        self.stop_at = stop_at
        self.count = 0

    def passing(self, name: str) -> None:
        self.count += 1
        if self.stop_at in (self.count, name):
            self.stop_at = None
            say(stopped=name, pid=os.getpid())
            signal.sigwait({signal.SIGUSR1})

    def watch(self) -> None:
        from django.db import connection

        def statement(execute, sql, params, many, context):
            self.passing(f"before {_head(sql)}")
            return execute(sql, params, many, context)

        connection.execute_wrappers.append(statement)
        commit, put, reply = connection.commit, smtplib.SMTP.putcmd, smtplib.SMTP.getreply
        told = ["the connection"]

        def watched_commit():
            self.passing("before COMMIT")
            commit()
            self.passing("after COMMIT")

        def watched_put(server, cmd, args=""):
            told[0] = cmd.upper()
            put(server, cmd, args)

        def watched_reply(server):
            code, text = reply(server)
            self.passing(f"after {code} to {told[0]}")
            if code == 354:
                told[0] = "the text"
            return code, text

        connection.commit = watched_commit
        smtplib.SMTP.putcmd, smtplib.SMTP.getreply = watched_put, watched_reply


def _head(sql: str) -> str:
    """The verb and the table: UPDATE reports_outgoingmail."""
    words = sql.replace('"', " ").split()
    verb = words[0]
    follows = {"SELECT": "FROM", "INSERT": "INTO", "DELETE": "FROM", "UPDATE": "UPDATE"}.get(verb)
    if follows is None or follows not in words:
        return " ".join(words[:2])
    return f"{verb} {words[words.index(follows) + 1]}"


def confirm(order) -> None:
    from reports.models import ReportingPeriod
    from tests import builders

    # Each fork would count its made-up people from one again.
    builders._serial = count(time.time_ns())
    period = ReportingPeriod.objects.get(pk=order["period"])
    if not period.is_confirmed:
        builders.confirm(period)


def sweep(order) -> None:
    from reports import reminders

    reminders.sweep(on=date.fromisoformat(order["on"]), at=datetime.fromisoformat(order["at"]))


def work(order) -> None:
    """What the tasks do in one round: sweep, then deliver what is handed out, by the chunk."""
    from reports import reminders
    from reports.reminders.ledger import worth_trying

    on, at = date.fromisoformat(order["on"]), datetime.fromisoformat(order["at"])
    reminders.sweep(on=on, at=at)
    free = worth_trying(reminders.deliverable(on=on, at=at)).values_list("pk", flat=True)
    for chunk in batched(list(free), reminders.CHUNK, strict=False):
        reminders.deliver(chunk, on=on, clock=lambda: at)


def tasks(order) -> None:
    """The same through the doors of the tasks, under a clock that says `at`."""
    import time_machine

    from reports import tasks as doors
    from reports.models import OutgoingMail
    from reports.reminders import CHUNK

    with time_machine.travel(datetime.fromisoformat(order["at"]), tick=False):
        doors.sweep()
        waiting = OutgoingMail.objects.filter(state="queued").values_list("pk", flat=True)
        for chunk in batched(list(waiting), CHUNK, strict=False):
            doors.deliver_mails(chunk)


VERBS = {"confirm": confirm, "sweep": sweep, "work": work, "tasks": tasks}


def say(**words) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def _carried_out(order) -> int:
    steps = Steps(order.get("stop_at"))
    try:
        steps.watch()
        VERBS[order["do"]](order)
    except Exception:
        traceback.print_exc()
        sys.stderr.flush()
        return 1
    say(done=steps.count)
    return 0


def main() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.urls import get_resolver

    for module in NEEDED:
        import_module(module)
    _ = get_resolver().url_patterns
    if timeout := os.environ.get("SOAK_SMTP_TIMEOUT"):
        settings.MAILERS["default"]["OPTIONS"]["timeout"] = float(timeout)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    say(ready=True)
    for line in sys.stdin:
        if not (pid := os.fork()):
            os._exit(_carried_out(json.loads(line)))
        _, status = os.waitpid(pid, 0)
        say(ended=os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
