"""A draft as it reads: own text where nobody wrote, people's text where they did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from directives.models import Directive, LegalBasis
from directives.vietnamese import short_date
from reports import signing
from reports.consolidated import outline, text
from reports.consolidated.gather import consolidate
from reports.consolidated.upward import UpwardReport, for_upward
from reports.consolidated.values import Consolidation
from reports.consolidated.versions import content_hash, thaw
from reports.documents import Block, Document, figures_in, plain
from reports.documents.json import dump, load_blocks
from reports.models import ConsolidatedDraft, ConsolidatedSection, ReportingPeriod


@dataclass(frozen=True)
class ChangedFigure:
    """A figure in what a person wrote that is another by now."""

    key: str
    label: str
    written: str
    now: str


@dataclass(frozen=True)
class DraftedSection:
    """`own_blocks` is the text made of the figures, `blocks` what stands in the report.

    `written` is the row of what a person wrote, None where nobody did.
    """

    key: str
    level: int
    title: str
    blocks: tuple[Block, ...]
    own_blocks: tuple[Block, ...]
    written: ConsolidatedSection | None
    changed: tuple[ChangedFigure, ...]

    @property
    def is_edited(self) -> bool:
        return self.written is not None

    @property
    def revision(self) -> int:
        return self.written.revision if self.written else 0


@dataclass(frozen=True)
class LeftOut:
    """What a person wrote in a section that the outline has no longer: kept, and not printed."""

    written: ConsolidatedSection
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Drafted:
    """The figures of a draft, its sections, and the three documents made of them."""

    whole: Consolidation
    upward: UpwardReport
    outline: outline.Outline
    sections: tuple[DraftedSection, ...]
    left_out: tuple[LeftOut, ...]
    document: Document
    annex: Document
    slip: Document

    def section(self, key: str) -> DraftedSection | None:
        return next((section for section in self.sections if section.key == key), None)

    @property
    def changed(self) -> list[ChangedFigure]:
        """In every section."""
        return [figure for section in self.sections for figure in section.changed]

    @cached_property
    def content(self) -> dict:
        """What a version freezes, but for the figures themselves."""
        return {
            "report": dump(self.document),
            "annex": dump(self.annex),
            "slip": dump(self.slip),
        }

    @cached_property
    def fingerprint(self) -> str:
        """Of all that the documents say: two views with the same one say the same."""
        return content_hash(self.content)

    def final(self, code: str) -> "Drafted":
        """As it is frozen: with the code of its version, and no draft any more."""

        def done(document: Document) -> Document:
            return replace(document, code=code, is_draft=False)

        return replace(
            self, document=done(self.document), annex=done(self.annex), slip=done(self.slip)
        )


def view(draft: ConsolidatedDraft, *, on: date) -> Drafted:
    """The draft as it reads; who signs on the day `on` stands below it."""
    written = {section.key: section for section in draft.sections.select_related("edited_by")}
    return _composed(
        thaw(draft.content), draft.period.directive, draft.basis, written=written, on=on
    )


def today(period: ReportingPeriod, *, on: date) -> Drafted:
    """Tình hình đến ngày: what the report would say on that day, in its own words; kept nowhere."""
    text = _composed(consolidate(period, on=on), period.directive, None, written={}, on=on)

    def as_of_today(document: Document) -> Document:
        title = document.title
        if title is None:
            return document
        attached = f"(Tình hình đến ngày {short_date(on)})"
        return replace(document, title=replace(title, attached=attached))

    return replace(text, document=as_of_today(text.document), annex=as_of_today(text.annex))


def _composed(
    whole: Consolidation,
    directive: Directive,
    basis: LegalBasis | None,
    *,
    written: Mapping[str, ConsolidatedSection],
    on: date,
) -> Drafted:
    upward = for_upward(whole)
    laid_out = outline.of(directive, basis)
    sections = tuple(
        _section(own, written.get(own.key), upward) for own in text.generated(upward, laid_out)
    )
    signature = signing.chosen(directive, laid_out.signer, on=on)
    return Drafted(
        whole=whole,
        upward=upward,
        outline=laid_out,
        sections=sections,
        left_out=_left_out(written, sections),
        document=text.report_document(
            upward, laid_out, _as_text(sections), signature=signature, is_draft=True
        ),
        annex=text.annex_document(whole, is_draft=True),
        slip=text.slip_document(whole, upward, laid_out, is_draft=True),
    )


def _left_out(
    written: Mapping[str, ConsolidatedSection], sections: Sequence[DraftedSection]
) -> tuple[LeftOut, ...]:
    shown = {section.key for section in sections}
    return tuple(
        LeftOut(row, tuple(plain(load_blocks(row.blocks)).splitlines()))
        for key, row in written.items()
        if key not in shown
    )


def _as_text(sections: Sequence[DraftedSection]) -> tuple[text.Section, ...]:
    return tuple(text.Section(s.key, s.level, s.title, s.blocks) for s in sections)


def _section(
    own: text.Section, written: ConsolidatedSection | None, upward: UpwardReport
) -> DraftedSection:
    blocks = load_blocks(written.blocks) if written else own.blocks
    return DraftedSection(
        key=own.key,
        level=own.level,
        title=own.title,
        blocks=blocks,
        own_blocks=own.blocks,
        written=written,
        changed=_changed(blocks, own.blocks, upward) if written else (),
    )


def _changed(
    blocks: Sequence[Block], own: Sequence[Block], upward: UpwardReport
) -> tuple[ChangedFigure, ...]:
    """Where the written figure is neither what the own text says now nor the bare figure."""
    facts = {fact.key: fact for fact in upward.facts}
    said = figures_in(own)
    changed = []
    for key, written in figures_in(blocks).items():
        fact = facts.get(key)
        now = said.get(key) or (fact.text if fact else "")
        if written not in {now, *((fact.text, fact.in_sentence) if fact else ("",))}:
            changed.append(ChangedFigure(key, fact.label if fact else key, written, now))
    return tuple(changed)
