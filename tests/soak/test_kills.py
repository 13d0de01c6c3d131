"""A kill between any two steps of promise, claim, send and mark."""

import os
import signal
from collections import Counter
from datetime import timedelta
from itertools import groupby
from operator import itemgetter

import pytest

from reports.models import OutgoingMail, ProgressReport, Reminder
from tests.soak.office import DUE_ON, addresses, make_unit, morning, unkept

pytestmark = pytest.mark.django_db(transaction=True)

#: After this much time the lease of a dead worker has surely run out.
AFTERWARDS = timedelta(minutes=20)


def kill(driver, stopped):
    os.kill(stopped["pid"], signal.SIGKILL)
    assert driver.read() == {"ended": -signal.SIGKILL}


@pytest.fixture
def driver(make_driver, post_office):
    return make_driver(EMAIL_URL=post_office.url)


def recover(driver, period):
    """Workers come back: rounds of work until every promise is kept."""
    for turn in range(30):
        now = morning(DUE_ON) + AFTERWARDS + turn * timedelta(minutes=1)
        driver.order(do="work", on=DUE_ON, at=now)
        if not unkept(DUE_ON, period=period):
            return
    pytest.fail("promises were not kept after a restart")


def test_a_killed_confirmation_leaves_all_of_the_promises_or_none(driver, tell):
    kills = Counter()
    for number in range(1, 1000):
        period = make_unit(number)
        answer = driver.order(do="confirm", period=period.pk, stop_at=number)
        if "done" in answer:
            ladder = Reminder.objects.filter(report__period=period).count()
            break
        kill(driver, answer)
        reports = ProgressReport.objects.filter(period=period)
        promised = Reminder.objects.filter(report__period=period).count()
        kills["whole" if promised else "nothing"] += 1
        period.refresh_from_db()
        assert reports.count() == bool(promised) == period.is_confirmed
        driver.order(do="confirm", period=period.pk)
        assert reports.count() == 1
    counts = [
        Reminder.objects.filter(report=report).count() for report in ProgressReport.objects.all()
    ]
    assert ladder
    assert counts == [ladder] * number
    tell(
        f"promise: {number - 1} kills; {kills['nothing']} left nothing, {kills['whole']} the whole"
        f" ladder; after a restart {number} of {number} reports have their {ladder} promises"
    )


def test_whichever_step_a_kill_hits_every_obligation_gets_its_mail(driver, post_office, tell):
    """Only the steps from the mail server's 250 to the commit of the mark may repeat one."""
    steps, doubtful = [], []
    for number in range(1, 1000):
        period = make_unit(number)
        driver.order(do="confirm", period=period.pk)
        answer = driver.order(do="work", on=DUE_ON, at=morning(DUE_ON), stop_at=number)
        if "done" in answer:
            break
        kill(driver, answer)
        steps.append(answer["stopped"])
        proven = OutgoingMail.objects.filter(state="sent").values_list("message_id", flat=True)
        unproven = set(post_office.ids()) - set(proven)
        doubtful.append(bool(unproven))
        recover(driver, period)
        for address in addresses(number):
            arrived = post_office.ids_of(address)
            assert len(set(arrived)) == 1, f"{address} after a kill {steps[-1]}: {arrived}"
            copies = 2 if arrived[0] in unproven else 1
            assert len(arrived) == copies, f"{address} after a kill {steps[-1]}: {arrived}"
    assert set(post_office.recipients()) == set(addresses(*range(1, number + 1)))
    windows = [
        [step for step, _ in window]
        for is_doubtful, window in groupby(zip(steps, doubtful, strict=True), itemgetter(1))
        if is_doubtful
    ]
    # Two mails each: the window opens with the server's word and closes with our commit.
    assert [(window[0], window[-1]) for window in windows] == [
        ("after 250 to the text", "before COMMIT")
    ] * 2
    ids = post_office.ids()
    assert len(ids) == 2 * number
    assert sum(copies > 1 for copies in ids.values()) == sum(doubtful)
    tell(
        f"claim, send, mark: {len(steps)} kills; {len(ids)} of {2 * number} mails of {number}"
        f" reports arrived; {sum(doubtful)} of them twice, with the same Message-ID, all killed"
        f" between {windows[0][0]} and the COMMIT ({len(windows[0])} steps: {windows[0]})"
    )
