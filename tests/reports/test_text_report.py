"""The sentences of the report upward, whole paragraphs at a time."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from directives.models import Duty
from reports.consolidated import for_upward, forms, tables, text
from reports.consolidated.outline import OutlineSection
from reports.consolidated.totals import Compared
from reports.consolidated.values import InspectionPlan
from reports.content import People
from reports.documents import Heading, Paragraph, Run, figures_in, plain
from reports.documents.blocks import paragraphs_in
from tests.reports.wholes import (
    DIRECTOR,
    OUTLINE,
    act,
    briefing,
    duty,
    entry,
    obstacle,
    of_period,
    past,
    whole,
    work,
)


def sections_of(made, laid_out=OUTLINE):
    return text.generated(for_upward(made), laid_out)


def said(made, key, laid_out=OUTLINE):
    """The lines of one section."""
    found = {section.key: section for section in sections_of(made, laid_out)}
    return plain(found[key].blocks).splitlines()


def document_of(made, sections=None, laid_out=OUTLINE):
    report = for_upward(made)
    sections = sections or text.generated(report, laid_out)
    return text.report_document(report, laid_out, sections, signature=DIRECTOR)


def three(**more):
    return whole(
        briefings=[briefing(1), briefing(2), briefing(3, 10, 10)],
        works=[work(1), work(2, 40, events=2), entry(3, nothing_to_report=True, results="")],
        **more,
    )


# The frame


def test_the_sections_are_numbered_in_the_order_of_the_outline():
    assert [(section.level, section.title) for section in sections_of(three())] == [
        (0, "Mở đầu"),
        (1, "I. Tình hình triển khai"),
        (1, "II. Kết quả thực hiện"),
        (2, "1. Quán triệt, phổ biến"),
        (2, "2. Triển khai thực hiện"),
        (1, "III. Đánh giá chung"),
        (2, "1. Kết quả đạt được"),
        (2, "2. Tồn tại, hạn chế và nguyên nhân"),
        (2, "3. Khó khăn, vướng mắc"),
        (1, "IV. Phương hướng, nhiệm vụ"),
        (1, "V. Đề xuất, kiến nghị"),
        (0, "Kết thúc"),
    ]


def test_opening_and_ending_name_what_is_carried_out_and_who_is_asked():
    assert said(three(), "opening") == [
        "Thực hiện Kế hoạch số 116/KH-UBND ngày 03/6/2024 của UBND tỉnh về thông tin đối ngoại, "
        "Sở Khoa học và Công nghệ báo cáo kết quả triển khai công tác thông tin đối ngoại năm "
        "2026 như sau:"
    ]
    assert said(three(), "ending") == [
        "Trên đây là báo cáo kết quả triển khai công tác thông tin đối ngoại năm 2026 của Sở "
        "Khoa học và Công nghệ, kính gửi Uỷ ban nhân dân tỉnh xem xét, chỉ đạo./."
    ]


def test_several_addressees_are_listed_in_the_ending():
    to = replace(OUTLINE, addressees=("Uỷ ban nhân dân tỉnh", "Bộ Khoa học và Công nghệ", "Sở X"))
    (line,) = said(three(), "ending", to)
    assert line.endswith(
        "kính gửi Uỷ ban nhân dân tỉnh, Bộ Khoa học và Công nghệ và Sở X xem xét, chỉ đạo./."
    )


def test_the_document_has_head_title_addressees_and_signature():
    document = document_of(three())
    assert (document.masthead.superior, document.masthead.issuer, document.masthead.symbol) == (
        "UBND tỉnh Quảng Ngãi",
        "Sở Khoa học và Công nghệ",
        "BC-SKHCN",
    )
    assert (document.title.type, document.title.subject) == (
        "Báo cáo",
        "Kết quả triển khai công tác thông tin đối ngoại năm 2026",
    )
    assert document.addressees == ("Uỷ ban nhân dân tỉnh",)
    assert document.closing.recipients == OUTLINE.recipients
    assert document.closing.signature == DIRECTOR
    assert document.appendices == ()
    assert [block.text for block in document.blocks if isinstance(block, Heading)][:3] == [
        "I. Tình hình triển khai",
        "II. Kết quả thực hiện",
        "1. Quán triệt, phổ biến",
    ]
    last = document.blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.role == "last"


# What the sections say


def test_undertaking_of_three_units():
    assert said(three(), "undertaking") == [
        "Sở Khoa học và Công nghệ đã ban hành Công văn số 05/SKHCN-HCTH ngày 07/6/2024 về việc "
        "triển khai Kế hoạch số 116/KH-UBND, giao 02 nhiệm vụ cho các phòng, đơn vị thuộc Sở, "
        "cụ thể:",
        "Quán triệt, phổ biến: 03 đơn vị thực hiện;",
        "Triển khai thực hiện: 03 đơn vị thực hiện.",
        "Số liệu trong báo cáo được tổng hợp từ báo cáo của 03 đơn vị, tính từ ngày 15/12/2025 "
        "đến hết ngày 14/12/2026.",
    ]


def test_a_dissemination_tells_its_coverage():
    lines = said(three(), "results-duty-1")
    assert lines[:2] == [
        "Nội dung được giao: “Nguyên văn nhiệm vụ 1”.",
        "Tính đến hết ngày 14/12/2026, đã quán triệt, phổ biến đến 26/30 người có mặt (86,7%; số "
        "người không tính trùng), cụ thể:",
    ]
    assert lines[-4:] == [
        "Kết quả của các đơn vị:",
        "Đơn vị 1: Kết quả 1.",
        "Đơn vị 2: Kết quả 2.",
        "Đơn vị 3: Kết quả 3.",
    ]


def test_newcomers_and_units_without_a_figure_are_told_apart():
    before = {"headcount": People(13), "briefed": People(1), "present": People(2)}
    silent = entry(3, nothing_to_report=True, results="")
    made = whole(briefings=[entry(1, **before), briefing(2, 12, 13), silent])
    assert said(made, "results-duty-1")[1] == (
        "Tính đến hết ngày 14/12/2026, đã quán triệt, phổ biến đến 24/26 người có mặt (92,3%; số "
        "người không tính trùng; chưa gồm 01 đơn vị chưa có số liệu), trong đó phổ biến bổ sung "
        "cho 01 người mới, cụ thể:"
    )
    assert said(made, "achievements")[0] == (
        "Quán triệt, phổ biến: 24/26 người (92,3%) đã được quán triệt, phổ biến; 01 đơn vị không "
        "phát sinh."
    )


def test_the_text_is_vietnamese_for_every_reader():
    with translation.override("en"):
        english = document_of(three())
    assert english == document_of(three())


def test_what_is_said_after_a_units_words_begins_after_a_stop():
    made = whole(works=[work(1, results="Đã đăng tin"), work(2, results="Một.\nHai")])
    assert said(made, "results-duty-2")[2:5] == [
        "Đơn vị 1: Đã đăng tin. Mức độ hoàn thành kế hoạch năm: 80%.",
        "Đơn vị 2: Một.",
        "Hai. Mức độ hoàn thành kế hoạch năm: 80%.",
    ]


def test_an_implementation_names_its_units_and_lays_figures_beside_earlier_ones():
    made = three(
        news_before=36, news_last_year=50, previous=past("Quý III"), last_year=past("Quý IV 2025")
    )
    made = replace(of_period(made, "Quý IV năm 2026"), last_year=replace(past("Quý IV 2025")))
    lines = said(made, "results-duty-2")
    assert lines[1:5] == [
        "Kết quả của các đơn vị:",
        "Đơn vị 1: Kết quả 1. Mức độ hoàn thành kế hoạch năm: 80%.",
        "Đơn vị 2: Kết quả 2. Mức độ hoàn thành kế hoạch năm: 80%.",
        "Đơn vị không phát sinh nội dung trong kỳ: Đơn vị 3.",
    ]
    assert lines[-1] == (
        "Tin, bài đăng trên Cổng: 45 tin, bài, tăng 9 tin, bài (25,0%) so với kỳ trước; giảm 5 "
        "tin, bài (10,0%) so với cùng kỳ năm trước."
    )


def test_a_year_is_laid_beside_the_year_before_once():
    made = three(
        news_before=45, news_last_year=45, previous=past("Năm 2025"), last_year=past("Năm 2025")
    )
    assert said(made, "results-duty-2")[-1] == (
        "Tin, bài đăng trên Cổng: 45 tin, bài, bằng năm 2025."
    )


@pytest.mark.parametrize(
    ("before", "last", "cell"),
    [
        (
            Compared(None, 3, (), asked=3),
            "Tin, bài đăng trên Cổng: 45 tin, bài, năm 2025 không phát sinh.",
            "không phát sinh",
        ),
        (Compared(Decimal(36), 2, (), asked=3, awaited=1), None, "36 (2/3 đơn vị)"),
        (Compared(None, 2, (), asked=3, awaited=1), None, "không phát sinh (2/3 đơn vị)"),
    ],
)
def test_a_year_before_is_compared_in_words_only_where_all_of_it_is_known(before, last, cell):
    made = three(previous=past("Năm 2025"))
    news, events = made.duties[1].indicators
    told = replace(made.duties[1], indicators=(replace(news, previous=before), events))
    made = replace(made, duties=(made.duties[0], told))
    compared = [line for line in said(made, "results-duty-2") if "năm 2025" in line]
    assert compared == ([last] if last else [])
    report = for_upward(made)
    [appendix] = forms.appendices(report, ["indicators"], "")
    assert f"text='{cell}'" in str(appendix.blocks)
    [figures] = [table for table in tables.upward_tables(report) if table.key == "indicators"]
    assert figures.rows[0][-1] == f"kỳ trước: {cell}"


def test_figures_of_before_the_cut_off_are_laid_beside_nothing_and_say_so():
    until = {"figures_until": date(2026, 11, 30)}
    made = whole(works=[work(1, **until), work(2, **until)], news_before=5, previous=past("Năm 25"))
    assert said(made, "undertaking")[-1] == (
        "Số liệu trong báo cáo được tổng hợp từ báo cáo của 02 đơn vị, tính từ ngày 15/12/2025 "
        "đến hết ngày 14/12/2026. Trong đó, 02 đơn vị báo cáo trước ngày chốt số liệu: số liệu "
        "là số thực hiện đến ngày gửi báo cáo (ngày 30/11/2026), số ước cả năm được tổng hợp "
        "riêng; số liệu chính thức được bổ sung sau ngày 14/12/2026."
    )
    lines = said(made, "results-duty-2")
    assert "Thực hiện đến ngày 30/11/2026" in lines
    assert "Ước cả năm" in lines
    assert not [line for line in lines if "so với" in line]


def test_achievements_sum_up_each_duty():
    assert said(three(), "achievements") == [
        "Quán triệt, phổ biến: 26/30 người (86,7%) đã được quán triệt, phổ biến.",
        "Triển khai thực hiện: 03 đơn vị đã báo cáo kết quả thực hiện, trong đó 01 đơn vị không "
        "phát sinh; tin, bài đăng trên Cổng: 45 tin, bài; sự kiện có yếu tố nước ngoài: 2 sự "
        "kiện.",
    ]


def test_an_estimate_stands_beside_what_was_done():
    one = work(1, figures_until=date(2026, 11, 30))
    figures = (replace(one.indicators[0], estimate=Decimal(8)), one.indicators[1])
    made = whole(works=[replace(one, indicators=figures)])
    assert said(made, "achievements") == [
        "Triển khai thực hiện: 01 đơn vị đã báo cáo kết quả thực hiện; tin, bài đăng trên Cổng: "
        "5 tin, bài (ước cả năm 8 tin, bài)."
    ]


def test_obstacles_marked_for_the_superior_stand_there_without_their_unit():
    made = three(
        obstacles=(
            obstacle(1, is_upward=True),
            obstacle(2),
            obstacle(3, is_upward=True, is_new=False),
            obstacle(4, is_upward=True, closed_on=date(2026, 12, 1)),
        )
    )
    assert said(made, "obstacles") == [
        "Vướng mắc 1.",
        "Vướng mắc 3 (chuyển từ kỳ trước).",
        "Vướng mắc 4 (đã được giải quyết trong kỳ).",
    ]


def test_texts_of_units_are_said_once_without_their_names():
    made = whole(
        works=[
            work(1, next_plan="Tổ chức hội thảo.\nMời chuyên gia."),
            work(2, next_plan="Tổ chức hội thảo.\nMời chuyên gia."),
            work(3, next_plan="Tập huấn."),
        ]
    )
    assert said(made, "plans") == ["Tổ chức hội thảo.", "Mời chuyên gia.", "Tập huấn."]


def test_a_section_on_supervision_counts_acts_by_kind():
    made = three(supervisions=(act(), act(on=date(2026, 10, 2)), act("inspection")))
    lead = duty(3, Duty.Kind.COORDINATION, "Tổ chức, theo dõi", [entry(1)], 1)
    made = replace(made, duties=(*made.duties, lead))
    own = replace(OUTLINE, sections=(OutlineSection("s", 1, "Đôn đốc, kiểm tra", "supervision"),))
    assert said(made, "s", own) == [
        "Trong kỳ đã đôn đốc 02 lần, kiểm tra 01 lần việc triển khai thực hiện tại các đơn vị "
        "(điện thoại: 03 lần)."
    ]


def test_a_section_on_supervision_says_what_was_planned_and_what_became_of_recommendations():
    asked = {"recommendation": "Lập hồ sơ.", "recommendation_due_on": date(2026, 11, 1)}
    made = three(
        supervisions=(
            act("inspection", **asked),
            act("inspection", on=date(2026, 10, 2), **asked),
            act("monitoring", **asked, recommendation_done_on=date(2026, 10, 30)),
            act("urging", on=date(2026, 12, 20), in_period=False, **asked),
        ),
        inspections=InspectionPlan(planned=3, carried_out=2),
    )
    own = replace(OUTLINE, sections=(OutlineSection("s", 1, "Đôn đốc, kiểm tra", "supervision"),))
    lead = duty(3, Duty.Kind.COORDINATION, "Tổ chức, theo dõi", [entry(1)], 1)
    made = replace(made, duties=(*made.duties, lead))
    assert said(made, "s", own)[1:] == [
        "Theo kế hoạch kiểm tra, đã thực hiện 02/03 cuộc.",
        "Qua đôn đốc, kiểm tra, giám sát đã kiến nghị, yêu cầu 03 nội dung: "
        "đã thực hiện xong 01, đang thực hiện 02.",
    ]


# Nothing to say


def test_a_period_without_any_report_says_so():
    made = whole(standings=())
    assert said(made, "undertaking")[-1] == (
        "Kỳ báo cáo tính từ ngày 15/12/2025 đến hết ngày 14/12/2026; đến ngày 21/12/2026 chưa có "
        "số liệu để tổng hợp."
    )
    for key in ["achievements", "shortcomings", "obstacles", "plans", "proposals"]:
        assert said(made, key) == ["Không có."]
    assert said(made, "results-duty-1") == [
        "Nội dung được giao: “Nguyên văn nhiệm vụ 1”.",
        "Không có.",
    ]


def test_a_directive_without_duties_has_results_of_nothing():
    made = replace(whole(standings=()), duties=())
    assert said(made, "results") == ["Không có."]
    assert said(made, "undertaking")[0] == (
        "Sở Khoa học và Công nghệ đã ban hành Công văn số 05/SKHCN-HCTH ngày 07/6/2024 về việc "
        "triển khai Kế hoạch số 116/KH-UBND."
    )


def test_a_heading_above_others_says_nothing_and_a_free_section_says_there_is_nothing():
    assert said(three(), "assessment") == []
    own = replace(OUTLINE, sections=(OutlineSection("free", 1, "Công tác phối hợp", ""),))
    assert said(three(), "free", own) == ["Không có."]


def test_one_unit():
    made = whole(briefings=[briefing(1)], works=[work(1)])
    assert said(made, "undertaking")[1] == "Quán triệt, phổ biến: 01 đơn vị thực hiện;"
    assert said(made, "achievements")[0] == (
        "Quán triệt, phổ biến: 8/10 người (80%) đã được quán triệt, phổ biến."
    )


# Many units


def sixty():
    return whole(
        briefings=[briefing(n) for n in range(1, 61)],
        works=[
            work(n, percent_of_year=n, next_plan=f"Kế hoạch {n}.")
            if n < 60
            else work(n, percent_of_year=100, done_on=date(2026, 6, 1))
            for n in range(1, 61)
        ],
    )


def test_above_fifty_units_the_body_counts_and_the_annex_names():
    made = sixty()
    lines = said(made, "results-duty-2")
    assert lines[1] == (
        "Có 60 đơn vị báo cáo kết quả thực hiện. Mức độ hoàn thành kế hoạch năm: thấp nhất 1%, "
        "cao nhất 100%, trong đó: dưới 50%: 49 đơn vị; từ 50% đến dưới 80%: 10 đơn vị; đạt 100%: "
        "01 đơn vị. Đã có 01 đơn vị hoàn thành nhiệm vụ (ngày 01/6/2026). Kết quả cụ thể của "
        "từng đơn vị tại Phụ lục kèm theo."
    )
    document = document_of(made)
    assert "Đơn vị 7:" not in plain(document.blocks)
    (annex,) = document.appendices
    assert (annex.number, annex.title) == ("", "Kết quả thực hiện nhiệm vụ của các đơn vị")
    assert "Kết quả 7." in plain(annex.blocks)


def test_the_units_annex_has_its_number_among_several():
    own = replace(OUTLINE, forms=("indicators", "units"))
    made = sixty()
    assert said(made, "results-duty-1", own)[-1].endswith("tại Phụ lục II kèm theo.")
    assert [one.number for one in document_of(made, laid_out=own).appendices] == ["I", "II"]


def test_up_to_fifty_units_are_named():
    made = whole(works=[work(n) for n in range(1, 51)])
    assert "Đơn vị 50: Kết quả 50. Mức độ hoàn thành kế hoạch năm: 80%." in said(
        made, "results-duty-2"
    )
    assert document_of(made).appendices == ()


def test_of_many_texts_the_first_stand_and_the_others_are_counted():
    lines = said(sixty(), "plans")
    assert lines[0] == "Kế hoạch 1."
    assert lines[19:] == ["Kế hoạch 20.", "Ngoài ra còn 39 nội dung khác do các đơn vị nêu."]


# Citations

FULL = "Kế hoạch số 116/KH-UBND ngày 03/6/2024 của UBND tỉnh về thông tin đối ngoại"


def with_opening(sections, words):
    written = (Paragraph((Run(words),)),)
    return [
        replace(section, blocks=written) if section.key == "opening" else section
        for section in sections
    ]


def test_no_mark_of_a_citation_is_left():
    for section in sections_of(three()):
        assert not [key for key in figures_in(section.blocks) if key.startswith("cite.")]


def test_a_paper_is_cited_in_full_once_and_then_short():
    own = replace(
        OUTLINE, sections=(*OUTLINE.sections, OutlineSection("again", 1, "Lại", "undertaking"))
    )
    again = said(three(), "again", own)
    assert again[0].startswith("Sở Khoa học và Công nghệ đã ban hành Công văn số 05/SKHCN-HCTH, ")


def test_the_first_citation_moves_down_when_people_leave_it_out_above():
    made = replace(three(), directive=replace(three().directive, is_own=True, basis=None))
    sections = text.generated(for_upward(made), OUTLINE)
    assert "Công văn số 05/SKHCN-HCTH ngày" in plain(sections[0].blocks)
    assert "ban hành Công văn số 05/SKHCN-HCTH, giao" in plain(sections[1].blocks)
    changed = document_of(made, with_opening(sections, "Sở báo cáo như sau:"))
    assert "ban hành Công văn số 05/SKHCN-HCTH ngày 07/6/2024 về việc" in plain(changed.blocks)


def test_what_people_cite_in_full_is_short_below_and_their_words_stay():
    made = replace(three(), directive=replace(three().directive, basis=None))
    sections = text.generated(for_upward(made), OUTLINE)
    words = (
        "Thực hiện Công văn số 05/SKHCN-HCTH ngày 07/6/2024 của Sở Khoa học và Công nghệ về việc "
        "triển khai Kế hoạch số 116/KH-UBND, Công văn số 05/SKHCN-HCTH, Sở báo cáo:"
    )
    lines = plain(document_of(made, with_opening(sections, words)).blocks).splitlines()
    assert lines[0] == words
    assert "đã ban hành Công văn số 05/SKHCN-HCTH, giao" in lines[2]


def test_a_directive_from_above_is_carried_out_and_cited_with_its_issuer():
    made = three()
    above = replace(made.directive, is_own=False, paper=made.directive.basis, basis=None)
    made = replace(made, directive=above)
    assert said(made, "opening")[0].startswith(f"Thực hiện {FULL}, Sở")
    assert said(made, "undertaking")[0] == (
        "Sở Khoa học và Công nghệ đã triển khai Kế hoạch số 116/KH-UBND, giao 02 nhiệm vụ cho "
        "các phòng, đơn vị thuộc Sở, cụ thể:"
    )


def test_a_report_on_one_basis_is_named_after_it():
    made = replace(three(), basis=1)
    assert document_of(made).title.subject == ("Kết quả thực hiện Kế hoạch số 116/KH-UBND năm 2026")


# Figures and hostile words


def test_every_figure_of_the_text_has_a_fact():
    report = for_upward(three(news_before=36, previous=past("Năm 2025")))
    document = text.report_document(
        report, OUTLINE, text.generated(report, OUTLINE), signature=DIRECTOR
    )
    found = figures_in(document.blocks)
    assert found["duty-1.briefed"] == "26"
    assert found["duty-2.answered"] == "03"
    assert found["duty-2.indicator-1.in_period"] == "45"
    assert not [key for key in found if report.fact(key) is None]


def test_words_of_units_are_text_and_nothing_else():
    hostile = '<script>alert(1)</script> <img src=file:///etc/passwd> {{ x }} \u202egnp "&amp;'
    made = whole(works=[work(1, results=hostile, next_plan=hostile)])
    kept = '<script>alert(1)</script> <img src=file:///etc/passwd> {{ x }} gnp "&amp;'
    assert said(made, "plans") == [kept]
    runs = [run for p in paragraphs_in(document_of(made).blocks) for run in p.runs]
    assert not [run for run in runs if "\u202e" in run.text]


def test_ten_thousand_words_in_one_field_stay_whole():
    long = " ".join(["từ"] * 10_000)
    assert said(whole(works=[work(1, next_plan=long)]), "plans") == [long]
