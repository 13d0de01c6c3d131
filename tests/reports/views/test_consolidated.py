"""Pages of an approved consolidated report: who sees them, what they say, their files."""

from urllib.parse import unquote

import pytest
from django.urls import reverse
from django.utils import timezone

from reports import jobs, printing, tasks
from reports.models import ConsolidatedReport, Job, RenderedFile
from reports.printing import Piece
from tests.builders import Role, make_department, make_leader, make_member, make_user
from tests.reports.approving import make_version
from tests.reports.year import make_year, report_accepted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    monkeypatch.setattr(tasks.render_document, "apply_async", lambda **options: None)


@pytest.fixture
def year():
    return make_year(2)


@pytest.fixture
def version(year):
    return make_version(year.period, by=make_user(), at=timezone.now())


def signed_in(client, user):
    client.force_login(user)
    return client


def as_hcth(client):
    return signed_in(client, make_member(role=Role.STAFF))


def render_files(version, monkeypatch):
    made = [
        Piece(
            "report",
            RenderedFile.Format.PDF,
            "Báo cáo tổng hợp năm 2026 (phiên bản 1)",
            lambda: b"A",
        ),
        Piece(
            "annex", RenderedFile.Format.PDF, "Phụ lục nội bộ năm 2026 (phiên bản 1)", lambda: b"B"
        ),
    ]
    monkeypatch.setattr(printing, "pieces", lambda document: made)
    assert jobs.render(version.job.pk, clock=timezone.now)


def address(name, version, *more):
    of_job = name in ("job", "render-again", "cancel-job", "rendered")
    public_id = version.job.public_id if of_job else version.public_id
    return reverse(f"reports:{name}", args=[public_id, *more])


# Who


SEEN = ["consolidated", "annex", "slip", "job"]


@pytest.mark.parametrize("name", SEEN)
@pytest.mark.parametrize("role", [Role.DEPUTY_HEAD, Role.STAFF, Role.CLERK])
def test_every_member_of_the_coordinator_sees_it(client, version, name, role):
    assert signed_in(client, make_member(role=role)).get(address(name, version)).status_code == 200


@pytest.mark.parametrize("name", SEEN)
@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.DEPUTY_DIRECTOR])
def test_the_leaders_see_it(client, version, name, role):
    assert signed_in(client, make_leader(role)).get(address(name, version)).status_code == 200


@pytest.mark.parametrize("name", SEEN)
def test_another_unit_is_told_that_there_is_no_such_page(client, version, name):
    head = make_member(make_department("Phòng A"), Role.DEPUTY_HEAD)
    assert signed_in(client, head).get(address(name, version)).status_code == 404


# The pages


def test_the_report_upward_shows_nothing_of_the_annex(client, year, version):
    hcth = as_hcth(client)
    report = hcth.get(address("consolidated", version)).text
    annex = hcth.get(address("annex", version)).text
    assert "Uỷ ban nhân dân tỉnh Quảng Ngãi" in report
    assert "Lưu hành nội bộ" not in report
    assert "Phòng B" not in report
    assert "Lưu hành nội bộ" in annex
    assert "Phòng B" in annex


def test_a_figure_leads_to_the_reports_it_is_of(client, year):
    report_accepted(year.report_of("Phòng A"))
    version = make_version(year.period, by=make_user(), at=timezone.now())
    hcth = as_hcth(client)
    figure = address("version-figure", version, "duty-1.briefed")
    assert figure in hcth.get(address("consolidated", version)).text
    page = hcth.get(figure).text
    assert "Phòng A" in page
    assert reverse("reports:report", args=[year.report_of("Phòng A").public_id]) in page
    assert "Phòng B" not in page
    assert hcth.get(address("version-figure", version, "duty-9.briefed")).status_code == 404


def test_a_report_that_came_in_afterwards_is_told(client, year, version):
    hcth = as_hcth(client)
    assert "đã thay đổi sau bản này" not in hcth.get(address("consolidated", version)).text
    for name in ["Phòng A", "Phòng B"]:
        report_accepted(year.report_of(name))
    assert "2 báo cáo đã thay đổi sau bản này." in hcth.get(address("consolidated", version)).text


def test_a_correction_shows_what_changed(client, year, version):
    report_accepted(year.report_of("Phòng A"))
    second = make_version(year.period, by=make_user(), at=timezone.now())
    page = as_hcth(client).get(address("consolidated", second)).text
    assert "Khác với phiên bản 1" in page
    assert "Cập nhật số liệu." in page
    assert "Báo cáo mới hoặc gửi lại" in page


