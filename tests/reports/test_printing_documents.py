"""Any document as a sheet and as a PDF: what reaches them, and what never does."""

import re
import subprocess
import sys
from dataclasses import replace

import pytest
from django.utils import translation

from reports.documents import Cell, Closing, Heading, ItemList, Paragraph, Row, Run, Table, Title
from reports.printing.html import page, sheet
from reports.printing.pdf import _pdf, pdf
from reports.signing import Signature
from tests.reports.printed import fonts, pages, quiet, sheets, words
from tests.reports.specimens import (
    ANNEX,
    LETTER,
    REPORT,
    TEXT,
    appendix,
    cell,
    paragraph,
    table,
)

__all__ = ["quiet"]

WORDS = " ".join(f"từ{number}" for number in range(10_000))


def plain(document) -> str:
    """All that the PDF says, on one line."""
    return " ".join(" ".join(pages(pdf(document))).split())


def numbers_of(printed) -> list[int]:
    """Of the words "từ…" that the pages hold, in reading order."""
    text = "".join(sheet.page.extract_text() for sheet in printed)
    return [int(number) for number in re.findall(r"từ(\d+)", text)]


# The sheet


def test_the_parts_stand_in_the_order_of_the_decree():
    text = words(sheet(REPORT))
    parts = [
        "UBND tỉnh Quảng Ngãi",
        "Sở Khoa học và Công nghệ",
        "Cộng hòa xã hội chủ nghĩa Việt Nam",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: /BC-SKHCN",
        "Quảng Ngãi, ngày tháng năm 2026",
        "Báo cáo Kết quả triển khai công tác thông tin đối ngoại năm 2026",
        "Kính gửi: Uỷ ban nhân dân tỉnh Quảng Ngãi.",
        "I. Tình hình triển khai",
        "36/39 người có mặt, đúng đối tượng ; đúng thời hạn .",
        "- Phòng Quản lý Khoa học: đã phổ biến",
        "a) Số liệu các chỉ tiêu TT Chỉ tiêu Đơn vị tính Số liệu Trong kỳ Lũy kế (1) (2) (3)",
        "1 Tin, bài đăng trên Cổng thông tin điện tử tin, bài 15 1.234,5",
        "- Đầu mối thứ nhất; - Đầu mối thứ hai.",
        "a) Việc thứ 1; b) Việc thứ 2; c) Việc thứ 3; d) Việc thứ 4; đ) Việc thứ 5;",
        "xem xét, chỉ đạo./.",
        "Nơi nhận: - Như trên; - Giám đốc Sở, các Phó Giám đốc Sở; - Lưu: VT, HCTH.",
        "Giám đốc Nguyễn Văn Thành",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)


def test_a_figure_is_a_link_where_its_address_is_known():
    addresses = {"duty-1.briefed": "/bao-cao/?a=1&b=2"}
    html = sheet(REPORT, links=lambda key: addresses.get(key, ""))
    assert re.findall(r"<a .*?</a>", html) == ['<a href="/bao-cao/?a=1&amp;b=2">36/39</a>']


def test_the_print_holds_neither_links_nor_the_keys_of_figures():
    for html in [page(REPORT), sheet(REPORT)]:
        assert "<a " not in html
        assert "duty-1.briefed" not in html
        assert "duty-2.indicator-1" not in html


@pytest.mark.parametrize("document", [REPORT, LETTER, ANNEX])
def test_a_sheet_keeps_the_policy_of_a_page(document):
    html = sheet(replace(document, appendices=(appendix("I", *TEXT),)))
    assert not re.findall(r"<style|<script|\sstyle=|\son\w+=", html)


def test_a_sheet_is_vietnamese_for_every_reader():
    with translation.override("en"):
        english = sheet(ANNEX)
    assert english == sheet(ANNEX)
    assert 'rect width="75.5"' in english


def test_an_item_has_one_dash_even_where_its_words_bring_one():
    items = ("Việc một", "- Việc hai", "– Việc ba")
    document = replace(REPORT, blocks=tuple(paragraph(text, "item") for text in items))
    assert "- Việc một - Việc hai – Việc ba" in words(sheet(document))


