"""What was approved or numbered, and whose issued copy has not come back yet."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from directives.posts import Posts
from reports.models import ConsolidatedReport, IssuedCopy, Paper


def reports(posts: Posts) -> QuerySet[ConsolidatedReport]:
    """The newest version of each report upward, the longest approved first."""
    newer = ConsolidatedReport.objects.filter(
        period=OuterRef("period"), version__gt=OuterRef("version")
    )
    return (
        ConsolidatedReport.objects.filter(
            ~Exists(newer.filter(basis=OuterRef("basis"))),
            ~(Q(basis=None) & Exists(newer.filter(basis=None))),
            ~Exists(IssuedCopy.objects.filter(consolidated=OuterRef("pk"))),
            period__directive__coordinator__in=posts.coordinates | posts.clerk_of,
        )
        .for_listing()
        .defer("content")
        .order_by("approved_at", "pk")
    )


def papers(posts: Posts) -> QuerySet[Paper]:
    """Công văn that have their number."""
    return (
        Paper.objects.issued()
        .filter(
            ~Exists(IssuedCopy.objects.filter(paper=OuterRef("pk"))),
            period__directive__coordinator__in=posts.coordinates | posts.clerk_of,
        )
        .for_listing()
        .defer("content")
        .order_by("issued_on", "pk")
    )
