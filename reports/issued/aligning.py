"""Finds what differs between two long runs of words, in a time that hardly grows with them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

#: Runs whose lengths multiply to no more than this are compared word by word.
SMALL = 1_000_000
#: As many words in a row as are looked for in both, the longer first.
ANCHORS = (8, 4, 2)


def changes(ours: Sequence[str], issued: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """(start, end) in ours and (start, end) in issued of each place that differs, in order."""
    yield from _between(ours, issued, 0, len(ours), 0, len(issued))


def _between(ours, issued, i1, i2, j1, j2) -> Iterator[tuple[int, int, int, int]]:
    while i1 < i2 and j1 < j2 and ours[i1] == issued[j1]:
        i1, j1 = i1 + 1, j1 + 1
    while i1 < i2 and j1 < j2 and ours[i2 - 1] == issued[j2 - 1]:
        i2, j2 = i2 - 1, j2 - 1
    if i1 == i2 and j1 == j2:
        return
    if i1 == i2 or j1 == j2:
        yield i1, i2, j1, j2
    elif (i2 - i1) * (j2 - j1) <= SMALL:
        yield from _word_by_word(ours, issued, i1, i2, j1, j2)
    else:
        yield from _by_anchors(ours, issued, i1, i2, j1, j2)


def _word_by_word(ours, issued, i1, i2, j1, j2) -> Iterator[tuple[int, int, int, int]]:
    matcher = SequenceMatcher(None, ours[i1:i2], issued[j1:j2], autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag != "equal":
            yield i1 + a1, i1 + a2, j1 + b1, j1 + b2


def _by_anchors(ours, issued, i1, i2, j1, j2) -> Iterator[tuple[int, int, int, int]]:
    """Split at what both say once only; without such a phrase all of it is one change."""
    for length in ANCHORS:
        anchors = _anchors(ours[i1:i2], issued[j1:j2], length)
        if anchors:
            break
    else:
        yield i1, i2, j1, j2
        return
    here, there = i1, j1
    for at_ours, at_issued in anchors:
        if i1 + at_ours < here or j1 + at_issued < there:
            continue
        yield from _between(ours, issued, here, i1 + at_ours, there, j1 + at_issued)
        here, there = i1 + at_ours + length, j1 + at_issued + length
    yield from _between(ours, issued, here, i2, there, j2)


def _anchors(ours, issued, length: int) -> list[tuple[int, int]]:
    """Places of the phrases that both say once, as many as keep their order."""
    theirs = _said_once(issued, length)
    pairs = [
        (place, theirs[said]) for said, place in _said_once(ours, length).items() if said in theirs
    ]
    return _rising(sorted(pairs))


def _said_once(words, length: int) -> dict[tuple[str, ...], int]:
    phrases = [tuple(words[at : at + length]) for at in range(len(words) - length + 1)]
    counts = Counter(phrases)
    return {said: at for at, said in enumerate(phrases) if counts[said] == 1}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest row of pairs in which the second number rises as the first does."""
    ends: list[int] = []
    last: list[int] = []
    before = [-1] * len(pairs)
    for index, (_first, second) in enumerate(pairs):
        at = bisect_left(ends, second)
        before[index] = last[at - 1] if at else -1
        ends[at : at + 1] = [second]
        last[at : at + 1] = [index]
    row = []
    index = last[-1] if last else -1
    while index >= 0:
        row.append(pairs[index])
        index = before[index]
    return row[::-1]
