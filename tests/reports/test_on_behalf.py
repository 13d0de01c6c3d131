"""Nhập thay: HCTH types in a paper, judged by the day it came, and the head confirms."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reports import desk, evidence, history, lifecycle, status, todo
from reports.errors import ImpossibleDate, WrongState
from reports.models import Notice, Obstacle, ProgressReport, Transcript
from tests import builders
from tests.builders import at, posts_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


@pytest.fixture
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def report():
    return builders.make_report()


@pytest.fixture
def head(report):
    return builders.make_member(report.department, full_name="Phạm Thị Trưởng")


@pytest.fixture
def hcth():
    return builders.make_member(full_name="Lê Văn Tổng Hợp")


def paper(name="Báo cáo.pdf"):
    return SimpleUploadedFile(name, b"%PDF-1.7 mau")


def receive(report, head, hcth, *, received_on=date(2026, 12, 16), when="2026-12-18 09:00", **said):
    return lifecycle.receive_paper(
        report,
        said.pop("upload", paper()),
        received_on=received_on,
        source=said.pop("source", "Báo cáo số 15/BC-QLKH ngày 15/12/2026, gửi qua iOffice"),
        on_behalf_of=head,
        by=hcth,
        at=at(when),
    )


def enter(report, head, hcth, *, when="2026-12-18 09:00", **said):
    receive(report, head, hcth, when=when, **said)
    content = builders.content_of(report, percent_of_year=70, obstacle="Thiếu kinh phí.")
    return lifecycle.submit_on_behalf(report, content=content, by=hcth, at=at(when))


def standing(report):
    return ProgressReport.objects.for_listing().get(pk=report.pk)


def test_it_is_on_time_by_the_day_on_which_the_paper_came(report, head, hcth):
    submission = enter(report, head, hcth, received_on=date(2026, 12, 16))
    assert (submission.submitted_at, submission.entered_at) == (
        at("2026-12-16 12:00"),
        at("2026-12-18 09:00"),
    )
    assert not standing(report).was_late


def test_it_is_late_where_the_paper_came_late(report, head, hcth):
    enter(report, head, hcth, received_on=date(2026, 12, 17))
    assert standing(report).was_late


def test_it_says_who_typed_it_for_whom_from_what(report, head, hcth):
    submission = enter(report, head, hcth)
    assert (submission.submitted_by, submission.on_behalf_of) == (hcth, head)
    assert submission.source == "Báo cáo số 15/BC-QLKH ngày 15/12/2026, gửi qua iOffice"
    assert submission.original.original_name == "Báo cáo.pdf"
    assert submission.entries.get().percent_of_year == 70
    assert Obstacle.objects.get().raised_by == head
    assert not Transcript.objects.exists()


@pytest.mark.parametrize("day", [date(2025, 12, 14), date(2026, 12, 19)])
def test_paper_came_in_the_period_and_not_tomorrow(report, head, hcth, day):
    with pytest.raises(ImpossibleDate):
        receive(report, head, hcth, received_on=day)


def test_paper_that_answers_a_return_came_after_it(report, head, hcth):
    builders.submit(report, when="2026-12-10 09:00", by=head)
    builders.return_report(report, when="2026-12-11 09:00", by=hcth)
    with pytest.raises(ImpossibleDate):
        receive(report, head, hcth, received_on=date(2026, 12, 10))
    assert receive(report, head, hcth, received_on=date(2026, 12, 11)).version == 0


def test_paper_is_a_file_that_may_be_here(report, head, hcth):
    with pytest.raises(evidence.NotTaken):
        receive(report, head, hcth, upload=SimpleUploadedFile("a.exe", b"MZ"))
    with pytest.raises(evidence.NotTaken, match="TỐI MẬT"):
        receive(report, head, hcth, upload=paper("Báo cáo TỐI MẬT.pdf"))
    with pytest.raises(WrongState):
        receive(report, head, hcth, upload=None)


def test_facts_are_mended_without_sending_the_file_again(report, head, hcth):
    first = receive(report, head, hcth)
    second = receive(report, head, hcth, upload=None, received_on=date(2026, 12, 15))
    assert (second.pk, second.original, second.received_on) == (
        first.pk,
        first.original,
        date(2026, 12, 15),
    )


def test_second_of_two_people_is_told(report, head, hcth):
    receive(report, head, hcth)
    when = at("2026-12-18 09:05")
    lifecycle.save_transcript(report, data={"a1-x": ["y"]}, version=0, by=hcth, at=when)
    with pytest.raises(lifecycle.StaleDraft):
        lifecycle.save_transcript(report, data={}, version=0, by=head, at=when)


def test_what_the_unit_sent_meanwhile_stands(report, head, hcth):
    receive(report, head, hcth)
    builders.submit(report, by=head, when="2026-12-18 09:01")
    when = at("2026-12-18 09:05")
    with pytest.raises(WrongState):
        lifecycle.save_transcript(report, data={}, version=0, by=hcth, at=when)
    content = builders.content_of(report)
    with pytest.raises(WrongState):
        lifecycle.submit_on_behalf(report, content=content, by=hcth, at=when)


def test_nothing_is_sent_without_a_paper(report, hcth):
    with pytest.raises(WrongState):
        lifecycle.submit_on_behalf(
            report, content=builders.content_of(report), by=hcth, at=at("2026-12-18 09:00")
        )


def test_drop_leaves_the_report_to_the_unit(report, head, hcth):
    receive(report, head, hcth)
    lifecycle.drop_transcript(report)
    assert not Transcript.objects.exists()
    assert standing(report).state == "expected"


def test_unit_is_told_and_its_head_confirms_once(report, head, hcth):
    submission = enter(report, head, hcth)
    [notice] = Notice.objects.filter(kind="entered")
    assert (notice.person, notice.words) == (head, submission.source)
    today = date(2026, 12, 18)
    [row] = [row for row in todo.of(posts_of(head, today), on=today).rows if row.kind == "entry"]
    assert (row.subject.by, row.subject.received_on) == ("Lê Văn Tổng Hợp", date(2026, 12, 16))
    lifecycle.confirm_entry(submission, by=head, at=at("2026-12-18 10:00"))
    assert Notice.objects.get(kind="entry_confirmed").person == hcth
    with pytest.raises(WrongState):
        lifecycle.confirm_entry(submission, by=head, at=at("2026-12-18 10:01"))
    assert [row.kind for row in todo.of(posts_of(head, today), on=today).rows] == []


def test_what_the_unit_sent_itself_is_not_confirmed(report, head):
    submission = builders.submit(report, by=head)
    with pytest.raises(WrongState):
        lifecycle.confirm_entry(submission, by=head, at=at("2026-12-18 10:00"))


def test_status_and_history_say_so(report, head, hcth):
    submission = enter(report, head, hcth)
    said = status.of_report(standing(report), on=date(2026, 12, 18), calendar=None).sentence
    assert said == (
        "Đã gửi ngày 16/12/2026, chờ tiếp nhận. "
        "Nhập thay cho đồng chí Phạm Thị Trưởng, lãnh đạo đơn vị chưa xác nhận."
    )
    lifecycle.confirm_entry(submission, by=head, at=at("2026-12-18 10:00"))
    said = status.of_report(standing(report), on=date(2026, 12, 18), calendar=None).sentence
    assert said.endswith("lãnh đạo đơn vị đã xác nhận.")
    told = [
        (event.text, event.who)
        for event in history.of_report(standing(report), sees_whole=True).events
        if "nhập thay" in event.text.lower()
    ]
    assert told == [
        ("Nhập thay báo cáo lần 1, nhận ngày 16/12/2026.", "Lê Văn Tổng Hợp"),
        ("Lãnh đạo đơn vị xác nhận bản gửi lần 1 đã được nhập thay.", "Phạm Thị Trưởng"),
    ]


def test_form_of_hcth_shows_nothing_that_the_unit_typed(report, head, hcth):
    typed = {f"a{builders.content_of(report).entries[0].assignment_id}-results": ["Của đơn vị."]}
    lifecycle.save_draft(report, data=typed, version=0, by=head, at=at("2026-12-01 08:00"))
    receive(report, head, hcth)
    on = date(2026, 12, 16)
    fetched = desk.for_entry(ProgressReport.objects.all(), on=on).get()
    assert "Của đơn vị." not in str(desk.Desk(fetched, on=on, is_own=False).start())


def test_returned_report_shows_the_unit_what_was_typed_in_for_it(report, head, hcth):
    typed = {f"a{builders.content_of(report).entries[0].assignment_id}-results": ["Bản cũ."]}
    lifecycle.save_draft(report, data=typed, version=0, by=head, at=at("2026-12-01 08:00"))
    enter(report, head, hcth)
    builders.return_report(report, when="2026-12-19 09:00", due_on=date(2026, 12, 25), by=hcth)
    shown = desk.kept(ProgressReport.objects.select_related("draft").get())
    assert [values for name, values in shown.items() if name.endswith("-results")] == [
        ["Đã thực hiện."]
    ]