def test_letters_of_items_run_in_the_order_of_the_decree_and_go_on_after_the_last():
    items = tuple((paragraph(f"v{number}"),) for number in range(25))
    text = words(sheet(replace(REPORT, blocks=(ItemList(items, ordered=True),))))
    assert [f"{word})" for word in re.findall(r"(\w+)\) v\d+", text)] == [
        *["a)", "b)", "c)", "d)", "đ)", "e)", "g)", "h)", "i)", "k)", "l)", "m)", "n)", "o)"],
        *["p)", "q)", "r)", "s)", "t)", "u)", "v)", "x)", "y)", "aa)", "ab)"],
    ]


def test_a_document_without_number_title_or_signature_has_no_empty_places():
    bare = replace(
        REPORT,
        masthead=replace(REPORT.masthead, symbol=None, superior=""),
        title=None,
        addressees=(),
        closing=None,
    )
    text = words(sheet(bare))
    assert "Số:" not in text
    assert "Kính gửi" not in text
    assert "Nơi nhận" not in text


# What people may have typed

EVIL = (
    '<script>alert(1)</script><img src="file:///etc/passwd"><style>p{background:url('
    "http://example.vn/x)}</style>\"'><svg onload=x> url(file:///etc/passwd) {{ 7 }}"
)


def evil():
    """A document with markup in every text that it has."""
    text = Paragraph((Run(EVIL, bold=True, figure="x"),))
    row = Row((Cell((text, text)), cell(EVIL, "center")))
    blocks = (
        text,
        Heading(1, EVIL),
        Heading(2, EVIL),
        Heading(3, EVIL),
        ItemList(((text,),)),
        Table((50, 50), (row,), (row,), (EVIL, EVIL)),
        replace(ANNEX.blocks[1], title=EVIL, bars=(replace(ANNEX.blocks[1].bars[0], label=EVIL),)),
    )
    return replace(
        REPORT,
        name=EVIL,
        author=EVIL,
        masthead=replace(
            REPORT.masthead, superior=EVIL, issuer=EVIL, symbol=EVIL, place=EVIL, about=EVIL
        ),
        title=Title(EVIL, EVIL, EVIL),
        addressees=(EVIL, EVIL),
        blocks=blocks,
        closing=Closing((EVIL,), Signature("", (EVIL,), EVIL)),
        appendices=(replace(appendix("I", *blocks), number=EVIL, title=EVIL, attached=EVIL),),
        mark=EVIL,
        code=EVIL,
    )


def test_markup_in_any_text_is_text():
    for html in [sheet(evil(), links=lambda key: "/x"), page(evil())]:
        assert not re.findall(r"<script|<img|<style>p|<svg onload", html)
    assert html.count("&lt;script&gt;") > 30


def test_a_document_full_of_markup_is_printed_as_it_was_typed_and_loads_nothing(quiet):
    """Whatever a page would load from elsewhere ends the rendering."""
    text = plain(evil())
    assert "url(file:///etc/passwd)" in text
    assert "root:" not in text


@pytest.mark.parametrize("url", ["https://example.vn/x.css", "file:///etc/passwd", "app.css"])
def test_a_document_loads_nothing_but_its_style_its_fonts_and_its_mark(url):
    from weasyprint.urls import FatalURLFetchingError

    with pytest.raises(FatalURLFetchingError):
        _pdf(page(REPORT).replace('href="print.css"', f'href="{url}"'))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("đúng\u202e hạn\u202c \u2066xong\u2069\u200f\u200e", "đúng hạn xong"),
        ("Kết quả tốt", "Kết quả tốt"),
        ("a\x00b\x07c\x1bd\x7fe", "abcde"),
        ("nửa \ud83d chữ", "nửa chữ"),
        ("Đạt 😀 漢字 ★.", "Đạt □ □□ □."),
        ("hỏa hoà hòa", "hỏa hoà hòa"),
        ("1 &amp; 2 &lt;b&gt;", "1 &amp; 2 &lt;b&gt;"),
    ],
    ids=["right to left", "NFD", "control", "surrogate", "other scripts", "NFC", "entities"],
)
def test_letters_are_printed_as_far_as_tinos_has_them(typed, printed, quiet):
    document = replace(
        REPORT, name=typed, blocks=(paragraph(f"[{typed}]"), table(2, 1, f"[{typed}]"))
    )
    made = pdf(document)
    assert f"[{printed}]" in " ".join(pages(made)[0].split())
    assert {name.partition("-")[0] for name in fonts(made)} == {"Tinos"}


