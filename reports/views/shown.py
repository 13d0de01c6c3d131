"""A list that shows all of its rows, or those that a number on another page counts."""

import re
from collections.abc import Mapping
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404

YEAR = re.compile(r"[12]\d{3}")


def counted(request, lists: Mapping[str, Q]) -> Q:
    """The rows of ?show=... of ?year=..., which is the year of their `on`."""
    shown, year = request.GET.get("show", ""), request.GET.get("year", "")
    if (shown and shown not in lists) or (year and not YEAR.fullmatch(year)):
        raise Http404
    return lists.get(shown, Q()) & (Q(on__year=year) if year else Q())


def query(request) -> str:
    """What the further pages of the list are asked with."""
    kept = {name: request.GET[name] for name in ("show", "year") if request.GET.get(name)}
    return f"?{urlencode(kept)}&" if kept else "?"
