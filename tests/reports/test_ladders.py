"""The days of a ladder, by timetables written out by hand."""

from datetime import date, timedelta

import pytest

from directives.models import Directive
from reports import days_off, ladders, reminders
from reports.calendar import OfficeCalendar
from reports.ladders import PRESETS, Preset, Step
from reports.models import Holiday, Ladder, LadderStep, OutgoingMail, ProgressReport
from tests.builders import Role, at, make_directive, make_member, make_report, make_user, submit
from tests.reports.reminding import work

#: Tết 2027: Thursday 4/2 to Wednesday 10/2 are days off, and the weekends on both sides of it.
TET_SUNDAY, TET_WEDNESDAY = date(2027, 2, 7), date(2027, 2, 10)
WEDNESDAY = date(2026, 12, 16)

LIGHT = {
    TET_SUNDAY: {-3: "03/02", 0: "03/02", 3: "11/02"},
    TET_WEDNESDAY: {-3: "03/02", 0: "03/02", 3: "15/02"},
    WEDNESDAY: {-3: "14/12", 0: "16/12", 3: "21/12"},
}
USUAL = {
    TET_SUNDAY: {
        -7: "01/02",  # a Sunday before Tết, moved to Monday
        -3: "03/02",  # the first day of Tết: the day after it would be past the deadline
        -1: "03/02",
        0: "03/02",
        1: "11/02",
        3: "11/02",
        7: "15/02",
    },
    TET_WEDNESDAY: {
        -7: "03/02",
        -3: "03/02",
        -1: "03/02",
        0: "03/02",
        1: "11/02",
        3: "15/02",
        7: "17/02",
    },
    WEDNESDAY: {
        -7: "09/12",
        -3: "14/12",
        -1: "15/12",
        0: "16/12",
        1: "17/12",
        3: "21/12",
        7: "23/12",
    },
}
URGENT = {
    TET_SUNDAY: {
        -10: "21/01",
        -5: "28/01",
        -3: "01/02",
        -2: "02/02",
        -1: "03/02",
        0: "03/02",
        1: "11/02",
        2: "12/02",
        3: "15/02",
        5: "17/02",
        10: "24/02",
    },
    WEDNESDAY: {
        -10: "02/12",
        -5: "09/12",
        -3: "11/12",
        -2: "14/12",
        -1: "15/12",
        0: "16/12",
        1: "17/12",
        2: "18/12",
        3: "21/12",
        5: "23/12",
        10: "30/12",
    },
}
TIMETABLES = [
    (preset, due_on, days)
    for preset, table in [
        (Preset.LIGHT, LIGHT),
        (Preset.USUAL, USUAL),
        (Preset.URGENT, URGENT),
    ]
    for due_on, days in table.items()
]


def days_of(steps, due_on, *, is_express=False, calendar=None):
    calendar = calendar or OfficeCalendar()
    return {
        step.days: f"{step.send_on(due_on, calendar=calendar, is_express=is_express):%d/%m}"
        for step in steps
    }


@pytest.mark.parametrize(("preset", "due_on", "days"), TIMETABLES)
def test_a_preset_has_these_days(preset, due_on, days):
    assert days_of(PRESETS[preset], due_on) == days


def test_hoa_toc_is_told_on_days_off_too():
    assert days_of(PRESETS[Preset.USUAL], TET_SUNDAY, is_express=True) == {
        -7: "31/01",
        -3: "04/02",
        -1: "06/02",
        0: "07/02",
        1: "08/02",
        3: "10/02",
        7: "14/02",
    }


def test_the_offices_own_days_count():
    """16/12 was declared a day off, and Saturday 19/12 is worked for it."""
    calendar = OfficeCalendar(
        days_off=frozenset({WEDNESDAY}), days_worked=frozenset({date(2026, 12, 19)})
    )
    assert days_of(PRESETS[Preset.LIGHT], WEDNESDAY, calendar=calendar) == {
        -3: "14/12",
        0: "15/12",
        3: "19/12",
    }


def test_no_step_of_before_the_deadline_is_told_after_it_nor_on_a_day_off():
    calendar = OfficeCalendar()
    for number in range(730):
        due_on = date(2026, 1, 1) + timedelta(days=number)
        for step in {step for steps in PRESETS.values() for step in steps}:
            day = step.send_on(due_on, calendar=calendar, is_express=False)
            assert calendar.is_working_day(day)
            assert day <= due_on if step.days <= 0 else day > due_on


def test_the_eve_of_a_monday_is_told_on_the_monday():
    """A day off is moved forward as long as that is not past the deadline."""
    monday = date(2026, 12, 14)
    assert Step(-1).send_on(monday, calendar=OfficeCalendar(), is_express=False) == monday


