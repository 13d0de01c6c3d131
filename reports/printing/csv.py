"""A table as CSV, to be opened by Excel where the decimal mark is a comma.

UTF-8 with BOM, or Excel takes it for the machine's old code page. The separator is ";": with
Vietnamese settings "12,5" is a number, and Excel splits at ";" wherever the comma is the decimal
mark. A first line "sep=;" would serve other settings, but makes Excel overlook the BOM.
"""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

from reports.documents.data import DataTable, Value, begins_like_a_formula, written

SEPARATOR = ";"
BOM = "\ufeff"


def csv_file(table: DataTable) -> bytes:
    """The head and the rows of the table; lines end with CRLF."""
    lines = StringIO(newline="")
    writer = csv.writer(lines, delimiter=SEPARATOR, lineterminator="\r\n")
    writer.writerow([_field(column.heading) for column in table.columns])
    writer.writerows([_field(value) for value in row] for row in table.rows)
    return (BOM + lines.getvalue()).encode()


def _field(value: Value) -> str:
    match value:
        case None:
            return ""
        case date():
            return f"{value:%d/%m/%Y}"
        case int() | Decimal():
            return f"{Decimal(value).normalize():f}".replace(".", ",")
    return _harmless(value)


def _harmless(text: str) -> str:
    """A text that begins like a formula gets an apostrophe before it, as OWASP advises."""
    return f"'{written(text)}" if begins_like_a_formula(text) else written(text)
