"""What one version of a consolidated report says otherwise than the one before it."""

from dataclasses import dataclass

from reports.consolidated import facts
from reports.consolidated.versions import document_of, figures_of
from reports.documents import Document, Heading, Paragraph
from reports.models import ConsolidatedReport, Submission

#: What has no heading of its own in the report.
OPENING, ENDING = "Mở đầu", "Kết thúc"


@dataclass(frozen=True)
class FigureChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Changes:
    """What a version says otherwise than the one before it.

    `sections` are titles of those whose text changed, and of what stands around the text; `units`
    reported anew or for the first time.
    """

    figures: tuple[FigureChange, ...]
    sections: tuple[str, ...]
    units: tuple[str, ...]


def between(before: ConsolidatedReport, after: ConsolidatedReport) -> Changes:
    """From one version to another, read from what was frozen."""
    old, new = facts.of(figures_of(before)), facts.of(figures_of(after))
    figures = [
        FigureChange((new.get(key) or old[key]).label, _said(old, key), _said(new, key))
        for key in {**old, **new}
        if _said(old, key) != _said(new, key)
    ]
    told, tells = _parts(document_of(before, "report")), _parts(document_of(after, "report"))
    sections = [title for title in {**told, **tells} if told.get(title) != tells.get(title)]
    units = (
        Submission.objects.filter(consolidated_in=after)
        .exclude(consolidated_in=before)
        .order_by("report__department__sort_key")
        .values_list("department_name", flat=True)
    )
    return Changes(tuple(figures), tuple(sections), tuple(units))


def _said(found: dict, key: str) -> str:
    return found[key].text if key in found else ""


def _parts(document: Document) -> dict[str, list]:
    """By title: the text, its appendices, who gets it and who signs."""
    closing = document.closing
    return _by_title(document) | {
        "Kính gửi": list(document.addressees),
        "Nơi nhận": list(closing.recipients) if closing else [],
        "Người ký": [closing.signature] if closing else [],
        **{appendix.title: list(appendix.blocks) for appendix in document.appendices},
    }


def _by_title(document: Document) -> dict[str, list]:
    """Heading -> the blocks below it, up to the next one of any level, and apart from them what
    opens and what ends the report.
    """
    parts: dict[str, list] = {OPENING: [], ENDING: []}
    title = OPENING
    for block in document.blocks:
        if isinstance(block, Heading):
            title = block.text
            parts.setdefault(title, [])
        elif isinstance(block, Paragraph) and block.role == "last":
            parts[ENDING].append(block)
        else:
            parts[title].append(block)
    return parts
