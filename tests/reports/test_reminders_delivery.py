"""What goes wrong on a mail's way, and what it does to the others."""

import smtplib
from datetime import date, timedelta

import pytest

from reports import reminders
from reports.models import OutgoingMail, ProgressReport, Reminder
from reports.reminders import SweepResult, delivery, ledger
from reports.reminders.letters import digest
from reports.reminders.line import Line
from tests.builders import (
    Role,
    at,
    confirm,
    make_assignment,
    make_directive,
    make_duty,
    make_member,
    make_period,
    make_report,
    submit,
)
from tests.reports import reminding
from tests.reports.reminding import work

pytestmark = pytest.mark.django_db

DUE_ON = date(2026, 12, 16)
#: What smtplib makes of a server that takes a mail and never answers.
TIMED_OUT = (
    "không kết nối được với máy chủ thư "
    "(SMTPServerDisconnected: Connection unexpectedly closed: timed out)"
)


@pytest.fixture
def report():
    """Owed until 16/12/2026 by a unit with a head and a focal officer."""
    report = make_report(due_on=DUE_ON)
    make_member(report.department, username="khoa", full_name="Trần Thị Khoa")
    make_member(report.department, Role.FOCAL_OFFICER, username="focal")
    return report


def mail_of(username, day=DUE_ON) -> OutgoingMail:
    return OutgoingMail.objects.get(person__username=username, day=day)


def step_of(report, step=0) -> Reminder:
    return report.reminders.get(step=step)


def deliver(mail, when) -> OutgoingMail | None:
    """Alone in its chunk; None when it was not for us to send."""
    return next(iter(reminding.deliver(mail, now=at(when))), None)


def claim(mail, when) -> bool:
    return ledger.claim(OutgoingMail.objects.filter(ledger.is_free(at(when))), mail, at=at(when))


def is_untouched(mail) -> bool:
    return (mail.state, mail.attempts, mail.lease_until) == ("queued", 0, None)


def test_a_refused_address_delays_nobody_and_is_not_asked_again(smtp_server, report):
    smtp_server.refused.add("khoa@example.vn")
    work(DUE_ON)
    refused = mail_of("khoa")
    assert (refused.state, refused.attempts) == ("failed", 1)
    assert refused.last_error == "550 5.1.1 No such user here"
    assert smtp_server.recipients() == ["focal@example.vn"]
    assert step_of(report).state == "sent"
    assert work(DUE_ON, "18:00") == SweepResult()


def test_where_every_address_is_refused_the_promise_stands_and_no_day_brings_a_mail(smtp_server):
    report = make_report(due_on=DUE_ON)
    make_member(report.department, username="khoa")
    smtp_server.refused.add("khoa@example.vn")
    for day in range(9, 31):
        work(date(2026, 12, day))
    days = OutgoingMail.objects.values_list("day__day", "state")
    assert list(days) == [(day, "failed") for day in [9, 14, 15, 16, 17, 21, 23]]
    assert step_of(report, 7).state == "promised"


def test_a_person_without_address_is_a_failed_mail_that_says_so(smtp_server):
    report = make_report(due_on=DUE_ON)
    head = make_member(report.department, username="khoa", email="")
    work(DUE_ON)
    mail = mail_of("khoa")
    assert (mail.state, mail.last_error) == ("failed", "không có địa chỉ thư điện tử")
    [told] = step_of(report, 0).recipients.all()
    assert (told.person, told.mail) == (head, mail)
    assert smtp_server.messages == []


def test_an_address_that_is_put_right_gets_the_mail_of_the_same_day(smtp_server):
    report = make_report(due_on=DUE_ON)
    head = make_member(report.department, username="khoa", email="")
    work(DUE_ON, "07:00")
    head.email = "khoa@example.vn"
    head.save()
    work(DUE_ON, "07:01")
    assert smtp_server.recipients() == ["khoa@example.vn"]
    assert step_of(report).state == "sent"


def test_an_address_that_cannot_be_written_fails_at_once(smtp_server):
    make_member(make_report(due_on=DUE_ON).department, username="khoa", email="đồng@chí@vn")
    work(DUE_ON)
    assert mail_of("khoa").state == "failed"
    assert "Invalid address" in mail_of("khoa").last_error


