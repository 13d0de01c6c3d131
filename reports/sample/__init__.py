"""What the units of the sample office answered: two years and more, and the period that is open."""

from datetime import date

from django.db import transaction

from directives.sample.load import Office, at
from directives.sample.load import load as load_office
from reports import planning
from reports.models import Schedule

#: The days on which the story of the sample office can be told.
EARLIEST, LATEST = date(2026, 2, 1), date(2030, 12, 31)


class NotTold(Exception):
    """The story of the sample office does not reach the day."""


@transaction.atomic
def load(*, on: date) -> Office:
    """The whole sample office as it stands on the morning of `on`.

    The open period is the one that holds `on`, or the one before it until that one's report has
    gone upward. Raises NotTold, or NotEmpty when the database holds an office already.
    """
    from reports.sample import current, past, supervised

    if not EARLIEST <= on <= LATEST:
        raise NotTold(on)
    office = load_office()
    _decide_schedule(office, on=on)
    periods = list(office.directive.periods.order_by("starts_on"))
    open_year = next(n for n, period in enumerate(periods) if period.upward_due_on >= on)
    for year, period in enumerate(periods[:open_year]):
        past.live_through(office, period, year)
    supervised.record(office, until=on)
    current.open_and_answer(office, periods[open_year], open_year, on=on)
    return office


def _decide_schedule(office: Office, *, on: date) -> None:
    schedule = Schedule(
        directive=office.directive,
        decided_by="Giám đốc Sở",
        paper="Công văn số 1012/SKHCN-HCTH ngày 21/6/2024",
    )
    planning.reschedule(schedule, [], on=on, by=None, at=at(date(2024, 6, 21), 9))
