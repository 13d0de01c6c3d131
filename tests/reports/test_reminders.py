import re
from datetime import date, timedelta

import pytest

from directives.models import Duty
from reports import reminders
from reports.models import OutgoingMail, Reminder
from reports.reminders import SweepResult
from tests.builders import (
    Role,
    accept,
    at,
    confirm,
    make_assignment,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
    make_member,
    make_period,
    make_report,
    make_user,
    return_report,
    submit,
)
from tests.reports.reminding import work

pytestmark = pytest.mark.django_db

#: A Wednesday. The usual ladder is told on Wed 9/12, Mon 14/12 (its day was Sunday 13/12), Tue
#: 15/12, Wed 16/12, Thu 17/12, Mon 21/12 (its day was Saturday 19/12) and Wed 23/12.
DUE_ON = date(2026, 12, 16)


def make_office():
    """Two units that owe a report until 16/12/2026; the second has no head but a deputy."""
    directive = make_directive()
    first = make_department("Phòng Quản lý Khoa học")
    second = make_department("Chi cục Tiêu chuẩn Đo lường Chất lượng")
    for department in [first, second]:
        make_assignment(make_duty(directive), department)
    make_member(first, Role.HEAD, username="khoa")
    make_member(first, Role.FOCAL_OFFICER, username="focal")
    make_member(first, Role.DEPUTY_HEAD, username="deputy-not-told")
    make_member(first, Role.STAFF, username="staff-not-told")
    make_member(second, Role.DEPUTY_HEAD, username="deputy")
    make_member(second, Role.DELEGATE, username="delegate")
    period = make_period(directive, due_on=DUE_ON)
    confirm(period)
    return period


def work_days(first: int, last: int):
    """The days from 10 before to 30 after, counted from the due day."""
    for offset in range(first, last + 1):
        work(DUE_ON + timedelta(days=offset))


def mails_by_day() -> dict[int, list[str]]:
    sent = OutgoingMail.objects.filter(state="sent", kind="reminder").order_by("day", "address")
    days: dict[int, list[str]] = {}
    for mail in sent:
        days.setdefault((mail.day - DUE_ON).days, []).append(mail.address.split("@")[0])
    return days


def states(report) -> dict[int, str]:
    return dict(report.reminders.order_by("step").values_list("step", "state"))


def test_units_are_reminded_seven_times_from_7_days_before_to_7_after_and_never_again(smtp_server):
    make_office()
    work_days(-10, 30)
    everyone = ["delegate", "deputy", "focal", "khoa"]
    assert mails_by_day() == {
        -7: everyone,
        -2: everyone,
        -1: everyone,
        0: everyone,
        1: everyone,
        5: everyone,
        7: everyone,
    }
    assert len(smtp_server.messages) == 28
    assert len({message["Message-ID"] for message in smtp_server.messages}) == 28
    assert set(smtp_server.recipients()) == {
        "delegate@example.vn",
        "deputy@example.vn",
        "focal@example.vn",
        "khoa@example.vn",
    }
    assert set(Reminder.objects.values_list("state", flat=True)) == {"sent"}


def test_the_second_sweep_of_a_day_changes_nothing(smtp_server):
    make_office()
    work(date(2026, 12, 9))
    before = list(OutgoingMail.objects.values())
    assert work(date(2026, 12, 9), "07:01") == SweepResult()
    assert work(date(2026, 12, 9), "23:59") == SweepResult()
    assert list(OutgoingMail.objects.values()) == before
    assert len(smtp_server.messages) == 4


def test_a_missed_week_sends_one_mail_with_the_newest_step(smtp_server):
    report = make_report(due_on=DUE_ON)
    make_member(report.department, username="khoa")
    result = work(date(2026, 12, 18))
    assert result == SweepResult(planned=1, superseded=4)
    assert smtp_server.recipients() == ["khoa@example.vn"]
    assert "quá hạn 2 ngày" in smtp_server.messages[0]["Subject"]
    assert states(report) == {
        -7: "superseded",
        -3: "superseded",
        -1: "superseded",
        0: "superseded",
        1: "sent",
        3: "promised",
        7: "promised",
    }
    newest = report.reminders.get(step=1)
    assert set(newest.supersedes.values_list("step", flat=True)) == {-7, -3, -1, 0}


