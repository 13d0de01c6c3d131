"""The issued report goes up in one click; from above one sees that, and counts."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from directives.models import Directive
from reports.models import Submission
from reports.models.progress import State
from tests.builders import at, make_assignment, make_duty, make_member
from tests.directives.test_forms import directive_data
from tests.pages import text_of
from tests.two_levels import issue, make_levels

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_a_day_of_december():
    with time_machine.travel(at("2026-12-18 16:00"), tick=False):
        yield


@pytest.fixture
def levels():
    return make_levels()


def address(name, row):
    return reverse(f"reports:{name}", args=[row.public_id])


@pytest.mark.parametrize("name", ["hcth.clerk", "hcth.staff", "director"])
def test_one_click_sends_the_issued_report(client, levels, name):
    copy = issue(levels)
    client.force_login(levels.people[name])
    page = text_of(client.get(address("report", levels.report)))
    assert "Gửi Báo cáo số 85/BC-SKHCN" in page
    response = client.post(
        address("answer", levels.report), {"copy": str(copy.public_id)}, follow=True
    )
    assert "Đã gửi Báo cáo số 85/BC-SKHCN đến Uỷ ban nhân dân tỉnh" in text_of(response)
    levels.report.refresh_from_db()
    assert levels.report.state == State.SUBMITTED
    assert Submission.objects.get(report=levels.report).submitted_by == levels.people[name]


@pytest.mark.parametrize("name", ["unit.head", "office.head", "office.staff", "chairman"])
def test_nobody_else_sends_it(client, levels, name):
    copy = issue(levels)
    client.force_login(levels.people[name])
    response = client.post(address("answer", levels.report), {"copy": str(copy.public_id)})
    assert response.status_code == 404
    levels.report.refresh_from_db()
    assert levels.report.state == State.EXPECTED


def test_the_second_is_told(client, levels):
    copy = issue(levels)
    client.force_login(levels.people["hcth.clerk"])
    for _ in range(2):
        response = client.post(
            address("answer", levels.report), {"copy": str(copy.public_id)}, follow=True
        )
    assert "Báo cáo này đã được gửi hoặc không còn phải gửi." in text_of(response)


@pytest.mark.parametrize("copy", ["", "x", "01890000-0000-7000-8000-000000000000"])
def test_a_copy_that_is_not_offered_is_not_found(client, levels, copy):
    issue(levels)
    client.force_login(levels.people["hcth.clerk"])
    response = client.post(address("answer", levels.report), {"copy": copy})
    assert response.status_code == 404


def test_where_more_is_asked_the_form_is_the_way(client, levels):
    make_assignment(make_duty(levels.given.directive, title="Tập huấn"), levels.agency)
    copy = issue(levels)
    client.force_login(levels.people["director"])
    page = text_of(client.get(address("report", levels.report)))
    assert "Gửi Báo cáo số" not in page
    assert "Báo cáo này chưa đề cập: 2. Tập huấn." in page
    response = client.post(
        address("answer", levels.report), {"copy": str(copy.public_id)}, follow=True
    )
    assert response.redirect_chain[-1][0] == address("draft", levels.report)
    assert "còn phải báo cáo nhiệm vụ khác (2. Tập huấn)" in text_of(response)


def test_the_page_of_the_report_upward_leads_there(client, levels):
    copy = issue(levels)
    client.force_login(levels.people["hcth.clerk"])
    page = text_of(client.get(address("consolidated", copy.consolidated)))
    assert f"{address('report', levels.report)}#issued-answers" in page
    copy.delete()
    page = text_of(client.get(address("consolidated", copy.consolidated)))
    assert "Nhận bản phát hành xong thì gửi lên cấp trên được ngay." in page


def test_the_province_reads_what_was_issued(client, levels):
    copy = issue(levels)
    client.force_login(levels.people["hcth.clerk"])
    client.post(address("answer", levels.report), {"copy": str(copy.public_id)})
    client.force_login(levels.people["office.staff"])
    page = text_of(client.get(address("report", levels.report)))
    assert "số 85/BC-SKHCN ngày 18/12/2026" in page
    submission = levels.report.submissions.get()
    response = client.get(address("original", submission))
    assert b"".join(response.streaming_content) == b"%PDF-1.7 issued"
    assert response.headers["Content-Disposition"] == 'attachment; filename="85-BC-SKHCN.pdf"'
    assert client.get(address("consolidated", copy.consolidated)).status_code == 404
    assert client.get(address("issued-file", copy)).status_code == 404
    client.post(address("accept", levels.report), {"submission": submission.number}, follow=True)
    levels.report.refresh_from_db()
    assert levels.report.state == State.ACCEPTED


def test_from_above_there_are_counts_and_issued_reports(client, levels):
    copy = issue(levels)
    client.force_login(levels.people["hcth.clerk"])
    client.post(address("answer", levels.report), {"copy": str(copy.public_id)})
    client.force_login(levels.people["office.staff"])
    page = text_of(client.get(address("assignment", levels.assignment)))
    assert "<dt>Đơn vị được giao</dt><dd>1</dd>" in page
    assert "<dt>Nhiệm vụ đã hoàn thành</dt><dd>0/1</dd>" in page
    assert "<dd>1/1 đơn vị đã gửi</dd>" in page
    assert "Báo cáo số 85/BC-SKHCN, năm 2026" in page
    assert "Phòng Quản lý Khoa học" not in page
    assert reverse("directives:detail", args=[levels.lower.public_id]) not in page
    assert "Nhập văn bản triển khai" not in page
    assert 'id="officers"' not in page


@pytest.mark.parametrize("papers", [1, 3])
def test_the_panel_takes_the_same_queries(client, levels, papers, django_assert_num_queries):
    for number in range(papers - 1):
        Directive.objects.create(
            **{
                field.name: getattr(levels.lower, field.name)
                for field in Directive._meta.concrete_fields
                if field.name not in ("id", "public_id", "number")
            },
            number=str(50 + number),
        )
    from reports.panels import below
    from reports.panels.page import Page
    from tests.builders import posts_of

    page = Page(levels.assignment, posts_of(levels.people["office.staff"]), date(2026, 12, 18))
    with django_assert_num_queries(3):
        assert len(below.of(page).papers) == papers


def test_a_unit_that_is_no_agency_has_nobody_below(client, levels):
    client.force_login(levels.people["hcth.staff"])
    own = levels.unit.assignments.get()
    page = text_of(client.get(address("assignment", own)))
    assert "Triển khai ở cấp dưới" not in page


# Entering the paper that carries it out


def implement(levels):
    return reverse("directives:implement", args=[levels.given.public_id])


def test_the_page_of_the_duty_leads_to_the_form_with_what_is_known(client, levels):
    client.force_login(levels.people["hcth.staff"])
    page = text_of(client.get(address("assignment", levels.assignment)))
    assert implement(levels) in page
    form = client.get(implement(levels)).context["form"]
    assert form["implements"].value() == levels.given.pk
    assert form["report_to"].value() == "Uỷ ban nhân dân tỉnh Quảng Ngãi"
    assert [str(label) for _, label in form.fields["implements"].choices] == [
        "Không thực hiện nhiệm vụ nào được giao",
        "Kế hoạch số 116/KH-UBND: 1. Triển khai thông tin đối ngoại",
    ]


def test_the_duty_is_kept_with_the_paper(client, levels):
    client.force_login(levels.people["hcth.staff"])
    data = directive_data(implements=levels.given.pk, number="77")
    response = client.post(implement(levels), data)
    assert response.status_code == 302, response.context["form"].errors
    assert Directive.objects.get(number="77").implements == levels.given


def test_a_duty_given_to_another_agency_is_refused(client, levels):
    client.force_login(levels.people["hcth.staff"])
    levels.assignment.ends_on, levels.assignment.end_reason = date(2026, 12, 1), "Thôi giao."
    levels.assignment.save()
    data = directive_data(implements=levels.given.pk, number="77")
    assert client.post(reverse("directives:create"), data).status_code == 200
    assert not Directive.objects.filter(number="77").exists()
    assert client.get(implement(levels)).status_code == 404


def test_correcting_the_paper_keeps_the_duty(client, levels):
    client.force_login(levels.people["hcth.staff"])
    url = reverse("directives:edit", args=[levels.lower.public_id])
    form = client.get(url).context["form"]
    assert form.offers_higher
    assert form["implements"].value() == levels.given.pk


@pytest.mark.parametrize("name", ["unit.head", "office.head", "director", "chairman"])
def test_who_enters_no_papers_of_the_agency_has_no_such_form(client, levels, name):
    client.force_login(levels.people[name])
    assert client.get(implement(levels)).status_code == 404


def test_the_province_gives_duties_to_agencies_and_to_its_own_units(client, levels):
    client.force_login(levels.people["office.staff"])
    duty = make_duty(levels.given.directive)
    response = client.get(reverse("directives:assign", args=[duty.public_id]))
    offered = response.context["form"].fields["departments"].queryset
    assert [unit.name for unit in offered] == [
        "Sở Khoa học và Công nghệ",
        "Văn phòng Uỷ ban nhân dân tỉnh",
    ]


def test_absences_of_an_agency_stay_in_it(levels):
    from directives import absences
    from directives.models import Absence
    from tests.builders import posts_of

    Absence.objects.create(
        user=levels.people["unit.head"], starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 31)
    )
    on = date(2026, 12, 18)
    seen = {
        name: Absence.objects.visible_to(posts_of(levels.people[name], on=on)).exists()
        for name in ("hcth.staff", "office.staff")
    }
    assert seen == {"hcth.staff": True, "office.staff": False}
    named = absences.people(posts_of(levels.people["office.staff"], on=on), on=on)
    assert make_member(levels.unit, "staff") not in named
    assert levels.people["chairman"] in named
