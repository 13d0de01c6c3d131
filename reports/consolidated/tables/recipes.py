"""How a table is made of a value: everything but the rows is known before there is one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reports.documents.data import Column, DataTable, Value

Row = tuple[Value, ...]


@dataclass(frozen=True)
class Recipe[Source]:
    """A DataTable without its rows, and where they come from."""

    key: str
    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[Source], Iterable[Row]]
    note: str = ""

    def of(self, source: Source) -> DataTable:
        rows = tuple(self.rows(source))
        return DataTable(self.key, self.name, self.title, self.columns, rows, self.note)
