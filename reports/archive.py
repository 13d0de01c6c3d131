"""The agency's consolidated reports by year: the newest version of each. Reads only."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import F, OuterRef, Subquery

from directives.posts import Posts
from reports.models import ConsolidatedReport, IssuedCopy


@dataclass(frozen=True)
class YearOfReports:
    year: int
    reports: tuple[ConsolidatedReport, ...]


def by_year(posts: Posts) -> list[YearOfReports]:
    """The latest year first; in a year, by directive and period, the whole before a basis.

    Each report comes with `job`, and with number, symbol and day of its issued copy (`issued_*`).
    """
    newest = (
        ConsolidatedReport.objects.visible_to(posts)
        .order_by("period_id", "basis_id", "-version")
        .distinct("period_id", "basis_id")
    )
    issued = IssuedCopy.objects.filter(consolidated=OuterRef("pk")).order_by("-received_at")
    reports = (
        ConsolidatedReport.objects.filter(pk__in=newest.values("pk"))
        .for_listing()
        .select_related("job")
        .defer("content")
        .annotate(
            issued_number=Subquery(issued.values("number")[:1]),
            issued_symbol=Subquery(issued.values("symbol")[:1]),
            issued_on=Subquery(issued.values("issued_on")[:1]),
        )
        .order_by(
            "-period__ends_on__year",
            "-period__directive__issued_on",
            "-period__ends_on",
            F("basis__ordinal").asc(nulls_first=True),
            "pk",
        )
    )
    return [
        YearOfReports(year, tuple(found))
        for year, found in groupby(reports, key=lambda report: report.period.ends_on.year)
    ]
