"""Blocks on their way into the editor of the browser, and back."""

import json
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.consolidated import for_upward, text
from reports.documents import Chart, Heading, ItemList, Paragraph, Row, Run, Table
from reports.documents.blocks import Cell
from reports.documents.editing import Unreadable, from_editor, to_editor
from reports.documents.letters import clean
from tests.reports.wholes import OUTLINE, act, briefing, past, whole, work

# What is written is what is read ----------------------------------------------------------------

letters = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cf", "Mn"], exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=12,
).filter(lambda text: text.strip() and clean(text) == text)
styles = st.fixed_dictionaries({"bold": st.booleans(), "italic": st.booleans()})
texts = st.builds(
    lambda lines, style: Run("\n".join(lines), **style),
    st.lists(letters, min_size=1, max_size=2),
    styles,
)
figures = st.builds(
    lambda text, style, key: Run(text, figure=key, **style),
    letters,
    styles,
    st.from_regex(r"[a-z0-9][a-z0-9._-]{0,20}", fullmatch=True),
)


def alternating(runs):
    """Two runs of one style that follow each other are one run, in every document of ours."""
    kept = []
    for run in runs:
        if run.figure or not kept or replace(kept[-1], text="") != replace(run, text=""):
            kept.append(run)
    return tuple(kept)


paragraphs = st.builds(
    Paragraph,
    st.lists(texts | figures, min_size=1, max_size=4).map(alternating),
    st.sampled_from(["", "item", "lead", "last", "note", "mark"]),
)
headings = st.builds(Heading, st.sampled_from([1, 2, 3]), letters.map(str.strip))
items = st.lists(paragraphs, min_size=1, max_size=2).map(tuple)
lists = st.builds(ItemList, st.lists(items, min_size=1, max_size=3).map(tuple), st.booleans())


@st.composite
def tables(draw):
    columns = draw(st.integers(1, 4))
    cell = st.builds(
        Cell,
        st.lists(paragraphs, max_size=1).map(tuple),
        st.sampled_from(["left", "center", "right"]),
        st.booleans(),
    )
    plain = st.lists(cell, min_size=columns, max_size=columns).map(lambda cells: Row(tuple(cells)))
    whole = st.builds(lambda c: Row((Cell(c.paragraphs, colspan=columns),)), cell)
    head = draw(st.lists(plain | whole, max_size=2).map(tuple))
    rows = draw(st.lists(plain | whole, min_size=1, max_size=3).map(tuple))
    if draw(st.booleans()):
        down = Cell((), rowspan=2)
        rest = tuple(Cell(()) for _ in range(columns - 1))
        rows += (Row((down, *rest)), Row(rest))
    numbers = tuple(f"({n})" for n in range(1, columns + 1)) if draw(st.booleans()) else ()
    return Table((100 / columns,) * columns, head, rows, numbers)


def test_every_section_as_it_is_composed_can_be_kept():
    made = whole(
        briefings=[briefing(1)],
        works=[work(1), work(2, events=2)],
        previous=past("Năm 2025"),
        news_before=3,
        supervisions=(act(),),
    )
    for section in text.generated(for_upward(made), OUTLINE):
        assert from_editor(to_editor(section.blocks)) == section.blocks


@given(st.lists(paragraphs | headings | lists | tables(), max_size=5).map(tuple))
def test_what_the_editor_gives_back_untouched_is_what_it_was_given(blocks):
    assert from_editor(to_editor(blocks)) == blocks


def test_the_shape_that_the_editor_takes():
    blocks = (
        Paragraph((Run("Đạt "), Run("98,5%", bold=True, figure="duty-1.coverage")), "item"),
        ItemList(((Paragraph((Run("một\nhai"),)),),), ordered=True),
    )
    assert to_editor(blocks) == {
        "type": "doc",
        "content": [
            {
                "type": "paragraph",
                "attrs": {"role": "item"},
                "content": [
                    {"type": "text", "text": "Đạt "},
                    {
                        "type": "figure",
                        "attrs": {"key": "duty-1.coverage", "text": "98,5%"},
                        "marks": [{"type": "bold"}],
                    },
                ],
            },
            {
                "type": "ordered_list",
                "content": [
                    {
                        "type": "list_item",
                        "content": [
                            {
                                "type": "paragraph",
                                "attrs": {"role": ""},
                                "content": [
                                    {"type": "text", "text": "một"},
                                    {"type": "hard_break"},
                                    {"type": "text", "text": "hai"},
                                ],
                            }
                        ],
                    }
                ],
            },
        ],
    }


