"""What an issued file is: refused, or compared with ours and its signatures checked."""

import logging
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace

from directives.secrecy import mark_in
from reports.issued import dangers, files, signatures, texts
from reports.issued.comparing import compare
from reports.issued.limits import COMPARING_SECONDS, Refused, TooSlow, within
from reports.issued.texts import Content
from reports.issued.values import (
    Comparison,
    Difference,
    Examination,
    Expected,
    Question,
    Signature,
)
from reports.issued.words import clean, read

logger = logging.getLogger(__name__)

#: Fewer words than this part of ours is no text to compare.
LEAST_SHARE = 0.05


#: Called with the signatures that were checked so far.
SoFar = Callable[[tuple[Signature, ...]], None]


def examine(
    question: Question, *, tell: Callable[[Examination], None] = lambda found: None
) -> Examination:
    """Never raises for what is wrong with the file.

    As soon as all was looked for that a file is refused for, `tell` hears what is to be kept of it
    should the time be up before the answer.
    """
    try:
        return _examined(question, tell)
    except Refused as refusal:
        return Examination(refusal.key, refusal.detail)
    except (MemoryError, RecursionError, TooSlow, zlib.error) as error:
        logger.warning("%s: %r", question.name, error)
        return Examination("too_much")
    except Exception as error:  # readers fail in as many ways as a file can be broken
        logger.warning("%s: %r", question.name, error)
        return Examination("too_much" if _is_bomb(error) else "damaged")


def _is_bomb(error: Exception) -> bool:
    from PIL.Image import DecompressionBombError
    from pypdf.errors import LimitReachedError

    return isinstance(error, (DecompressionBombError, LimitReachedError))


def _examined(question: Question, tell: Callable[[Examination], None]) -> Examination:
    kind = files.content_type(question.name, question.content)

    def so_far(signed: tuple[Signature, ...]) -> None:
        unfinished = Comparison("incomparable", reason="too_slow")
        tell(Examination(content_type=kind, comparison=unfinished, signatures=signed))

    signed: tuple[Signature, ...] = ()
    if kind == "application/pdf":
        comparison, signed = _pdf(question, so_far)
    elif kind.startswith("image/"):
        files.check_image(question.content)
        comparison = Comparison("incomparable", reason="scan")
    else:
        comparison = _word(question, so_far)
    return Examination(content_type=kind, comparison=comparison, signatures=signed)


def _pdf(question: Question, so_far: SoFar) -> tuple[Comparison, tuple[Signature, ...]]:
    opened = files.open_pdf(question.content)
    dangers.look_into_pdf(opened)
    reader = signatures.open_signed(question.content)
    ours = question.expected.pdf
    is_same = ours is not None and _is_same(question.content, ours, reader)
    # Where the pages are ours, only what signatures show on them is new.
    found = texts.of_pdf(opened, pages=not is_same)
    _refuse_secret(found)
    so_far(())
    signed = _signatures(question, reader)
    if is_same:
        return Comparison("same", seals(found)), signed
    so_far(signed)
    own = _pages_of_pdf(question.expected)
    return _compared(own, found, question, _names_on(signed)), signed


def _signatures(question: Question, reader) -> tuple[Signature, ...]:
    if reader is None:
        return ()
    roots = signatures.certificates(question.roots)
    return signatures.found_on(reader, roots=roots, at=question.at)


def _is_same(content: bytes, ours: bytes, reader) -> bool:
    """Byte for byte ours, and after it nothing but signatures."""
    if not content.startswith(ours):
        return False
    if not content[len(ours) :].strip():
        return True
    return reader is not None and signatures.is_only_signed(reader, len(ours))


def _names_on(signed: Sequence[Signature]) -> tuple[str, ...]:
    """What the picture of a signature may say of its certificate."""
    return tuple(
        name for one in signed for name in (one.signer, one.organisation, one.issuer) if name
    )


def _word(question: Question, so_far: SoFar) -> Comparison:
    document = files.open_word(question.content)
    dangers.look_into_word(document)
    found = texts.of_word(document)
    _refuse_secret(found)
    if question.content == question.expected.word:
        return Comparison("same")
    so_far(())
    return _compared(_pages_of_word(question.expected), found, question)


def _pages_of_pdf(expected: Expected) -> tuple[str, ...]:
    """Of our own PDF; where that takes too long, the text that it was made of."""
    if expected.pdf is None:
        return expected.pages
    found = texts.of_pdf(files.open_pdf(expected.pdf))
    return expected.pages if found.reason else found.pages


def _pages_of_word(expected: Expected) -> tuple[str, ...]:
    if expected.word is None:
        return expected.pages
    return texts.of_word(files.open_word(expected.word)).pages


def _refuse_secret(found: Content) -> None:
    if mark := mark_in(found.all_text):
        raise Refused("secret", mark)


def _compared(
    own: tuple[str, ...], found: Content, question: Question, names: tuple[str, ...] = ()
) -> Comparison:
    if found.reason:
        return Comparison("incomparable", reason=found.reason)
    ours, issued = read(own), read(found.pages)
    if len(issued.words) < LEAST_SHARE * len(ours.words):
        return Comparison("incomparable", reason="scan")
    stated = replace(question.stated, names=(*question.stated.names, *names))
    try:
        with within(COMPARING_SECONDS):
            compared = compare(
                ours,
                issued,
                stated=stated,
                furniture=question.expected.furniture,
                stamps=found.marks,
            )
    except TooSlow:
        return Comparison("incomparable", reason="too_long")
    return replace(compared, differences=(*compared.differences, *seals(found)))


def seals(found: Content) -> tuple[Difference, ...]:
    """The words that digital signatures show on the pages."""
    said = dict.fromkeys(" ".join(clean(words).split()) for words in found.signatures)
    return tuple(Difference("blank", "", words) for words in said if words)
