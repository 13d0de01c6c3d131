"""Keys in one array, as `__in` finds them."""

from datetime import date

import pytest
from django.db import connection

from config.cursors import MOST_PARAMETERS
from directives.arrays import Among, array
from reports.models import Holiday

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("bigint", [1, None, 2**40]),
        ("bigint", []),
        ("text", ["head", "", None, 'a "b", {c}', "a\\b", "Tổ trưởng", "null"]),
    ],
)
def test_postgresql_reads_what_was_written(kind, values):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT %s::{kind}[]", [array(values)])
        assert cursor.fetchone() == (values,)


def test_rows_are_found_and_changed_by_more_keys_than_the_protocol_counts():
    day = Holiday.objects.create(on=date(2026, 12, 24), name="Nghỉ của cơ quan")
    other = Holiday.objects.create(on=date(2026, 12, 25), name="Nghỉ của cơ quan")
    keys = {day.pk, *range(other.pk + 1, other.pk + MOST_PARAMETERS + 5)}
    assert list(Holiday.objects.filter(Among("pk", keys))) == [day]
    assert Holiday.objects.filter(Among("pk", keys)).update(name="Lễ") == 1
    assert list(Holiday.objects.filter(Among("pk", []))) == []
