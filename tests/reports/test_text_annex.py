"""The sentences, tables and charts of the internal annex."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from reports.consolidated import text, values
from reports.documents import Chart, Heading, Table, plain
from reports.documents.blocks import Bar
from tests.reports.wholes import (
    act,
    briefing,
    entry,
    late,
    missing,
    obstacle,
    past,
    standing,
    unit_name,
    whole,
    work,
)


def below(made, number):
    """The blocks below the heading with that Roman number."""
    blocks = text.annex_document(made).blocks
    starts = [i for i, b in enumerate(blocks) if isinstance(b, Heading) and b.level == 1]
    (start,) = [i for i in starts if blocks[i].text.startswith(f"{number}. ")]
    end = next((i for i in starts if i > start), len(blocks))
    return blocks[start + 1 : end]


def lines(made, number):
    return plain([b for b in below(made, number) if not isinstance(b, Table)]).splitlines()


def rows(made, number):
    (table,) = [b for b in below(made, number) if isinstance(b, Table)]
    return [
        [plain(cell.paragraphs).replace("\n", " / ") for cell in row.cells] for row in table.rows
    ]


def charts(made, number):
    return [block for block in below(made, number) if isinstance(block, Chart)]


def late_office(**more):
    """Two on time, one late, one missing."""
    return whole(
        briefings=[briefing(1), briefing(2, 10)],
        works=[work(1), work(2)],
        standings=(
            standing(1),
            standing(2),
            late(3, state_key="submitted", state="Chờ tiếp nhận", explanation="Chờ số liệu."),
            missing(4, reminders=3, urgings=1),
        ),
        **more,
    )


def test_the_annex_is_marked_and_signed_by_the_head_of_the_coordinating_unit():
    annex = text.annex_document(late_office(), is_draft=True, code="A1")
    assert (annex.masthead.superior, annex.masthead.issuer, annex.masthead.symbol) == (
        "Sở Khoa học và Công nghệ",
        "Phòng Hành chính - Tổng hợp",
        None,
    )
    assert (annex.title.type, annex.title.subject, annex.title.attached) == (
        "Phụ lục nội bộ trình Giám đốc Sở",
        "Kết quả triển khai công tác thông tin đối ngoại năm 2026",
        "(Kèm theo dự thảo Báo cáo kết quả triển khai công tác thông tin đối ngoại năm 2026 của "
        "Sở Khoa học và Công nghệ)",
    )
    assert annex.closing.signature.name == "Phạm Thị Thu Hà"
    assert annex.closing.recipients == ()
    assert (annex.mark, annex.is_landscape, annex.is_draft, annex.code) == (
        "Lưu hành nội bộ",
        True,
        True,
        "A1",
    )
    assert plain(annex.blocks).splitlines()[-1] == (
        "Phòng Hành chính - Tổng hợp kính trình Giám đốc Sở xem xét, cho ý kiến chỉ đạo./."
    )


def test_how_reports_came_in_as_figures_comparison_and_chart():
    made = late_office(previous=past("Năm 2025"))
    assert rows(made, "I") == [["4", "3", "2", "1", "1", "1", "0", "2"]]
    assert lines(made, "I")[0] == (
        "So với kỳ trước (năm 2025): phải báo cáo 04 (kỳ trước 04); gửi đúng hạn 02 (kỳ trước "
        "02); gửi quá hạn 01 (kỳ trước 02); chưa gửi 01 (kỳ trước 0)."
    )
    assert charts(made, "I") == [
        Chart(
            "Tình hình gửi báo cáo (số báo cáo)",
            (
                Bar("Gửi đúng hạn", 2.0, "2"),
                Bar("Gửi quá hạn", 1.0, "1"),
                Bar("Chưa gửi", 1.0, "1"),
            ),
            4.0,
        )
    ]


def test_who_owes_and_who_was_late_stand_with_reason_reminders_and_urgings():
    assert rows(late_office(), "II") == [
        [
            "1",
            "Đơn vị 4",
            "16/12/2026",
            "16/12/2026",
            "-",
            "Chưa báo cáo, quá hạn 5 ngày (3 ngày làm việc)",
            "",
            "3",
            "1",
        ],
        [
            "2",
            "Đơn vị 3",
            "16/12/2026",
            "16/12/2026",
            "18/12/2026",
            "Chờ tiếp nhận, gửi quá hạn 2 ngày (2 ngày làm việc)",
            "Chờ số liệu.",
            "0",
            "0",
        ],
    ]


def test_returns_and_self_acceptance():
    note = values.ReturnNote(date(2026, 12, 17), "Bổ sung số liệu.", date(2026, 12, 18), None)
    made = whole(standings=(standing(1, returns=(note,)), standing(2, is_self_accepted=True)))
    assert rows(made, "III") == [
        ["1", "Đơn vị 1", "17/12/2026", "Bổ sung số liệu.", "18/12/2026", "chưa gửi lại"]
    ]
    assert lines(made, "IV") == [
        "Đơn vị 2: tự tiếp nhận, do không có lãnh đạo Sở Khoa học và Công nghệ đương nhiệm vào "
        "ngày tiếp nhận."
    ]


def test_obstacles_are_summed_up_above_their_table():
    answered = {
        "opinion": "Giao Phòng A xử lý.",
        "opinion_on": date(2026, 12, 15),
        "opinion_source": "Giao ban",
        "is_opinion_on_behalf": True,
        "responsible": "Phòng A",
        "action_due_on": date(2026, 12, 30),
    }
    made = whole(
        works=[work(1)],
        obstacles=(
            obstacle(1, **answered),
            obstacle(2, is_new=False, is_upward=True, standing="Vẫn còn"),
            obstacle(3, closed_on=date(2026, 12, 1), closing_note="Đã cấp kinh phí."),
        ),
    )
    assert lines(made, "V") == [
        "Có 03 khó khăn, vướng mắc được theo dõi trong kỳ (02 mới phát sinh, 01 chuyển từ kỳ "
        "trước); 01 đã có ý kiến chỉ đạo; 01 đã giải quyết xong, 02 chưa giải quyết xong."
    ]
    assert [row[3] for row in rows(made, "V")] == [
        "Mới, nêu ngày 10/12/2026. / Nội bộ.",
        "Chuyển từ kỳ trước, nêu ngày 10/12/2026; vẫn còn. / Đưa vào báo cáo gửi cấp trên.",
        "Mới, nêu ngày 10/12/2026. / Nội bộ. / Giải quyết xong ngày 01/12/2026: Đã cấp kinh phí.",
    ]
    assert rows(made, "V")[0][5] == (
        "Giao Phòng A xử lý. / (Ngày 15/12/2026, Giao ban, ghi thay) / Thực hiện: Phòng A, hạn "
        "30/12/2026."
    )


def test_one_obstacle_without_an_opinion():
    made = whole(works=[work(1)], obstacles=(obstacle(1),))
    assert lines(made, "V") == [
        "Có 01 khó khăn, vướng mắc được theo dõi trong kỳ (01 mới phát sinh); chưa có ý kiến chỉ "
        "đạo; 01 chưa giải quyết xong."
    ]


def test_supervision_counts_acts_of_the_period_apart_from_later_ones():
    acts = (act(), act("inspection", on=date(2026, 11, 2)), act(in_period=False))
    assert lines(late_office(supervisions=acts), "VI") == [
        "Trong kỳ báo cáo đã đôn đốc 01 lần, kiểm tra 01 lần (một công văn gửi nhiều đơn vị tính "
        "một lần; không gồm nhắc việc tự động)."
    ]
    assert lines(late_office(supervisions=acts[2:]), "VI") == [
        "Các lần đôn đốc, kiểm tra, giám sát dưới đây đều sau ngày chốt số liệu."
    ]


def test_each_unit_has_its_figures_and_what_the_report_upward_says_without_its_name():
    said = {"shortcomings": "Thiếu người.", "proposals": "Tập huấn.", "next_plan": "Hội thảo."}
    made = whole(briefings=[briefing(1)], works=[work(1, **said), work(2, is_lead=False)])
    found = lines(made, "VII")
    assert found[found.index("2. Triển khai thực hiện") :][6:-1] == [
        "Đơn vị 1: hoàn thành 80% kế hoạch năm; tin, bài đăng trên Cổng: 5 (lũy kế 20); sự kiện "
        "có yếu tố nước ngoài: không phát sinh; kết quả ghi tại báo cáo.",
        "Tồn tại, hạn chế và nguyên nhân: Thiếu người.",
        "Đề xuất, kiến nghị: Tập huấn.",
        "Phương hướng, nhiệm vụ kỳ tới: Hội thảo.",
        "Đơn vị 2 (phối hợp): hoàn thành 80% kế hoạch năm; tin, bài đăng trên Cổng: 5 (lũy kế "
        "20); sự kiện có yếu tố nước ngoài: không phát sinh; kết quả ghi tại báo cáo.",
    ]


def test_a_unit_that_wrote_nothing_ends_in_a_stop_and_its_estimate_is_named():
    one = work(1, results="", figures_until=date(2026, 11, 30))
    figures = (replace(one.indicators[0], estimate=Decimal(8)), one.indicators[1])
    found = lines(whole(works=[replace(one, indicators=figures)]), "VII")
    assert (
        "Đơn vị 1: số liệu thực hiện đến ngày 30/11/2026, chưa chốt; hoàn thành 80% kế hoạch năm; "
        "tin, bài đăng trên Cổng: 5 (lũy kế 20; ước cả năm 8); sự kiện có yếu tố nước ngoài: "
        "không phát sinh."
    ) in found


def test_charts_show_coverage_the_least_first_and_how_far_the_units_are():
    made = whole(
        briefings=[briefing(1), briefing(2, 10), briefing(3, 123, 999)],
        works=[work(1), work(2, percent_of_year=100), entry(3)],
    )
    coverage, progress = charts(made, "VII")
    assert coverage == Chart(
        "Tỷ lệ người đã được quán triệt, phổ biến theo đơn vị",
        (
            Bar("Đơn vị 3", 12.3, "12,3% (123/999 người)"),
            Bar("Đơn vị 1", 80.0, "80% (8/10 người)"),
            Bar("Đơn vị 2", 100.0, "100% (10/10 người)"),
        ),
        100.0,
    )
    assert progress.title == "Mức độ hoàn thành kế hoạch năm (số đơn vị)"
    assert [(bar.label, bar.text) for bar in progress.bars] == [
        ("Dưới 50%", "0"),
        ("Từ 50% đến dưới 80%", "0"),
        ("Từ 80% đến dưới 100%", "1"),
        ("Đạt 100%", "1"),
        ("Chưa nêu mức độ hoàn thành", "1"),
    ]


def test_a_chart_shows_thirty_units_and_says_that_they_are_the_least():
    made = whole(briefings=[briefing(n, n, 1200) for n in range(1, 1201)])
    (chart,) = charts(made, "VII")
    assert chart.title == (
        "Tỷ lệ người đã được quán triệt, phổ biến theo đơn vị (30 đơn vị thấp nhất)"
    )
    assert len(chart.bars) == 30
    assert chart.bars[29].label == unit_name(30)
    assert charts(made, "I")[0].most == 1200


def test_a_year_without_any_report_has_nothing_to_tell():
    made = whole(standings=())
    assert [lines(made, number) for number in ["II", "III", "IV", "V", "VI"]] == [["Không có."]] * 5
    assert charts(made, "I") == []
    assert lines(made, "VII")[:2] == ["1. Quán triệt, phổ biến", "Chưa có báo cáo được tiếp nhận."]


def test_who_gave_no_figure_is_named():
    blank = work(2)
    none = replace(blank.indicators[0], in_period=None, cumulative=None)
    made = whole(works=[work(1), replace(blank, indicators=(none, blank.indicators[1]))])
    found = lines(made, "VII")
    assert [line for line in found if line.startswith("Chỉ tiêu")] == [
        "Chỉ tiêu “Tin, bài đăng trên Cổng” chưa có số liệu trong kỳ của: Đơn vị 2.",
        "Chỉ tiêu “Tin, bài đăng trên Cổng” chưa có số lũy kế của: Đơn vị 2.",
    ]
    assert made.duties[1].indicators[0].in_period == Decimal(5)


def test_results_that_nobody_has_tagged_are_named():
    made = whole(works=[work(1)], untagged_units=("Đơn vị 1",))
    assert lines(made, "VII")[-2] == (
        "Đơn vị có kết quả chưa ghi căn cứ nên không có trong báo cáo riêng theo căn cứ: Đơn vị 1."
    )