def test_a_refusal_for_the_moment_is_tried_again(smtp_server, report):
    smtp_server.put_off.add("khoa@example.vn")
    work(DUE_ON, "07:00")
    waiting = mail_of("khoa")
    assert (waiting.state, waiting.last_error) == ("queued", "451 4.7.1 try again later")
    assert smtp_server.recipients() == ["focal@example.vn"]
    work(DUE_ON, "07:04")
    assert mail_of("khoa").state == "queued"
    work(DUE_ON, "07:05")
    assert (mail_of("khoa").state, mail_of("khoa").attempts) == ("sent", 2)


def test_a_mail_server_that_hangs_is_left_and_tried_again(smtp_server, report, settings):
    settings.MAILERS["default"]["OPTIONS"]["timeout"] = 0.3
    smtp_server.hangs = True
    work(DUE_ON, "07:00")
    smtp_server.hangs = False
    assert (mail_of("khoa").state, mail_of("khoa").last_error) == ("queued", TIMED_OUT)
    assert is_untouched(mail_of("focal"))
    work(DUE_ON, "07:01")
    assert (mail_of("khoa").state, mail_of("focal").state) == ("queued", "sent")
    work(DUE_ON, "07:05")
    assert mail_of("khoa").state == "sent"


def test_while_nothing_gets_through_only_a_few_are_tried_at_a_time(smtp_server):
    for number in range(6):
        make_member(make_report(f"Trung tâm {number}", due_on=DUE_ON).department)
    now = at(f"{DUE_ON} 07:00")
    reminders.sweep(on=DUE_ON, at=now)

    def handed_out(when):
        waiting = reminders.deliverable(on=DUE_ON, at=at(f"{DUE_ON} {when}"))
        return len(ledger.worth_trying(waiting))

    assert handed_out("07:00") == 6
    smtp_server.down()
    deliver(OutgoingMail.objects.first(), f"{DUE_ON} 07:00")
    assert (handed_out("07:00"), handed_out("07:05")) == (4, 4)
    smtp_server.up()
    deliver(OutgoingMail.objects.last(), f"{DUE_ON} 07:01")
    assert (handed_out("07:01"), handed_out("07:05")) == (4, 5)


def test_a_dead_mail_server_is_tried_five_times_over_half_a_working_day(smtp_server, report):
    smtp_server.down()
    tried = []
    for minute in range(7 * 60, 18 * 60, 5):
        moment = at(f"{DUE_ON} 00:00") + timedelta(minutes=minute)
        reminders.sweep(on=DUE_ON, at=moment)
        waiting = reminders.deliverable(on=DUE_ON, at=moment)
        tried += [
            (minute, mail.person.username)
            for mail in reminding.deliver(*waiting, on=DUE_ON, now=moment)
        ]
    # Whoever comes first finds that nobody is let in, and the other's mail is not begun.
    minutes = {"khoa": [420, 425, 455, 575, 935], "focal": [430, 435, 465, 585, 945]}
    assert sorted(tried) == sorted((at, who) for who, times in minutes.items() for at in times)
    mail = mail_of("khoa")
    assert (mail.state, mail.attempts) == ("failed", 5)
    assert mail.last_error.startswith("không kết nối được với máy chủ thư (ConnectionRefusedError")
    assert mail.failing_since == at(f"{DUE_ON} 07:00")
    assert step_of(report).state == "promised"


def test_the_mail_goes_out_once_the_server_is_up_again(smtp_server, report):
    smtp_server.down()
    work(DUE_ON, "07:00")
    smtp_server.up()
    work(DUE_ON, "07:04")
    assert smtp_server.recipients() == ["focal@example.vn"]
    work(DUE_ON, "07:05")
    assert smtp_server.recipients() == ["focal@example.vn", "khoa@example.vn"]
    sent = mail_of("khoa")
    assert (sent.state, sent.attempts, sent.last_error) == ("sent", 2, "")
    assert sent.failing_since is None


def test_after_a_lost_day_the_next_sends_one_mail_with_its_own_words(smtp_server, report):
    """Nothing new falls due on 10/12: the mail of the 9th is carried over."""
    smtp_server.down()
    work(date(2026, 12, 9), "17:50")
    smtp_server.up()
    assert work(date(2026, 12, 10), "07:00") == SweepResult(carried_over=2)
    assert smtp_server.recipients() == ["focal@example.vn", "khoa@example.vn"]
    assert {message["Subject"] for message in smtp_server.messages} == {
        "[Đôn Đốc] Cần gửi báo cáo năm 2026, hạn 16/12/2026 (còn 6 ngày)"
    }
    assert step_of(report, -7).state == "sent"
    assert {mail.day for mail in OutgoingMail.objects.all()} == {date(2026, 12, 10)}


