"""How a long name is broken at the head of a paper."""

import pytest

from reports.templatetags.documents import balanced


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("UBND TỈNH QUẢNG NGÃI", ["UBND TỈNH QUẢNG NGÃI"]),
        ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", ["SỞ KHOA HỌC", "VÀ CÔNG NGHỆ"]),
        ("PHÒNG HÀNH CHÍNH - TỔNG HỢP", ["PHÒNG HÀNH CHÍNH -", "TỔNG HỢP"]),
        ("PHÒNG KẾ HOẠCH - TÀI CHÍNH VÀ ĐẦU TƯ", ["PHÒNG KẾ HOẠCH -", "TÀI CHÍNH VÀ ĐẦU TƯ"]),
        ("X" * 30, ["X" * 30]),
        ("", []),
    ],
)
def test_a_name_is_broken_evenly_and_never_before_a_dash(name, lines):
    assert balanced(name, 20) == lines
