"""The feed itself: entries of `reports.feed.entries` as RFC 5545 writes them."""

from collections.abc import Iterable
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration

from directives.posts import Posts
from reports.feed.entries import Entry, entries

#: How often a calendar program need ask again.
REFRESH = timedelta(hours=6)


def written(posts: Posts, *, on: date) -> bytes:
    """The calendar of the person; the same facts give the same bytes."""
    with translation.override("vi"):
        return _calendar(entries(posts, on=on)).to_ical()


def _calendar(rows: Iterable[Entry]) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Don Doc//Don Doc//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Đôn Đốc: việc cần làm"))
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    for row in rows:
        calendar.add_component(_event(row))
    return calendar


def _event(row: Entry) -> Event:
    """A day, not an hour, that leaves the person free: a deadline is no appointment."""
    event = Event()
    event.add("uid", f"{row.uid}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", row.changed_at)
    event.add("last-modified", row.changed_at)
    event.add("sequence", row.sequence)
    event.add("status", row.standing)
    event.add("summary", row.title)
    event.add("dtstart", row.on)
    event.add("dtend", row.on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("url", settings.SITE_URL + row.path)
    event.add("description", f"{row.words}\n{settings.SITE_URL}{row.path}")
    return event