def test_a_promise_missed_for_a_month_is_kept_once_and_late(smtp_server):
    report = make_report(due_on=DUE_ON)
    make_member(report.department)
    work_days(30, 40)
    assert [message["Subject"] for message in smtp_server.messages] == [
        "[Đôn Đốc] Cần gửi báo cáo năm 2026, hạn 16/12/2026 (quá hạn 30 ngày)"
    ]


WHOLE_MAIL = """\
Kính gửi đồng chí Trần Thị Khoa,

Tính đến ngày 14/12/2026, đơn vị của đồng chí có 2 báo cáo cần gửi:

1. Phòng Quản lý Khoa học: báo cáo năm 2025
   Hạn gửi lại: hết ngày 12/12/2026 (quá hạn 2 ngày)
   Nội dung cần bổ sung, hoàn thiện: Bổ sung số liệu.
   Số liệu: từ ngày 15/12/2024, chốt hết ngày 14/12/2025
   Văn bản yêu cầu báo cáo: Công văn số 512/SKHCN-HCTH ngày 20/11/2026
   Thực hiện: Công văn số 123/SKHCN-HCTH ngày 07/6/2024 V/v triển khai & "phổ biến"
   Đồng chí nhận thư này với tư cách: Lãnh đạo đơn vị; Người đầu mối
   Mở báo cáo: http://127.0.0.1:8000/reports/{returned}/draft/

2. Phòng Quản lý Khoa học: báo cáo năm 2026
   Hạn gửi: hết ngày 16/12/2026 (còn 2 ngày)
   Số liệu: từ ngày 15/12/2025, chốt hết ngày 14/12/2026
   Văn bản yêu cầu báo cáo: Công văn số 512/SKHCN-HCTH ngày 20/11/2026
   Thực hiện: Công văn số 123/SKHCN-HCTH ngày 07/6/2024 V/v triển khai & "phổ biến"
   Đồng chí nhận thư này với tư cách: Lãnh đạo đơn vị; Người đầu mối
   Mở báo cáo: http://127.0.0.1:8000/reports/{expected}/draft/

Việc cần làm: http://127.0.0.1:8000/

Nếu đơn vị đã gửi báo cáo sau khi thư này được soạn, đề nghị đồng chí bỏ qua thư này.

Trân trọng.

--\x20
Thư nhắc việc tự động của hệ thống Đôn Đốc, mỗi ngày không quá một thư.
"""


def make_reader_of_two_reports():
    directive = make_directive('triển khai & "phổ biến"', number="123")
    department = make_department("Phòng Quản lý Khoa học")
    make_assignment(make_duty(directive), department)
    head = make_member(department, username="khoa", full_name="Trần Thị Khoa")
    make_member(department, Role.FOCAL_OFFICER, user=head)
    returned, expected = (
        make_report(department, period=confirmed)
        for confirmed in [
            make_confirmed(directive, date(2025, 12, 16)),
            make_confirmed(directive, DUE_ON),
        ]
    )
    submit(returned, when="2025-12-10 09:00")
    return_report(returned, when="2026-12-10 09:00", due_on=date(2026, 12, 12))
    return returned, expected


def make_confirmed(directive, due_on):
    period = make_period(directive, due_on=due_on)
    confirm(period)
    return period


def digest(smtp_server):
    """The one that tells what is owed; the return had a mail of its own."""
    [message] = [m for m in smtp_server.messages if "Cần gửi" in m["Subject"]]
    return message