def test_a_mail_that_was_given_up_is_promised_anew_the_next_day(smtp_server, report):
    make_mail_given_up(report, date(2026, 12, 9), smtp_server)
    assert work(date(2026, 12, 10)).planned == 1
    assert smtp_server.recipients() == ["focal@example.vn", "khoa@example.vn"]
    assert mail_of("khoa", date(2026, 12, 9)).state == "failed"
    assert mail_of("khoa", date(2026, 12, 10)).state == "sent"


def make_mail_given_up(report, day, smtp_server):
    smtp_server.down()
    for hour in ["07:00", "07:05", "07:35", "09:35", "15:35"]:
        work(day, hour)
        work(day, f"{hour[:4]}{int(hour[4]) + 1}")  # the second mail: the first found nobody in
    smtp_server.up()


def test_a_newer_step_takes_the_carried_mail_along(smtp_server, report):
    """The mails of the 15th did not get out; on the 16th the newer step is told, once."""
    smtp_server.down()
    work(date(2026, 12, 15), "17:50")
    smtp_server.up()
    work(DUE_ON, "07:00")
    assert smtp_server.recipients() == ["focal@example.vn", "khoa@example.vn"]
    assert (step_of(report, -1).state, step_of(report, 0).state) == ("superseded", "sent")
    assert work(DUE_ON, "07:01") == SweepResult()
    assert OutgoingMail.objects.count() == 2


def test_the_mail_of_today_covers_one_of_yesterday_that_comes_back(smtp_server, report):
    """Yesterday's was in a worker's hands when today's was made, and failed after that."""
    now = at("2026-12-15 23:59")
    reminders.sweep(on=date(2026, 12, 15), at=now)
    old = mail_of("khoa", date(2026, 12, 15))
    assert claim(old, "2026-12-15 23:59")
    work(DUE_ON, "00:00")
    result = work(DUE_ON, "07:00")
    assert result.covered == 1
    old.refresh_from_db()
    assert old.state == "called_off"
    assert smtp_server.recipients() == ["focal@example.vn", "khoa@example.vn"]


def test_a_worker_killed_between_sending_and_marking_repeats_the_same_message_id(
    smtp_server, report, monkeypatch
):
    reminders.sweep(on=DUE_ON, at=at(f"{DUE_ON} 07:00"))
    mail = mail_of("khoa")

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(delivery, "_mark_sent", killed)
        with pytest.raises(KeyboardInterrupt):
            deliver(mail, f"{DUE_ON} 07:00")
    assert deliver(mail, f"{DUE_ON} 07:04") is None
    assert deliver(mail, f"{DUE_ON} 07:05").state == "sent"
    assert deliver(mail, f"{DUE_ON} 07:20") is None
    assert [message["Message-ID"] for message in smtp_server.messages] == [
        f"<reminder.2026-12-16.{mail.person_id}@127.0.0.1>"
    ] * 2


def test_a_mail_that_kills_every_worker_is_given_up(smtp_server, report, monkeypatch):
    reminders.sweep(on=DUE_ON, at=at(f"{DUE_ON} 07:00"))
    mail = mail_of("khoa")
    for minute in range(0, 25, 5):
        assert claim(mail, f"{DUE_ON} 07:{minute:02d}")
    given_up = deliver(mail, f"{DUE_ON} 07:25")
    assert (given_up.state, given_up.last_error) == ("failed", "bị ngắt giữa chừng nhiều lần")
    assert smtp_server.messages == []


def test_a_worker_that_comes_back_after_its_lease_leaves_the_next_ones_mail_alone(
    smtp_server, report
):
    reminders.sweep(on=DUE_ON, at=at(f"{DUE_ON} 07:00"))
    first, second = mail_of("khoa"), mail_of("khoa")
    assert claim(first, f"{DUE_ON} 07:00")
    second.refresh_from_db()
    assert claim(second, f"{DUE_ON} 07:06")
    ledger.try_later(first, "timed out", at=at(f"{DUE_ON} 07:07"))
    assert mail_of("khoa").lease_until == second.lease_until


