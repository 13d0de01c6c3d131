"""Pages of the consolidated report: who sees them, what they say while the PDF is made."""

from urllib.parse import unquote

import pytest
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError

from reports import consolidated, jobs, printing, tasks
from reports.models import ConsolidatedReport, Job
from tests.builders import (
    Role,
    make_department,
    make_leader,
    make_member,
    make_period,
    make_user,
)
from tests.reports.year import make_year, send, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    monkeypatch.setattr(tasks.render_document, "apply_async", lambda **options: None)


@pytest.fixture
def year():
    return make_year(2)


@pytest.fixture
def version(year):
    at = timezone.now()
    return consolidated.freeze(year.period, on=timezone.localdate(at), by=make_user(), at=at)


def signed_in(client, user):
    client.force_login(user)
    return client


def as_hcth(client):
    return signed_in(client, make_member(role=Role.STAFF))


def render_pdfs(version, monkeypatch):
    monkeypatch.setattr(printing.pdf, "report_pdf", lambda report: b"%PDF-report")
    monkeypatch.setattr(printing.pdf, "annex_pdf", lambda whole: b"%PDF-annex")
    jobs.render(version.job.pk, at=timezone.now())


def address(name, version):
    if name in ("job", "render-again"):
        return reverse(f"reports:{name}", args=[version.job.public_id])
    return reverse(f"reports:{name}", args=[version.public_id])


# Who


SEEN = ["consolidated", "annex", "job"]


@pytest.mark.parametrize("name", SEEN)
@pytest.mark.parametrize("role", [Role.DEPUTY_HEAD, Role.STAFF, Role.CLERK])
def test_every_member_of_the_coordinator_sees_it(client, version, name, role):
    assert signed_in(client, make_member(role=role)).get(address(name, version)).status_code == 200


@pytest.mark.parametrize("name", SEEN)
@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.DEPUTY_DIRECTOR])
def test_the_leaders_see_it(client, version, name, role):
    assert signed_in(client, make_leader(role)).get(address(name, version)).status_code == 200


@pytest.mark.parametrize("name", [*SEEN, "report-pdf", "annex-pdf"])
def test_another_unit_is_told_that_there_is_no_such_page(client, version, name):
    head = make_member(make_department("Phòng A"), Role.DEPUTY_HEAD)
    assert signed_in(client, head).get(address(name, version)).status_code == 404


@pytest.mark.parametrize("name", ["consolidate", "render-again"])
@pytest.mark.parametrize("who", ["unit", "clerk", "director"])
def test_only_those_who_review_consolidate(client, year, version, name, who):
    user = {
        "unit": lambda: make_member(make_department("Phòng A"), Role.DEPUTY_HEAD),
        "clerk": lambda: make_member(role=Role.CLERK),
        "director": lambda: make_leader(),
    }[who]()
    url = (
        reverse("reports:consolidate", args=[year.period.public_id])
        if name == "consolidate"
        else address(name, version)
    )
    assert signed_in(client, user).post(url).status_code == 404
    assert ConsolidatedReport.objects.count() == 1


# Making a version


def consolidate(client, period):
    return client.post(reverse("reports:consolidate", args=[period.public_id]), follow=True)


def test_consolidating_makes_a_version_and_opens_it(client, year):
    page = consolidate(as_hcth(client), year.period)
    version = ConsolidatedReport.objects.get()
    assert page.redirect_chain == [(address("consolidated", version), 302)]
    assert "Đã tổng hợp phiên bản 1." in page.content.decode()
    assert version.made_by == page.wsgi_request.user


def test_consolidating_the_same_again_makes_no_second_version(client, year):
    hcth = as_hcth(client)
    consolidate(hcth, year.period)
    page = consolidate(hcth, year.period)
    assert "không tạo phiên bản mới" in page.content.decode()
    assert ConsolidatedReport.objects.count() == 1


def test_a_planned_period_is_refused_with_a_sentence(client):
    period = make_period()
    page = consolidate(as_hcth(client), period)
    assert "Kỳ báo cáo chưa được xác nhận" in page.content.decode()
    assert not ConsolidatedReport.objects.exists()


def test_a_dead_broker_does_not_fail_the_page(
    client, year, monkeypatch, django_capture_on_commit_callbacks
):
    def dead(**options):
        raise OperationalError

    monkeypatch.setattr(tasks.render_document, "apply_async", dead)
    hcth = as_hcth(client)
    with django_capture_on_commit_callbacks(execute=True):
        page = consolidate(hcth, year.period)
    assert page.status_code == 200
    assert Job.objects.get().state == Job.State.QUEUED


