"""What a document's text may hold."""

import pytest

from reports.documents.spelling import clean, item_letter


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Quảng Ngãi", "Quảng Ngãi"),
        ("Qua\u0309ng Nga\u0303i", "Quảng Ngãi"),
        ("một\x00 \x08hai\x1f ba\x9f", "một hai ba"),
        ("một\r\nhai\rba\x0bbốn\u2028năm\tsáu", "một\nhai\nba\nbốn\nnăm\tsáu"),
        ("\u202edảo\u202c \u2067ngược\u2069\u200e\u200f\u061c", "dảo ngược"),
        ("\ufeffđầu\ufffe\uffff \ud83d", "đầu "),
        ("👩\u200d🔬 xong 🎉", "👩\u200d🔬 xong 🎉"),
        ("<script>alert(1)</script> & co.", "<script>alert(1)</script> & co."),
    ],
)
def test_text_loses_only_what_no_document_can_hold(typed, kept):
    assert clean(typed) == kept


def test_items_are_lettered_in_the_order_of_the_vietnamese_alphabet():
    assert "".join(item_letter(place) for place in range(23)) == "abcdđeghiklmnopqrstuvxy"
    assert [item_letter(place) for place in (23, 24, 46)] == ["aa", "ab", "ba"]