def test_of_two_workers_that_sent_one_mail_the_first_says_when(smtp_server, report):
    reminders.sweep(on=DUE_ON, at=at(f"{DUE_ON} 07:00"))
    mail = mail_of("khoa")
    assert ledger.mark_sent(mail, at=at(f"{DUE_ON} 07:06"))
    assert not ledger.mark_sent(mail, at=at(f"{DUE_ON} 07:07"))
    assert mail_of("khoa").sent_at == at(f"{DUE_ON} 07:06")


def test_a_worker_killed_in_the_middle_of_a_chunk_burns_no_attempt_of_the_others(
    smtp_server, report, monkeypatch
):
    reminders.sweep(on=DUE_ON, at=at(f"{DUE_ON} 07:00"))

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Line, "send", killed)
        with pytest.raises(KeyboardInterrupt):
            reminding.deliver(mail_of("khoa"), mail_of("focal"), now=at(f"{DUE_ON} 07:00"))
    assert mail_of("khoa").attempts == 1
    assert is_untouched(mail_of("focal"))


def test_a_letter_that_cannot_be_written_holds_up_no_other(smtp_server, report, monkeypatch):
    write = digest.Digests.write

    def fail_for_khoa(digests, mail):
        if mail.person.username == "khoa":
            raise LookupError("no such word")
        return write(digests, mail)

    monkeypatch.setattr(digest.Digests, "write", fail_for_khoa)
    for hour in ["07:00", "07:05", "07:35", "09:35", "15:35"]:
        work(DUE_ON, hour)
    assert smtp_server.recipients() == ["focal@example.vn"]
    failed = mail_of("khoa")
    assert (failed.state, failed.last_error) == ("failed", "LookupError: no such word")


@pytest.fixture
def connections(monkeypatch):
    """How often somebody connects to a mail server."""
    made = []
    connect = smtplib.SMTP.connect

    def counted(*args, **kwargs):
        made.append(args)
        return connect(*args, **kwargs)

    monkeypatch.setattr(smtplib.SMTP, "connect", counted)
    return made


def make_readers(count):
    for number in range(count):
        unit = make_report(f"Trung tâm {number}", due_on=DUE_ON).department
        make_member(unit, username=f"reader{number}")


def test_a_chunk_goes_over_one_connection(smtp_server, connections):
    make_readers(3)
    smtp_server.refused.add("reader0@example.vn")
    smtp_server.put_off.add("reader1@example.vn")
    work(DUE_ON)
    assert [mail_of(f"reader{n}").state for n in range(3)] == ["failed", "queued", "sent"]
    assert len(connections) == 1


@pytest.mark.parametrize("farewell", ["421 4.7.0 Too many messages", None])
def test_a_connection_that_the_server_cuts_is_opened_anew(
    smtp_server, connections, monkeypatch, farewell
):
    """After two mails, whether it says so or not: it says nothing about the third."""
    make_readers(5)

    async def two_at_most(server, session, envelope, address, options):
        session.mails = getattr(session, "mails", 0) + 1
        if session.mails > 2:
            if farewell is None:
                server.transport.close()
            return farewell or "250 OK"
        envelope.mail_from = address
        return "250 OK"

    monkeypatch.setattr(smtp_server, "handle_MAIL", two_at_most, raising=False)
    work(DUE_ON)
    assert smtp_server.recipients() == [f"reader{n}@example.vn" for n in range(5)]
    assert {mail.attempts for mail in OutgoingMail.objects.all()} == {1}
    assert len(connections) == 3


def test_a_server_that_cuts_every_connection_delays_and_loses_nothing(
    smtp_server, connections, monkeypatch
):
    make_readers(3)

    async def busy(*args):
        return "421 4.3.2 Too busy"

    with monkeypatch.context() as patch:
        patch.setattr(smtp_server, "handle_MAIL", busy, raising=False)
        work(DUE_ON, "07:00")
    assert len(connections) == 3
    assert {mail.state for mail in OutgoingMail.objects.all()} == {"queued"}
    work(DUE_ON, "07:05")
    assert smtp_server.recipients() == [f"reader{n}@example.vn" for n in range(3)]


