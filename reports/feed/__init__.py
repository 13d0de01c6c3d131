"""A person's deadlines as an iCalendar feed, under a secret link that he can revoke."""

from reports.feed.calendar import written
from reports.feed.links import address, make, opened, revoke

__all__ = ["address", "make", "opened", "revoke", "written"]
