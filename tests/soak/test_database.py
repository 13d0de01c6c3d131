"""PostgreSQL restarted, and killed, in the middle of the work."""

import subprocess
import time

import pytest
from django.db import OperationalError, connection

from tests.soak.conftest import wait_until
from tests.soak.office import DUE_ON, is_at_rest, make_units, morning, swept_since, waiting

pytestmark = pytest.mark.django_db(transaction=True)

UNITS = 100
WORKERS = 2


@pytest.fixture
def database(request, transactional_db):
    """The run's own server."""
    server = request.config.dondoc_servers.database
    if server is None:
        pytest.skip("DATABASE_URL names a server that is not ours to restart")
    with connection.cursor() as cursor:
        # The tests' server may lose what it called committed; production's may not.
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        cursor.execute(f"ALTER DATABASE {name} SET synchronous_commit = on")
    return server


def restart(server, stop):
    stop()
    child = server.child
    # Not by child.start(), which wants a process without threads: the mail server is one.
    child.process = subprocess.Popen(child.command, start_new_session=True, **child.popen)
    wait_until(is_up, what="PostgreSQL")


def is_up():
    connection.close()
    try:
        connection.ensure_connection()
    except OperationalError:
        return False
    return True


@pytest.mark.parametrize("how", ["stop", "kill"])
def test_the_workers_go_on_after_postgresql_came_back(
    how, database, redis_url, crew, clock, post_office, tell
):
    people = make_units(UNITS)
    clock.set(morning(DUE_ON))
    hands = [
        crew("worker", "--concurrency", "1", "--without-gossip", "--without-mingle", "--queues",
             "default", "--hostname", f"{how}{n}@{id(clock)}") for n in range(WORKERS)
    ]  # fmt: skip
    for one in hands:
        one.wait_for(lambda one=one: " ready." in one.log.read_text(errors="replace"), 120)
    hands.append(crew("beat", "--scheduler", "celery.beat:Scheduler", "--pidfile", "",
                      "--max-interval", "1"))  # fmt: skip
    wait_until(lambda: len(post_office.messages) > UNITS // 10, what="the first mails")
    restart(database, getattr(database.child, how))
    early = len(post_office.messages)
    assert early < len(people), "the restart came too late to be one in the middle"
    began = time.monotonic()
    # A sweep of the next minute hands out what nobody was sending ...
    clock.set(morning(DUE_ON, "08:32"))
    wait_until(lambda: swept_since(morning(DUE_ON, "08:32")), what="a sweep after the restart")
    of_the_restart = {"lease_until__lt": morning(DUE_ON, "08:36")}
    wait_until(lambda: not waiting().exclude(**of_the_restart).exists(), what="the free mails")
    # ... and only then those that were on their way may run out of their lease: a jump of the
    # clock would otherwise look like a worker that died.
    leased = waiting().count()
    clock.set(morning(DUE_ON, "08:50"))
    wait_until(lambda: is_at_rest(DUE_ON), what="rest after the restart")
    seconds = time.monotonic() - began
    assert all(one.process.poll() is None for one in hands)
    assert sorted(set(post_office.recipients())) == people
    ids = post_office.ids()
    assert len(ids) == len(people)
    again = sum(copies - 1 for copies in ids.values())
    # The mail that had its 250 and no commit: one in the hands of each worker, and no other.
    assert leased <= WORKERS
    assert again <= leased
    tell(
        f"PostgreSQL {how} after {early} of {len(people)} mails: all arrived within {seconds:.0f} s"
        f" of its return, by the same processes; {leased} were in a worker's hands, {again} came"
        " twice, with the same Message-ID"
    )
