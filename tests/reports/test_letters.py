"""The whole text of every kind of mail."""

from datetime import date

import pytest

from directives.models import Absence
from reports import notices, obstacles, reminders
from reports.ladders import Step
from reports.models import Obstacle, OutgoingMail, Supervision
from reports.reminders import letters
from tests.builders import (
    Role,
    at,
    confirm,
    make_assignment,
    make_coordinator,
    make_department,
    make_directive,
    make_duty,
    make_leader,
    make_member,
    make_period,
    make_report,
    return_report,
    submit,
)
from tests.reports import reminding
from tests.reports.reminding import work

pytestmark = pytest.mark.django_db

DUE_ON = date(2026, 12, 16)


@pytest.fixture
def report():
    report = make_report(due_on=DUE_ON)
    make_member(report.department, username="khoa", full_name="Trần Thị Khoa")
    return report


def deliver(when, *, kind) -> OutgoingMail:
    [mail] = reminding.deliver(OutgoingMail.objects.get(kind=kind), now=at(when))
    return mail


def text_of(message) -> str:
    return message.get_body(("plain",)).get_content().replace("\r\n", "\n")


def html_of(message) -> str:
    return message.get_body(("html",)).get_content()


def urge(report, **more):
    urge_by(make_member(full_name="Lê Văn Hành", username="hcth"), report, **more)


def urge_by(hcth, report, *, when="2026-12-17 09:00", text="Đề nghị đồng chí gửi báo cáo ngay."):
    entry = Supervision.objects.create(
        directive=report.period.directive,
        department=report.department,
        kind="urging",
        means="email",
        on=date.fromisoformat(when[:10]),
        findings=text,
        by=hcth,
        recorded_at=at(when),
    )
    entry.reports.add(report)
    notices.urged([entry], text=text, by=hcth, at=at(when))


DIGEST = """\
Kính gửi đồng chí Trần Thị Khoa,

Tính đến ngày 16/12/2026, đơn vị của đồng chí có 1 báo cáo cần gửi:

1. Phòng Quản lý Khoa học: báo cáo năm 2026
   Hạn gửi: hết ngày 16/12/2026 (hôm nay)
   Số liệu: từ ngày 15/12/2025, chốt hết ngày 14/12/2026
   Văn bản yêu cầu báo cáo: Công văn số 512/SKHCN-HCTH ngày 20/11/2026
   Thực hiện: Công văn số …/SKHCN-HCTH ngày 07/6/2024 V/v triển khai thực hiện Kế hoạch
   Đồng chí nhận thư này với tư cách: Lãnh đạo đơn vị
   Mở báo cáo: http://127.0.0.1:8000/reports/{report}/draft/

Việc cần làm: http://127.0.0.1:8000/

Nếu đơn vị đã gửi báo cáo sau khi thư này được soạn, đề nghị đồng chí bỏ qua thư này.

Trân trọng.

--\x20
Thư nhắc việc tự động của hệ thống Đôn Đốc, mỗi ngày không quá một thư.
"""


def test_a_digest(smtp_server, report):
    work(DUE_ON)
    [message] = smtp_server.messages
    assert message["Subject"] == "[Đôn Đốc] Cần gửi báo cáo năm 2026, hạn 16/12/2026 (hôm nay)"
    assert message["To"] == "khoa@example.vn"
    assert message["Auto-Submitted"] == "auto-generated"
    assert text_of(message) == DIGEST.format(report=report.public_id)


def test_a_digest_describes_fifteen_reports_and_counts_the_others(smtp_server):
    unit = make_department()
    make_member(unit, username="khoa")
    for number in range(17):
        directive = make_directive(f"văn bản {number}")
        make_assignment(make_duty(directive), unit)
        confirm(make_period(directive, due_on=date(2026, 12, 16 + number % 2)))
    work(DUE_ON)
    [message] = smtp_server.messages
    assert message["Subject"] == (
        "[Đôn Đốc] Cần gửi 17 báo cáo; gấp nhất: báo cáo năm 2026, hạn 16/12/2026 (hôm nay)"
    )
    text = text_of(message)
    assert text.count("Mở báo cáo:") == html_of(message).count("Mở báo cáo") == 15
    assert "\nvà 2 việc khác: http://127.0.0.1:8000/\n" in text
    assert "và 2 việc khác." in html_of(message)
    due = [line for line in text.splitlines() if "Hạn gửi" in line]
    assert (
        due
        == ["   Hạn gửi: hết ngày 16/12/2026 (hôm nay)"] * 9
        + ["   Hạn gửi: hết ngày 17/12/2026 (còn 1 ngày)"] * 6
    )


