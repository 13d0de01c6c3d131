"""Two workers and one mail: what one has in hand, the other leaves alone."""

import pytest

from reports.models import OutgoingMail
from tests.soak.office import DUE_ON, make_units, morning

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("place", ["after 220 to the connection", "after 354 to DATA",
                                   "after 250 to the text"])  # fmt: skip
def test_a_mail_that_one_worker_is_sending_is_sent_by_no_other(
    place, make_driver, post_office, tell
):
    people = make_units(3)
    slow, quick = (make_driver(EMAIL_URL=post_office.url) for _ in range(2))
    stopped = slow.order(do="work", on=DUE_ON, at=morning(DUE_ON), stop_at=place)
    assert stopped["stopped"] == place
    quick.order(do="work", on=DUE_ON, at=morning(DUE_ON, "08:31"))
    others = OutgoingMail.objects.filter(state="sent").count()
    slow.go_on(stopped)
    assert len(post_office.messages) == len(people), "one was sent by both"
    assert post_office.recipients() == people
    assert others == len(people) - 1
    tell(f"a worker stopped {place}: another sent the other {others} of {len(people)} mails")
