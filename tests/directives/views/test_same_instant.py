"""Two people write the same in the same instant: a constraint met in a real transaction."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from threading import Event

import pytest
import time_machine
from django.db import connection, transaction
from django.urls import reverse

from directives import lifecycle, organisation
from directives.models import Department, Directive
from directives.posts import Role
from tests.builders import at, make_coordinator, make_department, make_directive, make_member
from tests.pages import text_of

pytestmark = pytest.mark.django_db(transaction=True)

AT = at("2026-12-11 09:00")
#: Seconds; a request that has not met the other one by then will not.
PATIENCE = 20


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0] > 0


@contextmanager
def before_the_commit_of(write):
    """What is done inside meets the write of another transaction, which commits then."""
    is_written, has_met = Event(), Event()

    def run():
        try:
            with transaction.atomic():
                write()
                is_written.set()
                until = time.monotonic() + PATIENCE
                while not has_met.is_set() and time.monotonic() < until:
                    if somebody_waits():
                        has_met.set()
                    time.sleep(0.02)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(run)
        assert is_written.wait(PATIENCE)
        yield
        other.result()
    assert has_met.is_set(), "nobody waited for the other"


def test_of_two_directives_with_one_number_the_second_reads_a_sentence(client):
    first, second = make_directive("một"), make_directive("hai")
    clerk = make_member(make_coordinator(), Role.CLERK)
    client.force_login(clerk)
    address = reverse("directives:number", args=[second.public_id])
    with before_the_commit_of(lambda: lifecycle.set_number(first, number="512", by=clerk, at=AT)):
        response = client.post(address, {"number": "512"})
    page = text_of(response)
    assert response.status_code == 200
    assert "Văn bản có số, ký hiệu này trong năm đã được nhập." in page
    assert 'value="512"' in page
    assert list(Directive.objects.order_by("pk").values_list("number", flat=True)) == ["512", ""]


def test_of_two_units_with_one_new_name_the_second_reads_a_sentence(client):
    head = make_member(make_coordinator(), Role.HEAD)
    first, second = make_department("Phòng A"), make_department("Phòng B")
    new = {"name": "Phòng Chuyển đổi số", "short_name": "CĐS", "paper": "QĐ 90/QĐ-UBND"}

    def rename():
        organisation.rename(first, **new, on=date(2026, 12, 10), by=head, at=AT)

    address = reverse("reports:rename-unit", args=[second.public_id])
    with time_machine.travel(AT, tick=True):
        client.force_login(head)
        with before_the_commit_of(rename):
            page = text_of(client.post(address, {**new, "on": "10/12/2026"}))
    assert "Đã có đơn vị mang tên “Phòng Chuyển đổi số”." in page
    second.refresh_from_db()
    assert second.name == "Phòng B"
    assert not second.former_names.exists()
    assert Department.objects.filter(name=new["name"]).get() == first
