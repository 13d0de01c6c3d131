"""The page of a công văn: its sheet, its PDF, and its number once it was issued."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from directives.models import Directive, User
from directives.posts import Role
from reports import printing
from reports.models import Paper, Supervision
from tests.builders import (
    at,
    confirm,
    make_assignment,
    make_coordinator,
    make_department,
    make_duty,
    make_leader,
    make_member,
    make_period,
    make_urging_paper,
    submit,
)
from tests.pages import text_of
from tests.reports.finished import finish

pytestmark = pytest.mark.django_db

NORMAL = {"urgency": "normal"}
ISSUED = {"number": "530", "symbol": "SKHCN-HCTH", "issued_on": "23/12/2026"}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(at("2026-12-23 09:00"), tick=False):
        yield


@pytest.fixture
def period():
    duty = make_duty()
    for name in ["Phòng A", "Phòng B"]:
        make_assignment(duty, make_department(name))
    period = make_period(duty.directive, due_on=date(2026, 12, 16))
    confirm(period)
    return period


@pytest.fixture
def hcth():
    make_member(full_name="Phạm Thị Thu Hà", title="Trưởng phòng")
    return make_member(make_coordinator(), Role.STAFF)


@pytest.fixture
def paper(period, hcth):
    return make_urging_paper(period, by=hcth, when="2026-12-23 08:00")


def draft(client, period, *reports):
    address = reverse("reports:draft-urging-paper", args=[period.public_id])
    return client.post(address, {"report": [r.public_id for r in reports]}, follow=True)


def issue(client, paper, **data):
    return client.post(reverse("reports:issue-paper", args=[paper.public_id]), data, follow=True)


def test_hcth_drafts_an_urging_to_the_units_it_ticked(client, period, hcth):
    client.force_login(hcth)
    report = period.reports.get(department__name="Phòng A")
    text = text_of(draft(client, period, report))
    assert "Công văn đôn đốc lần 1 năm 2026" in text
    assert "Kính gửi: Phòng A." in text
    assert "quá hạn 07 ngày (05 ngày làm việc)" in text
    assert "chậm nhất hết ngày 28/12/2026" in text
    paper = Paper.objects.get()
    assert (paper.signer_capacity, paper.signer_name) == ("TL.", "Phạm Thị Thu Hà")
    assert not Supervision.objects.exists()


@pytest.mark.parametrize("ticked", [[], ["no address"], ["01890000-0000-7000-8000-000000000000"]])
def test_with_nobody_ticked_a_sentence_says_so(client, period, hcth, ticked):
    client.force_login(hcth)
    address = reverse("reports:draft-urging-paper", args=[period.public_id])
    text = text_of(client.post(address, {"report": ticked}, follow=True))
    assert "Hãy chọn đơn vị cần đôn đốc." in text
    assert not Paper.objects.exists()


def test_of_units_that_have_all_reported_a_sentence_says_so(client, period, hcth):
    report = period.reports.get(department__name="Phòng A")
    submit(report, when="2026-12-23 08:30")
    client.force_login(hcth)
    text = text_of(draft(client, period, report))
    assert "Không có đơn vị nào được chọn còn quá hạn gửi báo cáo." in text


def test_two_papers_are_told_of_when_some_were_urged_by_paper_before(client, period, hcth):
    client.force_login(hcth)
    first, second = period.reports.all()
    draft(client, period, first)
    issue(client, Paper.objects.get(), **ISSUED)
    text = text_of(draft(client, period, first, second))
    assert "Đã soạn 2 công văn" in text
    assert sorted(Paper.objects.drafts().values_list("round", flat=True)) == [1, 2]


def test_another_signer_or_date_makes_another_draft(client, period, hcth, paper):
    director = make_leader(full_name="Nguyễn Văn Thành")
    client.force_login(hcth)
    again = reverse("reports:draft-paper-again", args=[paper.public_id])
    data = {"signer": f"director-{director.public_id}", "due_on": "30/12/2026"} | NORMAL
    text = text_of(client.post(again, data, follow=True))
    assert "chậm nhất hết ngày 30/12/2026" in text
    assert "Nguyễn Văn Thành" in text
    assert Paper.objects.count() == 2


def test_an_urging_of_an_urgent_directive_is_stamped_until_the_signer_decides_otherwise(
    client, period, hcth
):
    Directive.objects.update(urgency="very_urgent")
    client.force_login(hcth)
    text = text_of(draft(client, period, period.reports.first()))
    assert "Thượng khẩn</div>" in text
    assert 'value="very_urgent" selected' in text
    paper = Paper.objects.get()
    again = reverse("reports:draft-paper-again", args=[paper.public_id])
    signer = f"head-{User.objects.get(full_name='Phạm Thị Thu Hà').public_id}"
    data = {"signer": signer, "due_on": "28/12/2026"}
    text = text_of(client.post(again, data | NORMAL, follow=True))
    assert "Thượng khẩn</div>" not in text
    assert 'value="normal" selected' in text
    assert "Hãy chọn độ khẩn." in text_of(client.post(again, data))


def test_a_new_date_that_has_passed_is_refused_and_stays_typed(client, hcth, paper):
    client.force_login(hcth)
    page = client.get(reverse("reports:paper", args=[paper.public_id]))
    signer = next(iter(page.context["drafting"].signers))
    again = reverse("reports:draft-paper-again", args=[paper.public_id])
    response = client.post(again, {"signer": signer, "due_on": "22/12/2026"} | NORMAL)
    assert response.status_code == 422
    assert "Ngày đề nghị không được trước ngày hôm nay (23/12/2026)." in text_of(response)
    assert 'value="22/12/2026"' in text_of(response)


def test_the_number_makes_it_an_urging_of_each_unit(client, hcth, paper):
    client.force_login(hcth)
    text = text_of(issue(client, paper, **ISSUED))
    assert (
        "Đã ghi Công văn số 530/SKHCN-HCTH ngày 23/12/2026 vào nhật ký đôn đốc của 2 đơn vị."
        in text
    )
    assert [(act.department.name, act.means) for act in Supervision.objects.order_by("pk")] == [
        ("Phòng A", "dispatch"),
        ("Phòng B", "dispatch"),
    ]
    assert "Soạn lại" not in text
    again = text_of(issue(client, paper, **{**ISSUED, "number": "531"}))
    assert "Công văn này đã ban hành: Công văn số 530/SKHCN-HCTH ngày 23/12/2026." in again
    assert Supervision.objects.count() == 2


def test_the_clerk_types_the_number_and_cannot_draft(client, period, paper):
    client.force_login(make_member(make_coordinator(), Role.CLERK))
    page = text_of(client.get(reverse("reports:paper", args=[paper.public_id])))
    assert "Ghi số, ngày ban hành" in page
    assert "Soạn lại" not in page
    assert draft(client, period, *period.reports.all()).status_code == 404
    assert issue(client, paper, **ISSUED).status_code == 200
    assert Supervision.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"number": ""}, "Hãy ghi số của văn bản."),
        ({"issued_on": "24/12/2026"}, "Ngày ban hành không được sau ngày hôm nay."),
    ],
)
def test_a_wrong_number_or_day_is_a_sentence(client, hcth, paper, wrong, sentence):
    client.force_login(hcth)
    assert sentence in text_of(issue(client, paper, **{**ISSUED, **wrong}))
    assert not Supervision.objects.exists()


def test_leaders_read_the_paper_and_its_files_and_do_nothing_else(client, paper):
    client.force_login(make_leader())
    page = text_of(client.get(reverse("reports:paper", args=[paper.public_id])))
    assert "Công văn đôn đốc lần 1 năm 2026" in page
    assert "Soạn lại" not in page
    assert "Ghi số, ngày ban hành" not in page
    addresses = [
        reverse("reports:rendered", args=[paper.job.public_id, "paper", name])
        for name in ["pdf", "docx"]
    ]
    assert "Tệp chưa tạo xong." in text_of(client.get(addresses[0], follow=True))
    finish(paper.job, "paper.pdf", "paper.docx")
    page = text_of(client.get(reverse("reports:paper", args=[paper.public_id])))
    for address, body in zip(addresses, [b"paper.pdf", b"paper.docx"], strict=True):
        assert f'href="{address}"' in page
        answer = client.get(address)
        assert b"".join(answer.streaming_content) == body
        assert "attachment" in answer["Content-Disposition"]


def test_the_files_of_a_paper_are_a_pdf_and_a_word_file_of_its_document(paper):
    made = [(piece.part, piece.format, piece.file_name) for piece in printing.pieces(paper)]
    assert made == [
        ("paper", "pdf", "Công văn đôn đốc lần 1 năm 2026.pdf"),
        ("paper", "docx", "Công văn đôn đốc lần 1 năm 2026.docx"),
    ]


def test_every_paper_of_the_period_is_listed_with_its_number(client, period, hcth, paper):
    client.force_login(hcth)
    address = reverse("reports:papers", args=[period.public_id])
    assert "Công văn đôn đốc lần 1 (dự thảo)" in text_of(client.get(address))
    finish(paper.job, "paper.pdf", "paper.docx")
    word = reverse("reports:rendered", args=[paper.job.public_id, "paper", "docx"])
    assert f'href="{word}"' in text_of(client.get(address))
    issue(client, paper, **ISSUED)
    assert "Công văn số 530/SKHCN-HCTH ngày 23/12/2026" in text_of(client.get(address))
    Paper.objects.all().delete()
    assert "Chưa soạn công văn nào cho kỳ này" in text_of(client.get(address))


def test_the_job_of_a_paper_is_shown_by_the_page_of_all_jobs(client, hcth, paper):
    client.force_login(hcth)
    address = reverse("reports:job", args=[paper.job.public_id])
    assert "Đang chờ tạo tệp." in text_of(client.get(address))
    client.force_login(make_member(make_department("Phòng A")))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_many_units_and_drafts(
    client, period, hcth, count, django_assert_num_queries
):
    duty = period.directive.duties.get()
    for number in range(count - 1):
        make_assignment(duty, make_department(f"Phòng thêm {number}"))
    for number in range(count):
        paper = make_urging_paper(period, by=hcth, when=f"2026-12-2{number + 1} 08:00")
    client.force_login(hcth)
    with django_assert_num_queries(8):
        client.get(reverse("reports:paper", args=[paper.public_id]))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_many_papers(
    client, period, hcth, count, django_assert_num_queries
):
    for number in range(count):
        make_urging_paper(period, by=hcth, when=f"2026-12-2{number + 1} 08:00")
    client.force_login(hcth)
    with django_assert_num_queries(6):
        client.get(reverse("reports:papers", args=[period.public_id]))
