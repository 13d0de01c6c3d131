"""The timeline of a report: every step, every mail, and who may see an address."""

from datetime import date

import pytest

from directives import lifecycle as directives_lifecycle
from directives.models import Absence
from directives.posts import Role
from reports import history, lifecycle, obligations, papers, signing, urging
from reports.citation import Citation
from reports.models import OutgoingMail, ProgressReport, Reminder, ReminderRecipient, Supervision
from tests.builders import (
    accept,
    at,
    make_assignment,
    make_coordinator,
    make_department,
    make_duty,
    make_leader,
    make_member,
    make_period,
    make_report,
    make_urging_paper,
    make_user,
    return_report,
    submit,
)

pytestmark = pytest.mark.django_db

Cause = ReminderRecipient.Cause


def of(report, *, sees_whole=True):
    report = ProgressReport.objects.for_listing().get(pk=report.pk)
    return history.of_report(report, sees_whole=sees_whole)


def texts(report):
    return [event.text for event in of(report).events]


def mail_to(person, *, state="sent", when="2026-12-09 07:05", error=""):
    return OutgoingMail.objects.create(
        key=f"reminder:{when}:{person.pk}",
        person=person,
        day=at(when).date(),
        kind=OutgoingMail.Kind.REMINDER,
        state=state,
        address=person.email,
        message_id=f"<{person.pk}@so.vn>",
        sent_at=at(when) if state == "sent" else None,
        last_error=error,
    )


def settle(report, day, state, *, when="2026-12-09 07:05", **fields):
    reminder = report.reminders.get(send_on=day)
    reminder.state, reminder.settled_at = state, at(when)
    for name, value in fields.items():
        setattr(reminder, name, value)
    reminder.save()
    return reminder


@pytest.fixture
def report():
    return make_report("Phòng A", due_on=date(2026, 12, 16))


def test_a_report_goes_its_way(report):
    submit(report, when="2026-12-10 09:00")
    return_report(report, when="2026-12-11 09:00", due_on=date(2026, 12, 20))
    report.refresh_from_db()
    submit(report, when="2026-12-15 09:00", by=make_member(report.department))
    report.refresh_from_db()
    accept(report, when="2026-12-16 09:00")
    told = [text for text in texts(report) if "nhắc việc" not in text]
    assert told == [
        "Xác nhận kỳ báo cáo theo Công văn số 512/SKHCN-HCTH ngày 20/11/2026.",
        "Gửi báo cáo lần 1.",
        "Đề nghị bổ sung, hoàn thiện.",
        "Hạn bổ sung, hoàn thiện: hạn gửi đổi từ 16/12/2026 sang 20/12/2026.",
        "Gửi báo cáo lần 2.",
        "Tiếp nhận báo cáo.",
    ]


def test_what_the_system_will_still_send_is_said_by_its_days(report):
    Reminder.objects.exclude(step__in=[-3, 1]).delete()
    assert of(report).promises == (date(2026, 12, 14), date(2026, 12, 17))


def test_a_reminder_says_for_which_day_to_whom_in_which_mail_and_in_place_of_whom(report):
    head = make_member(report.department, full_name="Trần Văn Trưởng", email="truong@x.vn")
    deputy = make_user("Bùi Thị Phó", email="pho@x.vn")
    reminder = settle(report, date(2026, 12, 9), Reminder.State.SENT)
    ReminderRecipient.objects.create(
        reminder=reminder,
        person=deputy,
        reason="head",
        instead_of=head,
        cause=Cause.ABSENT,
        mail=mail_to(deputy),
    )
    (event,) = (event for event in of(report).events if event.mails)
    assert event.text == "Hệ thống nhắc việc trước hạn 7 ngày (hẹn ngày 09/12/2026)."
    (mail,) = event.mails
    assert (mail.name, mail.capacities, mail.instead_of, mail.cause) == (
        "Bùi Thị Phó",
        "Lãnh đạo đơn vị",
        "Trần Văn Trưởng",
        "đang vắng mặt",
    )
    assert (mail.is_sent, mail.sent_at, mail.address, mail.message_id) == (
        True,
        at("2026-12-09 07:05"),
        "pho@x.vn",
        f"<{deputy.pk}@so.vn>",
    )


