"""Lays what a Word file says into the draft: each heading in its field, each table in its rows.

Asks the database for nothing. What the file leaves blank stays as it was in the draft.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reports.drafts import Board, Section
from reports.word import grids
from reports.word.headings import NONE, TICKS, VALUES, WORDED, duty_in, field_of, plain, value_in
from reports.word.values import Grid, Passage


@dataclass
class Part:
    """What was found on one duty: the lines of each field, and the tables."""

    lines: dict[str, list[str]] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    tables: list[Grid] = field(default_factory=list)


@dataclass(frozen=True)
class Filled:
    """`data` is the draft with what the file says; `names` are the fields that it changed.

    `found` counts those that the file fills in, changed or not; `unplaced` are headings of fields
    for which nobody can tell the duty.
    """

    data: dict[str, list[str]]
    names: tuple[str, ...]
    found: int
    unplaced: tuple[str, ...] = ()


def fill(board: Board, data: dict[str, list[str]], passages: Iterable[Passage]) -> Filled:
    """`data` is what the form shows now, of which `board` is made."""
    parts, unplaced = _sorted(board, passages)
    found: dict[str, list[str]] = {}
    gone: set[str] = set()
    for section in board.sections:
        part = parts.get(section.asked.prefix)
        if part is not None:
            said = dict(_said(section, part))
            gone |= grids.replaced_rows(data, said)
            found |= {name: [value] for name, value in said.items()}
    merged = {name: values for name, values in data.items() if name not in gone} | found
    changed = tuple(name for name in merged if merged[name] != data.get(name))
    return Filled(merged, changed, len(found), tuple(unplaced))


def _sorted(board: Board, passages: Iterable[Passage]) -> tuple[dict[str, Part], list[str]]:
    sorting = _Sorting(board)
    for passage in passages:
        sorting.take(passage)
    return sorting.parts, sorting.unplaced


class _Sorting:
    """Puts each passage to the duty and the field under whose headings it stands.

    Without headings of duties the one duty is meant, or the one that has the field.
    """

    def __init__(self, board: Board):
        self.board = board
        self.parts: dict[str, Part] = {}
        self.unplaced: list[str] = []
        self._duty: Section | None = board.sections[0] if len(board.sections) == 1 else None
        self._text: list[str] | None = None
        self._by_ordinal = {section.duty.ordinal: section for section in board.sections}
        self._by_title = {plain(section.duty.title): section for section in board.sections}

    def take(self, passage: Passage) -> None:
        if isinstance(passage, Grid):
            self._take_table(passage)
        elif (ordinal := duty_in(passage.text)) is not None:
            self._duty, self._text = self._by_ordinal.get(ordinal), None
        elif (section := self._by_title.get(plain(passage.text))) is not None:
            self._duty, self._text = section, None
        elif (name := self._heading(passage.text)) is not None:
            self._begin(name, "")
        elif (inline := value_in(passage.text)) is not None:
            self._begin(*inline)
        elif self._text is not None and not _is_hint(passage.text):
            self._text.append(passage.text)

    def _heading(self, text: str) -> str | None:
        """ "Không phát sinh." below the results is what they are, and no name of a value."""
        name = field_of(text)
        return None if name in VALUES and self._text is not None else name

    def _begin(self, name: str, value: str) -> None:
        """What follows belongs to the field; `value` stood on the line of its heading."""
        self._text = None
        section = self._duty or _only_one_with(self.board, name)
        if section is None:
            self.unplaced.append(WORDED[name][0])
        elif name in VALUES:
            if value:
                self._part(section).values[name] = value
        else:
            self._text = self._part(section).lines.setdefault(name, [])
            self._text.extend([value] if value else [])

    def _take_table(self, table: Grid) -> None:
        if self._duty is not None:
            self._part(self._duty).tables.append(table)
            return
        for section in self.board.sections:
            if grids.belongs(section, table):
                self._part(section).tables.append(table)

    def _part(self, section: Section) -> Part:
        return self.parts.setdefault(section.asked.prefix, Part())


def _is_hint(text: str) -> bool:
    """A line in brackets is the outline's own: what to write in which column."""
    return text.startswith("(") and text.endswith(")")


def _only_one_with(board: Board, name: str) -> Section | None:
    """Of all duties the one that has the field; the results of several cannot be told apart."""
    known = "results" if name == "obstacles" else name
    having = [section for section in board.sections if known in section.entry.fields]
    return having[0] if len(having) == 1 else None


def _said(section: Section, part: Part) -> Iterator[tuple[str, str]]:
    entry, prefix = section.entry, section.asked.prefix
    for table in part.tables:
        yield from grids.read(section, table)
    for name, value in part.values.items():
        if name == "nothing_to_report":
            if plain(value) in TICKS:
                yield f"{prefix}-{name}", "on"
        elif name in entry.fields:
            yield f"{prefix}-{name}", value
    for name, lines in part.lines.items():
        text = "\n".join(lines).strip()
        if name == "obstacles":
            yield from _obstacle(section, text)
        elif name == "results" and plain(text) == "không phát sinh":
            yield f"{prefix}-nothing_to_report", "on"
        elif text and name in entry.fields and name not in VALUES:
            yield f"{prefix}-{name}", text


def _obstacle(section: Section, text: str) -> Iterator[tuple[str, str]]:
    """A new one, unless it is known, typed already, or none."""
    known = [form.obstacle.text for form in section.known]
    typed = [row.as_typed("text") for row in section.raised.filled]
    words = plain(text)
    if not words or words in NONE or words in {plain(one) for one in [*known, *typed]}:
        return
    if plain("\n".join(typed)) != words:
        yield f"{section.raised.prefix}-{len(section.raised.forms)}-text", text
