"""A list of keys may be longer than the protocol can count."""

from datetime import date

import pytest
from django.db import connection

from config.cursors import MOST_PARAMETERS
from reports.models import Holiday

pytestmark = pytest.mark.django_db

MANY = MOST_PARAMETERS + 5


def test_one_parameter_more_than_the_protocol_counts_goes_as_text():
    for count in [MOST_PARAMETERS, MOST_PARAMETERS + 1]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT cardinality(ARRAY[" + ",".join(["%s"] * count) + "])", [7] * count
            )
            assert cursor.fetchone() == (count,)


def test_rows_are_found_changed_and_deleted_by_more_keys_than_the_protocol_counts():
    day = Holiday.objects.create(on=date(2026, 12, 24), name="Nghỉ của cơ quan")
    keys = range(day.pk, day.pk + MANY)
    assert list(Holiday.objects.filter(pk__in=keys)) == [day]
    assert Holiday.objects.filter(pk__in=keys).update(name="Lễ") == 1
    assert Holiday.objects.filter(pk__in=keys).delete()[0] == 1


def test_more_rows_than_the_protocol_counts_are_made_at_once():
    days = [date.fromordinal(700_000 + number) for number in range(MANY // 2)]
    Holiday.objects.bulk_create(Holiday(on=day, name="Nghỉ") for day in days)
    assert Holiday.objects.count() == len(days)