def test_a_mail_that_failed_says_why_to_those_who_see_the_whole(report):
    head = make_member(report.department, email="truong@x.vn")
    reminder = report.reminders.get(send_on=date(2026, 12, 9))
    mail = mail_to(head, state="failed", error="550 không có hộp thư này")
    ReminderRecipient.objects.create(reminder=reminder, person=head, reason="head", mail=mail)
    (event,) = (event for event in of(report).events if event.mails)
    assert event.text.endswith("(hẹn ngày 09/12/2026): đang gửi.")
    (shown,) = event.mails
    assert (shown.is_failed, shown.error) == (True, "550 không có hộp thư này")
    (hidden,) = next(e for e in of(report, sees_whole=False).events if e.mails).mails
    assert (hidden.name, hidden.is_failed) == (head.full_name, True)
    assert (hidden.address, hidden.message_id, hidden.error) == ("", "", "")


def test_what_was_superseded_or_called_off_stays_on_the_line(report):
    newer = settle(report, date(2026, 12, 14), Reminder.State.SENT, when="2026-12-14 07:05")
    settle(
        report,
        date(2026, 12, 9),
        Reminder.State.SUPERSEDED,
        when="2026-12-14 07:00",
        superseded_by=newer,
    )
    submit(report, when="2026-12-14 10:00")
    told = texts(report)
    assert "Lần nhắc việc hẹn ngày 09/12/2026 được thay bằng lần nhắc ngày 14/12/2026." in told
    assert told[-2:] == [
        "Gửi báo cáo lần 1.",
        "Không cần nhắc việc nữa: 15/12/2026, 16/12/2026, 17/12/2026, 21/12/2026, 23/12/2026.",
    ]
    assert of(report).promises == ()


def test_an_urging_says_by_whom_and_how_and_to_whom_its_letter_went(report):
    head = make_member(report.department, full_name="Trần Văn Trưởng", email="truong@x.vn")
    hcth = make_member(make_coordinator(), Role.STAFF, full_name="Lê Thị Văn Phòng")
    urging.urge([report], means="phone", text="Đã gọi.", by=hcth, at=at("2026-12-17 10:00"))
    urging.urge([report], means="email", text="Gửi ngay.", by=hcth, at=at("2026-12-18 10:00"))
    OutgoingMail.objects.update(
        state="sent", sent_at=at("2026-12-18 10:01"), address="truong@x.vn", message_id="<u@so.vn>"
    )
    call, letter = (event for event in of(report).events if event.text.startswith("Đôn đốc"))
    assert (call.text, call.who, call.note, call.mails) == (
        "Đôn đốc: Điện thoại, ngày 17/12/2026.",
        "Lê Thị Văn Phòng",
        "Đã gọi.",
        (),
    )
    assert letter.text == "Đôn đốc: Thư điện tử, ngày 18/12/2026."
    assert [(mail.name, mail.address, mail.message_id) for mail in letter.mails] == [
        (head.full_name, "truong@x.vn", "<u@so.vn>")
    ]


def test_who_is_away_is_told_in_the_house_and_his_stand_in_by_mail(report):
    head = make_member(report.department, full_name="Trần Văn Trưởng")
    stand_in = make_user("Bùi Thị Thay")
    Absence.objects.create(
        user=head, stand_in=stand_in, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 31)
    )
    hcth = make_member(make_coordinator(), Role.STAFF)
    urging.urge([report], means="email", text="Gửi ngay.", by=hcth, at=at("2026-12-18 10:00"))
    (letter,) = (event for event in of(report).events if event.text.startswith("Đôn đốc"))
    assert [(mail.name, mail.is_in_the_house) for mail in letter.mails] == [
        ("Bùi Thị Thay", False),
        ("Trần Văn Trưởng", True),
    ]