def test_a_section_without_text_is_a_line_to_type_in_and_back():
    empty = {"type": "doc", "content": [{"type": "paragraph", "attrs": {"role": ""}}]}
    assert to_editor(()) == empty
    assert from_editor(empty) == ()


def test_a_chart_is_not_edited():
    with pytest.raises(TypeError, match="chart"):
        to_editor([Chart("Biểu đồ", (), 100)])


# Text of people ---------------------------------------------------------------------------------


def doc(*nodes):
    return {"type": "doc", "content": list(nodes)}


def p(*inline, role="", **attrs):
    return {"type": "paragraph", "attrs": {"role": role, **attrs}, "content": list(inline)}


def t(text, *marks):
    return {"type": "text", "text": text, "marks": [{"type": mark} for mark in marks]}


def figure(key="duty-1.coverage", text="98,5%"):
    return {"type": "figure", "attrs": {"key": key, "text": text}}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Qua\u0309ng Nga\u0303i", "Quảng Ngãi"),
        ("a\x00b\x07c\td", "abc d"),
        ("\u202egnort\u202c \u2067trong\u2069\u200f", "gnort trong"),
        ("<script>alert(1)</script> 🎉", "<script>alert(1)</script> 🎉"),
        ("nửa \ud83d chữ", "nửa  chữ"),
    ],
)
def test_letters_are_composed_and_those_that_nobody_sees_are_gone(typed, kept):
    assert from_editor(doc(p(t(typed)))) == (Paragraph((Run(kept),)),)


def test_empty_lines_and_items_are_left_out_and_like_runs_are_one():
    sent = doc(
        p(),
        p(t("  ")),
        p(t("một "), t("hai "), t("ba", "bold"), figure()),
        {"type": "heading", "attrs": {"level": 2}, "content": [t(" ")]},
        {
            "type": "bullet_list",
            "content": [
                {"type": "list_item", "content": [p()]},
                {"type": "list_item", "content": [p(t("việc"))]},
            ],
        },
    )
    assert from_editor(sent) == (
        Paragraph((Run("một hai "), Run("ba", bold=True), Run("98,5%", figure="duty-1.coverage"))),
        ItemList(((Paragraph((Run("việc"),)),),)),
    )


def test_ten_thousand_words_in_one_paragraph_are_read():
    words = "nghiên cứu " * 10_000
    assert from_editor(doc(p(t(words)))) == (Paragraph((Run(words),)),)


# Tables -----------------------------------------------------------------------------------------


def cell(text="", kind="table_cell", **attrs):
    return {
        "type": kind,
        "attrs": {"align": "left", "bold": False, "colspan": 1, "rowspan": 1} | attrs,
        "content": [p(t(text))] if text else [p()],
    }


def th(text="", **attrs):
    return cell(text, "table_header", **attrs)


def tr(*cells, numbers=False):
    return {"type": "table_row", "attrs": {"numbers": numbers}, "content": list(cells)}


def table(*rows, widths=()):
    return {"type": "table", "attrs": {"widths": list(widths)}, "content": list(rows)}


def test_head_and_numbers_are_told_by_their_cells():
    sent = table(
        tr(th("Đơn vị"), th("Số", align="right", bold=True)),
        tr(th("(1)"), th("(2)"), numbers=True),
        tr(cell("Phòng A"), th("2")),
        widths=[60, 20],
    )
    assert from_editor(doc(sent)) == (
        Table(
            widths=(75.0, 25.0),
            head=(
                Row(
                    (
                        Cell((Paragraph((Run("Đơn vị"),)),)),
                        Cell((Paragraph((Run("Số"),)),), "right", bold=True),
                    )
                ),
            ),
            rows=(Row((Cell((Paragraph((Run("Phòng A"),)),)), Cell((Paragraph((Run("2"),)),)))),),
            numbers=("(1)", "(2)"),
        ),
    )


