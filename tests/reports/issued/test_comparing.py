"""Two texts, and what is said of them."""

from datetime import date

import pytest

from reports.issued import aligning
from reports.issued.comparing import compare
from reports.issued.values import Difference, Stated
from reports.issued.words import phrase, read

STATED = Stated("123", "BC-SKHCN", date(2026, 12, 20), ("Nguyễn Văn Thành", "Sở KH&CN"))
OURS = (
    "UBND TỈNH QUẢNG NGÃI\nSố:        /BC-SKHCN\n"
    "Quảng Ngãi, ngày      tháng      năm 2026\n"
    "Kết quả: 12 cuộc, 1.234,5 lượt người; tăng 5% so với năm 2025.\nGIÁM ĐỐC"
)


def compared(issued: str, ours: str = OURS, **more):
    return compare(read([ours]), read([issued]), stated=STATED, **more)


def test_number_day_and_month_in_their_blanks_are_no_other_text():
    found = compared(
        OURS.replace("Số:        /", "Số: 123/")
        .replace("ngày      ", "ngày 20 ")
        .replace("tháng      ", "tháng 12 ")
    )
    assert (found.verdict, found.count) == ("stamped", 0)
    assert [item.issued for item in found.differences] == ["123", "20", "12"]
    assert {item.kind for item in found.differences} == {"blank"}


def test_a_number_that_is_not_the_one_typed_in_is_pointed_out():
    found = compared(OURS.replace("Số:        /", "Số: 124/"))
    assert found.verdict == "stamped"
    assert found.differences == (Difference("mismatch", "", "124"),)


def test_the_year_of_issue_may_be_the_next_one():
    late = Stated("123", "BC-SKHCN", date(2027, 1, 4))
    issued = read([OURS.replace("tháng      năm 2026", "tháng 01 năm 2027")])
    found = compare(read([OURS]), issued, stated=late)
    assert (found.verdict, [item.issued for item in found.differences]) == (
        "stamped",
        ["01", "2027"],
    )


@pytest.mark.parametrize(
    "layout",
    [
        OURS.replace("12 cuộc", "12\ncuộc"),
        OURS.replace("lượt người", "lượt ng ười"),
        OURS.replace("Kết quả", "KẾT QUẢ"),
        OURS.replace("Số:", "Số:…………"),
        OURS.replace("GIÁM ĐỐC", "GIÁM\u00ad ĐỐC"),
        "UBND TỈNH QUẢNG NGA\u0303I" + OURS[20:],
    ],
    ids=["line break", "spacing", "capitals", "dotted line", "soft hyphen", "NFD"],
)
def test_the_same_words_laid_out_otherwise_are_the_same(layout):
    found = compared(layout)
    assert (found.verdict, found.differences) == ("stamped", ())


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("12 cuộc", "13 cuộc"),
        ("1.234,5", "12.345"),
        ("tăng 5%", "tăng -5%"),
        ("tăng 5%", "tăng 20 5%"),
        ("người;", "người"),
        ("so với năm 2025", "so với năm 2026"),
        ("Quảng Ngãi,", "Kon Tum,"),
    ],
)
def test_a_word_a_figure_or_a_mark_that_changed_is_other_text(was, now):
    found = compared(OURS.replace(was, now))
    assert (found.verdict, found.count) == ("different", 1)


def test_a_difference_is_shown_in_the_words_of_both_with_some_around_them():
    found = compared(OURS.replace("12 cuộc", "mười ba cuộc họp"))
    assert found.differences == (
        Difference(
            "text",
            "12 cuộc",
            "mười ba cuộc họp",
            before=", ngày tháng năm 2026 Kết quả: ",
            after=", 1.234,5 lượt người; tăng 5%",
        ),
    )


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("Ký bởi: Sở KH&CN\nThời gian ký: 20/12/2026 10:20:30 +07:00", "stamped"),
        ("Digitally signed by Nguyễn Văn Thành\nDate: 2026.12.20 10:20:30", "stamped"),
        ("Nguyễn Văn Thành", "stamped"),
        ("(Đã ký)", "stamped"),
        ("Nguyễn Văn Thành và các đồng chí", "different"),
        ("Ký bởi: Sở KH&CN, với điều kiện giảm kinh phí", "different"),
    ],
)
def test_a_signature_in_words_is_a_stamp_while_each_word_is_accounted_for(words, verdict):
    assert compared(f"{OURS}\n{words}").verdict == verdict


def test_words_laid_over_a_page_stand_at_its_end_and_are_known_by_what_was_typed_in():
    assert compared(f"{OURS}\n123 20 12").verdict == "stamped"
    assert compared(f"{OURS}\n123 20 12 45").verdict == "different"


def test_what_comes_again_on_each_page_may_come_and_go():
    head = "TT Nội dung (1) (2)"
    ours = read([f"Biểu số 1\n{head}\n1 Họp", "2\nv1-abc\n2 Đi lại"])
    issued = read([f"1\nBiểu số 1\n{head}", f"2\n{head}\n1 Họp\n2 Đi lại"])
    found = compare(ours, issued, stated=STATED, furniture=(head, "v1-abc"))
    assert (found.verdict, found.differences) == ("stamped", ())


def test_a_mark_that_lies_on_the_page_is_a_stamp_only_with_known_words():
    assert compared(OURS, stamps=["Ký bởi: Nguyễn Văn Thành"]).verdict == "stamped"
    found = compared(OURS, stamps=["Thay bằng: 15 cuộc"])
    assert (found.verdict, found.differences[0].issued) == ("different", "Thay bằng: 15 cuộc")


def test_at_most_50_places_are_listed_and_all_are_counted():
    ours = "\n".join(f"Mục {n} gồm các việc sau đây của đơn vị." for n in range(1, 81))
    found = compared(ours.replace("gồm", "có"), ours)
    assert (found.count, len(found.differences)) == (80, 50)


def test_places_with_hardly_a_word_between_them_are_one():
    found = compared(OURS.replace("12 cuộc, 1.234,5 lượt", "13 cuộc, 1.234,6 lượt"))
    assert [(item.ours, item.issued) for item in found.differences] == [
        ("12 cuộc, 1.234,5", "13 cuộc, 1.234,6")
    ]


def test_words_are_read_without_dashes_but_with_signs():
    assert phrase("Tăng –5% (2025-2026), “Phòng Hành chính – Tổng hợp”") == (
        "tăng", "-5", "%", "(", "2025", "2026", ")", ",", '"', "phòng", "hành", "chính", "tổng",
        "hợp", '"',
    )  # fmt: skip


def test_long_texts_are_split_at_phrases_that_both_say_once():
    ours = [f"w{n}" for n in range(3000)]
    issued = [*ours[:700], "new", *ours[700:1500], *ours[1510:2500], "x", *ours[2501:]]
    assert list(aligning.changes(ours, issued)) == [
        (700, 700, 700, 701),
        (1500, 1510, 1501, 1501),
        (2500, 2501, 2491, 2492),
    ]


def test_long_texts_with_nothing_in_common_are_one_change():
    ours, issued = [f"a{n}" for n in range(2000)], [f"b{n}" for n in range(2000)]
    assert list(aligning.changes(ours, issued)) == [(0, 2000, 0, 2000)]