def test_an_urging_of_another_unit_is_not_on_the_line(report):
    make_report("Phòng B")
    other = ProgressReport.objects.get(department__name="Phòng B")
    hcth = make_member(make_coordinator(), Role.STAFF)
    urging.urge([other], means="phone", text="Đã gọi.", by=hcth, at=at("2026-12-17 10:00"))
    assert Supervision.objects.count() == 1
    assert not [text for text in texts(report) if text.startswith("Đôn đốc")]


def test_duties_taken_on_and_an_extension_asked_and_granted(report):
    head = make_member(report.department, full_name="Trần Văn Trưởng")
    hcth = make_member(make_coordinator(), Role.HEAD, full_name="Lê Thị Văn Phòng")
    directives_lifecycle.acknowledge(
        report.department.assignments.get(), by=head, at=at("2026-11-21 08:00")
    )
    asked = lifecycle.ask_extension(
        report,
        to_due_on=date(2026, 12, 22),
        reason="Chờ số liệu.",
        by=head,
        at=at("2026-12-10 08:00"),
    )
    lifecycle.decide_extension(
        asked, granted=True, note="Đồng ý.", by=hcth, at=at("2026-12-11 08:00")
    )
    told = [(e.text, e.who) for e in of(report).events if "nhắc việc" not in e.text][1:]
    assert told == [
        ("Tiếp nhận nhiệm vụ 1.", "Trần Văn Trưởng"),
        ("Đề nghị gia hạn đến 22/12/2026.", "Trần Văn Trưởng"),
        ("Đồng ý gia hạn đến 22/12/2026.", "Lê Thị Văn Phòng"),
        ("Gia hạn: hạn gửi đổi từ 16/12/2026 sang 22/12/2026.", "Lê Thị Văn Phòng"),
    ]


def told_by(report, text, **reader):
    (event,) = (event for event in of(report, **reader).events if event.text.startswith(text))
    return event


def test_who_confirmed_the_period_stands_on_the_first_line(report):
    assert told_by(report, "Xác nhận kỳ báo cáo").who == "Người xác nhận"


def test_a_unit_that_got_its_duty_later_was_not_there_when_the_period_was_confirmed(report):
    make_assignment(report.department.assignments.get().duty, make_department("Phòng B"))
    obligations.expect_latecomers(on=date(2026, 12, 1), at=at("2026-12-01 07:00"))
    event = of(ProgressReport.objects.get(department__name="Phòng B")).events[0]
    assert (event.at, event.who, event.text) == (
        at("2026-12-01 07:00"),
        "",
        "Được giao nhiệm vụ sau khi xác nhận kỳ theo Công văn số 512/SKHCN-HCTH ngày 20/11/2026.",
    )


def test_a_reopening_is_no_return_and_names_those_who_were_told(report):
    make_member(report.department, full_name="Trần Văn Trưởng")
    hcth = make_member(make_coordinator(), Role.HEAD)
    submit(report)
    report.refresh_from_db()
    accept(report)
    report.refresh_from_db()
    lifecycle.reopen(
        report, reason="Sai số.", due_on=date(2026, 12, 28), by=hcth, at=at("2026-12-21 09:00")
    )
    event = told_by(report, "Mở lại báo cáo đã tiếp nhận.")
    assert event.note == "Sai số."
    assert "Trần Văn Trưởng" in [mail.name for mail in event.mails]
    assert "Đề nghị bổ sung, hoàn thiện." not in texts(report)