def test_a_digest_says_in_whose_place_its_reader_gets_it(smtp_server, report):
    head = report.department.appointments.get(user__username="khoa").user
    deputy = make_member(report.department, Role.DEPUTY_HEAD, username="deputy")
    Absence.objects.create(
        user=head, starts_on=date(2026, 12, 14), ends_on=date(2026, 12, 18), stand_in=deputy
    )
    work(DUE_ON)
    assert smtp_server.recipients() == ["deputy@example.vn"]
    assert (
        "Đồng chí nhận thư này với tư cách: "
        "Lãnh đạo đơn vị, thay đồng chí Trần Thị Khoa (đang vắng mặt)\n"
    ) in text_of(smtp_server.messages[0])


def test_a_direct_mail_says_in_whose_place_its_reader_gets_it(smtp_server, report):
    head = report.department.appointments.get(user__username="khoa").user
    deputy = make_member(report.department, Role.DEPUTY_HEAD, username="deputy")
    Absence.objects.create(
        user=head, starts_on=date(2026, 12, 14), ends_on=date(2026, 12, 18), stand_in=deputy
    )
    urge(report)
    deliver("2026-12-17 09:01", kind="urged")
    assert smtp_server.recipients() == ["deputy@example.vn"]
    for text in [text_of(smtp_server.messages[0]), html_of(smtp_server.messages[0])]:
        assert (
            "Đồng chí nhận thư này với tư cách: "
            "Lãnh đạo đơn vị, thay đồng chí Trần Thị Khoa (đang vắng mặt)"
        ) in text


ASSIGNED = """\
Kính gửi đồng chí Trần Thị Khoa,

Đơn vị của đồng chí được giao nhiệm vụ theo Công văn số …/SKHCN-HCTH ngày 07/6/2024 V/v \
triển khai thực hiện Kế hoạch:

1. Phòng Quản lý Khoa học: Quán triệt
   Tổ chức quán triệt Kế hoạch.

2. Phòng Quản lý Khoa học: Triển khai
   Triển khai thực hiện Kế hoạch.
   Thời hạn: trước ngày 15/12

Đề nghị đồng chí tiếp nhận nhiệm vụ: http://127.0.0.1:8000/directives/{directive}/

Đồng chí nhận thư này với tư cách: Lãnh đạo đơn vị

Trân trọng.

--\x20
Thư tự động của hệ thống Đôn Đốc; xin không trả lời thư này.
"""


def test_new_duties(smtp_server):
    unit, directive = make_department(), make_directive()
    make_member(unit, username="khoa", full_name="Trần Thị Khoa")
    make_assignment(
        make_duty(directive, title="Quán triệt", text="Tổ chức quán triệt Kế hoạch."), unit
    )
    make_assignment(
        make_duty(
            directive,
            title="Triển khai",
            text="Triển khai thực hiện Kế hoạch.",
            deadline_words="trước ngày 15/12",
        ),
        unit,
    )
    notices.assigned(on=DUE_ON, at=at("2026-12-16 08:00"))
    assert deliver("2026-12-16 08:00", kind="assigned").state == "sent"
    [message] = smtp_server.messages
    assert message["Subject"] == (
        "[Đôn Đốc] 2 nhiệm vụ mới được giao theo Công văn số …/SKHCN-HCTH"
    )
    assert text_of(message) == ASSIGNED.format(directive=directive.public_id)


def test_duties_that_are_acknowledged_meanwhile_need_no_mail(smtp_server):
    assignment = make_assignment()
    head = make_member(assignment.department)
    notices.assigned(on=DUE_ON, at=at("2026-12-16 06:00"))
    assignment.acknowledged_at, assignment.acknowledged_by = at("2026-12-16 06:30"), head
    assignment.save()
    assert deliver("2026-12-16 07:00", kind="assigned").state == "called_off"
    assert smtp_server.messages == []


