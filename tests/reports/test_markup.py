"""The markup of the text templates as blocks; anything it does not know is a slip."""

import unicodedata

import pytest

from reports.documents import Cell, Chart, Heading, ItemList, Paragraph, Row, Run, Table
from reports.documents.blocks import Bar
from reports.documents.markup import read


def words(text):
    return (Paragraph((Run(text),)),)


def test_paragraph_collapses_its_white_space_as_a_browser_does():
    assert read("<p>\n  Sở   Khoa học\n\tvà Công nghệ\n</p>") == words("Sở Khoa học và Công nghệ")


def test_no_break_space_is_a_letter():
    assert read("<p>Số:&nbsp;&nbsp; /BC</p>") == words("Số:\xa0\xa0 /BC")


def test_runs_keep_their_style_and_figures_their_key():
    html = '<p>Có <b>hai <i>chữ</i></b>, <data value="duty-1.briefed"> 12 </data> người</p>'
    assert read(html) == (
        Paragraph(
            (
                Run("Có "),
                Run("hai ", bold=True),
                Run("chữ", bold=True, italic=True),
                Run(", "),
                Run("12", figure="duty-1.briefed"),
                Run(" người"),
            )
        ),
    )


def test_blank_is_printed_once_where_two_runs_meet():
    assert read("<p>một <b> hai</b></p>") == (Paragraph((Run("một "), Run("hai", bold=True))),)


def test_neighbours_in_one_style_are_one_run_but_figures_are_not():
    assert read("<p>một <b>hai</b><strong> ba</strong></p>") == (
        Paragraph((Run("một "), Run("hai ba", bold=True))),
    )
    html = '<p><data value="a">1</data><data value="a">2</data></p>'
    assert read(html) == (Paragraph((Run("1", figure="a"), Run("2", figure="a"))),)


def test_br_ends_a_line_within_the_paragraph():
    assert read("<p>một <br>\n hai<br/><br>ba<br></p>") == words("một\nhai\n\nba")


@pytest.mark.parametrize("role", ["item", "lead", "last", "note", "mark"])
def test_paragraph_has_a_role(role):
    assert read(f'<p class="{role}">a</p>') == (Paragraph((Run("a"),), role),)


def test_paragraph_without_words_is_left_out():
    assert read("<p> \n </p><p><b> </b></p><p><br></p>") == ()


def test_headings_have_three_levels():
    assert read("<h2>I.\n A</h2><h3>1. B</h3><h4>a) C</h4>") == (
        Heading(1, "I. A"),
        Heading(2, "1. B"),
        Heading(3, "a) C"),
    )


def test_items_are_one_paragraph_or_more():
    assert read("<ul><li>một</li> <li> <p>hai</p> <p>ba</p> </li></ul>") == (
        ItemList((words("một"), words("hai") + words("ba"))),
    )
    assert read("<ol><li>một</li></ol>") == (ItemList((words("một"),), ordered=True),)


TABLE = """
<table>
  <colgroup><col width="10"><col width="65.5"><col width="24.5"></colgroup>
  <thead>
    <tr><th rowspan="2">TT</th><th colspan="2">Đơn vị</th></tr>
    <tr><th>Tên</th><th class="left">Số</th></tr>
    <tr class="numbers"><td>(1)</td><td>(2)</td><td>(3)</td></tr>
  </thead>
  <tbody>
    <tr><td class="center" rowspan="2">1</td><td>Phòng A</td><td class="right bold">1.234</td></tr>
    <tr><td><p>Phòng B</p><p>Phòng C</p></td><td></td></tr>
  </tbody>
</table>
"""


def test_table_with_its_columns_heads_numbers_and_spans():
    def head(text, **how):
        return Cell(words(text), **{"align": "center", "bold": True} | how)

    assert read(TABLE) == (
        Table(
            widths=(10.0, 65.5, 24.5),
            head=(
                Row((head("TT", rowspan=2), head("Đơn vị", colspan=2))),
                Row((head("Tên"), head("Số", align="left"))),
            ),
            rows=(
                Row(
                    (
                        Cell(words("1"), "center", rowspan=2),
                        Cell(words("Phòng A")),
                        Cell(words("1.234"), "right", bold=True),
                    )
                ),
                Row((Cell(words("Phòng B") + words("Phòng C")), Cell(()))),
            ),
            numbers=("(1)", "(2)", "(3)"),
        ),
    )


def test_chart_has_its_figures_beside_the_bars():
    html = """
    <figure class="chart" data-most="100">
      <figcaption>Tiến độ</figcaption>
      <data class="bar" value="75.5" title="Phòng A">75,5%</data>
    </figure>"""
    assert read(html) == (Chart("Tiến độ", (Bar("Phòng A", 75.5, "75,5%"),), 100.0),)


def test_what_was_escaped_is_text_again():
    assert read("<p>&lt;script&gt;alert(&quot;1&quot;) &amp;amp; &#x27;</p>") == words(
        '<script>alert("1") &amp; \''
    )


def test_letters_are_composed_and_none_is_hidden():
    decomposed = unicodedata.normalize("NFD", "Quảng Ngãi")
    assert read(f"<p>{decomposed}</p>") == words("Quảng Ngãi")
    assert read("<p>a\u202egnp.exe\u2066\x08\x1f\u200bb 😀</p>") == words("agnp.exeb 😀")


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("chữ ngoài đoạn", "words cannot stand in <>"),
        ("<div></div>", "<div> cannot stand in <>"),
        ("<p><script></script></p>", "<script> cannot stand in <p>"),
        ("<p><p>a</p></p>", "<p> cannot stand in <p>"),
        ("<ul><li><ul></ul></li></ul>", "<ul> cannot stand in <li>"),
        ("<h2><b>a</b></h2>", "<b> cannot stand in <h2>"),
        ('<p style="color:red">a</p>', "<p> has no style"),
        ('<p class="big">a</p>', "no role of a paragraph: big"),
        ("<p>a", "<p> is never closed"),
        ("<p>a</b></p>", "</b> where <p> is open"),
        ("<p/>", "<p/> cannot be empty"),
        ("<!-- a -->", "no markup of ours"),
        ("<p><data>1</data></p>", "<data> of a text has a value"),
        ('<p><data value="">1</data></p>', "<data> of a text has a value"),
        ("<ul><li>a<p>b</p></li></ul>", "words beside a <p> in <li>"),
        ('<table><colgroup><col width="90"></colgroup></table>', "90 percent wide"),
        (TABLE.replace("<td>(3)</td>", ""), "2 numbers for 3 columns"),
        (TABLE.replace(' rowspan="2">1<', ">1<"), "a row fills 2 of 3 columns"),
        (TABLE.replace('class="right bold"', 'class="big"'), "a cell has no class big"),
        (TABLE.replace('class="right bold"', 'class="right left"'), "aligned twice"),
        (TABLE.replace('<tr class="numbers">', '<tr class="odd">'), "no class but numbers"),
        ('<figure data-most="1"><figcaption>a</figcaption></figure>', "a <figure> is a chart"),
    ],
)
def test_slip_in_a_template_raises(html, reason):
    with pytest.raises(ValueError, match=reason.replace("(", r"\(")):
        read(html)
