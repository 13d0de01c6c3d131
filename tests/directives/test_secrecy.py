"""The mark of a classified document is found; words that only look like it are not."""

import unicodedata

import pytest

from directives import secrecy


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("MẬT", "MẬT"),
        ("Công văn MẬT về việc …", "MẬT"),
        ("TỐI MẬT", "TỐI MẬT"),
        ("TUYỆT  MẬT", "TUYỆT MẬT"),
        ("TUYỆT\nMẬT", "TUYỆT MẬT"),
        ("(MẬT)", "MẬT"),
        ("12/BC-MẬT", "MẬT"),
        ("Độ mật: Tối mật", "TỐI MẬT"),
        ("độ mật:mật", "MẬT"),
        ("Bản này là MẬT.", "MẬT"),
    ],
)
def test_the_mark_is_found(text, mark):
    assert secrecy.mark_in(text) == mark


def test_the_mark_is_found_in_decomposed_letters():
    assert secrecy.mark_in(unicodedata.normalize("NFD", "TUYỆT MẬT")) == "TUYỆT MẬT"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Không nhập thông tin thuộc bí mật nhà nước.",
        "bảo mật thông tin, mật độ dân số, mật ong",
        "LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "BẢO MẬT THÔNG TIN",
        "MẬTMÃ",
        "Độ mật: không",
    ],
)
def test_ordinary_words_are_no_mark(text):
    assert secrecy.mark_in(text) == ""