RETURNED = """\
Kính gửi đồng chí Trần Thị Khoa,

Báo cáo năm 2026 của Phòng Quản lý Khoa học cần được bổ sung, hoàn thiện.

Nội dung cần bổ sung, hoàn thiện: Bổ sung số liệu.
Hạn gửi lại: hết ngày 20/12/2026 (còn 9 ngày)
Số liệu: từ ngày 15/12/2025, chốt hết ngày 14/12/2026
Người đề nghị: Lê Văn Hành
Thực hiện: Công văn số …/SKHCN-HCTH ngày 07/6/2024 V/v triển khai thực hiện Kế hoạch
Mở báo cáo: http://127.0.0.1:8000/reports/{report}/draft/

Đồng chí nhận thư này với tư cách: Lãnh đạo đơn vị

Trân trọng.

--\x20
Thư tự động của hệ thống Đôn Đốc; xin không trả lời thư này.
"""


def test_a_return(smtp_server, report):
    submit(report)
    return_report(report, by=make_member(role=Role.STAFF, full_name="Lê Văn Hành"))
    assert deliver("2026-12-11 09:01", kind="returned").state == "sent"
    [message] = smtp_server.messages
    assert message["Subject"] == (
        "[Đôn Đốc] Đề nghị bổ sung, hoàn thiện báo cáo năm 2026, hạn 20/12/2026 (còn 9 ngày)"
    )
    assert text_of(message) == RETURNED.format(report=report.public_id)


def test_a_return_that_is_answered_meanwhile_needs_no_mail(smtp_server, report):
    submit(report)
    return_report(report, when="2026-12-11 19:00")
    submit(report, when="2026-12-12 08:00")
    assert deliver("2026-12-14 07:00", kind="returned").state == "called_off"
    assert smtp_server.messages == []


OPINION = """\
Kính gửi đồng chí Trần Thị Khoa,

Đã có ý kiến chỉ đạo về khó khăn, vướng mắc do Phòng Quản lý Khoa học nêu.

Khó khăn, vướng mắc: Thiếu kinh phí.
Ý kiến chỉ đạo: Đồng ý bổ sung.
Đơn vị thực hiện: Phòng Quản lý Khoa học
Hạn thực hiện: hết ngày 31/12/2026
Thực hiện: Công văn số …/SKHCN-HCTH ngày 07/6/2024 V/v triển khai thực hiện Kế hoạch
Xem khó khăn, vướng mắc: http://127.0.0.1:8000/obstacles/{obstacle}/

Đồng chí nhận thư này với tư cách: Lãnh đạo đơn vị

Trân trọng.

--\x20
Thư tự động của hệ thống Đôn Đốc; xin không trả lời thư này.
"""


def give_opinion(report, text="Đồng ý bổ sung.", when="2026-12-11 09:00", by=None):
    obstacle = Obstacle.objects.get()
    obstacles.give_opinion(
        obstacle,
        text=text,
        responsible=report.department,
        action_due_on=date(2026, 12, 31),
        by=by or make_leader(),
        at=at(when),
    )
    return obstacle


def test_an_opinion(smtp_server, report):
    submit(report, obstacle="Thiếu kinh phí.")
    obstacle = give_opinion(report)
    assert deliver("2026-12-11 09:01", kind="opinion").state == "sent"
    [message] = smtp_server.messages
    assert message["Subject"] == (
        "[Đôn Đốc] Ý kiến chỉ đạo về khó khăn, vướng mắc của Phòng Quản lý Khoa học"
    )
    assert text_of(message) == OPINION.format(obstacle=obstacle.public_id)


def test_an_opinion_put_in_other_words_before_the_mail_left_is_one_mail(smtp_server, report):
    submit(report, obstacle="Thiếu kinh phí.")
    leader = make_leader()
    for text in ["Đồng ý.", "Đồng ý bổ sung."]:
        give_opinion(report, text, when="2026-12-11 20:00", by=leader)
    work(date(2026, 12, 14))
    [message] = smtp_server.messages
    assert "Ý kiến chỉ đạo: Đồng ý bổ sung.\n" in text_of(message)