def test_who_is_told_by_the_presets():
    unit = ("head", "focal_officer")
    assert {step.to for step in PRESETS[Preset.LIGHT] + PRESETS[Preset.USUAL]} == {unit}
    assert {step.days: step.to for step in PRESETS[Preset.URGENT]} == {
        **dict.fromkeys([-10, -5, -3, -2, -1, 0], unit),
        1: (*unit, "coordinator"),
        **dict.fromkeys([2, 3, 5, 10], (*unit, "coordinator", "deputy_director")),
    }


def test_a_ladder_is_named_after_its_preset_whatever_the_order():
    usual = PRESETS[Preset.USUAL]
    assert ladders.preset_of(reversed(usual)) == Preset.USUAL
    turned = [Step(step.days, step.in_working_days, step.to[::-1]) for step in usual]
    assert ladders.preset_of(turned) == Preset.USUAL
    assert ladders.preset_of(usual[1:]) is None
    assert ladders.preset_of([*usual[1:], Step(-7, in_working_days=True)]) is None


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step(-7), "trước hạn 7 ngày"),
        (Step(-3, in_working_days=True), "trước hạn 3 ngày làm việc"),
        (Step(0), "đúng ngày đến hạn"),
        (Step(1), "quá hạn 1 ngày"),
        (Step(2), "quá hạn 2 ngày"),
        (Step(5, in_working_days=True), "quá hạn 5 ngày làm việc"),
    ],
)
def test_a_step_in_words(step, words):
    assert step.in_words == words


# One directive's own ladder


def promised(report) -> dict[int, tuple[str, str]]:
    return {
        reminder.step: (f"{reminder.send_on:%d/%m}", reminder.state)
        for reminder in report.reminders.filter(due_on=report.due_on).order_by("step")
    }


def adjust(report, *steps, when="2026-12-01 08:00"):
    return reminders.adjust_ladder(
        report.period.directive, steps, by=make_user("Người sửa"), at=at(when)
    )


@pytest.mark.django_db
def test_a_directive_without_rows_has_the_usual_ladder():
    report = make_report(due_on=WEDNESDAY)
    assert ladders.of(report.period.directive) == PRESETS[Preset.USUAL]
    assert promised(report) == {
        -7: ("09/12", "promised"),
        -3: ("14/12", "promised"),
        -1: ("15/12", "promised"),
        0: ("16/12", "promised"),
        1: ("17/12", "promised"),
        3: ("21/12", "promised"),
        7: ("23/12", "promised"),
    }


@pytest.mark.django_db
def test_ladders_of_many_are_read_in_one_query(django_assert_num_queries):
    own, usual = make_report("Phòng 1"), make_directive("văn bản khác")
    adjust(own, *PRESETS[Preset.LIGHT])
    with django_assert_num_queries(1):
        found = ladders.of_all([own.period.directive_id, usual.pk])
    assert found == {
        own.period.directive_id: PRESETS[Preset.LIGHT],
        usual.pk: PRESETS[Preset.USUAL],
    }


@pytest.mark.django_db
def test_a_ladder_changed_midway_promises_anew_and_leaves_what_was_sent(smtp_server):
    report = make_report(due_on=WEDNESDAY)
    make_member(report.department)
    work(date(2026, 12, 9))
    adjust(report, Step(-5), Step(-1), Step(2, True, ("head",)), when="2026-12-14 09:00")
    assert promised(report) == {
        -7: ("09/12", "sent"),
        -3: ("14/12", "called_off"),
        -1: ("15/12", "promised"),
        0: ("16/12", "called_off"),
        1: ("17/12", "called_off"),
        2: ("18/12", "promised"),
        3: ("21/12", "called_off"),
        7: ("23/12", "called_off"),
    }
    for day in range(14, 31):
        work(date(2026, 12, day))
    days = OutgoingMail.objects.order_by("day").values_list("day__day", "state")
    assert list(days) == [(9, "sent"), (15, "sent"), (18, "sent")]


@pytest.mark.django_db
def test_a_change_promises_a_step_of_today_and_none_of_yesterday():
    report = make_report(due_on=WEDNESDAY)
    adjust(report, Step(-6), Step(-5), when="2026-12-11 08:00")
    kept = {step: told for step, told in promised(report).items() if step in (-6, -5)}
    assert kept == {-5: ("11/12", "promised")}


@pytest.mark.django_db
def test_a_change_tells_nobody_again_what_he_was_told_today(smtp_server):
    report = make_report(due_on=WEDNESDAY)
    make_member(report.department)
    work(date(2026, 12, 9))
    adjust(report, Step(-7, to=("head",)), Step(-1), when="2026-12-09 10:00")
    assert promised(report)[-7] == ("09/12", "sent")
    assert work(date(2026, 12, 9), "11:00").planned == 0


