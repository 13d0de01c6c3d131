"""Pages of a consolidated report on its way: HCTH drafts, leaders decide; nothing typed is lost."""

import pytest
from django.urls import reverse
from django.utils import timezone

from reports import tasks
from reports.consolidated import drafted, drafting
from reports.models import ConsolidatedDraft, ConsolidatedReport, Printout
from tests.builders import Role, make_department, make_leader, make_member, make_period
from tests.pages import text_of
from tests.reports.approving import make_draft
from tests.reports.year import make_year, report_accepted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    monkeypatch.setattr(tasks.render_document, "apply_async", lambda **options: None)


@pytest.fixture
def year():
    return make_year(2)


@pytest.fixture
def officer():
    return make_member(role=Role.STAFF)


@pytest.fixture
def draft(year, officer):
    return make_draft(year.period, by=officer, at=timezone.now())


@pytest.fixture
def submitted(draft, officer):
    drafting.submit(draft, by=officer, at=timezone.now())
    return draft


def signed_in(client, user):
    client.force_login(user)
    return client


def address(name, draft):
    return reverse(f"reports:{name}", args=[draft.public_id])


def seen(draft):
    return drafted.view(draft, on=timezone.localdate()).fingerprint


# Beginning


def test_consolidating_begins_a_draft_and_opens_it(client, year, officer):
    url = reverse("reports:consolidate", args=[year.period.public_id])
    page = signed_in(client, officer).post(url, follow=True)
    draft = ConsolidatedDraft.objects.get()
    assert page.redirect_chain == [(address("write-draft", draft), 302)]
    assert draft.made_by == officer
    again = client.post(url, follow=True)
    assert again.redirect_chain == [(address("write-draft", draft), 302)]


def test_a_planned_period_is_refused_with_a_sentence(client, officer):
    url = reverse("reports:consolidate", args=[make_period().public_id])
    page = signed_in(client, officer).post(url, follow=True)
    assert "Kỳ báo cáo chưa được xác nhận" in page.text
    assert not ConsolidatedDraft.objects.exists()


def test_a_basis_that_is_not_reported_apart_is_not_found(client, year, officer):
    url = reverse("reports:consolidate", args=[year.period.public_id])
    for basis in ["1", "9", "x"]:
        assert signed_in(client, officer).post(url, {"basis": basis}).status_code == 404


# The pages


@pytest.mark.parametrize("name", ["consolidated-draft", "draft-annex", "draft-slip"])
def test_leaders_and_hcth_read_the_draft_and_no_unit_does(client, submitted, officer, name):
    for user in [officer, make_leader()]:
        assert signed_in(client, user).get(address(name, submitted)).status_code == 200
    head = make_member(make_department("Phòng A"), Role.DEPUTY_HEAD)
    assert signed_in(client, head).get(address(name, submitted)).status_code == 404


def test_reports_that_changed_are_told_and_taken_in_on_demand(client, year, draft, officer):
    report_accepted(year.report_of("Phòng A"))
    hcth = signed_in(client, officer)
    assert "1 báo cáo đã thay đổi" in hcth.get(address("write-draft", draft)).text
    page = hcth.post(address("refresh-draft", draft), follow=True)
    assert "1 báo cáo đã thay đổi" not in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_much_was_said(
    client, draft, officer, django_assert_num_queries, count
):
    for number in range(count):
        drafting.comment(draft, f"Ý kiến {number}.", by=officer, at=timezone.now())
    hcth = signed_in(client, officer)
    with django_assert_num_queries(16):
        hcth.get(address("consolidated-draft", draft))


# Deciding


def test_sent_up_returned_sent_again_and_approved(client, draft, officer):
    director = make_leader()
    signed_in(client, officer).post(address("submit-draft", draft), {"note": "Kính trình."})
    signed_in(client, director).post(address("return-draft", draft), {"note": "Nêu nguyên nhân."})
    page = signed_in(client, officer).get(address("consolidated-draft", draft)).text
    assert "Nêu nguyên nhân." in page
    assert "Cần hoàn thiện" in page
    client.post(address("submit-draft", draft), {"note": ""})
    page = signed_in(client, director).post(
        address("approve-draft", draft), {"seen": seen(draft), "note": ""}, follow=True
    )
    version = ConsolidatedReport.objects.get()
    assert page.redirect_chain[-1][0] == reverse("reports:consolidated", args=[version.public_id])
    assert (version.approved_by, version.made_by) == (director, officer)


def test_a_leader_who_saw_something_else_is_asked_to_look_again(client, submitted):
    director = signed_in(client, make_leader())
    page = director.post(address("approve-draft", submitted), {"seen": "old", "note": "Đồng ý."})
    assert page.status_code == 409
    assert "Dự thảo đã thay đổi sau khi trang được mở." in page.text
    assert "Đồng ý." in page.text
    assert seen(submitted) in page.text
    assert not ConsolidatedReport.objects.exists()


def test_words_on_a_draft_that_was_withdrawn_meanwhile_become_a_remark(client, submitted, officer):
    drafting.withdraw(submitted, by=officer, at=timezone.now())
    page = signed_in(client, make_leader()).post(
        address("return-draft", submitted), {"note": "Bổ sung số liệu phần II."}
    )
    assert page.status_code == 409
    assert "Bổ sung số liệu phần II." in page.text


