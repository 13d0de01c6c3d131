"""Two clocks and four workers at once, and a Redis that is emptied, or away for a day."""

import os
import time
from collections import Counter
from datetime import timedelta
from functools import partial
from itertools import pairwise

import pytest
import time_machine
from redis import Redis

from reports.models import Heartbeat, OutgoingMail, Reminder
from tests.servers import Background, answers, free_port, redis_command
from tests.soak.conftest import wait_until
from tests.soak.office import DUE_ON, is_at_rest, make_units, morning, swept_since

pytestmark = pytest.mark.django_db(transaction=True)

UNITS = 10
FIRST_DAY = DUE_ON - timedelta(days=8)


class BrittleRedis:
    """A Redis that goes away, with all that it holds, and comes back at its address."""

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        command = redis_command(self.port, self.folder)
        self.process = Background(command, os.environ, self.folder / "redis.log")
        self.process.wait_for(lambda: answers(self.port))

    def stop(self):
        self.process.kill()


@pytest.fixture
def redis(tmp_path):
    server = BrittleRedis(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def fleet(redis, crew, clock):
    """Two clocks and four workers, two of them for the mails and two for everything."""
    clock.set(morning(FIRST_DAY))
    worker = ("--concurrency", "1", "--without-gossip", "--without-mingle", "--queues")
    workers = [
        crew("worker", *worker, queues, "--hostname", f"soak{n}@{id(clock)}", REDIS_URL=redis.url)
        for n, queues in enumerate(["default", "default,pdf", "default", "default,pdf"])
    ]
    for one in workers:
        one.wait_for(lambda one=one: " ready." in one.log.read_text(errors="replace"), 120)
    beats = [
        crew("beat", "--scheduler", "celery.beat:Scheduler", "--pidfile", "",
             "--max-interval", "1", REDIS_URL=redis.url)
        for _ in range(2)
    ]  # fmt: skip
    for one in beats:
        one.wait_for(lambda one=one: "beat: Starting" in one.log.read_text(errors="replace"), 120)
    return workers + beats


def health(client, at):
    with time_machine.travel(at):
        return client.get("/healthz").status_code


def live_through(day, clock):
    """The day's first hours, until all that is due is told."""
    clock.set(morning(day))
    wait_until(lambda: swept_since(morning(day)), what=f"a sweep on {day}")
    # What a flushed message was about is handed out again. No lease runs out as yet: to the mail
    # that a worker has in hand, a jump of the clock would look like a worker that died.
    clock.set(morning(day, "08:32"))
    wait_until(lambda: swept_since(morning(day, "08:32")) and is_at_rest(day),
               what=f"rest on {day}")  # fmt: skip
    # Another round, for those that would send what is sent already.
    clock.set(morning(day, "09:30"))
    wait_until(lambda: swept_since(morning(day, "09:30")) and is_at_rest(day),
               what=f"rest on {day}")  # fmt: skip


def test_every_mail_arrives_once_through_a_flushed_and_a_dead_redis(
    redis, fleet, clock, client, post_office, tell
):
    people = make_units(UNITS)
    promised = set(Reminder.objects.order_by().values_list("send_on", flat=True))
    days = sorted(promised | {day + timedelta(days=1) for day in promised})
    flushed, dead = DUE_ON - timedelta(days=1), DUE_ON + timedelta(days=1)
    told_on = []
    for day in days:
        if day == flushed:
            clock.set(morning(day))
            for _ in range(10):
                Redis.from_url(redis.url).flushall()
                time.sleep(0.2)
        if day == dead:
            away = day_without_redis(redis, fleet[:4], clock, client, day)
        else:
            live_through(day, clock)
        if day == flushed:
            assert len(post_office.messages) > told_on[-1]
        told_on.append(len(post_office.messages))
    per_day = Counter(OutgoingMail.objects.filter(state="sent").values_list("address", "day"))
    assert len(post_office.messages) == len(post_office.ids()) == len(per_day)
    assert set(per_day.values()) == {1}
    assert {address for address, _ in per_day} == set(people)
    assert not Reminder.objects.filter(send_on__lte=days[-1], state="promised").exists()
    mornings = sum(later > earlier for earlier, later in pairwise([0, *told_on]))
    tell(
        f"two beats, four workers, {len(days)} days: {len(people)} people got"
        f" {len(post_office.messages)} mails on {mornings} days, each once, none twice on a day;"
        f" Redis flushed on {flushed}, away on {dead}: {away}"
    )


def day_without_redis(redis, workers, clock, client, day):
    """Hour by hour, then the server comes back, empty; what that was like."""
    clock.set(morning(day, "00:10"))
    wait_until(lambda: health(client, clock.now) == 200, what="a healthy office")
    redis.stop()
    seen = Heartbeat.objects.get(name="sweep").seen_at
    silent = next(m for m in range(16) if health(client, seen + timedelta(minutes=m)) == 503)
    for hour in range(1, 24):
        clock.set(morning(day, f"{hour:02}:10"))
        time.sleep(0.3)
    clock.set(morning(day, "23:50"))
    known = [len(worker.log.read_bytes()) for worker in workers]
    redis.start()
    swept = wait_until(lambda: swept_since(morning(day, "23:50")), what="a sweep after Redis")
    for worker, size in zip(workers, known, strict=True):
        wait_until(partial(works_again, worker, size, clock), what="a worker without Redis")
    wait_until(lambda: health(client, clock.now) == 200, what="a healthy office")
    return (
        f"/healthz said so after {silent} minutes, the first sweep came {swept:.0f} s after its"
        " return, and all four workers came back by themselves"
    )


def works_again(worker, size, clock):
    """Whether the worker took a task since its log was that long; time goes on, and brings some."""
    clock.set(clock.now + timedelta(seconds=1))
    return b" received" in worker.log.read_bytes()[size:]