URGED = """\
Kính gửi đồng chí Trần Thị Khoa,

Đề nghị đồng chí gửi báo cáo ngay.

1. Phòng Quản lý Khoa học: báo cáo năm 2026
   Hạn gửi: hết ngày 16/12/2026 (quá hạn 1 ngày)
   Số liệu: từ ngày 15/12/2025, chốt hết ngày 14/12/2026
   Mở báo cáo: http://127.0.0.1:8000/reports/{report}/draft/

Thực hiện: Công văn số …/SKHCN-HCTH ngày 07/6/2024 V/v triển khai thực hiện Kế hoạch
Người đôn đốc: Lê Văn Hành

Đồng chí nhận thư này với tư cách: Lãnh đạo đơn vị

Trân trọng.

--\x20
Thư đôn đốc, gửi qua hệ thống Đôn Đốc.
"""


def test_an_urging(smtp_server, report):
    urge(report)
    assert deliver("2026-12-17 09:01", kind="urged").state == "sent"
    [message] = smtp_server.messages
    assert message["Subject"] == (
        "[Đôn Đốc] Đôn đốc gửi báo cáo năm 2026, hạn 16/12/2026 (quá hạn 1 ngày)"
    )
    assert text_of(message) == URGED.format(report=report.public_id)


def test_an_urging_about_what_was_sent_meanwhile_needs_no_mail(smtp_server, report):
    urge(report, when="2026-12-17 19:00")
    submit(report, when="2026-12-17 20:00")
    assert deliver("2026-12-18 07:00", kind="urged").state == "called_off"
    assert smtp_server.messages == []


def test_what_people_type_is_text_in_the_html(smtp_server, report):
    urge(report, text="<b>Gửi & báo</b>\nngay")
    deliver("2026-12-17 09:01", kind="urged")
    [message] = smtp_server.messages
    assert "<b>Gửi & báo</b>\nngay" in text_of(message)
    assert "&lt;b&gt;Gửi &amp; báo&lt;/b&gt;<br>ngay" in html_of(message)


@pytest.mark.parametrize("count", [1, 3])
def test_direct_mails_are_gathered_in_the_same_queries_however_many(
    count, django_assert_num_queries
):
    """Of each kind as many; to write them asks nothing more."""
    director, hcth = make_leader(username="director"), make_member(username="hcth")
    for number in range(count):
        report = make_report(f"Trung tâm {number}", due_on=DUE_ON)
        head = make_member(report.department)
        submit(report, by=head, obstacle="Thiếu kinh phí.")
        return_report(report, by=hcth)
        urge_by(hcth, report)
    for obstacle in Obstacle.objects.all():
        obstacles.give_opinion(
            obstacle,
            text="Đồng ý.",
            responsible=obstacle.assignment.department,
            action_due_on=DUE_ON,
            by=director,
            at=at("2026-12-11 09:00"),
        )
    notices.assigned(on=DUE_ON, at=at("2026-12-11 09:00"))
    mails = list(OutgoingMail.objects.select_related("person"))
    assert len(mails) == 4 * count
    with django_assert_num_queries(10):
        writer = letters.gather(mails, on=date(2026, 12, 11))
    with django_assert_num_queries(0):
        assert all(writer.write(mail).text for mail in mails)


def test_a_subject_of_any_length_is_marked_as_sent(smtp_server):
    """The longest name a unit can have, and the longest of a period, in the subject for HCTH."""
    hcth = make_member(make_coordinator(), username="hcth")
    directive = make_directive()
    make_assignment(make_duty(directive), make_department("Đ" * 200, short_name="Đ"))
    confirm(make_period(directive, due_on=date(2026, 12, 16), label="K" * 60))
    steps = [Step(-3, in_working_days=False, to=("coordinator",))]
    reminders.adjust_ladder(directive, steps, by=hcth, at=at("2026-12-01 09:00"))
    work(date(2026, 12, 14))
    mail = OutgoingMail.objects.get()
    assert (mail.state, smtp_server.recipients()) == ("sent", ["hcth@example.vn"])
    assert len(mail.subject) > 300