def test_a_return_without_words_is_asked_for_them(client, submitted):
    page = signed_in(client, make_leader()).post(address("return-draft", submitted), {"note": ""})
    assert page.status_code == 422
    assert "Hãy ghi nội dung cần hoàn thiện." in page.text


def test_the_head_of_hcth_records_what_a_leader_decided(client, submitted):
    head = make_member(role=Role.DEPUTY_HEAD)
    said = {"seen": seen(submitted), "source": "Giám đốc Sở, bút phê ngày 22/12/2026", "note": ""}
    page = signed_in(client, head).post(address("record-approval", submitted), said, follow=True)
    assert "ghi thay, Giám đốc Sở, bút phê ngày 22/12/2026" in page.text
    assert ConsolidatedReport.objects.get().approved_by == head


def test_an_officer_cannot_record_an_approval_and_hcth_cannot_approve(client, submitted, officer):
    hcth = signed_in(client, officer)
    said = {"seen": seen(submitted), "source": "Giao ban", "note": ""}
    assert hcth.post(address("record-approval", submitted), said).status_code == 404
    assert hcth.post(address("approve-draft", submitted), said).status_code == 404


def test_an_approved_report_is_opened_again_with_a_reason(client, submitted, officer):
    director = make_leader()
    drafting.approve(submitted, seen=seen(submitted), by=director, at=timezone.now())
    hcth = signed_in(client, officer)
    assert hcth.post(address("correct-draft", submitted), {"note": ""}).status_code == 422
    hcth.post(address("correct-draft", submitted), {"note": "Sửa số liệu phần II."})
    submitted.refresh_from_db()
    assert submitted.state == ConsolidatedDraft.State.DRAFTING


def test_a_remark_is_written_and_settled(client, submitted, officer):
    signed_in(client, make_leader()).post(
        address("comment-draft", submitted), {"text": "Rút gọn phần I.", "section": ""}
    )
    page = signed_in(client, officer).get(address("consolidated-draft", submitted)).text
    assert "Rút gọn phần I." in page
    remark = submitted.comments.get()
    url = reverse("reports:settle-comment", args=[submitted.public_id, remark.pk])
    assert "Đã xử lý:" in client.post(url, follow=True).text


def test_a_remark_on_a_section_stands_beside_it_for_whoever_writes(client, draft, officer):
    page = text_of(signed_in(client, make_leader()).get(address("consolidated-draft", draft)))
    assert '<option value="plans" >IV. Phương hướng, nhiệm vụ</option>' in page
    said = {"text": "Bổ sung việc quý I.", "section": "plans"}
    assert (
        "· IV. Phương hướng" in client.post(address("comment-draft", draft), said, follow=True).text
    )
    page = signed_in(client, officer).get(address("write-draft", draft)).text
    section = page[page.index('id="section-plans"') : page.index('id="section-proposals"')]
    assert "Bổ sung việc quý I." in section


# Printing


def test_a_draft_is_printed_as_a_draft(client, draft, officer):
    signed_in(client, officer).post(address("print-draft", draft))
    printed = Printout.objects.get()
    assert printed.kind == "draft"
    assert {part: said["is_draft"] for part, said in printed.content.items()} == {
        "report": True,
        "annex": True,
        "slip": True,
    }


def test_today_is_consolidated_at_once_and_leaves_no_draft(client, year):
    report_accepted(year.report_of("Phòng A"))
    director = signed_in(client, make_leader())
    page = director.get(reverse("reports:today", args=[year.period.public_id])).text
    assert "Tình hình đến ngày" in page
    assert not ConsolidatedDraft.objects.exists()
    director.post(reverse("reports:print-today", args=[year.period.public_id]))
    assert Printout.objects.get().kind == "today"


def test_a_figure_of_today_leads_to_the_reports_it_is_of(client, year):
    report_accepted(year.report_of("Phòng A"))
    director = signed_in(client, make_leader())
    figure = reverse("reports:today-figure", args=[year.period.public_id, "duty-1.briefed"])
    assert figure in director.get(reverse("reports:today", args=[year.period.public_id])).text
    page = director.get(figure).text
    assert reverse("reports:report", args=[year.report_of("Phòng A").public_id]) in page
    assert "Phòng B" not in page
    assert director.get(figure.replace("duty-1", "duty-9")).status_code == 404


# The archive


def test_the_archive_shows_the_newest_version_of_each_year(client, submitted, officer):
    version = drafting.approve(submitted, seen=seen(submitted), by=officer, at=timezone.now())
    page = signed_in(client, make_leader()).get(reverse("reports:archive")).text
    assert "Năm 2026" in page
    assert reverse("reports:consolidated", args=[version.public_id]) in page
    unit = make_member(make_department("Phòng A"), Role.DEPUTY_HEAD)
    assert signed_in(client, unit).get(reverse("reports:archive")).status_code == 404


def test_the_directors_page_shows_what_waits_for_approval(client, submitted):
    page = signed_in(client, make_leader()).get(reverse("reports:director")).text
    assert "Báo cáo tổng hợp chờ duyệt" in page
    assert address("consolidated-draft", submitted) in page
