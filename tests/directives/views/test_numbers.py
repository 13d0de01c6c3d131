"""Two directives get the same number in the same instant: a constraint in a real transaction."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction
from django.urls import reverse

from directives import lifecycle
from directives.models import Directive
from directives.posts import Role
from tests.builders import at, make_coordinator, make_directive, make_member

pytestmark = pytest.mark.django_db(transaction=True)

#: Seconds; a request that has not met the other one by then will not.
PATIENCE = 20


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0] > 0


def test_the_second_reads_a_sentence_and_keeps_what_he_typed(client):
    first, second = make_directive("một"), make_directive("hai")
    clerk = make_member(make_coordinator(), Role.CLERK)
    client.force_login(clerk)
    is_written, has_met = Event(), []

    def number_the_first():
        try:
            with transaction.atomic():
                lifecycle.set_number(first, number="512", by=clerk, at=at("2026-12-11 09:00"))
                is_written.set()
                until = time.monotonic() + PATIENCE
                while not has_met and time.monotonic() < until:
                    has_met[:] = [True] if somebody_waits() else []
                    time.sleep(0.02)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(number_the_first)
        assert is_written.wait(PATIENCE)
        address = reverse("directives:number", args=[second.public_id])
        response = client.post(address, {"number": "512"})
        other.result()
    assert has_met, "the second did not wait for the first"
    page = response.content.decode()
    assert response.status_code == 200
    assert "Văn bản có số, ký hiệu này trong năm đã được nhập." in page
    assert 'value="512"' in page
    assert list(Directive.objects.order_by("pk").values_list("number", flat=True)) == ["512", ""]
