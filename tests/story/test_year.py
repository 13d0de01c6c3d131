"""A year in the office, January to December, on the pages that its people use."""

from datetime import date

import pytest
import time_machine

from directives.sample.load import at
from tests.story.office import as_the_year_begins
from tests.story.steps import STEPS
from tests.story.year import Year

pytestmark = pytest.mark.django_db


def test_a_year_from_january_to_the_signed_report():
    office = as_the_year_begins()
    with time_machine.travel(at(date(2026, 1, 15), 8), tick=False) as clock:
        year = Year(office, clock)
        for step in STEPS:
            step(year)
