"""The PDF as a file to keep and to have read aloud: PDF/A-3a, tags, outline, properties."""

from dataclasses import replace
from functools import cache
from io import BytesIO

import pikepdf
import pytest

from reports.documents import Document, Heading
from reports.printing.pdf import pdf
from tests.reports.specimens import ANNEX, LETTER, REPORT, TEXT, appendix, table

APPENDED = replace(
    LETTER, appendices=(appendix("I", *TEXT, is_landscape=False), appendix("II", table(5, 40)))
)
DOCUMENTS = [REPORT, APPENDED, ANNEX]


@cache
def opened(document: Document) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf(document)))


def elements(document: Document) -> list[pikepdf.Object]:
    """The structure in reading order."""

    def below(element):
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            yield element
            for kid in kids(element):
                yield from below(kid)

    return [e for top in kids(opened(document).Root.StructTreeRoot) for e in below(top)]


def kids(element) -> list:
    found = element.get("/K", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def kinds(document: Document) -> list[str]:
    return [str(element.S) for element in elements(document)]


# Properties


def test_it_says_what_it_is():
    made = opened(REPORT)
    with made.open_metadata() as metadata:
        assert metadata.pdfa_status == "3A"
        assert metadata["dc:title"] == (
            "Báo cáo kết quả triển khai công tác thông tin đối ngoại năm 2026"
        )
        assert metadata["dc:creator"] == ["Sở Khoa học và Công nghệ"]
        assert metadata["pdf:Keywords"] == "BC-2026-v1 · 3f9a2c71"
    assert str(made.Root.Lang) == "vi"
    assert bool(made.Root.ViewerPreferences.DisplayDocTitle)
    assert str(made.docinfo.CreationDate).startswith("D:20261221")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_it_keeps_the_rules_of_pdf_a_that_can_be_read_off_it(document):
    made = opened(document)
    assert made.pdf_version == "1.7"
    assert not made.is_encrypted
    assert "/ID" in made.trailer
    (intent,) = made.Root.OutputIntents
    assert str(intent.S) == "/GTS_PDFA1"
    assert "/DestOutputProfile" in intent
    assert bool(made.Root.MarkInfo.Marked)
    assert "/OpenAction" not in made.Root
    assert "/AA" not in made.Root
    assert "/AcroForm" not in made.Root
    assert "/EmbeddedFiles" not in made.Root.get("/Names", {})
    for page in made.pages:
        assert "/Annots" not in page
        assert "/AA" not in page
    for thing in made.objects:
        if isinstance(thing, pikepdf.Stream):
            assert str(thing.get("/Filter", "/FlateDecode")) in ("/FlateDecode", "[ /FlateDecode ]")
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font":
            if "/FontDescriptor" in thing:
                assert "/FontFile2" in thing.FontDescriptor
            elif thing.Subtype == "/Type0":
                assert "/ToUnicode" in thing


def test_the_outline_is_that_of_the_headings():
    assert outline(REPORT) == [
        (
            "Báo cáo Kết quả triển khai công tác thông tin đối ngoại năm 2026",
            [
                ("I. Tình hình triển khai", []),
                (
                    "II. Kết quả thực hiện",
                    [
                        (
                            "1. Quán triệt, tuyên truyền, phổ biến",
                            [("a) Số liệu các chỉ tiêu", [])],
                        )
                    ],
                ),
            ],
        )
    ]


def test_the_outline_of_a_letter_begins_with_its_subject_and_names_its_appendices():
    assert [title for title, _below in outline(APPENDED)] == [
        "V/v báo cáo kết quả, tiến độ triển khai công tác thông tin đối ngoại năm 2026",
        "Phụ lục I Biểu mẫu số liệu",
        "Phụ lục II Biểu mẫu số liệu",
    ]


def outline(document: Document) -> list[tuple[str, list]]:
    def told(items):
        return [(item.title, told(item.children)) for item in items]

    with opened(document).open_outline() as bookmarks:
        return told(bookmarks.root)


# Structure


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_word_is_in_the_structure_or_is_furniture_of_the_page(document):
    made = opened(document)
    reached = {element.objgen for element in elements(document)}
    parents = made.Root.StructTreeRoot.ParentTree.Nums
    for number, page in enumerate(made.pages):
        (marked,) = (parents[i + 1] for i in range(0, len(parents), 2) if parents[i] == number)
        open_tags, furniture = [], ""
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "BMC" | "BDC":
                    open_tags.append(operands)
                case "EMC":
                    open_tags.pop()
                case "Tj" | "TJ":
                    ((tag, properties),) = open_tags
                    if tag == "/Artifact":
                        assert properties.Type == "/Pagination"
                        furniture += "x"
                    else:
                        assert marked[properties.MCID].objgen in reached
        assert furniture


def test_headings_lists_and_figures_are_such():
    told = kinds(REPORT)
    assert [kind for kind in told if kind in ("/H1", "/H2", "/H3", "/H4")] == [
        "/H1",
        "/H2",
        "/H2",
        "/H3",
        "/H4",
    ]
    assert told.count("/L") == 2
    assert told.count("/LI") == told.count("/LBody") == 7
    assert told.count("/Table") == 1
    assert kinds(ANNEX).count("/Figure") == 3


@pytest.mark.parametrize("document", [APPENDED, ANNEX])
def test_headings_begin_with_the_first_level(document):
    headings = [kind for kind in kinds(document) if kind in ("/H1", "/H2", "/H3", "/H4")]
    assert headings[0] == "/H1"


def test_no_level_of_headings_is_left_out_whatever_the_text_begins_with():
    levels = [2, 3, 3, 2, 1, 3]
    blocks = tuple(Heading(level, f"Mục {place}") for place, level in enumerate(levels))
    document = replace(REPORT, blocks=(*blocks, TEXT[-1]))
    headings = [kind for kind in kinds(document) if kind.startswith("/H")]
    assert headings == ["/H1", "/H2", "/H3", "/H3", "/H2", "/H2", "/H3"]


def test_a_bar_of_a_chart_says_whose_it_is_and_how_long():
    told = [str(element.Alt) for element in elements(ANNEX) if element.S == "/Figure"]
    assert told == [
        "Phòng Quản lý Khoa học: 75,5%",
        "Chi cục Tiêu chuẩn Đo lường Chất lượng: 0%",
        "Trung tâm Ứng dụng và Dịch vụ Khoa học Công nghệ: 120%",
    ]


def test_heads_of_columns_and_of_rows_say_which_they_are():
    scopes = [str(e.A.Scope) for e in elements(REPORT) if e.S == "/TH"]
    assert scopes == ["/Column"] * 6
    scopes = [str(e.A.Scope) for e in elements(ANNEX) if e.S == "/TH"]
    assert scopes[:4] == ["/Row", "/Row", "/Row", "/Column"]


def test_head_and_signature_are_read_in_the_order_of_the_page_and_are_no_tables():
    told = kinds(REPORT)
    assert told.index("/H1") < told.index("/Table")
    assert told[:4] == ["/Document", "/Art", "/Div", "/Div"]
