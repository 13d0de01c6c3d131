"""Opening a period: drafting the paper, and confirming once it is issued."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from directives.posts import Role
from reports import papers, planning, signing
from reports.citation import Citation
from reports.errors import WrongState
from reports.lifecycle import save_draft
from reports.models import Paper, ProgressReport, ReportingPeriod, Schedule
from tests.builders import (
    at,
    make_assignment,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
    make_leader,
    make_member,
    make_period,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db

PAPER = "Công văn số 512/SKHCN-HCTH ngày 20/11/2026"
ISSUED = {
    "doc_type": "CV",
    "number": "512",
    "symbol": "SKHCN-HCTH",
    "issued_on": "20/11/2026",
    "decided_by": "Giám đốc Sở",
}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(at("2026-11-20 09:00"), tick=False):
        yield


@pytest.fixture
def directive():
    duty = make_duty()
    make_assignment(duty, make_department("Phòng A"))
    return duty.directive


@pytest.fixture
def hcth():
    return make_member(make_coordinator(), Role.STAFF)


@pytest.fixture
def period(directive):
    return make_period(directive)


def ask(client, period, **data):
    address = reverse("reports:confirm-period", args=[period.public_id])
    return text_of(client.post(address, data, follow=True) if data else client.get(address))


def draft(client, period, signer="director", urgency="normal"):
    address = reverse("reports:draft-opening-paper", args=[period.public_id])
    return client.post(address, {"signer": signer, "urgency": urgency}, follow=True)


def test_the_question_shows_who_will_owe_and_until_when(client, directive, period, hcth):
    make_assignment(directive.duties.get(), make_department("Phòng B"), starts_on=date(2027, 1, 1))
    client.force_login(hcth)
    text = ask(client, period)
    assert "1 đơn vị sẽ phải gửi báo cáo" in text
    assert "Phòng A" in text
    assert "Phòng B" not in text
    assert "Hạn gửi: hết ngày <strong>16/12/2026</strong>" in text
    assert not ProgressReport.objects.exists()


def test_confirming_names_the_paper_and_who_decided_and_every_unit_owes(client, period, hcth):
    client.force_login(hcth)
    text = ask(client, period, **ISSUED)
    assert (
        "Đã xác nhận kỳ báo cáo năm 2026: 1 đơn vị phải gửi báo cáo, hạn hết ngày 16/12/2026."
        in text
    )
    period.refresh_from_db()
    assert (period.confirming_paper, period.decided_by) == (PAPER, "Giám đốc Sở")
    assert (period.paper_number, period.paper_on) == ("512/SKHCN-HCTH", date(2026, 11, 20))
    assert period.confirmed_by == hcth
    assert ProgressReport.objects.get().department.name == "Phòng A"


def test_the_paper_may_be_of_another_kind_than_a_dispatch(client, period, hcth):
    client.force_login(hcth)
    ask(client, period, **{**ISSUED, "doc_type": "TB", "number": "15", "symbol": "TB-SKHCN"})
    period.refresh_from_db()
    assert period.confirming_paper == "Thông báo số 15/TB-SKHCN ngày 20/11/2026"


def test_the_symbol_and_who_chose_the_cycle_are_known_before_anybody_types(
    client, directive, period, hcth
):
    Schedule.objects.create(directive=directive, decided_by="Phó Giám đốc Sở", paper="Công văn")
    client.force_login(hcth)
    text = ask(client, period)
    assert 'value="SKHCN-HCTH"' in text
    assert 'value="Phó Giám đốc Sở"' in text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"number": " "}, "Hãy ghi số của văn bản."),
        ({"number": "512/SKHCN"}, "Chỉ ghi phần số, trước dấu gạch chéo."),
        ({"symbol": ""}, "Hãy ghi ký hiệu của văn bản."),
        ({"decided_by": ""}, "Hãy ghi người quyết định chu kỳ báo cáo."),
        ({"issued_on": "21/11/2026"}, "Ngày ban hành không được sau ngày hôm nay."),
        ({"issued_on": "06/06/2024"}, "Ngày ban hành không được trước ngày của Công văn"),
        ({"issued_on": "31/02/2026"}, "Ngày không có thật"),
    ],
)
def test_what_is_missing_or_wrong_is_a_sentence_and_nothing_typed_is_lost(
    client, period, hcth, wrong, sentence
):
    client.force_login(hcth)
    address = reverse("reports:confirm-period", args=[period.public_id])
    typed = {**ISSUED, "decided_by": "Giám đốc Sở Nguyễn Văn Thành", **wrong}
    response = client.post(address, typed)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert f'value="{typed["symbol"]}"' in text_of(response) or not typed["symbol"]
    period.refresh_from_db()
    assert not period.is_confirmed


def test_confirming_twice_is_a_sentence_and_the_first_paper_stands(client, period, hcth):
    client.force_login(hcth)
    ask(client, period, **ISSUED)
    text = ask(client, period, **{**ISSUED, "number": "600"})
    assert f"Kỳ báo cáo năm 2026 đã được xác nhận ngày 20/11/2026 theo {PAPER}." in text
    period.refresh_from_db()
    assert period.confirming_paper == PAPER
    assert ProgressReport.objects.count() == 1


def test_a_period_in_which_nobody_has_a_duty_is_not_confirmed(client, hcth):
    period = make_period(make_directive())
    client.force_login(hcth)
    assert "Chưa đơn vị nào được giao nhiệm vụ" in ask(client, period, **ISSUED)
    period.refresh_from_db()
    assert not period.is_confirmed


def test_a_period_whose_deadline_has_gone_by_is_not_confirmed_and_the_way_out_is_a_link(
    client, directive, hcth
):
    period = make_period(directive, due_on=date(2026, 11, 19))
    client.force_login(hcth)
    deadlines = reverse("reports:period-deadlines", args=[period.public_id])
    for text in [ask(client, period), ask(client, period, **ISSUED)]:
        assert text.count("(19/11/2026) đã qua") == 1
        assert f'<a href="{deadlines}">Hãy sửa các hạn trước.</a>' in text
    period.refresh_from_db()
    assert not period.is_confirmed


def test_the_due_day_itself_is_not_too_late_to_confirm(client, directive, hcth):
    period = make_period(directive, due_on=date(2026, 11, 20))
    client.force_login(hcth)
    assert "đã qua" not in ask(client, period, **ISSUED)
    period.refresh_from_db()
    assert period.is_confirmed


# Rút xác nhận


def withdraw(client, period, **data):
    return client.post(
        reverse("reports:withdraw-period", args=[period.public_id]), data, follow=True
    )


def test_a_confirmation_is_withdrawn_with_a_reason_that_the_calendar_names(client, period, hcth):
    client.force_login(hcth)
    ask(client, period, **ISSUED)
    calendar = reverse("reports:periods", args=[period.directive.public_id])
    address = reverse("reports:withdraw-period", args=[period.public_id])
    assert address in text_of(client.get(calendar))
    assert "Rút xác nhận thì kỳ này trở lại dự kiến" in text_of(client.get(address))
    assert "Hãy ghi lý do rút xác nhận." in text_of(withdraw(client, period, reason=" "))
    text = text_of(withdraw(client, period, reason="Ghi nhầm hạn gửi."))
    assert "Đã rút xác nhận kỳ báo cáo năm 2026; đã báo 1 đơn vị" in text
    assert "Dự kiến, đã rút xác nhận" in text
    assert "rút xác nhận ngày 20/11/2026: Ghi nhầm hạn gửi." in text
    assert address not in text
    assert "Kỳ này chưa được xác nhận." in text_of(withdraw(client, period, reason="Lần nữa."))


def test_once_a_unit_has_begun_the_step_is_gone_and_says_so_who_comes_late(client, period, hcth):
    client.force_login(hcth)
    ask(client, period, **ISSUED)
    report = ProgressReport.objects.get()
    save_draft(
        report,
        data={"a": "b"},
        version=0,
        by=make_member(report.department),
        at=at("2026-11-20 09:00"),
    )
    calendar = reverse("reports:periods", args=[period.directive.public_id])
    address = reverse("reports:withdraw-period", args=[period.public_id])
    assert address not in text_of(client.get(calendar))
    assert "Không rút được xác nhận" in text_of(withdraw(client, period, reason="Ghi nhầm."))
    period.refresh_from_db()
    assert period.is_confirmed


# The draft


def test_hcth_chooses_who_signs_and_sees_the_draft_without_number_and_signature(
    client, period, hcth
):
    head = make_member(full_name="Phạm Thị Thu Hà", title="Trưởng phòng")
    client.force_login(hcth)
    text = text_of(draft(client, period, f"head-{head.public_id}"))
    assert "Dự thảo: số, ngày và chữ ký để trống" in text
    assert "V/v báo cáo kết quả, tiến độ triển khai công tác thông tin đối ngoại năm 2026" in text
    assert "Phạm Thị Thu Hà" in text
    assert "Đang chờ tạo tệp." in text
    paper = Paper.objects.get()
    assert (paper.signer_capacity, paper.signer_name) == ("TL.", "Phạm Thị Thu Hà")
    assert (paper.made_by, paper.number, paper.issued_on) == (hcth, "", None)
    assert not ProgressReport.objects.exists()


def test_a_signer_who_is_not_in_office_is_refused_in_a_sentence(client, period, hcth):
    client.force_login(hcth)
    assert "Hãy chọn người ký." in text_of(draft(client, period, "head-nobody"))
    assert not Paper.objects.exists()


def test_pressing_twice_makes_one_draft(client, period, hcth):
    client.force_login(hcth)
    draft(client, period)
    draft(client, period)
    assert Paper.objects.count() == 1


def test_drafting_again_with_another_signer_keeps_both(client, period, hcth):
    director = make_leader(full_name="Nguyễn Văn Thành")
    deputy = make_leader(Role.DEPUTY_DIRECTOR, full_name="Lê Quang Dũng", title="Phó Giám đốc")
    client.force_login(hcth)
    draft(client, period, f"director-{director.public_id}")
    first = Paper.objects.get()
    again = reverse("reports:draft-paper-again", args=[first.public_id])
    signer = f"deputy_director-{deputy.public_id}"
    text = text_of(client.post(again, {"signer": signer, "urgency": "normal"}, follow=True))
    assert "Các bản khác của kỳ này" in text
    assert [paper.signer_name for paper in Paper.objects.all()] == [
        "Lê Quang Dũng",
        "Nguyễn Văn Thành",
    ]


def test_confirming_by_the_drafted_paper_gives_it_its_number(client, period, hcth):
    client.force_login(hcth)
    draft(client, period)
    paper = Paper.objects.get()
    assert "Công văn dự thảo ngày 20/11/2026, Giám đốc ký" in ask(client, period)
    ask(client, period, drafted=paper.pk, **ISSUED)
    paper.refresh_from_db()
    assert (str(paper.citation), paper.issued_by) == (PAPER, hcth)
    page = text_of(client.get(reverse("reports:paper", args=[paper.public_id])))
    assert f"Đã ban hành: {PAPER}." in page
    assert "Soạn lại" not in page


def test_a_period_is_not_confirmed_by_a_draft_that_says_another_day(client, period, hcth):
    client.force_login(hcth)
    draft(client, period)
    period.unit_due_on = date(2026, 12, 10)
    planning.move_deadlines(period, by=hcth, at=at("2026-11-20 08:30"))
    text = ask(client, period, drafted=Paper.objects.get().pk, **ISSUED)
    assert "Lịch của kỳ đã đổi sau khi soạn văn bản này; hãy soạn lại." in text
    period.refresh_from_db()
    assert (period.is_confirmed, Paper.objects.get().issued_on) == (False, None)


def test_a_draft_is_outdated_by_a_deadline_that_moves_at_the_last_moment(period, hcth):
    signature = signing.signers(period.directive, on=date(2026, 11, 20))[0].signature
    drafted = papers.draft_opening(period, signature=signature, by=hcth, at=at("2026-11-20 08:00"))
    ReportingPeriod.objects.update(unit_due_on=date(2026, 12, 10))
    with pytest.raises(WrongState):
        papers.open_period(
            period,
            paper=Citation("512/SKHCN-HCTH", date(2026, 11, 20)),
            drafted=drafted,
            decided_by="Giám đốc Sở",
            by=hcth,
            at=at("2026-11-20 09:00"),
        )


def test_the_longest_number_and_symbol_that_the_form_takes_are_kept(client, period, hcth):
    client.force_login(hcth)
    ask(client, period, **ISSUED | {"number": "1" * 20, "symbol": "S" * 60})
    period.refresh_from_db()
    assert period.paper_number == "1" * 20 + "/" + "S" * 60


def test_the_draft_of_another_period_cannot_be_named(client, directive, period, hcth):
    client.force_login(hcth)
    draft(client, make_period(directive, due_on=date(2027, 12, 16)))
    ask(client, period, drafted=Paper.objects.get().pk, **ISSUED)
    period.refresh_from_db()
    assert Paper.objects.get().issued_on is None
    assert period.is_confirmed


def test_a_confirmed_period_is_not_drafted_for_any_more(client, period, hcth):
    client.force_login(hcth)
    ask(client, period, **ISSUED)
    assert "đã được xác nhận ngày 20/11/2026" in text_of(draft(client, period))
    assert not Paper.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_many_units_and_drafts(
    client, directive, period, hcth, count, django_assert_num_queries
):
    for number in range(count):
        make_assignment(directive.duties.get(), make_department(f"Phòng thêm {number}"))
    client.force_login(hcth)
    signers = [make_leader(Role.DEPUTY_DIRECTOR, full_name=f"Phó {n}") for n in range(count)]
    for signer in signers:
        draft(client, period, f"deputy_director-{signer.public_id}")
    assert Paper.objects.count() == count
    with django_assert_num_queries(10):
        ask(client, period)