@pytest.mark.django_db
def test_changing_it_back_takes_the_old_steps_up_again():
    report = make_report(due_on=WEDNESDAY)
    before = promised(report)
    adjust(report, Step(-2))
    adjust(report, *PRESETS[Preset.USUAL])
    assert promised(report) == before | {-2: ("14/12", "called_off")}


@pytest.mark.django_db
def test_a_step_that_stays_is_told_to_those_whom_it_names_now():
    report = make_report(due_on=WEDNESDAY)
    adjust(report, Step(-7, False, ("director",)))
    assert report.reminders.get(step=-7).to == ["director"]


@pytest.mark.django_db
def test_who_is_added_to_a_step_whose_mail_already_waits_is_told_with_it(smtp_server):
    report = make_report(due_on=WEDNESDAY)
    make_member(report.department, username="khoa")
    hcth = make_member(username="hcth")
    reminders.sweep(on=WEDNESDAY, at=at("2026-12-16 06:00"))
    steps = [Step(0, to=("head", "coordinator"))]
    reminders.adjust_ladder(report.period.directive, steps, by=hcth, at=at("2026-12-16 06:30"))
    work(WEDNESDAY)
    assert smtp_server.recipients() == ["hcth@example.vn", "khoa@example.vn"]


@pytest.mark.django_db
def test_who_is_taken_off_a_step_whose_mail_already_waits_gets_none(smtp_server):
    report = make_report(due_on=WEDNESDAY)
    make_member(report.department, username="khoa")
    make_member(report.department, Role.FOCAL_OFFICER, username="focal")
    reminders.sweep(on=WEDNESDAY, at=at("2026-12-16 06:00"))
    steps = [Step(0, to=("head",))]
    reminders.adjust_ladder(
        report.period.directive, steps, by=make_user(), at=at("2026-12-16 06:30")
    )
    work(WEDNESDAY)
    assert smtp_server.recipients() == ["khoa@example.vn"]


@pytest.mark.django_db
def test_a_step_that_waits_for_somebody_to_tell_is_kept_by_a_change(smtp_server):
    """Nobody was in office on its day."""
    report = make_report(due_on=WEDNESDAY)
    work(date(2026, 12, 9))
    adjust(report, Step(-7, to=("director",)), Step(-1), when="2026-12-10 09:00")
    assert promised(report)[-7] == ("09/12", "promised")
    assert report.reminders.get(step=-7).to == ["director"]


@pytest.mark.django_db
def test_a_report_that_was_sent_in_is_promised_nothing():
    report = make_report(due_on=WEDNESDAY)
    submit(report, when="2026-12-08 09:00")
    adjust(report, Step(-2))
    assert {state for _, state in promised(report).values()} == {"called_off"}


@pytest.mark.django_db
def test_a_new_deadline_gets_the_directives_own_ladder():
    report = make_report(due_on=WEDNESDAY)
    adjust(report, Step(-2), Step(3, in_working_days=True))
    ProgressReport.objects.filter(pk=report.pk).update(due_on=date(2026, 12, 23))
    report.refresh_from_db()
    reminders.promise([report], at=at("2026-12-10 09:00"))
    assert promised(report) == {-2: ("21/12", "promised"), 3: ("28/12", "promised")}
    assert report.reminders.filter(due_on=WEDNESDAY, state="promised").count() == 0


@pytest.mark.django_db
def test_the_history_keeps_every_ladder():
    report = make_report(due_on=WEDNESDAY)
    adjust(report, Step(-2), Step(0))
    adjust(report, Step(-4), Step(0))
    assert Ladder.objects.count() == 1
    assert set(LadderStep.objects.values_list("days", flat=True)) == {-4, 0}
    events = LadderStep.pgh_event_model.objects.order_by("pgh_id")
    assert list(events.values_list("pgh_label", "days")) == [
        ("insert", -2),
        ("insert", 0),
        ("delete", -2),
        ("insert", -4),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "steps",
    [(), (Step(0), Step(0, in_working_days=True)), (Step(-3), Step(-3)), (Step(-3, to=()),)],
)
def test_an_impossible_ladder_is_refused_and_changes_nothing(steps):
    report = make_report(due_on=WEDNESDAY)
    with pytest.raises(ValueError):  # noqa: PT011
        adjust(report, *steps)
    assert ladders.of(report.period.directive) == PRESETS[Preset.USUAL]


