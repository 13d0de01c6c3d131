"""Which papers a directive's dossier holds, in the order of its index. Reads only."""

from collections.abc import Iterator
from functools import partial

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from directives.models import Directive
from reports import consolidated, papers, printing, unit_report
from reports.documents import Document
from reports.dossier.values import Entry, Folder
from reports.models import (
    ConsolidatedReport,
    Evidence,
    IssuedCopy,
    Paper,
    Submission,
    Supervision,
)


def entries(directive: Directive) -> Iterator[Entry]:
    """In a few queries each, however many units and periods there are."""
    yield from _directives(directive)
    yield from _bases(directive)
    yield from _papers(directive)
    yield from _reports(directive)
    yield from _consolidated(directive)
    yield from _supervisions(directive)


def _directives(directive: Directive) -> Iterator[Entry]:
    """The paper itself, then those that changed it."""
    later = directive.changed_by.select_related("source_file").order_by("issued_on", "pk")
    for one in (directive, *later):
        yield Entry(
            Folder.DIRECTIVE,
            title=f"{one.get_doc_type_display()} {_about(one.subject)}",
            author=one.issuing_body,
            source=one.source_file,
            on=one.issued_on,
            number=f"{one.number or '…'}/{one.symbol}",
            note="" if one.source_file else _("Chưa có tệp văn bản"),
        )


def _bases(directive: Directive) -> Iterator[Entry]:
    for basis in directive.legal_bases.select_related("attachment").order_by("ordinal"):
        without = basis.link or _("Chưa có toàn văn")
        yield Entry(
            Folder.BASES,
            title=f"{basis.get_doc_type_display()} {_about(basis.title)}",
            author=basis.issuer,
            source=basis.attachment,
            on=basis.issued_on,
            number=basis.number_and_symbol,
            note="" if basis.attachment else without,
        )


def _papers(directive: Directive) -> Iterator[Entry]:
    """Those that were issued: the copy that came back, or what was drafted here."""
    issued = (
        Paper.objects.issued()
        .filter(period__directive=directive)
        .for_listing()
        .prefetch_related(_copies())
        .order_by("issued_on", "pk")
    )
    for paper in issued:
        copy = next(iter(paper.issued_copies.all()), None)
        yield Entry(
            Folder.PAPERS,
            title=f"{paper.title} {paper.period.name_in_sentence}",
            author=directive.agency.name,
            source=copy.file if copy else partial(papers.document, paper),
            on=paper.issued_on,
            number=f"{paper.number}/{paper.symbol}",
            note="" if copy else _("Bản in từ hệ thống"),
        )


def _copies() -> Prefetch:
    """The newest copy first."""
    return Prefetch("issued_copies", IssuedCopy.objects.select_related("file"))


def _reports(directive: Directive) -> Iterator[Entry]:
    """Every report that was sent, each time it was sent, with the files that it cites first."""
    seen: set[int] = set()
    sent = (
        Submission.objects.filter(report__period__directive=directive)
        .select_related(
            "report__department__parent",
            "report__period__directive__agency",
            "report__period__directive__coordinator",
            "original",
        )
        .order_by("report__period__ends_on", "report__department__sort_key", "report_id", "number")
    )
    for submission in sent:
        name = _("Báo cáo %(period)s của %(unit)s, lần %(number)s") % {
            "period": submission.report.period.name_in_sentence,
            "unit": submission.department_name,
            "number": submission.number,
        }
        on = timezone.localdate(submission.submitted_at)
        of_it = partial(Entry, Folder.REPORTS, author=submission.department_name, on=on)
        document = partial(unit_report.document, submission, on=on)
        yield of_it(title=name, source=document)
        if submission.original:
            original = _("Bản gốc: %(name)s") % {"name": name}
            yield of_it(title=original, source=submission.original, note=submission.source)
        for evidence in _cited(submission, seen):
            title = _("Minh chứng: %(name)s") % {"name": evidence.attachment.original_name}
            yield of_it(title=title, source=evidence.attachment)


def _cited(submission: Submission, seen: set[int]) -> Iterator[Evidence]:
    """A file cited again is not packed again."""
    cited = Evidence.objects.filter(entries__submission=submission).select_related("attachment")
    for evidence in cited.distinct().order_by("pk"):
        if evidence.pk not in seen:
            seen.add(evidence.pk)
            yield evidence


def _consolidated(directive: Directive) -> Iterator[Entry]:
    versions = (
        ConsolidatedReport.objects.filter(period__directive=directive)
        .for_listing()
        .prefetch_related(_copies())
        .order_by("period__ends_on", "period_id", "basis_id", "version")
    )
    for version in versions:
        for part in printing.TITLES:
            yield Entry(
                Folder.CONSOLIDATED,
                title=printing.name_of(version, part),
                author=directive.agency.name,
                source=partial(_part, version, part),
                on=timezone.localdate(version.approved_at),
            )
        for copy in reversed(version.issued_copies.all()):
            name = printing.name_of(version, "report")
            yield Entry(
                Folder.CONSOLIDATED,
                title=_("Bản phát hành: %(name)s") % {"name": name},
                author=directive.agency.name,
                source=copy.file,
                on=copy.issued_on,
                number=f"{copy.number}/{copy.symbol}",
                note=str(copy.get_verdict_display()),
            )


def _part(version: ConsolidatedReport, part: str) -> Document:
    return consolidated.document_of(version, part)


def _supervisions(directive: Directive) -> Iterator[Entry]:
    """Files with which units showed that they did what was recommended."""
    recommended = (
        Supervision.objects.filter(directive=directive, recommendation_files__isnull=False)
        .select_related("department")
        .prefetch_related("recommendation_files")
        .distinct()
        .order_by("on", "pk")
    )
    for entry in recommended:
        for file in entry.recommendation_files.all():
            yield Entry(
                Folder.SUPERVISION,
                title=_("Kết quả thực hiện kiến nghị: %(name)s") % {"name": file.original_name},
                author=entry.department.name,
                source=file,
                on=entry.recommendation_done_on,
            )


def _about(subject: str) -> str:
    subject = " ".join(subject.split())
    return (
        subject
        if subject.casefold().startswith("về ")
        else _("về việc %(what)s") % {"what": subject}
    )
