from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from directives import lifecycle as directives
from directives import organisation
from directives.models import Assignment
from reports import reminders
from reports.models import OutgoingMail
from tests.builders import (
    Role,
    at,
    make_assignment,
    make_department,
    make_duty,
    make_member,
    make_report,
    make_user,
    submit,
)

pytestmark = pytest.mark.django_db


def sweep(on: str, hour="09:00") -> str:
    out = StringIO()
    with time_machine.travel(at(f"{on} {hour}"), tick=False):
        call_command("sweep", "--on", on, stdout=out)
    return out.getvalue()


def make_owed(department=None):
    """Of a duty that the unit knows of, so that only the report is left to tell."""
    report = make_report(department, due_on=date(2026, 12, 16))
    for assignment in Assignment.objects.all():
        directives.acknowledge(assignment, by=make_user(), at=at("2026-11-20 08:00"))
    return report


@pytest.fixture
def report():
    report = make_owed()
    make_member(report.department, username="khoa", full_name="Trần Thị Khoa")
    return report


def test_it_says_who_got_which_mail_and_the_second_time_that_there_is_nothing(smtp_server, report):
    make_member(report.department, Role.FOCAL_OFFICER, full_name="Lê Không Thư", username="nobody")
    smtp_server.refused.add("nobody@example.vn")
    assert sweep("2026-12-21") == (
        "Nhắc việc ngày 21/12/2026\n"
        "  Đã gửi Trần Thị Khoa <khoa@example.vn>: "
        "[Đôn Đốc] Cần gửi báo cáo năm 2026, hạn 16/12/2026 (quá hạn 5 ngày)\n"
        "  Không gửi được: Lê Không Thư <nobody@example.vn>: 550 5.1.1 No such user here\n"
        "  1 lần nhắc được đưa vào thư\n"
        "  5 lần nhắc được thay bằng lần nhắc mới hơn\n"
    )
    assert smtp_server.recipients() == ["khoa@example.vn"]
    assert sweep("2026-12-21") == "Nhắc việc ngày 21/12/2026\n  Không có gì phải gửi.\n"
    assert smtp_server.recipients() == ["khoa@example.vn"]


def test_it_does_what_the_clock_does_new_duties_and_mergers_included(smtp_server, report):
    into = make_department("Phòng Công nghệ")
    make_member(into, username="lan", full_name="Lê Thị Lan")
    make_assignment(make_duty(report.period.directive), into)
    organisation.merge(
        [report.department],
        into=into,
        on=date(2026, 12, 9),
        by=make_user(),
        at=at("2026-12-09 08:00"),
    )
    assert "Đã gửi Lê Thị Lan <lan@example.vn>: [Đôn Đốc] " in sweep("2026-12-09")
    assert OutgoingMail.objects.filter(kind="assigned", state="sent").exists()
    report.refresh_from_db()
    assert report.state == "replaced"


def test_by_night_it_says_that_the_mail_waits_for_the_morning(smtp_server, report):
    waits = "  1 thư chờ đến giờ gửi: từ 07:00 đến trước 18:00 các ngày làm việc\n"
    said = sweep("2026-12-09", "18:00")
    assert said == f"Nhắc việc ngày 09/12/2026\n  1 lần nhắc được đưa vào thư\n{waits}"
    assert sweep("2026-12-09", "23:00") == f"Nhắc việc ngày 09/12/2026\n{waits}"
    assert smtp_server.recipients() == []
    assert "Đã gửi Trần Thị Khoa" in sweep("2026-12-10", "07:00")
    assert smtp_server.recipients() == ["khoa@example.vn"]


def test_on_a_day_off_it_has_nothing_to_do(smtp_server, report):
    assert sweep("2026-12-19") == "Nhắc việc ngày 19/12/2026\n  Không có gì phải gửi.\n"


def test_it_says_that_a_mail_will_be_tried_again(smtp_server, report):
    smtp_server.down()
    said = sweep("2026-12-16")
    again = "Chưa gửi được, sẽ gửi lại: Trần Thị Khoa <khoa@example.vn>: "
    assert f"{again}không kết nối được với máy chủ thư (Connection" in said


def test_who_took_over_the_post_gets_the_waiting_mail_in_the_same_run(smtp_server):
    report = make_owed()
    make_member(report.department, full_name="Người Trước", ends_on=date(2026, 12, 14), email="")
    reminders.sweep(on=date(2026, 12, 14), at=at("2026-12-14 23:59"))
    make_member(
        report.department, full_name="Người Sau", starts_on=date(2026, 12, 15), username="after"
    )
    assert sweep("2026-12-15") == (
        "Nhắc việc ngày 15/12/2026\n"
        "  Không cần gửi nữa: Người Trước <>\n"
        "  Đã gửi Người Sau <after@example.vn>: "
        "[Đôn Đốc] Cần gửi báo cáo năm 2026, hạn 16/12/2026 (còn 1 ngày)\n"
        "  1 lần nhắc được đưa vào thư\n"
        "  1 lần nhắc được thay bằng lần nhắc mới hơn\n"
        "  1 thư của ngày trước chuyển sang hôm nay\n"
    )


def test_it_says_what_was_called_off(smtp_server, report):
    type(report).objects.filter(pk=report.pk).update(state="accepted")
    assert sweep("2026-12-16") == ("Nhắc việc ngày 16/12/2026\n  4 lần nhắc không cần nữa\n")


def test_it_says_that_a_unit_has_nobody_to_tell(smtp_server):
    make_owed(make_department("Phòng chưa có người"))
    alone = "  1 lần nhắc chưa có người nhận: đơn vị chưa có lãnh đạo, người đầu mối\n"
    assert alone in sweep("2026-12-09")
    assert sweep("2026-12-09") == (f"Nhắc việc ngày 09/12/2026\n{alone}  Không có gì phải gửi.\n")


def test_a_day_on_which_nothing_is_due_sends_nothing(smtp_server, report):
    submit(report)
    assert sweep("2026-12-16") == "Nhắc việc ngày 16/12/2026\n  Không có gì phải gửi.\n"
    assert OutgoingMail.objects.count() == 0


def test_a_day_that_is_none_is_refused_with_the_pattern():
    with pytest.raises(CommandError, match="viết ngày theo mẫu 2026-12-20"):
        call_command("sweep", "--on", "20/12/2026")