def test_ten_thousand_words_in_a_paragraph_are_all_printed(quiet):
    printed = sheets(pdf(replace(REPORT, blocks=(paragraph(WORDS),))))
    assert numbers_of(printed) == list(range(10_000))


def test_ten_thousand_words_in_a_cell_are_all_printed_and_the_row_begins_where_it_stands(quiet):
    row = Row((cell("1", "center"), cell(WORDS)))
    short = Row((cell("2", "center"), cell("Ngắn.")))
    document = replace(
        REPORT, blocks=(replace(table(2, 0), widths=(10, 90), rows=(short, row, short)),)
    )
    printed = sheets(pdf(document))
    assert numbers_of(printed) == list(range(10_000))
    assert "từ0 từ1" in printed[0].page.extract_text()
    assert all("Cột 2" in sheet.page.extract_text() for sheet in printed[:-1])


def test_a_word_of_three_hundred_letters_wraps_wherever_it_stands(quiet):
    word = "w" * 300
    document = replace(
        LETTER,
        masthead=replace(LETTER.masthead, superior=word, issuer=word, about=word),
        addressees=(word, word),
        blocks=(paragraph(word), Heading(1, word), table(12, 1, word), paragraph(word, "item")),
        closing=Closing((word,), Signature("", (word,), word)),
    )
    printed = sheets(pdf(document))
    letters = [c for sheet in printed for c in sheet.page.chars if c["text"] in "wW"]
    assert len(letters) == 300 * (3 + 2 + 1 + 1 + 12 + 1 + 3)
    assert max(letter["x1"] for letter in letters) / 72 * 25.4 < 190.6
    assert min(letter["x0"] for letter in letters) / 72 * 25.4 > 29.4


@pytest.mark.parametrize("document", [REPORT, LETTER, ANNEX])
def test_weasyprint_has_nothing_to_complain_about(document, quiet):
    made = pdf(replace(document, is_draft=True, appendices=(appendix("", *TEXT),)))
    assert set(fonts(made).values()) == {True}


def test_the_same_document_gives_the_same_bytes():
    assert pdf(ANNEX) == pdf(ANNEX)


# The mark of a draft

GREY = pytest.approx((0xE2 / 255,) * 3)


def test_a_draft_is_marked_under_the_text_of_every_page_and_says_the_same(quiet):
    appended = replace(REPORT, appendices=(appendix("I", table(5, 40)),))
    final, draft = pdf(appended), pdf(replace(appended, is_draft=True))
    assert pages(draft) == pages(final)
    for without, marked in zip(sheets(final), sheets(draft), strict=True):
        grey = [c for c in marked.page.curves if c["non_stroking_color"] == GREY]
        assert max(c["x1"] for c in grey) - min(c["x0"] for c in grey) > 300
        assert len(marked.page.curves) - len(grey) == len(without.page.curves)


def test_only_a_draft_is_marked():
    assert "draft.svg" not in page(REPORT)
    assert "doc-draft" not in sheet(REPORT)
    assert "doc-draft" in sheet(replace(REPORT, is_draft=True))


def test_importing_the_printing_modules_does_not_import_weasyprint():
    code = (
        "import django, sys; django.setup();"
        "import reports.printing, reports.views.consolidated, reports.jobs;"
        "sys.exit('weasyprint' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_a_note_within_a_cell_keeps_its_style():
    lone = Cell((paragraph("Ghi chú", "note"),))
    several = Cell((paragraph("Một"), paragraph("Hai", "item")))
    html = sheet(replace(REPORT, blocks=(Table((50, 50), (), (Row((lone, several)),)),)))
    assert '<p class="doc-note">Ghi chú</p>' in html
    assert '<p>Một</p><p class="doc-item">- Hai</p>' in html
