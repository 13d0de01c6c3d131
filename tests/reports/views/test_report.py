"""What the page of a report shows, and to whom."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from directives.lifecycle import keep_file
from directives.models import Duty
from directives.posts import Role
from reports import lifecycle
from reports.content import (
    EntryContent,
    IndicatorContent,
    ObstacleContent,
    People,
    ReportContent,
    SessionContent,
    StaffingContent,
)
from reports.models import ConsolidatedReport, Evidence, Reminder
from tests.builders import (
    accept,
    at,
    confirm,
    make_assignment,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
    make_indicator,
    make_leader,
    make_member,
    make_period,
    make_report,
    return_report,
    submit,
)

pytestmark = pytest.mark.django_db

NOW = at("2026-12-18 09:00")


@pytest.fixture(autouse=True)
def _on_the_eighteenth_of_december():
    with time_machine.travel(NOW, tick=False):
        yield


def page_of(client, report, query=""):
    response = client.get(reverse("reports:report", args=[report.public_id]) + query)
    assert response.status_code == 200
    return response.content.decode()


def make_full_report(rows=1):
    """HCTH's report on a duty of each kind, with `rows` rows of everything below them."""
    directive, unit = make_directive(), make_coordinator()
    duties = [make_duty(directive, kind) for kind in Duty.Kind]
    first, second, third = (make_assignment(duty, unit) for duty in duties)
    indicators = [make_indicator(duties[1], f"Tin, bài {serial}") for serial in range(rows)]
    (report,) = confirm(make_period(directive))
    head = make_member(unit, Role.HEAD, full_name="Trần Văn Trưởng", title="Trưởng phòng")
    evidence = [
        Evidence.objects.create(
            report=report,
            assignment=first,
            attachment=keep_file(
                SimpleUploadedFile(f"bien-ban-{serial}.pdf", b"%PDF"), by=head, at=NOW
            ),
        )
        for serial in range(rows)
    ]
    lifecycle.submit(
        report,
        content=ReportContent(
            entries=(
                EntryContent(
                    first.pk,
                    results="Đã quán triệt.",
                    done_on=date(2026, 12, 1),
                    briefed=People(9, 2, 0),
                    present=People(10, 2, 1),
                    sessions=tuple(
                        SessionContent(date(2026, 11, 3), "meeting", 1012, f"Buổi {serial}")
                        for serial in range(rows)
                    ),
                    evidence_ids=tuple(row.pk for row in evidence),
                ),
                EntryContent(
                    second.pk,
                    results="Đã triển khai.",
                    shortcomings="Còn chậm.",
                    proposals="Tăng kinh phí.",
                    next_plan="Tiếp tục.",
                    percent_of_year=85,
                    indicators=tuple(
                        IndicatorContent(indicator.pk, Decimal("1234.5"), Decimal("2000"))
                        for indicator in indicators
                    ),
                ),
                EntryContent(
                    third.pk,
                    results="Đã tổng hợp.",
                    staff_quota=12,
                    staffing=tuple(
                        StaffingContent("Lê Thị Mối", "Quyết định 15", date(2026, 2, 1))
                        for _ in range(rows)
                    ),
                ),
            ),
            obstacles=tuple(
                ObstacleContent(second.pk, f"Thiếu kinh phí {serial}.") for serial in range(rows)
            ),
        ),
        by=head,
        at=at("2026-12-16 17:30"),
    )
    Reminder.objects.filter(report=report, step__in=[-7, -3, -1][:rows]).update(
        state=Reminder.State.SENT, settled_at=at("2026-12-09 07:00")
    )
    return report


def test_each_duty_is_shown_with_all_that_was_said_on_it(client):
    report = make_full_report()
    client.force_login(make_leader())
    page = page_of(client, report)
    for said in [
        "Đã gửi ngày 16/12/2026, chờ tiếp nhận.",
        "17:30, 16/12/2026",
        "Trần Văn Trưởng, Trưởng phòng",
        "10 công chức, 2 viên chức, 1 người lao động",
        "Hoàn thành ngày 01/12/2026",
        "Họp phòng, đơn vị",
        "1 buổi, 1012 lượt người",
        "1.234,5",
        "2.000",
        "Còn chậm.",
        "Tăng kinh phí.",
        "Tiếp tục.",
        "Biên chế được giao: 12",
        "Chưa có người đầu mối",
        "Quyết định 15",
        "Thiếu kinh phí 0.",
        "(mới phát sinh)",
        "bien-ban-0.pdf",
        "Hệ thống nhắc việc trước hạn 7 ngày (hẹn ngày 09/12/2026).",
        "Xác nhận kỳ báo cáo theo Công văn số 512/SKHCN-HCTH ngày 20/11/2026.",
    ]:
        assert said in page, said
    # 11 of 13 people: 84%, never rounded up to look better.
    assert '<progress max="100" value="84"' in page
    assert '<progress max="100" value="85"' in page