def test_one_mail_says_what_is_owed_by_which_paper_why_and_where(smtp_server):
    returned, expected = make_reader_of_two_reports()
    work(date(2026, 12, 14))
    message = digest(smtp_server)
    assert message["To"] == "khoa@example.vn"
    assert message["Subject"] == (
        "[Đôn Đốc] Cần gửi 2 báo cáo; gấp nhất: báo cáo năm 2025, hạn 12/12/2026 (quá hạn 2 ngày)"
    )
    assert message["Auto-Submitted"] == "auto-generated"
    text = message.get_body(["plain"]).get_content().replace("\r\n", "\n")
    assert text == WHOLE_MAIL.format(returned=returned.public_id, expected=expected.public_id)


def test_the_mail_has_an_html_part_with_the_same_facts(smtp_server):
    returned, expected = make_reader_of_two_reports()
    work(date(2026, 12, 14))
    html = digest(smtp_server).get_body(["html"]).get_content()
    for words in [
        "Kính gửi đồng chí Trần Thị Khoa,",
        "Hạn gửi lại: hết ngày 12/12/2026 (quá hạn 2 ngày)",
        "Nội dung cần bổ sung, hoàn thiện: Bổ sung số liệu.",
        "Hạn gửi: hết ngày 16/12/2026 (còn 2 ngày)",
        "V/v triển khai &amp; &quot;phổ biến&quot;",
        f'href="http://127.0.0.1:8000/reports/{returned.public_id}/draft/"',
        f'href="http://127.0.0.1:8000/reports/{expected.public_id}/draft/"',
    ]:
        assert words in html


def test_the_link_leads_through_sign_in_to_the_very_form(smtp_server, client):
    report = make_report(due_on=DUE_ON)
    head = make_member(report.department)
    head.set_password("mật khẩu dài")
    head.save()
    work(DUE_ON)
    text = smtp_server.messages[0].get_body(["plain"]).get_content()
    [link] = re.findall(r"Mở báo cáo: http://127.0.0.1:8000(/\S+)", text)
    sign_in = client.get(link)
    assert sign_in.status_code == 302
    form = {"login": head.username, "password": "mật khẩu dài"}
    assert client.post(sign_in.url, form).url == link == f"/reports/{report.public_id}/draft/"
    assert client.get(link).status_code == 200


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 12, 15), "(còn 1 ngày)"),
        (date(2026, 12, 16), "(hôm nay)"),
        (date(2026, 12, 17), "(quá hạn 1 ngày)"),
    ],
)
def test_the_due_day_itself_is_today_and_not_late(smtp_server, day, words):
    make_member(make_report(due_on=DUE_ON).department)
    work(day)
    assert smtp_server.messages[0]["Subject"].endswith(f"hạn 16/12/2026 {words}")


def test_a_return_brings_a_ladder_of_its_own(smtp_server):
    report = make_report(due_on=DUE_ON)
    make_member(report.department)
    submit(report, when="2026-12-08 09:00")
    return_report(report, when="2026-12-11 09:00", due_on=date(2026, 12, 20))
    work_days(-10, 30)
    # The new deadline is a Sunday: its eve and itself are told together, on Friday the 18th.
    assert list(mails_by_day()) == [-2, 1, 2, 5, 7, 12]
    assert set(report.reminders.filter(due_on=DUE_ON).values_list("state", flat=True)) == {
        "called_off"
    }


def test_a_return_that_keeps_the_deadline_takes_up_its_ladder(smtp_server):
    report = make_report(due_on=DUE_ON)
    make_member(report.department)
    submit(report, when="2026-12-08 09:00")
    return_report(report, when="2026-12-14 09:00", due_on=DUE_ON)
    work_days(-2, 30)
    # Of the 14th the return itself has told.
    assert list(mails_by_day()) == [-1, 0, 1, 5, 7]


def test_a_unit_that_reported_gets_nothing(smtp_server):
    report = make_report(due_on=DUE_ON)
    make_member(report.department, username="khoa")
    submit(report, when="2026-12-08 09:00")
    work_days(-7, 0)
    accept(report, when="2026-12-16 15:00")
    work_days(1, 30)
    assert smtp_server.messages == []