@pytest.mark.parametrize("version_count", [2, 3])
def test_the_page_takes_the_same_queries_however_much_there_is(
    client, year, django_assert_num_queries, version_count
):
    hcth = as_hcth(client)
    for report in year.reports[:version_count]:
        report_accepted(report)
        latest = make_version(year.period, by=make_user(), at=timezone.now())
    assert latest.version == version_count
    with django_assert_num_queries(15):
        hcth.get(address("consolidated", latest))


# The job


def test_the_fragment_asks_again_until_the_files_are_there(client, version, monkeypatch):
    hcth = as_hcth(client)
    waiting = hcth.get(address("job", version)).text
    assert 'hx-trigger="every 1s"' in waiting
    assert "Đang chờ tạo tệp" in waiting
    Job.objects.update(state="running", progress=50, lease_until=timezone.now())
    assert 'value="50"' in hcth.get(address("job", version)).text
    Job.objects.update(state="queued", lease_until=None)

    render_files(version, monkeypatch)

    done = hcth.get(address("job", version)).text
    assert "hx-trigger" not in done
    assert address("rendered", version, "report", "pdf") in done
    assert version.content_hash in done


def test_a_failed_rendering_is_a_sentence_with_a_way_on(client, version):
    Job.objects.update(state="failed", attempts=3, error="Đã thử 3 lần.")
    hcth = as_hcth(client)
    page = hcth.get(address("consolidated", version)).text
    assert "Chưa tạo được tệp. Đã thử 3 lần." in page
    assert "Tạo lại" in page
    hcth.post(address("render-again", version))
    assert Job.objects.get().state == Job.State.QUEUED
    again = hcth.post(address("render-again", version), follow=True)
    assert "đang được tạo hoặc đã tạo xong" in again.text


def test_hcth_cancels_a_rendering(client, version):
    hcth = as_hcth(client)
    page = hcth.post(address("cancel-job", version), follow=True).text
    assert "đã huỷ việc tạo tệp" in page
    assert Job.objects.get().state == Job.State.CANCELLED
    again = hcth.post(address("cancel-job", version), follow=True)
    assert "không còn gì để huỷ" in again.text


def test_a_leader_has_no_button_to_render_again(client, version):
    Job.objects.update(state="failed", attempts=3, error="Đã thử 3 lần.")
    deputy = signed_in(client, make_leader(Role.DEPUTY_DIRECTOR))
    assert "Tạo lại" not in deputy.get(address("consolidated", version)).text
    assert deputy.post(address("render-again", version)).status_code == 404


# Downloads


@pytest.mark.parametrize(
    ("part", "content", "title"),
    [
        ("report", b"A", "Báo cáo tổng hợp năm 2026 (phiên bản 1).pdf"),
        ("annex", b"B", "Phụ lục nội bộ năm 2026 (phiên bản 1).pdf"),
    ],
)
def test_a_file_is_downloaded_under_the_name_of_the_paper(
    client, version, monkeypatch, part, content, title
):
    render_files(version, monkeypatch)
    deputy = signed_in(client, make_leader(Role.DEPUTY_DIRECTOR))
    answer = deputy.get(address("rendered", version, part, "pdf"))
    assert b"".join(answer.streaming_content) == content
    answer.close()
    assert answer["Content-Type"] == "application/pdf"
    given = answer["Content-Disposition"].removeprefix("attachment; filename*=utf-8''")
    assert unquote(given) == title


def test_a_file_that_the_document_does_not_have_is_not_found(client, version, monkeypatch):
    render_files(version, monkeypatch)
    url = address("rendered", version, "report", "docx")
    assert as_hcth(client).get(url).status_code == 404


def test_a_file_that_is_not_there_yet_is_a_sentence(client, version):
    page = as_hcth(client).get(address("rendered", version, "report", "pdf"), follow=True)
    assert "Tệp chưa tạo xong." in page.text


def test_another_unit_downloads_nothing(client, version, monkeypatch):
    render_files(version, monkeypatch)
    head = make_member(make_department("Phòng A"), Role.DEPUTY_HEAD)
    url = address("rendered", version, "report", "pdf")
    assert signed_in(client, head).get(url).status_code == 404


def test_old_versions_stay_byte_for_byte(client, year, version, monkeypatch):
    render_files(version, monkeypatch)
    url = address("rendered", version, "report", "pdf")
    hcth = as_hcth(client)
    before = b"".join(hcth.get(url).streaming_content)
    report_accepted(year.report_of("Phòng A"))
    make_version(year.period, by=make_user(), at=timezone.now())
    assert b"".join(hcth.get(url).streaming_content) == before
    assert ConsolidatedReport.objects.count() == 2