@pytest.mark.parametrize("widths", [None, [100], [50, 0], [50, "50"], [50, float("nan")]])
def test_widths_that_do_not_fit_give_columns_of_one_width(widths):
    sent = table(tr(cell("a"), cell("b"))) | {"attrs": {"widths": widths}}
    assert from_editor(doc(sent))[0].widths == (50, 50)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([tr(cell(), cell()), tr(cell())], "dòng không đủ ô"),
        ([tr(cell(rowspan=2), cell())], "ô gộp vượt ra ngoài"),
        ([tr(th(rowspan=2), th()), tr(cell())], "ô gộp vượt ra ngoài"),
        ([tr(*[cell()] * 31)], "quá 30 cột"),
        ([tr(*[th("1")] * 31, numbers=True)], "quá 30 cột"),
        ([tr(cell())] * 501, "quá 500 dòng"),
    ],
)
def test_a_table_that_no_page_can_hold_is_refused_with_the_reason(rows, sentence):
    with pytest.raises(Unreadable, match=sentence):
        from_editor(doc(table(*rows)))


# What is no text of ours ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sent",
    [
        None,
        [],
        "doc",
        {},
        p(t("một")),
        doc("một"),
        doc(t("một")),
        doc(doc()),
        doc({"type": "image", "attrs": {"src": "file:///etc/passwd"}}),
        doc(p(p())),
        doc(p({"type": "text", "text": ""})),
        doc(p({"type": "text", "text": 1})),
        doc(p(t("một", "link"))),
        doc(p(t("một", "bold", "bold"))),
        doc(p(t("một") | {"marks": ["bold"]})),
        doc(p(t("một") | {"marks": [{"type": []}]})),
        doc(p(t("một") | {"style": "color: red"})),
        doc(p(role="huge")),
        doc(p(role=None)),
        doc({"type": "paragraph", "attrs": [], "content": []}),
        doc({"type": "paragraph", "content": {}}),
        doc({"type": "heading", "attrs": {"level": 4}, "content": [t("một")]}),
        doc({"type": "heading", "attrs": {"level": True}, "content": [t("một")]}),
        doc({"type": "heading", "attrs": {"level": 2}, "content": [figure()]}),
        doc({"type": "bullet_list", "content": [p()]}),
        doc(p(figure(key=""))),
        doc(p(figure(key="A b"))),
        doc(p(figure(key=None))),
        doc(p(figure(text=98))),
        doc(p(figure(text="9" * 301))),
        doc(table()),
        doc(table(p())),
        doc(table(tr())),
        doc(table(tr(p()))),
        doc(table(tr(cell(colspan=0)))),
        doc(table(tr(cell(colspan="2")))),
        doc(table(tr(cell(align="justify")))),
        doc(table(tr(cell(bold="yes")))),
        doc(table(tr(cell() | {"content": [table(tr(cell()))]}))),
    ],
)
def test_what_is_no_text_of_ours_is_refused(sent):
    with pytest.raises(Unreadable, match="không đúng định dạng"):
        from_editor(sent)


def test_depth_nodes_and_letters_have_their_limits():
    deep = p()
    for _ in range(1000):
        deep = {"type": "list_item", "content": [deep]}
    with pytest.raises(Unreadable, match="không đúng định dạng"):
        from_editor(doc(deep))
    with pytest.raises(Unreadable, match="quá nhiều đoạn"):
        from_editor(doc(*[p()] * 30_000))
    with pytest.raises(Unreadable, match=r"200\.000 ký tự"):
        from_editor(doc(p(t("a" * 200_001))))


def test_the_longest_section_is_not_longer_than_the_server_reads(settings):
    """A table of 490 rows and 20 columns, 20 letters in each cell, encoded as a browser does."""
    filled = Cell((Paragraph((Run("ỗ" * 20, bold=True),), "item"),), align="center")
    longest = (Table((5.0,) * 20, (), (Row((filled,) * 20),) * 490),)
    typed = to_editor(longest)
    assert from_editor(typed) == longest
    sent = urlencode({"doc": json.dumps(typed, ensure_ascii=False, separators=(",", ":"))})
    assert len(sent) < settings.DATA_UPLOAD_MAX_MEMORY_SIZE