def test_a_unit_that_reports_between_two_steps_gets_no_more(smtp_server):
    report = make_report(due_on=DUE_ON)
    make_member(report.department)
    work_days(-10, -4)
    submit(report, when="2026-12-12 16:00")
    work_days(-3, 30)
    assert list(mails_by_day()) == [-7]


def test_nothing_is_sent_for_a_planned_period_or_a_report_that_lapsed(smtp_server):
    report = make_report(due_on=DUE_ON)
    make_member(report.department)
    make_period(report.period.directive, due_on=date(2027, 12, 16))
    type(report).objects.filter(pk=report.pk).update(state="released")
    work_days(-10, 30)
    work(date(2027, 12, 16))
    assert smtp_server.messages == []
    assert set(states(report).values()) == {"called_off"}


def test_a_person_in_two_capacities_and_two_units_gets_one_mail(smtp_server):
    period = make_office()
    second = make_department("Chi cục Tiêu chuẩn Đo lường Chất lượng")
    focal = make_user(username="both")
    make_member(second, Role.FOCAL_OFFICER, user=focal)
    make_member(second, Role.DELEGATE, user=focal)
    make_member(make_department("Phòng Quản lý Khoa học"), Role.FOCAL_OFFICER, user=focal)
    work(date(2026, 12, 16))
    assert smtp_server.recipients().count("both@example.vn") == 1
    [mail] = OutgoingMail.objects.filter(person=focal)
    assert set(mail.recipients.values_list("reminder__report__period", "reason")) == {
        (period.pk, "focal_officer")
    }
    assert mail.recipients.count() == 2


def test_head_and_focal_officer_in_one_person_is_two_rows_and_one_mail(smtp_server):
    report = make_report(due_on=DUE_ON)
    head = make_member(report.department)
    make_member(report.department, Role.FOCAL_OFFICER, user=head)
    work(DUE_ON)
    [mail] = OutgoingMail.objects.all()
    assert list(mail.recipients.order_by("reason").values_list("reason", flat=True)) == [
        "focal_officer",
        "head",
    ]
    assert len(smtp_server.messages) == 1


def test_who_left_the_post_yesterday_gets_none_and_his_successor_does(smtp_server):
    report = make_report(due_on=DUE_ON)
    make_member(report.department, username="before", ends_on=date(2026, 12, 15))
    make_member(report.department, username="after", starts_on=date(2026, 12, 16))
    work_days(-7, 0)
    assert mails_by_day() == {-7: ["before"], -2: ["before"], -1: ["before"], 0: ["after"]}


def test_a_disabled_account_holds_no_post_and_the_deputy_steps_in(smtp_server):
    report = make_report(due_on=DUE_ON)
    make_member(report.department, username="gone", is_active=False)
    make_member(report.department, Role.DEPUTY_HEAD, username="deputy")
    work(DUE_ON)
    assert smtp_server.recipients() == ["deputy@example.vn"]


def test_a_unit_with_nobody_in_office_is_told_as_soon_as_somebody_is(smtp_server):
    report = make_report(due_on=DUE_ON)
    assert work(date(2026, 12, 9)) == SweepResult(without_recipient=1)
    make_member(report.department, username="new", starts_on=date(2026, 12, 10))
    assert work(date(2026, 12, 10)) == SweepResult(planned=1)
    assert smtp_server.recipients() == ["new@example.vn"]


def test_what_falls_due_after_todays_mail_went_out_is_in_tomorrows(smtp_server):
    directive = make_directive()
    department = make_department()
    make_assignment(make_duty(directive), department)
    make_member(department)
    make_confirmed(directive, DUE_ON)
    work(DUE_ON, "07:01")
    late = make_duty(make_directive("văn bản khác"), Duty.Kind.IMPLEMENTATION)
    make_assignment(late, department)
    make_confirmed(late.directive, DUE_ON)
    work(DUE_ON, "09:00")
    assert len(smtp_server.messages) == 1
    work(date(2026, 12, 17))
    assert [message["Subject"][10:27] for message in smtp_server.messages] == [
        "Cần gửi báo cáo n",
        "Cần gửi 2 báo cáo",
    ]
    work(date(2026, 12, 18))
    assert len(smtp_server.messages) == 2


