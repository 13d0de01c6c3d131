"""The panel "Bản phát hành": every copy of a document that came back, the newest in full."""

from dataclasses import dataclass

from reports.issued import telling
from reports.issued.receiving import differences_of, signatures_of
from reports.issued.telling import Told
from reports.issued.values import Difference
from reports.models import ConsolidatedReport, IssuedCopy, Paper


@dataclass(frozen=True)
class Shown:
    """A copy in words. `differences` are those in the text that are listed, `unlisted` how many
    more there are; `added` are the words in the blanks.
    """

    copy: IssuedCopy
    verdict: Told
    differences: tuple[Difference, ...]
    unlisted: int
    added: tuple[str, ...]
    signatures: tuple[Told, ...]


def copies(document: ConsolidatedReport | Paper) -> list[Shown]:
    """The newest first; it stands."""
    return [shown(copy) for copy in document.issued_copies.select_related("file", "received_by")]


def shown(copy: IssuedCopy) -> Shown:
    found, signed = differences_of(copy), signatures_of(copy)
    texts = tuple(item for item in found if item.kind == "text")
    return Shown(
        copy=copy,
        verdict=telling.verdict(copy, found, signed),
        differences=texts,
        unlisted=copy.difference_count - len(texts),
        added=tuple(item.issued for item in found if item.kind != "text"),
        signatures=tuple(telling.signature(one) for one in signed),
    )
