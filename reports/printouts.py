"""Papers printed as things stand, which nobody approves: the same content is kept once."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from directives.models import Assignment, Department, User
from reports import jobs
from reports.consolidated.versions import content_hash
from reports.documents import Document, json
from reports.models import Printout, ReportingPeriod, Submission

#: What the parts of a printout are called.
PARTS = {
    "report": _("Báo cáo"),
    "annex": _("Phụ lục nội bộ"),
    "slip": _("Phiếu trình"),
    "paper": _("Văn bản"),
}


@transaction.atomic
def keep(
    kind: Printout.Kind,
    documents: Mapping[str, Document],
    *,
    agency: Department,
    period: ReportingPeriod | None = None,
    submission: Submission | None = None,
    coordinator: Department | None = None,
    assignment: Assignment | None = None,
    name: str,
    by: User,
    at: datetime,
) -> Printout:
    """The documents by their part, and the job that renders them.

    Whoever printed the same before made the answer; files that were not made are tried again. A
    unit's report is of its period.
    """
    content = {part: json.dump(document) for part, document in documents.items()}
    printout, is_new = Printout.objects.get_or_create(
        kind=kind,
        agency=agency,
        period=submission.report.period if submission else period,
        submission=submission,
        coordinator=coordinator,
        assignment=assignment,
        content_hash=content_hash(content),
        defaults={"name": name[:300], "content": content, "made_at": at, "made_by": by},
    )
    if is_new:
        jobs.queue(printout, by=by, at=at)
    elif printout.job.state in jobs.ENDED:
        jobs.try_again(printout.job, by=by, at=at)
    return printout


def documents_of(printout: Printout) -> dict[str, Document]:
    """The documents that were frozen."""
    return {part: json.load(content) for part, content in printout.content.items()}