def test_before_it_is_sent_others_only_read_that_it_was_not(client):
    report = make_report()
    officer = make_member(report.department, Role.FOCAL_OFFICER)
    lifecycle.save_draft(
        report, data={"results": "Bí mật của bản nháp"}, version=0, by=officer, at=NOW
    )
    for reader in [make_member(None, Role.HEAD), make_leader(), officer]:
        client.force_login(reader)
        page = page_of(client, report)
        assert "Chưa gửi" in page
        assert "Bí mật của bản nháp" not in page
    assert reverse("reports:draft", args=[report.public_id]) in page


def test_the_button_names_the_next_step_of_the_one_who_reads(client):
    report = make_report()
    officer = make_member(report.department, Role.FOCAL_OFFICER)
    head = make_member(report.department, Role.HEAD)
    client.force_login(head)
    assert "Cập nhật tiến độ" in page_of(client, report)
    lifecycle.save_draft(report, data={"results": "Có."}, version=0, by=officer, at=NOW)
    lifecycle.send_to_head(report, by=officer, at=NOW)
    assert "Xem và gửi" in page_of(client, report)
    client.force_login(officer)
    assert "Cập nhật tiến độ" in page_of(client, report)
    client.force_login(make_member(None, Role.HEAD))
    assert reverse("reports:draft", args=[report.public_id]) not in page_of(client, report)


def test_another_unit_does_not_find_it(client):
    report = make_report()
    submit(report)
    client.force_login(make_member(make_department("Phòng khác")))
    address = reverse("reports:report", args=[report.public_id])
    assert client.get(address).status_code == 404


def test_an_earlier_submission_is_read_by_its_number_and_takes_no_verdict(client):
    report = make_report()
    submit(report, results="Bản đầu.", when="2026-12-10 09:00")
    return_report(report, when="2026-12-11 09:00")
    submit(report, results="Bản sau.", when="2026-12-14 09:00")
    client.force_login(make_member(None, Role.HEAD))
    latest = page_of(client, report)
    assert "Bản sau." in latest
    assert "Bản đầu." not in latest
    assert 'id="review"' in latest
    earlier = page_of(client, report, "?submission=1")
    assert "Bản đầu." in earlier
    assert "Bản sau." not in earlier
    assert 'id="review"' not in earlier
    for number in ["3", "0", "x", "99999999999999999999"]:
        address = reverse("reports:report", args=[report.public_id])
        assert client.get(address, {"submission": number}).status_code == 404


def test_history_tells_every_step_with_who_and_why(client):
    report = make_report()
    hcth = make_member(None, Role.HEAD, full_name="Lê Thị Soát")
    submit(report, when="2026-12-10 09:00")
    return_report(report, when="2026-12-11 09:00", by=hcth)
    submit(report, when="2026-12-14 09:00")
    accept(report, when="2026-12-15 09:00", by=hcth)
    version = ConsolidatedReport.objects.create(
        period=report.period,
        version=2,
        content={},
        content_hash="0",
        reason="Bổ sung báo cáo.",
        made_at=NOW,
        made_by=hcth,
        approved_at=NOW,
        approved_by=hcth,
    )
    version.submissions.add(report.submissions.latest())
    client.force_login(make_member(report.department, Role.STAFF))
    page = page_of(client, report)
    steps = [
        "Xác nhận kỳ báo cáo",
        "Gửi báo cáo lần 1.",
        "Đề nghị bổ sung, hoàn thiện.",
        "Hạn bổ sung, hoàn thiện: hạn gửi đổi từ 16/12/2026 sang 20/12/2026.",
        "Gửi báo cáo lần 2.",
        "Tiếp nhận báo cáo.",
        "Đưa vào báo cáo tổng hợp, phiên bản 2.",
    ]
    places = [page.index(step) for step in steps]
    assert places == sorted(places)
    assert "Lê Thị Soát" in page
    assert "Bổ sung số liệu." in page


def test_a_delegate_is_named_with_his_paper(client):
    report = make_report()
    delegate = make_member(report.department, Role.DELEGATE, paper="Giấy uỷ quyền số 07")
    submit(report, by=delegate)
    client.force_login(make_leader())
    assert "(theo Giấy uỷ quyền số 07)" in page_of(client, report)


def test_self_acceptance_is_called_by_its_name(client):
    report = make_report(make_coordinator())
    submit(report)
    accept(report, by=make_member(None, Role.STAFF))
    client.force_login(make_leader())
    assert "Tự tiếp nhận" in page_of(client, report)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("member", 12), ("reviewer", 13)])
def test_the_page_asks_the_database_the_same_however_many_rows(
    client, django_assert_num_queries, rows, who, queries
):
    report = make_full_report(rows)
    leader = make_leader()
    member = make_member(make_coordinator(), Role.CLERK)
    client.force_login(leader if who == "reviewer" else member)
    with django_assert_num_queries(queries):
        page_of(client, report)
