"""Output A: its sections, and the document they make. Nothing internal is in reach."""

from collections.abc import Iterable, Sequence

from reports.consolidated.outline import Outline
from reports.consolidated.text import annexed, citations, contents
from reports.consolidated.text.sections import Section, numbered
from reports.consolidated.upward import UpwardReport
from reports.documents import Block, Closing, Document, Heading, Masthead, Title, templates
from reports.signing import Signature


def generated(report: UpwardReport, outline: Outline) -> tuple[Section, ...]:
    """The opening, the sections of the outline, the ending: what the figures say."""
    return citations.cited(_marked(report, outline), report.directive)


def report_document(
    report: UpwardReport,
    outline: Outline,
    sections: Sequence[Section],
    *,
    signature: Signature,
    is_draft: bool = False,
    code: str = "",
) -> Document:
    """`sections` as people left them, in the order they were generated."""
    subject = contents.subject(report)
    agency = report.agency
    return Document(
        on=report.on,
        name=f"Báo cáo {subject}",
        author=agency.name,
        masthead=Masthead(
            superior=agency.superior_name,
            issuer=agency.name,
            symbol=f"BC-{agency.symbol}",
            place=agency.place,
            year=report.on.year,
        ),
        title=Title("Báo cáo", subject[:1].upper() + subject[1:]),
        addressees=outline.addressees,
        blocks=_blocks(_cited_anew(report, outline, sections)),
        closing=Closing(outline.recipients, signature),
        appendices=annexed.appendices(report, outline),
        is_draft=is_draft,
        code=code,
    )


def _marked(report: UpwardReport, outline: Outline) -> tuple[Section, ...]:
    """With marks in place of citations."""
    subject = contents.subject(report)
    annex = annexed.name_of("units", report, outline)
    parts = list(contents.parts(report, outline, annex=annex))
    titles = numbered((part.level, part.title) for part in parts)
    opening = templates.blocks("report/opening", report=report, subject=subject)
    ending = templates.blocks(
        "report/ending",
        report=report,
        subject=subject,
        addressees=contents.listed(outline.addressees),
    )
    return (
        Section("opening", 0, "Mở đầu", opening),
        *(
            Section(part.key, part.level, title, part.blocks)
            for part, title in zip(parts, titles, strict=True)
        ),
        Section("ending", 0, "Kết thúc", ending),
    )


def _cited_anew(
    report: UpwardReport, outline: Outline, sections: Iterable[Section]
) -> tuple[Section, ...]:
    """Sections that nobody changed cite by what stands above them now."""
    marked = _marked(report, outline)
    own = {section.key: section for section in citations.cited(marked, report.directive)}
    untouched = {section.key: section for section in marked}
    return citations.cited(
        (untouched[s.key] if own.get(s.key) == s else s for s in sections), report.directive
    )


def _blocks(sections: Iterable[Section]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for section in sections:
        if section.level:
            blocks.append(Heading(_level(section.level), section.title))
        blocks += section.blocks
    return tuple(blocks)


def _level(level: int):
    return min(level, 3)
