"""Two texts of one section, laid side by side."""

from reports.documents import Heading, ItemList, Paragraph, Row, Run, Table
from reports.documents.blocks import Cell
from reports.documents.side_by_side import Line, Sides, sides


def p(text):
    return Paragraph((Run(text),))


def row(*texts):
    return Row(tuple(Cell((p(text),) if text else ()) for text in texts))


def test_lines_that_the_other_text_has_not_are_told():
    mine = [Heading(2, "1. Kết quả"), p("Đạt 98%."), ItemList(((p("a"), p("b")),))]
    theirs = [Heading(2, "1. Kết quả"), p("Đạt 99%."), p("b")]
    assert sides(mine, theirs) == Sides(
        mine=(
            Line("1. Kết quả", False),
            Line("Đạt 98%.", True),
            Line("a", True),
            Line("b", False),
        ),
        theirs=(Line("1. Kết quả", False), Line("Đạt 99%.", True), Line("b", False)),
    )


def test_a_row_of_a_table_is_one_line_and_an_empty_one_is_none():
    table = Table((50, 50), (row("Đơn vị", "Số"),), (row("A", "1"), row("", "")))
    assert [line.text for line in sides([table], []).mine] == ["Đơn vị | Số", "A | 1"]
