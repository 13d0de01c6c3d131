"""Which legal basis a result answers: the unit says so in its report, HCTH may say so afterwards.

Only bases that are reported apart are asked about, and only of implementation duties.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from directives.models import LegalBasis, User
from reports.errors import WrongState
from reports.models import ProgressEntry, ProgressReport, ResultTag, Submission
from reports.models.progress import TAGGED_STATES


def bases_apart(directive: str = "period__directive") -> ArraySubquery:
    """The bases of the directive that are reported apart, to be had with a row; see `read`."""
    apart = LegalBasis.objects.filter(directive=OuterRef(directive), is_reported_apart=True)
    columns = {name: F(name) for name in ("id", "doc_type", "number_and_symbol")}
    return ArraySubquery(apart.order_by("ordinal").values(basis=JSONObject(**columns)))


def read(rows: Iterable[dict[str, Any]]) -> tuple[LegalBasis, ...]:
    """What `bases_apart` fetched, good for their keys and their names."""
    return tuple(LegalBasis(**row) for row in rows)


@transaction.atomic
def tag(entry: ProgressEntry, bases: Collection[LegalBasis], *, by: User, at: datetime) -> None:
    """HCTH says which bases the result answers; what was said before and stands keeps its author.

    The unit's text is not touched. Raises WrongState when the report is not in hand any more, or
    the unit has sent another one since.
    """
    report = ProgressReport.objects.locked().get(submissions=entry.submission_id)
    if report.state not in TAGGED_STATES or report.submissions.latest().pk != entry.submission_id:
        raise WrongState(report.state)
    entry.result_tags.exclude(basis__in=bases).delete()
    known = set(entry.result_tags.values_list("basis_id", flat=True))
    ResultTag.objects.bulk_create(
        ResultTag(entry=entry, basis=basis, by=by, at=at)
        for basis in bases
        if basis.pk not in known
    )


def carry_over(submission: Submission) -> None:
    """What HCTH said of a result stands when the unit sends its report anew.

    Called within the transaction that writes the submission.
    """
    said = ResultTag.objects.filter(
        entry__submission__report=submission.report_id,
        entry__submission__number=submission.number - 1,
    ).exclude(at=F("entry__submission__submitted_at"))
    entries = dict(submission.entries.values_list("assignment_id", "pk"))
    ResultTag.objects.bulk_create(
        [
            ResultTag(entry_id=entries[row.entry.assignment_id], basis_id=row.basis_id, **_who(row))
            for row in said.select_related("entry")
            if row.entry.assignment_id in entries
        ],
        ignore_conflicts=True,
    )


def _who(row: ResultTag) -> dict[str, Any]:
    return {"by_id": row.by_id, "at": row.at}