@pytest.mark.django_db
def test_days_off_declared_later_move_what_is_promised(smtp_server):
    report = make_report(due_on=WEDNESDAY)
    make_member(report.department)
    work(date(2026, 12, 9))
    for day in (date(2026, 12, 14), date(2026, 12, 17)):
        days_off.keep(
            Holiday(on=day, name="Bão"),
            on=date(2026, 12, 10),
            by=make_user(),
            at=at("2026-12-10 09:00"),
        )
    assert promised(report) == {
        -7: ("09/12", "sent"),
        -3: ("15/12", "promised"),
        -1: ("15/12", "promised"),
        0: ("16/12", "promised"),
        1: ("18/12", "promised"),
        3: ("21/12", "promised"),
        7: ("23/12", "promised"),
    }


# Days off, on the day


@pytest.mark.django_db
def test_of_two_steps_on_one_day_the_newer_is_told(smtp_server):
    report = make_report(due_on=TET_SUNDAY)
    make_member(report.department)
    work(date(2027, 2, 1))
    work(date(2027, 2, 3))
    assert {step: state for step, (_, state) in promised(report).items() if step <= 0} == {
        -7: "sent",
        -3: "superseded",
        -1: "superseded",
        0: "sent",
    }
    newest = report.reminders.get(step=0)
    assert set(newest.supersedes.values_list("step", flat=True)) == {-3, -1}


@pytest.mark.django_db
def test_of_two_steps_moved_to_one_day_the_one_that_fell_later_is_told(smtp_server):
    """Saturday 19/12 is 3 days late, Monday 21/12 is 3 working days late: one mail on Monday."""
    report = make_report(due_on=WEDNESDAY)
    make_member(report.department)
    adjust(report, Step(3), Step(2, False, ("director",)), Step(3, in_working_days=True))
    work(date(2026, 12, 21))
    told = report.reminders.get(state="sent")
    assert (told.step, told.in_working_days) == (3, True)


def mail_days(directive_urgency, smtp_server):
    report = make_report(due_on=TET_SUNDAY)
    Directive.objects.filter(pk=report.period.directive_id).update(urgency=directive_urgency)
    reminders.promise([report], at=at("2027-01-10 09:00"))
    make_member(report.department)
    for number in range(30):
        work(date(2027, 1, 25) + timedelta(days=number))
    sent = OutgoingMail.objects.filter(state="sent").order_by("day")
    return [f"{day:%d/%m}" for day in sent.values_list("day", flat=True)]


@pytest.mark.django_db
def test_nothing_is_sent_during_tet(smtp_server):
    assert mail_days("normal", smtp_server) == ["01/02", "03/02", "11/02", "15/02"]


@pytest.mark.django_db
def test_hoa_toc_is_sent_during_tet(smtp_server):
    assert mail_days("express", smtp_server) == [
        "31/01",
        "04/02",
        "06/02",
        "07/02",
        "08/02",
        "10/02",
        "14/02",
    ]


@pytest.mark.django_db
def test_what_was_missed_waits_for_the_next_working_day(smtp_server):
    """The sweep stood still on Friday; on Saturday it runs again."""
    report = make_report(due_on=date(2026, 12, 18))
    make_member(report.department)
    for day in (19, 20):
        assert work(date(2026, 12, day)).planned == 0
    assert work(date(2026, 12, 21)).planned == 1


@pytest.mark.django_db
def test_who_had_fridays_mail_gets_what_falls_due_then_on_monday(smtp_server):
    friday = date(2026, 12, 18)
    report = make_report(due_on=friday)
    make_member(report.department)
    work(friday, "07:00")
    make_report(due_on=friday)
    work(friday, "09:00")
    queued = OutgoingMail.objects.get(state="queued")
    assert queued.day == date(2026, 12, 21)


# After the last step


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("steps", "first_day"),
    [
        (PRESETS[Preset.LIGHT], date(2026, 12, 22)),
        (PRESETS[Preset.USUAL], date(2026, 12, 24)),
        (PRESETS[Preset.URGENT], date(2026, 12, 31)),
        ((Step(-3),), date(2026, 12, 17)),
    ],
)
def test_after_its_own_last_step_a_report_is_hcths(steps, first_day):
    report = make_report(due_on=WEDNESDAY)
    adjust(report, *steps)
    found = {
        number
        for number in range(60)
        if ProgressReport.objects.after_last_step(
            on=WEDNESDAY - timedelta(days=10) + timedelta(days=number)
        ).exists()
    }
    assert min(found) == (first_day - WEDNESDAY).days + 10
    assert found == set(range(min(found), 60))


@pytest.mark.django_db
def test_one_that_was_sent_in_is_not():
    report = make_report(due_on=WEDNESDAY)
    submit(report, when="2026-12-30 09:00")
    assert not ProgressReport.objects.after_last_step(on=date(2027, 1, 30)).exists()