@pytest.mark.parametrize(("seconds", "second"), [(5, "sent"), (6, "called_off")])
def test_what_a_letter_tells_is_at_most_five_seconds_old(smtp_server, monkeypatch, seconds, second):
    """The second unit reports while the first mail is on its way, which takes its time."""
    make_readers(2)
    moment = at(f"{DUE_ON} 07:00")
    reminders.sweep(on=DUE_ON, at=moment)
    report = ProgressReport.objects.get(department__name="Trung tâm 1")
    now, send = [moment], Line.send

    def take_time(*args):
        if report.state == "expected":
            submit(report, when=f"{DUE_ON} 07:00")
            report.refresh_from_db()
            now[0] += timedelta(seconds=seconds)
        send(*args)

    monkeypatch.setattr(Line, "send", take_time)
    mails = list(OutgoingMail.objects.order_by("pk"))
    sent = reminders.deliver([mail.pk for mail in mails], on=DUE_ON, clock=lambda: now[0])
    assert [mail.state for mail in sent] == ["sent", second]


@pytest.mark.parametrize("count", [1, 3])
def test_a_chunk_asks_once_for_all_its_mails_and_four_times_for_each(
    smtp_server, django_assert_num_queries, count
):
    """Thirteen; and for each mail the claim, its promises, the mark, the notice."""
    make_readers(count)
    now = at(f"{DUE_ON} 07:00")
    reminders.sweep(on=DUE_ON, at=now)
    mails = list(reminders.deliverable(on=DUE_ON, at=now))
    savepoints = 2 * count
    with django_assert_num_queries(13 + 4 * count + savepoints):
        reminding.deliver(*mails, now=now)


def test_a_unit_that_reports_while_the_mail_waits_gets_none(smtp_server, report):
    reminders.sweep(on=DUE_ON, at=at(f"{DUE_ON} 07:00"))
    submit(report, when=f"{DUE_ON} 07:01")
    assert deliver(mail_of("khoa"), f"{DUE_ON} 07:02").state == "called_off"
    assert smtp_server.messages == []
    assert step_of(report).state == "called_off"


def test_a_mail_on_its_way_while_the_unit_reports_counts_as_sent(smtp_server, report, monkeypatch):
    reminders.sweep(on=DUE_ON, at=at(f"{DUE_ON} 07:00"))
    send = Line.send

    def submit_then_send(*args):
        submit(report, when=f"{DUE_ON} 07:01")
        send(*args)

    monkeypatch.setattr(Line, "send", submit_then_send)
    deliver(mail_of("khoa"), f"{DUE_ON} 07:01")
    assert step_of(report).state == "sent"


def test_the_head_who_leaves_while_the_mail_waits_gets_none_and_his_successor_does(smtp_server):
    report = make_report(due_on=DUE_ON)
    before = make_member(report.department, username="before", ends_on=date(2026, 12, 15))
    reminders.sweep(on=date(2026, 12, 15), at=at("2026-12-15 23:59"))
    make_member(report.department, username="after", starts_on=DUE_ON)
    work(DUE_ON, "07:00")
    work(DUE_ON, "07:01")
    assert smtp_server.recipients() == ["after@example.vn"]
    assert OutgoingMail.objects.get(person=before).state == "called_off"


def test_one_who_owes_something_else_still_gets_no_mail_that_was_called_off(smtp_server, report):
    """The other report's reminder is not due: it was only listed beside this one."""
    other = make_directive("văn bản khác")
    make_assignment(make_duty(other), report.department)
    confirm(make_period(other, due_on=date(2027, 3, 1), ends_on=date(2027, 2, 20)))
    reminders.sweep(on=DUE_ON, at=at(f"{DUE_ON} 07:00"))
    submit(report, when=f"{DUE_ON} 07:01")
    assert deliver(mail_of("khoa"), f"{DUE_ON} 07:02").state == "called_off"


def test_a_mail_called_off_is_wanted_again_when_something_falls_due_that_day(smtp_server, report):
    reminders.sweep(on=DUE_ON, at=at(f"{DUE_ON} 07:00"))
    submit(report, when=f"{DUE_ON} 07:01")
    deliver(mail_of("khoa"), f"{DUE_ON} 07:02")
    other = make_directive("văn bản khác")
    make_assignment(make_duty(other), report.department)
    confirm(make_period(other, due_on=DUE_ON))
    work(DUE_ON, "08:00")
    assert smtp_server.recipients() == ["focal@example.vn", "khoa@example.vn"]
