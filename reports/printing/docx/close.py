"""Who gets a copy, and who signs: components 7 and 9b, level with each other."""

from collections.abc import Sequence

from lxml.etree import _Element

from reports.documents import Closing
from reports.printing.docx.elements import line
from reports.printing.docx.tables import shares, side_by_side
from reports.signing import Signature


def close(closing: Closing, *, width: int) -> _Element:
    """Where two sides sign, who gets a copy stands below them."""
    halves, signed = shares((50, 50), width), _signature(closing.signature)
    listed = _recipients(closing.recipients)
    if closing.beside is None:
        return side_by_side(halves, (listed, signed))
    sides = (_signature(closing.beside), signed)
    if not closing.recipients:
        return side_by_side(halves, sides)
    return side_by_side(halves, sides, (listed, [line("Recipient", "")]))


def _recipients(names: Sequence[str]) -> list[_Element]:
    if not names:
        return [line("Recipient", "")]
    ends = [";"] * (len(names) - 1) + ["."]
    listed = [f"- {name}{end}" for name, end in zip(names, ends, strict=True)]
    return [line("RecipientsHead", "Nơi nhận:"), *(line("Recipient", name) for name in listed)]


def _signature(signature: Signature) -> list[_Element]:
    """The space between title and name stays clean, for a hand and a seal."""
    lines = [line("Capacity", words.upper()) for words in signature.lines]
    return [*lines, line("Signer", signature.name)]
