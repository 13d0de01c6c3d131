"""Tables of a Word file: their grid, their heads, what was pasted into them."""

from dataclasses import replace

import pytest

from reports.documents import Cell, Document, Row, Table
from tests.reports import specimens
from tests.reports.specimens import INDICATORS, REPORT, cell, paragraph, table
from tests.reports.word import W, opened, words

WIDE = 9071  # twips: 160 mm, between the margins of an upright page


def document(block: Table) -> Document:
    return replace(REPORT, blocks=(block,))


def rows_of(block: Table):
    return opened(document(block)).tables[1]._tbl.findall(f"{W}tr")


def grid(block: Table) -> list[list[tuple]]:
    """Width, span, merge and words of each cell, row by row."""
    return [[_cell(tc) for tc in row.findall(f"{W}tc")] for row in rows_of(block)]


def _cell(tc) -> tuple:
    found = {e.tag: e for e in tc.find(f"{W}tcPr")}
    span, merge = found.get(f"{W}gridSpan"), found.get(f"{W}vMerge")
    return (
        int(found[f"{W}tcW"].get(f"{W}w")),
        1 if span is None else int(span.get(f"{W}val")),
        "" if merge is None else merge.get(f"{W}val"),
        "|".join(words(p) for p in tc.findall(f"{W}p")),
    )


def said(*rows: Row, columns: int = 2) -> list[list[tuple]]:
    """Span, merge and words of each cell of a table of these rows."""
    block = Table((100 / columns,) * columns, (), rows)
    return [[part[1:] for part in row] for row in grid(block)]


def test_cells_span_columns_and_rows():
    assert grid(INDICATORS)[:3] == [
        [
            (726, 1, "restart", "TT"),
            (3628, 1, "restart", "Chỉ tiêu"),
            (1633, 1, "restart", "Đơn vị tính"),
            (3084, 2, "", "Số liệu"),
        ],
        [
            (726, 1, "continue", ""),
            (3628, 1, "continue", ""),
            (1633, 1, "continue", ""),
            (1542, 1, "", "Trong kỳ"),
            (1542, 1, "", "Lũy kế"),
        ],
        [
            (726, 1, "", "(1)"),
            (3628, 1, "", "(2)"),
            (1633, 1, "", "(3)"),
            (1542, 1, "", "(4)"),
            (1542, 1, "", "(5)"),
        ],
    ]


@pytest.mark.parametrize("columns", [1, 3, 7, 12])
def test_columns_have_fixed_widths_that_fill_the_text(columns):
    found = opened(document(table(columns, 1))).tables[1]
    widths = [int(c.get(f"{W}w")) for c in found._tbl.find(f"{W}tblGrid")]
    assert sum(widths) == WIDE
    assert max(widths) - min(widths) <= 1
    assert found._tbl.find(f"{W}tblPr/{W}tblLayout").get(f"{W}type") == "fixed"


def test_head_and_column_numbers_come_again_on_every_page_and_no_row_is_torn():
    marks = [[e.tag.removeprefix(W) for e in row.find(f"{W}trPr")] for row in rows_of(INDICATORS)]
    assert marks == [["cantSplit", "tblHeader"]] * 3 + [["cantSplit"]] * 2


def test_a_row_higher_than_a_page_may_be_torn():
    block = Table((50, 50), (), (Row((cell("Ngắn"), cell("từ " * 4000))),))
    assert [row.find(f"{W}trPr") for row in rows_of(block)] == [None]


def test_cells_are_aligned_and_in_bold():
    styles = [
        [(p.style.style_id, p.alignment, any(r.bold for r in p.runs)) for p in row_cell.paragraphs]
        for row_cell in opened(document(INDICATORS)).tables[1].rows[3].cells
    ]
    assert styles == [
        [("Cell", 1, False)],
        [("Cell", None, False)],
        [("Cell", 1, False)],
        [("Cell", 2, False)],
        [("Cell", 2, False)],
    ]
    total = opened(document(INDICATORS)).tables[1].rows[4].cells[1].paragraphs[0]
    assert [(run.text, run.bold) for run in total.runs] == [("Tổng số", True)]


def test_rules_are_half_a_point():
    rules = opened(REPORT).styles["Bảng số liệu"].element.find(f"{W}tblPr/{W}tblBorders")
    assert {(rule.get(f"{W}val"), rule.get(f"{W}sz")) for rule in rules} == {("single", "4")}
    assert len(rules) == 6


def test_an_item_in_a_cell_has_a_dash():
    block = Table((100,), (), (Row((Cell((paragraph("Một"), paragraph("Hai", "item"))),)),))
    styles = [p.style.name for p in opened(document(block)).tables[1].rows[0].cells[0].paragraphs]
    assert styles == ["Ô bảng", "Ô bảng, gạch đầu dòng"]


# Tables pasted from elsewhere


def test_missing_cells_are_empty():
    assert said(Row((cell("1"),)), Row(())) == [
        [(1, "", "1"), (1, "", "")],
        [(1, "", ""), (1, "", "")],
    ]


def test_cells_too_many_stand_in_the_last_one():
    assert said(Row((cell("1"), cell("2"), cell("3"), cell("4")))) == [
        [(1, "", "1"), (1, "", "2|3|4")]
    ]


def test_a_cell_reaches_no_further_than_its_table():
    assert said(Row((cell("1", colspan=9, rowspan=9),))) == [[(2, "", "1")]]


def test_a_cell_that_hangs_over_others_makes_room_for_them():
    assert said(Row((cell("1", colspan=2, rowspan=3),)), Row((cell("2"),)), Row(())) == [
        [(2, "restart", "1")],
        [(1, "", "2"), (1, "", "")],
        [(1, "", ""), (1, "", "")],
    ]


def test_cells_stand_beside_one_that_hangs_down():
    rows = (
        Row((cell("1"), cell("2", rowspan=2), cell("3"))),
        Row((cell("4"), cell("5"))),
        Row((cell("6"), cell("7"), cell("8"))),
    )
    assert said(*rows, columns=3) == [
        [(1, "", "1"), (1, "restart", "2"), (1, "", "3")],
        [(1, "", "4"), (1, "continue", ""), (1, "", "5")],
        [(1, "", "6"), (1, "", "7"), (1, "", "8")],
    ]


def test_a_cell_hangs_down_over_as_many_rows_as_it_spans():
    rows = (Row((cell("1", rowspan=3), cell("2"))), Row((cell("3"),)), Row((cell("4"),)))
    assert said(*rows) == [
        [(1, "restart", "1"), (1, "", "2")],
        [(1, "continue", ""), (1, "", "3")],
        [(1, "continue", ""), (1, "", "4")],
    ]


def test_a_chart_goes_to_the_next_page_as_a_whole():
    rows = opened(specimens.ANNEX).tables[1]._tbl.findall(f"{W}tr")
    kept = [row.find(f"{W}tc/{W}p/{W}pPr/{W}keepNext") is not None for row in rows]
    assert kept == [True, True, False]


def test_two_tables_do_not_run_into_one():
    found = replace(REPORT, blocks=(table(2, 1), table(2, 1)), closing=None)
    kinds = [element.tag.removeprefix(W) for element in opened(found).element.body][-5:]
    assert kinds == ["tbl", "p", "tbl", "p", "sectPr"]
