"""Phiếu trình: what HCTH tells the head of the agency of a draft."""

from dataclasses import replace

from reports.consolidated import for_upward, text
from reports.documents import Table, plain
from tests.reports.wholes import (
    OUTLINE,
    briefing,
    late,
    missing,
    obstacle,
    standing,
    whole,
    work,
)


def slip_of(made, laid_out=OUTLINE, **how):
    return text.slip_document(made, for_upward(made), laid_out, **how)


def lines(made, laid_out=OUTLINE):
    blocks = [b for b in slip_of(made, laid_out).blocks if not isinstance(b, Table)]
    return plain(blocks).splitlines()


def part(made, number):
    found = lines(made)
    start = next(i for i, line in enumerate(found) if line.startswith(f"{number}. "))
    ends = (i for i, line in enumerate(found) if line.startswith(f"{number + 1}. "))
    return found[start + 1 : next(ends, len(found))]


def office(**more):
    return whole(
        briefings=[briefing(1), briefing(2)],
        works=[work(1), work(2, events=3)],
        standings=(
            standing(1),
            standing(2, is_self_accepted=True),
            late(3, state_key="submitted"),
            missing(4),
        ),
        **more,
    )


def test_the_slip_goes_from_the_coordinating_unit_to_the_head():
    slip = slip_of(office(), code="S1")
    assert (slip.masthead.superior, slip.masthead.issuer, slip.masthead.symbol) == (
        "Sở Khoa học và Công nghệ",
        "Phòng Hành chính - Tổng hợp",
        None,
    )
    assert (slip.title.type, slip.title.subject) == (
        "Phiếu trình",
        "Về dự thảo Báo cáo kết quả triển khai công tác thông tin đối ngoại năm 2026",
    )
    assert slip.closing.signature.name == "Phạm Thị Thu Hà"
    assert slip.code == "S1"
    assert lines(office())[:3] == [
        "Kính trình: Giám đốc Sở",
        "1. Nội dung trình",
        "Thực hiện Kế hoạch số 116/KH-UBND ngày 03/6/2024 của UBND tỉnh về thông tin đối ngoại, "
        "Phòng Hành chính - Tổng hợp đã tổng hợp báo cáo của 2/4 đơn vị, dự thảo Báo cáo kết quả "
        "triển khai công tác thông tin đối ngoại năm 2026 của Sở Khoa học và Công nghệ gửi Uỷ "
        "ban nhân dân tỉnh; số liệu tính từ ngày 15/12/2025 đến hết ngày 14/12/2026. Hạn gửi cấp "
        "trên: hết ngày 25/12/2026.",
    ]


def test_main_figures_are_summed_up():
    assert part(office(), 2) == [
        "Báo cáo kỳ này: phải gửi 04, đã gửi 03 (đúng hạn 02, quá hạn 01), chưa gửi 01; đã tiếp "
        "nhận 02.",
        "Quán triệt, phổ biến: 2/4 đơn vị báo cáo; đã quán triệt, phổ biến đến 16/20 người (80%).",
        "Triển khai thực hiện: 2/4 đơn vị báo cáo; tin, bài đăng trên Cổng: 10 tin, bài; sự kiện "
        "có yếu tố nước ngoài: 3 sự kiện.",
    ]


def test_what_the_director_has_to_know_is_named():
    made = office(
        obstacles=(obstacle(1, is_upward=True), obstacle(2, opinion="Đồng ý.")),
        untagged_units=("Đơn vị 1",),
    )
    assert part(made, 3) == [
        "01 đơn vị chưa gửi báo cáo: Đơn vị 4 (quá hạn 05 ngày).",
        "01 đơn vị gửi báo cáo quá hạn: Đơn vị 3 (02 ngày).",
        "01 báo cáo đã gửi, chưa được tiếp nhận nên chưa đưa vào dự thảo: Đơn vị 3.",
        "Báo cáo do đơn vị đầu mối tự tiếp nhận: Đơn vị 2.",
        "Còn 02 khó khăn, vướng mắc chưa giải quyết xong, trong đó 01 chưa có ý kiến chỉ đạo.",
        "Dự thảo báo cáo cấp trên 01 khó khăn, vướng mắc.",
        "01 đơn vị có kết quả chưa ghi thực hiện theo căn cứ nào.",
    ]
    assert part(made, 5) == [
        "Phòng Hành chính - Tổng hợp đề xuất Giám đốc Sở xem xét, duyệt nội dung và ký ban hành "
        "Báo cáo; cho ý kiến chỉ đạo đối với 01 khó khăn, vướng mắc chưa có ý kiến; chỉ đạo các "
        "đơn vị chưa gửi báo cáo khẩn trương thực hiện."
    ]


def test_of_many_units_ten_are_named_and_the_others_counted():
    made = whole(standings=tuple(missing(n) for n in range(1, 13)))
    (line,) = part(made, 3)
    assert line.startswith("12 đơn vị chưa gửi báo cáo: Đơn vị 1 (quá hạn 05 ngày); ")
    assert line.endswith("; và 02 đơn vị khác, tại Phụ lục nội bộ.")


def test_nothing_to_note_is_said():
    made = whole(works=[work(1)])
    assert part(made, 3) == ["Không có."]
    assert part(made, 5) == [
        "Phòng Hành chính - Tổng hợp đề xuất Giám đốc Sở xem xét, duyệt nội dung và ký ban hành "
        "Báo cáo."
    ]


def test_who_was_asked_to_complete_his_report_is_not_called_silent():
    returned = missing(
        1, state_key="returned", submission=None, days_overdue=0, working_days_overdue=0
    )
    made = whole(standings=(returned, missing(2, days_overdue=0, working_days_overdue=0)))
    assert part(made, 3) == [
        "01 đơn vị chưa gửi báo cáo: Đơn vị 2 (chưa đến hạn).",
        "01 đơn vị đang bổ sung, hoàn thiện báo cáo: Đơn vị 1 (chưa đến hạn).",
    ]


def test_attached_papers_are_listed_with_their_forms():
    attached = [
        "Dự thảo Báo cáo kết quả triển khai công tác thông tin đối ngoại năm 2026;",
        "Phụ lục nội bộ về tình hình gửi báo cáo, khó khăn, vướng mắc và số liệu của từng đơn vị.",
    ]
    assert part(office(), 4) == attached
    own = replace(OUTLINE, forms=("indicators",))
    assert any("kèm biểu mẫu: Số liệu các chỉ tiêu;" in line for line in lines(office(), own))


def test_leaders_find_room_for_their_opinions_above_the_signature():
    blocks = slip_of(office()).blocks
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert [plain(cell.paragraphs) for cell in table.head[0].cells] == [
        "Phó Giám đốc Sở phụ trách",
        "Giám đốc Sở",
    ]
    assert plain(table.rows[0].cells[0].paragraphs).count("\n") == 5
    assert blocks[-1].role == "last"
    assert lines(office())[-1] == (
        "Phòng Hành chính - Tổng hợp kính trình Giám đốc Sở xem xét, quyết định./."
    )
