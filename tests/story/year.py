"""The year itself: the clock, the people, and the ways that several months go."""

import re
from datetime import date, timedelta

from directives.sample.load import Office, at
from directives.vietnamese import short_date
from reports import rounds
from reports.models import ProgressReport
from tests.story.office import YEAR, period_of
from tests.story.walking import Page, sign_in

#: From here on every day has its reminders.
REPORTING = date(2026, 11, 25)


class Year:
    """The clock of the story stands still between two steps and only moves forward."""

    def __init__(self, office: Office, clock):
        self.office, self.clock = office, clock
        self.today = date(2026, 1, 15)

    def on(self, month: int, day: int, hour: int = 9) -> None:
        """To that day; the clock makes its round then, and on the first of every month before."""
        until = date(2026, month, day)
        assert until >= self.today
        while self.today < until:
            self.today += timedelta(days=1)
            if self.today == until or self.today.day == 1 or self.today >= REPORTING:
                self.clock.move_to(at(self.today, 7))
                rounds.go(on=self.today, at=at(self.today, 7))
        self.clock.move_to(at(until, hour))

    def page(self, username: str, path: str = "/") -> Page:
        return sign_in(self.office.users[username], path)

    def assignment(self, unit: str, ordinal: int) -> str:
        """The address of the unit's page of the duty."""
        return f"/assignments/{self.office.assignment(unit, ordinal).public_id}/"

    def report(self, unit: str) -> ProgressReport:
        return period_of(self.office).reports.get(department=self.office.units[unit])

    def draft(self, username: str) -> Page:
        """The open report of his unit, as he comes to it from his list."""
        page = self.page(username, "/todo/")
        report = self.report(username.partition(".")[0])
        return page.go(f"/reports/{report.public_id}/draft/").says(
            f"Báo cáo tiến độ {YEAR.lower()}"
        )


def section(page: Page, ordinal: int) -> str:
    """What the names of the fields of this duty begin with."""
    for part in page.tree.iter("section"):
        heading = part.find(".//h2")
        if heading is not None and f"Nhiệm vụ {ordinal}." in heading.text_content():
            return part.get("id").removeprefix("section-")
    raise AssertionError(f"{page.path} does not ask about duty {ordinal}")


def figures(page: Page, prefix: str, in_period, since) -> dict[str, str]:
    """The six indicators, in the order of the page."""
    rows = sorted(
        {
            name
            for name in page.tree.xpath("//input/@name")
            if re.fullmatch(rf"{prefix}-i\d+-in_period", name)
        },
        key=lambda name: page.tree.xpath("//input/@name").index(name),
    )
    assert len(rows) == len(in_period)
    typed = {}
    for name, now, ever in zip(rows, in_period, since, strict=True):
        typed[name] = str(now)
        typed[name.replace("in_period", "cumulative")] = str(ever)
    return typed


def day(month: int, number: int) -> str:
    return short_date(date(2026, month, number))
