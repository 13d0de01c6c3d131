"""A mail server that refuses, hangs, wavers, or knows one of us not."""

import pytest

from reports.models import OutgoingMail
from tests.soak.office import DUE_ON, make_units, morning

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def driver(make_driver, post_office):
    return make_driver(EMAIL_URL=post_office.url, SOAK_SMTP_TIMEOUT="0.5")


def work(driver, hour="08:30"):
    driver.order(do="work", on=DUE_ON, at=morning(DUE_ON, hour))


def left():
    return OutgoingMail.objects.exclude(state="sent").count()


def test_a_server_that_refuses_connections_delays_the_mails_and_loses_none(
    driver, post_office, tell
):
    people = make_units(5)
    post_office.down()
    for hour in ["08:30", "08:31", "08:40"]:
        work(driver, hour)
    assert left() == len(people)
    post_office.up()
    # Four are tried before all are; the first rests half an hour after its second failure.
    for hour in ["08:41", "08:42", "09:30", "09:31"]:
        work(driver, hour)
    assert post_office.recipients() == people
    tell(f"mail server away for 10 minutes: {len(people)} of {len(people)} mails, each once")


@pytest.mark.parametrize("place", ["the connection", "RCPT", "the text"])
def test_a_server_that_hangs_delays_the_mails_and_loses_none(place, driver, post_office, tell):
    people = make_units(2)
    post_office.hangs_at = place
    work(driver)
    # It holds up one mail; the others are not begun, and go as soon as it is well.
    assert (post_office.hung, left()) == (1, len(people))
    assert OutgoingMail.objects.filter(attempts=0).count() == len(people) - 1
    post_office.hangs_at = ""
    for hour in ["08:31", "09:30", "09:31"]:
        work(driver, hour)
    assert post_office.recipients() == people
    tell(f"mail server hung at {place}: {len(people)} of {len(people)} mails, each once")


def test_a_server_that_wavers_gets_each_mail_again_later(driver, post_office, tell):
    people = make_units(5)
    for person in people:
        post_office.tempers[person] = ["451 4.7.1 Greylisted", "421 4.3.2 Too busy"]
    work(driver)
    assert post_office.recipients() == []
    work(driver, "08:36")
    assert post_office.recipients() == []
    for hour in ["09:30", "09:31", "10:30"]:
        work(driver, hour)
    assert post_office.recipients() == people
    tell(f"mail server said 451, 421, then 250: {len(people)} of {len(people)} mails, each once")


def test_one_address_that_is_refused_for_good_holds_up_nobody(driver, post_office, tell):
    people = make_units(5)
    bad = people.pop()
    post_office.refused.add(bad)
    for hour in ["08:30", "08:36", "09:30", "16:00"]:
        work(driver, hour)
    assert post_office.recipients() == people
    [failed] = OutgoingMail.objects.exclude(state="sent")
    assert (failed.state, failed.address) == ("failed", bad)
    assert failed.last_error.startswith("550")
    tell(f"one address of {len(people) + 1} refused with 550: {len(people)} mails, each once")
