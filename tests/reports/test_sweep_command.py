from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reports import reminders
from reports.models import OutgoingMail
from tests.builders import Role, at, make_department, make_member, make_report, submit

pytestmark = pytest.mark.django_db


def sweep(on: str) -> str:
    out = StringIO()
    call_command("sweep", "--on", on, stdout=out)
    return out.getvalue()


@pytest.fixture
def report():
    report = make_report(due_on=date(2026, 12, 16))
    make_member(report.department, username="khoa", full_name="Trần Thị Khoa")
    return report


def test_it_says_who_got_which_mail_and_the_second_time_that_there_is_nothing(smtp_server, report):
    make_member(report.department, Role.FOCAL_OFFICER, full_name="Lê Không Thư", email="")
    assert sweep("2026-12-20") == (
        "Nhắc việc ngày 20/12/2026\n"
        "  Đã gửi Trần Thị Khoa <khoa@example.vn>: "
        "[Đôn Đốc] Cần gửi báo cáo năm 2026, hạn 16/12/2026 (quá hạn 4 ngày)\n"
        "  Không gửi được: Lê Không Thư <>: không có địa chỉ thư điện tử\n"
        "  1 lần nhắc được đưa vào thư\n"
        "  5 lần nhắc được thay bằng lần nhắc mới hơn\n"
    )
    assert smtp_server.recipients() == ["khoa@example.vn"]
    assert sweep("2026-12-20") == "Nhắc việc ngày 20/12/2026\n  Không có gì phải gửi.\n"
    assert smtp_server.recipients() == ["khoa@example.vn"]


def test_it_says_that_a_mail_will_be_tried_again(smtp_server, report):
    smtp_server.down()
    said = sweep("2026-12-16")
    assert "Chưa gửi được, sẽ gửi lại: Trần Thị Khoa <khoa@example.vn>: Connection" in said


def test_who_took_over_the_post_gets_the_waiting_mail_in_the_same_run(smtp_server):
    report = make_report(due_on=date(2026, 12, 16))
    make_member(report.department, full_name="Người Trước", ends_on=date(2026, 12, 13), email="")
    reminders.sweep(on=date(2026, 12, 13), at=at("2026-12-13 23:59"))
    make_member(
        report.department, full_name="Người Sau", starts_on=date(2026, 12, 14), username="after"
    )
    assert sweep("2026-12-14") == (
        "Nhắc việc ngày 14/12/2026\n"
        "  Không cần gửi nữa: Người Trước <>\n"
        "  Đã gửi Người Sau <after@example.vn>: "
        "[Đôn Đốc] Cần gửi báo cáo năm 2026, hạn 16/12/2026 (còn 2 ngày)\n"
        "  1 lần nhắc được đưa vào thư\n"
        "  1 thư của ngày trước chuyển sang hôm nay\n"
    )


def test_it_says_what_was_called_off(smtp_server, report):
    type(report).objects.filter(pk=report.pk).update(state="released")
    assert sweep("2026-12-16") == ("Nhắc việc ngày 16/12/2026\n  4 lần nhắc không cần nữa\n")


def test_it_says_that_a_unit_has_nobody_to_tell(smtp_server):
    make_report(make_department("Phòng chưa có người"), due_on=date(2026, 12, 16))
    alone = "  1 lần nhắc chưa có người nhận: đơn vị chưa có lãnh đạo, người đầu mối\n"
    assert alone in sweep("2026-12-09")
    assert sweep("2026-12-09") == (f"Nhắc việc ngày 09/12/2026\n{alone}  Không có gì phải gửi.\n")


def test_a_day_on_which_nothing_is_due_sends_nothing(smtp_server, report):
    submit(report)
    assert sweep("2026-12-16") == "Nhắc việc ngày 16/12/2026\n  Không có gì phải gửi.\n"
    assert OutgoingMail.objects.count() == 0


def test_a_day_that_is_none_is_refused_with_the_pattern():
    with pytest.raises(CommandError, match="viết ngày theo mẫu 2026-12-20"):
        sweep("20/12/2026")
