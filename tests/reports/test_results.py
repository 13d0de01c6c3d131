"""A result is logged the day it happens, waits for the report, and is the report's once sent."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from directives.models import Duty, WorkItem
from reports import desk, drafts, evidence, lifecycle, results
from reports.errors import ImpossibleDate, WrongState
from reports.models import Evidence, LoggedResult, ProgressReport
from tests import builders
from tests.builders import at

pytestmark = pytest.mark.django_db

TODAY = date(2026, 10, 12)


@pytest.fixture
def report():
    return builders.make_report()


@pytest.fixture
def assignment(report):
    return report.department.assignments.get()


@pytest.fixture
def officer(report):
    return builders.make_member(report.department, builders.Role.STAFF)


def log(assignment, by, text="Đăng 03 tin.", on=TODAY, when="2026-10-12 16:00", **more):
    return results.log(assignment, on=on, text=text, by=by, at=at(when), **more)


def board(report, data=None, *, on=date(2026, 12, 10), checked=False):
    report = desk.for_draft(ProgressReport.objects.all(), on=on).get(pk=report.pk)
    return desk.Desk(report, on=on).board(data or {}, checked=checked)


def entry(report, data=None, **more):
    [section] = board(report, data, **more).sections
    return section.entry


def send(report, data, when="2026-12-10 09:00"):
    content = board(report, data, checked=True).content()
    by = builders.make_member(report.department, builders.Role.DEPUTY_HEAD)
    return lifecycle.submit(report, content=content, by=by, at=at(when))


def attach(result, by, name="anh.png"):
    upload = SimpleUploadedFile(name, b"\x89PNG\r\n\x1a\n...")
    return evidence.add_to_result(result, upload, by=by, at=at("2026-10-12 16:05"))


# The day


@pytest.mark.parametrize(
    ("on", "is_taken"),
    [
        (date(2024, 6, 6), False),
        (date(2024, 6, 7), True),
        (date(2026, 10, 12), True),
        (date(2026, 10, 13), False),
    ],
)
def test_a_result_lies_between_the_day_the_duty_was_given_and_today(
    assignment, officer, on, is_taken
):
    if is_taken:
        assert log(assignment, officer, on=on).on == on
    else:
        with pytest.raises(ImpossibleDate):
            log(assignment, officer, on=on)


def test_a_unit_that_has_left_the_duty_logs_nothing_from_the_next_day_on(assignment, officer):
    assignment.ends_on, assignment.end_reason = date(2026, 10, 11), "Chuyển đơn vị khác"
    assignment.save()
    log(assignment, officer, on=date(2026, 10, 11), when="2026-10-11 16:00")
    with pytest.raises(WrongState):
        log(assignment, officer, on=date(2026, 10, 11))


def test_the_successor_logs_what_a_merged_unit_did(assignment, officer):
    successor = builders.make_assignment(
        assignment.duty, builders.make_department("Phòng mới"), starts_on=date(2026, 7, 1)
    )
    with pytest.raises(ImpossibleDate):
        log(successor, officer, on=date(2026, 6, 30))
    assignment.ends_on, assignment.end_reason = date(2026, 6, 30), "Sáp nhập"
    assignment.continued_by = successor
    assignment.save()
    assert log(successor, officer, on=date(2026, 6, 30)).assignment == successor


def test_a_result_without_words_is_refused(assignment, officer):
    with pytest.raises(IntegrityError, match="loggedresult_says_something"), transaction.atomic():
        log(assignment, officer, text="")


# Amended and removed, until it is reported


def test_a_waiting_result_is_amended_and_its_new_author_kept(assignment, officer):
    result, other = log(assignment, officer), builders.make_member(assignment.department)
    item = WorkItem.objects.create(
        assignment=assignment, text="Đưa tin", proposed_by=other, proposed_at=at("2026-01-05 08:00")
    )
    results.amend(
        result,
        on=date(2026, 10, 11),
        text="Đăng 04 tin.",
        work_item=item,
        by=other,
        at=at("2026-10-12 17:00"),
    )
    result = LoggedResult.objects.get()
    assert (result.on, result.text, result.work_item) == (date(2026, 10, 11), "Đăng 04 tin.", item)
    assert (result.by, result.at) == (other, at("2026-10-12 17:00"))


def test_an_amended_result_keeps_to_the_days_of_the_duty(assignment, officer):
    result = log(assignment, officer)
    with pytest.raises(ImpossibleDate):
        results.amend(
            result,
            on=date(2026, 10, 13),
            text="Sớm",
            work_item=None,
            by=officer,
            at=at("2026-10-12 17:00"),
        )


def test_a_removed_result_waits_no_longer_and_is_removed_once(assignment, officer):
    result = log(assignment, officer)
    results.remove(result, by=officer, at=at("2026-10-12 17:00"))
    assert not LoggedResult.objects.waiting().exists()
    with pytest.raises(WrongState):
        results.remove(LoggedResult.objects.get(), by=officer, at=at("2026-10-12 17:01"))


def test_what_a_report_has_taken_in_is_neither_amended_nor_removed(report, assignment, officer):
    result = log(assignment, officer)
    send(report, drafted(report, logged=[str(result.pk)]))
    change = {"on": TODAY, "text": "Khác", "work_item": None}
    with pytest.raises(WrongState):
        results.amend(result, **change, by=officer, at=at("2026-12-11 08:00"))
    with pytest.raises(WrongState):
        results.remove(result, by=officer, at=at("2026-12-11 08:00"))
    assert LoggedResult.objects.get().text == "Đăng 03 tin."


# In the draft


def drafted(report, **more):
    prefix = f"a{report.department.assignments.get().pk}"
    fields = {"results": ["Đã làm."], "percent_of_year": ["50"]} | more
    return {f"{prefix}-{name}": values for name, values in fields.items()}


def test_an_untouched_draft_holds_the_logged_results_as_dated_lines(report, assignment, officer):
    second = log(assignment, officer, "Họp báo.", on=TODAY)
    first = log(assignment, officer, "Đăng 03 tin.", on=date(2026, 3, 6))
    form = entry(report)
    assert form["results"].value() == "Ngày 06/3/2026: Đăng 03 tin.\nNgày 12/10/2026: Họp báo."
    assert form["logged"].value() == [str(first.pk), str(second.pk)]
    assert form["nothing_to_report"].value() is False
    assert [(line.result, line.is_taken) for line in form.beside] == [(first, True), (second, True)]


def test_in_a_touched_draft_later_results_stand_beside(report, assignment, officer):
    result = log(assignment, officer)
    form = entry(report, drafted(report))
    assert form["results"].value() == "Đã làm."
    assert [(line.result, line.is_taken) for line in form.beside] == [(result, False)]


def test_an_untouched_draft_leaves_what_is_older_than_the_period_beside(
    report, assignment, officer
):
    older = log(assignment, officer, on=date(2025, 12, 14))
    form = entry(report)
    assert form["results"].value() is None
    assert [(line.result, line.is_taken) for line in form.beside] == [(older, False)]


def test_what_happened_after_the_cut_off_is_not_offered(report, assignment, officer):
    log(assignment, officer, on=date(2026, 12, 15), when="2026-12-15 16:00")
    assert entry(report, on=date(2026, 12, 15)).beside == []


def test_a_form_without_logged_results_has_no_field_for_them(report):
    assert "logged" not in entry(report).fields


def test_results_of_a_done_duty_clear_nothing_to_report():
    report = builders.make_report(kind=Duty.Kind.DISSEMINATION)
    assignment = report.department.assignments.get()
    assignment.completed_on = date(2026, 1, 5)
    assignment.save()
    assert entry(report)["nothing_to_report"].value() is True
    log(assignment, builders.make_member(report.department), "Phổ biến cho 01 người mới.")
    assert entry(report)["nothing_to_report"].value() is False


def put_in(report, data, chosen):
    report = desk.for_draft(ProgressReport.objects.all(), on=TODAY).get(pk=report.pk)
    return desk.Desk(report, on=TODAY).put_in(data, chosen)


def test_one_result_is_put_under_what_was_typed(report, assignment, officer):
    first, second = log(assignment, officer), log(assignment, officer, "Họp báo.")
    prefix = f"a{assignment.pk}"
    data = put_in(report, drafted(report), f"{prefix}:{second.pk}")
    assert data[f"{prefix}-results"] == ["Đã làm.\nNgày 12/10/2026: Họp báo."]
    assert data[f"{prefix}-logged"] == [str(second.pk)]
    assert [line.is_taken for line in entry(report, data).beside] == [False, True]
    assert first.pk != second.pk


def test_all_results_are_put_in_once_and_nothing_to_report_goes(report, assignment, officer):
    first, second = log(assignment, officer), log(assignment, officer, "Họp báo.")
    prefix = f"a{assignment.pk}"
    data = put_in(report, {f"{prefix}-nothing_to_report": ["on"]}, f"{prefix}:")
    assert data == {
        f"{prefix}-results": ["Ngày 12/10/2026: Đăng 03 tin.\nNgày 12/10/2026: Họp báo."],
        f"{prefix}-logged": [str(first.pk), str(second.pk)],
    }
    assert put_in(report, data, f"{prefix}:") == data


@pytest.mark.parametrize("chosen", ["a0:", "", "x:1", "a0:9"])
def test_what_is_not_on_offer_changes_nothing(report, assignment, officer, chosen):
    log(assignment, officer)
    assert put_in(report, drafted(report), chosen) == drafted(report)


def test_a_merged_units_results_stand_in_the_draft_of_its_successor(officer):
    duty = builders.make_duty()
    merged = builders.make_assignment(duty, builders.make_department("Phòng cũ"))
    result = log(merged, officer, on=date(2026, 3, 6))
    successor = builders.make_assignment(
        duty, builders.make_department("Phòng mới"), starts_on=date(2026, 7, 1)
    )
    merged.ends_on, merged.end_reason = date(2026, 6, 30), "Sáp nhập"
    merged.continued_by = successor
    merged.save()
    period = builders.make_period(duty.directive)
    builders.confirm(period)
    report = builders.make_report("Phòng mới", period=period)
    assert [line.result for line in entry(report).beside] == [result]


# Sent


def test_a_submission_takes_in_the_results_and_cites_their_files(report, assignment, officer):
    taken, left = log(assignment, officer), log(assignment, officer, "Họp báo.")
    file = attach(taken, officer)
    attach(left, officer)
    submission = send(report, drafted(report, logged=[str(taken.pk)]))
    taken.refresh_from_db()
    assert taken.submission == submission
    assert list(LoggedResult.objects.waiting()) == [left]
    assert list(submission.entries.get().evidence.all()) == [file]
    file.refresh_from_db()
    assert (file.report, file.result) == (report, taken)


def test_a_result_removed_while_the_form_was_read_is_left_out(report, assignment, officer):
    result = log(assignment, officer)
    content = board(report, drafted(report, logged=[str(result.pk)]), checked=True).content()
    results.remove(result, by=officer, at=at("2026-12-10 08:59"))
    head = builders.make_member(report.department)
    lifecycle.submit(report, content=content, by=head, at=at("2026-12-10 09:00"))
    result.refresh_from_db()
    assert result.submission is None


def test_with_nothing_to_report_the_results_go_on_waiting(report, assignment, officer):
    result = log(assignment, officer)
    send(report, drafted(report, logged=[str(result.pk)], nothing_to_report=["on"]))
    assert list(LoggedResult.objects.waiting()) == [result]


def test_a_returned_report_goes_on_citing_the_files_of_its_results(report, assignment, officer):
    result = log(assignment, officer)
    file = attach(result, officer)
    data = drafted(report, logged=[str(result.pk)])
    first = send(report, data)
    builders.return_report(report)
    report.refresh_from_db()
    second = send(report, data, when="2026-12-12 09:00")
    result.refresh_from_db()
    assert result.submission == first
    assert [list(one.entries.get().evidence.all()) for one in (first, second)] == [[file], [file]]


def test_keys_of_other_results_are_not_taken(report, officer):
    other = builders.make_assignment(builders.make_duty(), builders.make_department("Phòng khác"))
    foreign = log(other, officer)
    send(report, drafted(report, logged=[str(foreign.pk)]))
    assert list(LoggedResult.objects.waiting()) == [foreign]


# Files


def test_files_of_a_result_have_a_limit_of_their_own(assignment, officer, monkeypatch):
    monkeypatch.setattr(evidence, "MOST_FILES_OF_RESULT", 1)
    result = log(assignment, officer)
    attach(result, officer)
    with pytest.raises(evidence.NotTaken, match="Mỗi kết quả có tối đa 1 tệp"):
        attach(result, officer)


def test_a_file_of_a_waiting_result_is_taken_off(assignment, officer):
    file = attach(log(assignment, officer), officer)
    evidence.remove(file, by=officer, at=at("2026-10-12 17:00"))
    assert not Evidence.objects.filter(removed_at=None).exists()


def test_files_of_a_reported_result_stay_and_none_is_added(report, assignment, officer):
    result = log(assignment, officer)
    file = attach(result, officer)
    send(report, drafted(report, logged=[str(result.pk)]))
    file.refresh_from_db()
    with pytest.raises(WrongState):
        evidence.remove(file, by=officer, at=at("2026-12-11 08:00"))
    with pytest.raises(WrongState):
        attach(result, officer)


def test_files_of_a_removed_result_are_not_cited(assignment, officer):
    result = log(assignment, officer)
    results.remove(result, by=officer, at=at("2026-10-12 17:00"))
    with pytest.raises(WrongState):
        attach(result, officer)


def test_drafts_put_in_without_results_returns_the_draft_itself(report):
    [section] = board(report).sections
    data = drafted(report)
    assert drafts.put_in(data, section.asked, []) is data