def test_who_had_todays_mail_gets_a_new_step_tomorrow_though_others_had_it_today(smtp_server):
    first, second = make_department("Trung tâm 1"), make_department("Trung tâm 2")
    head = make_member(first, username="head")
    make_member(second, user=head)
    make_member(second, Role.FOCAL_OFFICER, username="focal")
    directive, other = make_directive(), make_directive("văn bản khác")
    make_assignment(make_duty(directive), first)
    make_assignment(make_duty(other), second)
    make_confirmed(directive, DUE_ON)
    work(date(2026, 12, 9), "07:01")
    make_confirmed(other, DUE_ON)
    work(date(2026, 12, 9), "09:00")
    work(date(2026, 12, 10))
    work(date(2026, 12, 10), "07:01")
    assert mails_by_day() == {-7: ["focal", "head"], -6: ["head"]}


def test_the_coordinator_is_reminded_of_its_own_report(smtp_server):
    report = make_report(make_coordinator(), due_on=DUE_ON)
    make_member(report.department, username="hcth")
    work(DUE_ON)
    assert smtp_server.recipients() == ["hcth@example.vn"]


def test_each_step_keeps_whom_it_went_to_where_when_and_as_which_mail(smtp_server):
    report = make_report(due_on=DUE_ON)
    head = make_member(report.department, username="khoa")
    work(date(2026, 12, 10))
    make_member(report.department, Role.FOCAL_OFFICER, username="focal")
    work(date(2026, 12, 14))
    told = [
        (
            reminder.step,
            reminder.state,
            [
                (to.person, to.mail.address, to.mail.sent_at)
                for to in reminder.recipients.order_by("pk")
            ],
        )
        for reminder in report.reminders.order_by("send_on")
    ]
    focal = report.department.appointments.get(role=Role.FOCAL_OFFICER).user
    morning = at("2026-12-14 07:00")
    assert told == [
        (-7, "sent", [(head, "khoa@example.vn", at("2026-12-10 07:00"))]),
        (
            -3,
            "sent",
            [(head, "khoa@example.vn", morning), (focal, "focal@example.vn", morning)],
        ),
        (-1, "promised", []),
        (0, "promised", []),
        (1, "promised", []),
        (3, "promised", []),
        (7, "promised", []),
    ]
    [first] = OutgoingMail.objects.filter(day=date(2026, 12, 10))
    assert first.message_id == f"<reminder.2026-12-10.{head.pk}@127.0.0.1>"
    assert smtp_server.messages[0]["Message-ID"] == first.message_id


@pytest.mark.parametrize("unit_count", [1, 3])
def test_sweeping_takes_the_same_queries_however_many_reports(
    django_assert_num_queries, unit_count
):
    directive = make_directive()
    for number in range(unit_count):
        department = make_department(f"Trung tâm {number}")
        make_assignment(make_duty(directive), department)
        make_member(department)
    make_confirmed(directive, DUE_ON)
    with django_assert_num_queries(22):
        assert reminders.sweep(on=DUE_ON, at=at("2026-12-16 07:00")).planned == unit_count


def test_a_reminder_never_promises_again_what_was_sent(smtp_server):
    """A return to the very same deadline after the whole ladder was told."""
    report = make_report(due_on=DUE_ON)
    make_member(report.department)
    work_days(-10, 0)
    submit(report, when="2026-12-16 10:00")
    return_report(report, when="2026-12-16 11:00", due_on=DUE_ON)
    work(DUE_ON, "12:00")
    assert list(mails_by_day()) == [-7, -2, -1, 0]
