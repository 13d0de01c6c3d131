"""Which legal basis a result answers: the unit says so, HCTH may say so afterwards."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from directives.models import Assignment, Indicator, LegalBasis, WorkItem
from reports import consolidated, desk, drafts, lifecycle, reopened, tagging
from reports.errors import WrongState
from reports.models import Obstacle, ObstacleStatement, ProgressEntry, ProgressReport, ResultTag
from tests.builders import (
    Role,
    at,
    confirm,
    make_department,
    make_member,
    make_period,
    make_report,
    make_user,
)
from tests.pages import text_of
from tests.reports.year import ON, make_year_of_two_bases, send, take_in

pytestmark = pytest.mark.django_db

TODAY = date(2026, 12, 10)
#: The whole, and the reports on one basis each.
ALL = [None, 116, 124]


@pytest.fixture
def year():
    return make_year_of_two_bases(3)


def bases(*numbers):
    return [LegalBasis.objects.get(number_and_symbol=f"{n}/KH-UBND") for n in numbers]


def accepted(year, name, *numbers, **fields):
    keys = tuple(basis.pk for basis in bases(*numbers))
    send(year.report_of(name), basis_ids=keys, **fields)
    take_in(year.report_of(name))


def whole(year, number=None):
    basis = bases(number)[0] if number else None
    return consolidated.consolidate(year.period, on=ON, basis=basis)


def reports_of_the_year_before(year):
    past = make_period(year.directive, due_on=date(2025, 12, 16))
    confirm(past, when="2025-11-20 08:00")
    reports = ProgressReport.objects.for_listing().filter(period=past)
    return {report.department.name: report for report in reports}


def work_of(report) -> ProgressEntry:
    return report.submissions.latest().entries.get(assignment__duty__ordinal=2)


def numbers_of(entry):
    return [tag.basis.number_and_symbol for tag in entry.result_tags.order_by("basis__ordinal")]


# Reports on one basis


def test_each_entry_names_the_bases_that_it_answers(year):
    accepted(year, "Phòng A", 116)
    accepted(year, "Phòng B", 116, 124)
    accepted(year, "Phòng C")
    value = whole(year)
    assert [entry.bases for entry in value.duties[1].entries] == [(1,), (1, 2), ()]
    assert [(basis.ordinal, basis.paper.short) for basis in value.bases] == [
        (1, "Kế hoạch số 116/KH-UBND"),
        (2, "Kế hoạch số 124/KH-UBND"),
    ]
    assert (value.basis, value.untagged_units) == (None, ("Phòng C",))


def test_a_report_on_one_basis_holds_the_results_that_answer_it_and_all_of_the_other_duties(year):
    accepted(year, "Phòng A", 116)
    accepted(year, "Phòng B", 116, 124)
    accepted(year, "Phòng C")

    value = whole(year, 124)

    brief, work, _lead = value.duties
    assert [entry.unit for entry in work.entries] == ["Phòng B"]
    assert (work.indicators[0].in_period, work.indicators[0].asked) == (5, 1)
    assert work.progress.units == (0, 0, 1, 0)
    assert [entry.unit for entry in brief.entries] == ["Phòng A", "Phòng B", "Phòng C"]
    assert (value.basis, value.untagged_units) == (2, ("Phòng C",))
    assert value.directive.basis.short == "Kế hoạch số 124/KH-UBND"


def test_a_unit_with_nothing_to_report_has_nothing_for_any_basis(year):
    accepted(year, "Phòng A", 116)
    send(
        year.report_of("Phòng B"),
        results="",
        nothing_to_report=True,
        percent_of_year=None,
        indicators=(),
    )
    take_in(year.report_of("Phòng B"))
    value = whole(year, 124)
    assert value.duties[1].nothing_units == ("Phòng B",)
    assert value.untagged_units == ()


def test_nobody_is_untagged_where_no_basis_is_reported_apart(year):
    LegalBasis.objects.update(is_reported_apart=False)
    accepted(year, "Phòng A")
    assert (whole(year).bases, whole(year).untagged_units) == ((), ())


@pytest.mark.parametrize(
    ("of_news", "of_events", "shown"),
    [
        ((), (), [1, 2]),
        ((116,), (), [2]),
        ((116, 124), (116,), [1]),
        ((116,), (116,), []),
    ],
)
def test_an_indicator_of_other_bases_is_left_out(year, of_news, of_events, shown):
    news, events = Indicator.objects.order_by("ordinal")
    news.bases.set(bases(*of_news))
    events.bases.set(bases(*of_events))
    accepted(year, "Phòng A", 124)
    assert [total.ordinal for total in whole(year, 124).duties[1].indicators] == shown
    assert [total.ordinal for total in whole(year).duties[1].indicators] == [1, 2]


def test_what_is_frozen_on_one_basis_thaws_into_the_same_value(year):
    accepted(year, "Phòng A", 116, 124)
    value = whole(year, 116)
    assert consolidated.thaw(consolidated.content_of(value)) == value


def test_the_year_before_is_laid_beside_by_the_same_basis(year):
    past = reports_of_the_year_before(year)
    for unit, number in [("Phòng A", 116), ("Phòng B", 124)]:
        send(past[unit], basis_ids=(bases(number)[0].pk,), when="2025-12-10 09:00")
        take_in(past[unit], when="2025-12-18 09:00")
    beside = whole(year, 124).duties[1].indicators[0].previous
    # Phòng A answered another basis; what Phòng C and HCTH would answer is not known.
    assert (beside.units, beside.asked, beside.awaited) == (1, 3, 2)
    assert whole(year).duties[1].indicators[0].previous.value == 10


def test_units_whose_results_nobody_tagged_are_awaited_in_a_report_on_one_basis(year):
    for name, numbers in [("Phòng A", [116]), ("Phòng B", [124]), ("Phòng C", [])]:
        accepted(year, name, *numbers)
    accepted(year, "Phòng Hành chính - Tổng hợp", 124)
    awaited = [whole(year, n).duties[1].indicators[0].awaited for n in [None, 116, 124]]
    assert awaited == [0, 1, 1]


def test_a_unit_that_answers_another_basis_is_not_among_those_it_is_given_to(year):
    for name, numbers in [("Phòng A", [116]), ("Phòng B", [124]), ("Phòng C", [])]:
        accepted(year, name, *numbers)
    told = [[duty.assigned for duty in whole(year, n).duties] for n in [None, 116, 124]]
    assert told == [[4, 4, 1], [4, 3, 1], [4, 3, 1]]


def test_work_in_a_report_on_one_basis_is_of_the_units_that_answer_it(year):
    for name, numbers in [("Phòng A", [116]), ("Phòng B", [116, 124]), ("Phòng C", [])]:
        accepted(year, name, *numbers)
    for assignment in Assignment.objects.exclude(duty__ordinal=3):
        WorkItem.objects.create(
            assignment=assignment,
            text="Biên tập kỷ yếu",
            proposed_by=make_user(),
            proposed_at=at("2026-03-02 09:00"),
        )
    told = [[duty.work and duty.work.open for duty in whole(year, n).duties] for n in ALL]
    assert told == [[4, 4, None], [4, 2, None], [4, 1, None]]


def test_an_obstacle_in_a_report_on_one_basis_stands_beside_a_result_that_answers_it(year):
    for name, numbers in [("Phòng A", [116]), ("Phòng B", [116, 124]), ("Phòng C", [])]:
        accepted(year, name, *numbers, obstacle=f"Vướng mắc của {name}.")
    accepted(year, "Phòng Hành chính - Tổng hợp", 116, obstacle="Vướng mắc chung.")
    told = [[one.unit[-1] for one in whole(year, n).obstacles] for n in ALL]
    assert told == [["A", "B", "C", "p"], ["A", "B", "p"], ["B", "p"]]


def test_an_obstacle_of_a_period_before_goes_by_what_is_said_of_it_now(year):
    report = reports_of_the_year_before(year)["Phòng A"]
    send(
        report,
        basis_ids=(bases(116)[0].pk,),
        obstacle="Thiếu kinh phí.",
        when="2025-12-10 09:00",
    )
    take_in(report, when="2025-12-18 09:00")
    assert [len(whole(year, n).obstacles) for n in ALL] == [1, 1, 0]

    accepted(year, "Phòng A", 124)
    ObstacleStatement.objects.create(
        obstacle=Obstacle.objects.get(),
        submission=year.report_of("Phòng A").submissions.get(),
        standing="unchanged",
        text="Thiếu kinh phí.",
    )
    assert [len(whole(year, n).obstacles) for n in ALL] == [1, 0, 1]


# The unit says so


def board(report, data, *, checked=True):
    report = desk.for_draft(ProgressReport.objects.all(), on=TODAY).get(pk=report.pk)
    return desk.Desk(report, on=TODAY).board(MultiValueDict(data), checked=checked)


def work_form(report, data, *, checked=True):
    return board(report, data, checked=checked).sections[1].entry


def test_the_form_offers_the_bases_that_are_reported_apart_and_only_on_the_implementation(year):
    sections = board(year.report_of("Phòng A"), {}, checked=False).sections
    assert ["bases" in section.entry.fields for section in sections] == [False, True]
    offered = [label for _key, label in sections[1].entry.fields["bases"].choices]
    assert offered == ["Kế hoạch số 116/KH-UBND", "Kế hoạch số 124/KH-UBND"]


def test_a_form_without_such_bases_asks_for_none():
    report = make_report()
    [section] = board(report, {}, checked=False).sections
    assert "bases" not in section.entry.fields


def test_what_is_ticked_is_sent_and_what_is_no_longer_offered_is_not(year):
    report = year.report_of("Phòng A")
    form = work_form(report, {}, checked=False)
    one, two = bases(116, 124)
    LegalBasis.objects.filter(pk=two.pk).update(is_reported_apart=False)
    typed = {f"{form.prefix}-bases": [str(one.pk), str(two.pk), "mười"]}
    form = work_form(report, typed | {f"{form.prefix}-results": ["Xong."]})
    assert form.errors.get("bases") is None
    assert form.cleaned_data["bases"] == [one.pk]


def test_what_the_unit_ticked_is_kept_with_its_submission(year):
    submission = send(year.report_of("Phòng A"), basis_ids=tuple(b.pk for b in bases(116, 124)))
    entry = work_of(year.report_of("Phòng A"))
    assert numbers_of(entry) == ["116/KH-UBND", "124/KH-UBND"]
    tag = entry.result_tags.first()
    assert (tag.by, tag.at) == (submission.submitted_by, submission.submitted_at)


def test_a_report_that_comes_back_shows_the_boxes_again(year):
    submission = send(year.report_of("Phòng A"), basis_ids=tuple(b.pk for b in bases(116, 124)))
    typed = reopened.as_typed(submission)
    found = [value for name, value in typed.items() if name.endswith("-bases")]
    assert found == [[str(basis.pk) for basis in bases(116, 124)]]


def test_the_boxes_begin_as_in_the_period_before(year):
    accepted(year, "Phòng A", 124)
    following = make_period(year.directive, due_on=date(2027, 12, 16))
    confirm(following, when="2027-11-20 08:00")
    report = following.reports.get(department__name="Phòng A")
    form = work_form(report, {}, checked=False)
    assert form["bases"].value() == [str(bases(124)[0].pk)]
    # Who has typed, and ticked nothing, has ticked nothing.
    form = work_form(report, {f"{form.prefix}-results": ["Đang làm."]}, checked=False)
    assert form["bases"].value() == []


def test_two_drafts_are_compared_by_the_names_of_the_bases(year):
    report = year.report_of("Phòng A")
    prefix = work_form(report, {}, checked=False).prefix
    mine = board(report, {f"{prefix}-bases": [str(bases(116)[0].pk)]}, checked=False)
    theirs = board(report, {f"{prefix}-results": [""]}, checked=False)
    [difference] = drafts.differences(mine, theirs)
    assert difference.label == "Nhiệm vụ 2, Thực hiện theo căn cứ"
    assert (difference.mine, difference.theirs) == ("Kế hoạch số 116/KH-UBND", "")


# HCTH says so afterwards


def test_hcth_tags_what_the_unit_did_not_and_what_stands_keeps_its_author(year):
    accepted(year, "Phòng A", 116)
    entry, by = work_of(year.report_of("Phòng A")), make_user("Người HCTH")
    unit = entry.result_tags.get().by

    tagging.tag(entry, bases(116, 124), by=by, at=at("2026-12-19 09:00"))

    said = {tag.basis.number_and_symbol: tag.by for tag in entry.result_tags.all()}
    assert said == {"116/KH-UBND": unit, "124/KH-UBND": by}
    tagging.tag(entry, bases(124), by=by, at=at("2026-12-19 10:00"))
    assert numbers_of(entry) == ["124/KH-UBND"]
    assert whole(year).duties[1].entries[0].bases == (2,)


def test_an_entry_that_the_unit_has_replaced_or_a_report_sent_back_is_not_tagged(year):
    report = year.report_of("Phòng A")
    send(report)
    first = work_of(report)
    by = year.directive.coordinator.appointments.get(role=Role.HEAD).user
    lifecycle.return_(
        report,
        submission=report.submissions.latest(),
        reason="Bổ sung.",
        due_on=date(2026, 12, 20),
        by=by,
        at=at("2026-12-11 09:00"),
    )
    with pytest.raises(WrongState):
        tagging.tag(first, bases(116), by=by, at=at("2026-12-11 10:00"))
    send(report, when="2026-12-12 09:00")
    with pytest.raises(WrongState):
        tagging.tag(first, bases(116), by=by, at=at("2026-12-12 10:00"))
    assert not ResultTag.objects.exists()


def test_what_hcth_said_stands_when_the_unit_sends_its_report_anew(year):
    report = year.report_of("Phòng A")
    send(report, basis_ids=(bases(116)[0].pk,))
    by = year.directive.coordinator.appointments.get(role=Role.HEAD).user
    tagging.tag(work_of(report), bases(116, 124), by=by, at=at("2026-12-10 10:00"))
    lifecycle.return_(
        report,
        submission=report.submissions.latest(),
        reason="Bổ sung.",
        due_on=date(2026, 12, 20),
        by=by,
        at=at("2026-12-11 09:00"),
    )
    send(report, when="2026-12-12 09:00")
    # The unit has taken its own mark away; that of HCTH is not the unit's.
    assert numbers_of(work_of(report)) == ["124/KH-UBND"]
    assert work_of(report).result_tags.get().by == by


# The page


def page(client, report):
    return text_of(client.get(reverse("reports:report", args=[report.public_id])))


def test_the_page_offers_the_boxes_to_hcth_and_says_who_ticked(client, year):
    accepted(year, "Phòng A", 116)
    report = year.report_of("Phòng A")
    hcth = make_member(role=Role.STAFF, full_name="Lê Thị Tổng Hợp")
    client.force_login(hcth)
    assert "Ghi căn cứ" in page(client, report)
    answer = client.post(
        reverse("reports:tag", args=[report.public_id, 2]),
        {"submission": "1", "bases": [str(basis.pk) for basis in bases(116, 124)]},
        follow=True,
    )
    text = text_of(answer)
    assert "Đã ghi căn cứ của kết quả." in text
    assert "<li>Kế hoạch số 116/KH-UBND</li>" in text
    assert "Kế hoạch số 124/KH-UBND <span" in text
    assert "Lê Thị Tổng Hợp ghi ngày" in text
    assert numbers_of(work_of(report)) == ["116/KH-UBND", "124/KH-UBND"]


def test_a_unit_reads_the_bases_and_has_no_boxes(client, year):
    accepted(year, "Phòng A", 116)
    report = year.report_of("Phòng A")
    client.force_login(make_member(make_department("Phòng A"), Role.FOCAL_OFFICER))
    text = page(client, report)
    assert "Kế hoạch số 116/KH-UBND" in text
    assert "Ghi căn cứ" not in text
    address = reverse("reports:tag", args=[report.public_id, 2])
    assert client.post(address, {"submission": "1"}).status_code == 404


def test_a_stale_page_changes_nothing_and_says_so(client, year):
    accepted(year, "Phòng A", 116)
    report = year.report_of("Phòng A")
    ProgressReport.objects.filter(pk=report.pk).update(state="returned")
    client.force_login(make_member(role=Role.STAFF))
    address = reverse("reports:tag", args=[report.public_id, 2])
    text = text_of(client.post(address, {"submission": "1"}, follow=True))
    assert "Báo cáo vừa có thay đổi" in text
    assert numbers_of(work_of(report)) == ["116/KH-UBND"]


@pytest.mark.parametrize(
    ("ordinal", "typed"), [(1, "1"), (3, "1"), (2, "9"), (2, ""), (2, "9" * 30)]
)
def test_only_the_implementation_of_a_submission_that_was_read_is_tagged(
    client, year, ordinal, typed
):
    accepted(year, "Phòng A", 116)
    client.force_login(make_member(role=Role.STAFF))
    address = reverse("reports:tag", args=[year.report_of("Phòng A").public_id, ordinal])
    assert client.post(address, {"submission": typed}).status_code == 404
    assert client.get(address).status_code == 405