def test_final_figures_asked_of_an_accepted_report_name_those_who_were_told(report):
    make_member(report.department, full_name="Trần Văn Trưởng")
    hcth = make_member(make_coordinator(), Role.HEAD)
    report.period.ends_on = date(2026, 12, 31)
    report.period.save()
    submit(report)
    report.refresh_from_db()
    accept(report)
    lifecycle.ask_final(
        report.period,
        reason="Chốt số liệu cả năm.",
        due_on=date(2027, 1, 8),
        by=hcth,
        at=at("2027-01-04 09:00"),
    )
    event = told_by(report, "Mở lại báo cáo đã tiếp nhận.")
    assert "Trần Văn Trưởng" in [mail.name for mail in event.mails]


def test_an_issued_paper_is_cited_and_led_to_for_those_who_may_read_it(report):
    hcth = make_member(make_coordinator(), Role.HEAD)
    paper = make_urging_paper(report.period, by=hcth, when="2026-12-21 09:00")
    issued = Citation("615/SKHCN-HCTH", date(2026, 12, 21))
    papers.issue_urging(paper, issued=issued, by=hcth, at=at("2026-12-22 15:00"))
    event = told_by(report, "Đôn đốc: Công văn, ngày 21/12/2026.")
    assert event.note.startswith("Công văn số 615/SKHCN-HCTH ngày 21/12/2026\nĐôn đốc báo cáo")
    assert event.paper == str(paper.public_id)
    assert told_by(report, "Đôn đốc: Công văn", sees_whole=False).paper == ""


def test_the_paper_that_opened_the_period_is_led_to_when_it_was_drafted_here():
    make_leader()
    hcth = make_member(make_coordinator(), Role.HEAD)
    period = make_period(due_on=date(2026, 12, 16))
    make_assignment(make_duty(period.directive), make_department("Phòng A"))
    (signer, *_) = signing.signers(period.directive, on=date(2026, 11, 19))
    paper = papers.draft_opening(
        period, signature=signer.signature, by=hcth, at=at("2026-11-19 09:00")
    )
    papers.open_period(
        period,
        paper=Citation("512/SKHCN-HCTH", date(2026, 11, 20)),
        drafted=paper,
        decided_by="Giám đốc Sở",
        by=hcth,
        at=at("2026-11-20 08:00"),
    )
    report = period.reports.get()
    assert told_by(report, "Xác nhận kỳ báo cáo").paper == str(paper.public_id)


def test_the_explanation_of_a_late_report_stands_beside_the_rest(report):
    head = make_member(report.department, full_name="Trần Văn Trưởng")
    report.late_explanation, report.explained_by = "Mưa lũ.", head
    report.explained_at = at("2026-12-18 10:00")
    report.save()
    event = told_by(report, "Giải trình")
    assert (event.text, event.who, event.note) == (
        "Giải trình về việc gửi quá hạn.",
        "Trần Văn Trưởng",
        "Mưa lũ.",
    )


def test_reminders_that_gave_way_to_the_same_one_stand_in_one_line(report):
    newer = settle(report, date(2026, 12, 15), Reminder.State.SENT, when="2026-12-15 07:05")
    for day in [date(2026, 12, 9), date(2026, 12, 14)]:
        settle(
            report,
            day,
            Reminder.State.SUPERSEDED,
            when="2026-12-15 07:05",
            superseded_by=newer,
        )
    told = texts(report)
    before = told.index(
        "Lần nhắc việc hẹn ngày 09/12/2026, 14/12/2026 được thay bằng lần nhắc ngày 15/12/2026."
    )
    assert told[before + 1].startswith("Hệ thống nhắc việc trước hạn 1 ngày")


@pytest.mark.parametrize("count", [1, 3])
def test_the_history_takes_two_queries_however_long(report, count, django_assert_num_queries):
    hcth = make_member(make_coordinator(), Role.STAFF)
    make_member(report.department)
    for number in range(count):
        urging.urge(
            [report], means="email", text=f"Lần {number}.", by=hcth, at=at("2026-12-17 10:00")
        )
    report = ProgressReport.objects.for_listing().get(pk=report.pk)
    with django_assert_num_queries(2):
        events = history.of_report(report, sees_whole=True).events
    assert len([event for event in events if event.mails]) == count
