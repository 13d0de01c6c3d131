"""Where the cells of a table lie, those that hang down over several rows included."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from reports.documents import Cell, Row

EMPTY = Cell(paragraphs=())


@dataclass(frozen=True)
class Slot:
    """A cell in its row; "continue" is the part of a cell that hangs down from a row above."""

    cell: Cell
    column: int
    span: int
    merge: Literal["", "restart", "continue"] = ""


def rows(lines: tuple[Row, ...], *, columns: int) -> Iterator[list[Slot]]:
    """Every row fills every column, whatever was pasted: Word opens no other table.

    Missing cells are empty. A cell hangs down no further than its place is free; what does not
    fit stands in the last cell of its row.
    """
    hanging: dict[int, tuple[int, int]] = {}
    for place, row in enumerate(lines):
        yield _row(row, hanging, columns=columns, left=len(lines) - place)


def _row(row: Row, hanging: dict[int, tuple[int, int]], *, columns: int, left: int) -> list[Slot]:
    """`hanging`: column -> (rows still to come, span); `left`: rows from this one to the last."""
    free = columns - sum(span for _, span in hanging.values())
    if sum(cell.colspan for cell in row.cells) > free:
        hanging.clear()
    slots: list[Slot] = []
    cells = iter(row.cells)
    column = 0
    while column < columns:
        if column in hanging:
            slots.append(_continued(hanging, column))
        else:
            cell = next(cells, EMPTY)
            room = next((c for c in range(column, columns) if c in hanging), columns) - column
            span, down = max(1, min(cell.colspan, room)), min(cell.rowspan, left)
            if down > 1:
                hanging[column] = (down - 1, span)
            slots.append(Slot(cell, column, span, "restart" if down > 1 else ""))
        column += slots[-1].span
    return _with_rest(slots, list(cells))


def _continued(hanging: dict[int, tuple[int, int]], column: int) -> Slot:
    rows_left, span = hanging.pop(column)
    if rows_left > 1:
        hanging[column] = (rows_left - 1, span)
    return Slot(EMPTY, column, span, "continue")


def _with_rest(slots: list[Slot], rest: list[Cell]) -> list[Slot]:
    if not rest:
        return slots
    *first, last = slots
    paragraphs = (*last.cell.paragraphs, *(p for cell in rest for p in cell.paragraphs))
    return [*first, replace(last, cell=replace(last.cell, paragraphs=paragraphs))]