# The pages


def test_the_report_upward_shows_nothing_of_the_annex(client, year, version):
    hcth = as_hcth(client)
    report = hcth.get(address("consolidated", version)).content.decode()
    annex = hcth.get(address("annex", version)).content.decode()
    assert "Kính gửi: Uỷ ban nhân dân tỉnh Quảng Ngãi." in report
    assert "Lưu hành nội bộ" not in report
    assert "Phòng B" not in report
    assert "Lưu hành nội bộ" in annex
    assert "Phòng B" in annex


def test_a_report_that_came_in_afterwards_is_told(client, year, version):
    hcth = as_hcth(client)
    assert "đã thay đổi sau bản này" not in hcth.get(address("consolidated", version)).text
    for name in ["Phòng A", "Phòng B"]:
        send(year.report_of(name))
        take_in(year.report_of(name))
    assert "2 báo cáo đã thay đổi sau bản này." in hcth.get(address("consolidated", version)).text


@pytest.mark.parametrize("version_count", [1, 3])
def test_the_page_takes_the_same_queries_however_much_there_is(
    client, year, django_assert_num_queries, version_count
):
    hcth = as_hcth(client)
    for report in year.reports[:version_count]:
        send(report)
        take_in(report)
        consolidate(hcth, year.period)
    latest = ConsolidatedReport.objects.order_by("-version").first()
    assert latest.version == version_count
    with django_assert_num_queries(8):
        hcth.get(address("consolidated", latest))


# The job


def test_the_fragment_asks_again_until_the_pdf_is_there(client, version, monkeypatch):
    hcth = as_hcth(client)
    waiting = hcth.get(address("job", version)).text
    assert 'hx-trigger="every 1s"' in waiting
    assert "Đang chờ tạo tệp PDF" in waiting
    Job.objects.update(state="running", progress=50, lease_until=timezone.now())
    assert 'value="50"' in hcth.get(address("job", version)).text
    Job.objects.update(state="queued", lease_until=None)

    render_pdfs(version, monkeypatch)

    done = hcth.get(address("job", version)).text
    assert "hx-trigger" not in done
    assert address("report-pdf", version) in done
    assert version.content_hash in done


def test_a_failed_rendering_is_a_sentence_with_a_way_on(client, version):
    Job.objects.update(state="failed", attempts=3, error="Đã thử 3 lần.")
    hcth = as_hcth(client)
    page = hcth.get(address("consolidated", version)).text
    assert "Chưa tạo được tệp PDF. Đã thử 3 lần." in page
    assert "Tạo lại" in page
    hcth.post(address("render-again", version))
    assert Job.objects.get().state == Job.State.QUEUED
    again = hcth.post(address("render-again", version), follow=True)
    assert "đang được tạo hoặc đã tạo xong" in again.text


def test_a_leader_has_no_button_to_render_again(client, version):
    Job.objects.update(state="failed", attempts=3, error="Đã thử 3 lần.")
    page = signed_in(client, make_leader(Role.DEPUTY_DIRECTOR)).get(
        address("consolidated", version)
    )
    assert "Tạo lại" not in page.text


# Downloads


@pytest.mark.parametrize(
    ("name", "content", "title"),
    [
        ("report-pdf", b"%PDF-report", "Báo cáo tổng hợp năm 2026 (bản 1).pdf"),
        ("annex-pdf", b"%PDF-annex", "Phụ lục nội bộ năm 2026 (bản 1).pdf"),
    ],
)
def test_the_pdf_is_downloaded_under_the_name_of_the_paper(
    client, version, monkeypatch, name, content, title
):
    render_pdfs(version, monkeypatch)
    answer = signed_in(client, make_leader(Role.DEPUTY_DIRECTOR)).get(address(name, version))
    assert b"".join(answer.streaming_content) == content
    answer.close()
    assert answer["Content-Type"] == "application/pdf"
    given = answer["Content-Disposition"].removeprefix("attachment; filename*=utf-8''")
    assert unquote(given) == title


def test_a_pdf_that_is_not_there_yet_is_a_sentence(client, version):
    page = as_hcth(client).get(address("report-pdf", version), follow=True)
    assert "Tệp PDF của phiên bản này chưa tạo xong." in page.text
