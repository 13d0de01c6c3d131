"""Any actions of any people in any order leave the rules of a report's life unbroken.

People go through the permission table and `lifecycle` as the pages do: what the table forbids is
asked for all the same, and must be refused by it.
"""

from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine

from directives import lifecycle as directives
from directives import organisation
from directives.models import Assignment
from directives.posts import posts
from reports import lifecycle, obligations, permissions, succession
from reports.content import IndicatorContent
from reports.errors import ImpossibleDate, WrongState
from reports.lifecycle import NoExtension
from reports.models import (
    DeadlineChange,
    ProgressReport,
)
from reports.models.progress import LAPSED_STATES, State
from tests.builders import (
    at,
    confirm,
    content_of,
    make_assignment,
    make_department,
    make_duty,
    make_period,
    make_user,
)
from tests.reports.cast import PEOPLE, Cast
from tests.reports.unbroken import (
    a_deadline_moves_only_by_a_row,
    a_report_is_extended_once_and_asked_for_once_at_a_time,
    a_submission_keeps_the_deadline_of_its_moment,
    every_change_of_state_has_an_author_and_a_row,
    fingerprint,
    interim_figures_end_before_the_cut_off,
    reminders_are_promised_for_what_is_owed_and_the_deadline_in_force,
)

pytestmark = pytest.mark.django_db

FIRST_DAY = date(2026, 12, 1)
LAST_DAY = date(2027, 1, 31)
#: A person by name, or any number: one of those who may.
who = st.one_of(st.integers(0, 2), st.integers(0, 2), st.sampled_from(PEOPLE))
#: A report, of the six.
pick = st.integers(0, 5)
#: A day before or after today, for deadlines.
shift = st.integers(min_value=-3, max_value=12)


#: What must be there for an action to make sense, beyond what the table says.
READY = {
    "send_to_head": {"draft__isnull": False},
    "decide_extension": {"extension_requests__outcome": ""},
}


class Refused(Exception):
    """The table says no."""


#: What the domain may answer to a step that does not fit; anything else is a defect.
ANSWERS = (
    Refused,
    WrongState,
    ImpossibleDate,
    NoExtension,
    lifecycle.StaleDraft,
    lifecycle.Incomplete,
    organisation.Refused,
)


class Life(RuleBasedStateMachine):
    """What a `Cast` does to its reports, in any order."""

    #: How often each action took effect, over all runs: a machine that does nothing proves nothing.
    done: Counter[str] = Counter()
    #: How often a report was found in each state.
    seen: Counter[str] = Counter()

    @initialize()
    def office(self):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        cast = Cast()
        self.units, self.people, self.periods = cast.units, cast.people, cast.periods
        self.duty, self.indicator = cast.duty, cast.indicator
        self.reports = list(ProgressReport.objects.order_by("pk").values_list("pk", flat=True))
        self.registrar = make_user("Quản trị")
        self.known_posts = {}
        self.pages: dict[int, ProgressReport] = {}
        self.owners: dict[int, int] = {}
        self.stranger = self.people["stranger"]
        self.today = FIRST_DAY
        self.sent: dict[int, str] = {}
        #: Who did something at which instant.
        self.actors: dict[datetime, int] = {}
        self.moment = 0

    def teardown(self):
        if hasattr(self, "atomic"):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    # The ground under each rule

    def now(self):
        """Each step has an instant of its own on today's day."""
        self.moment += 1
        return at(f"{self.today} 08:00") + timedelta(seconds=self.moment)

    def held(self, user, on=None):
        """What the person may on the day; units change before anything else is done on a day."""
        key = user.pk, on or self.today
        if key not in self.known_posts:
            self.known_posts[key] = posts(user, on=key[1])
        return self.known_posts[key]

    def chosen(self, action, person, pick):
        """A person by name on any report; or, for a number, one who may on a report that fits.

        Most people may do hardly anything to most reports: by chance alone little would happen.
        """
        reports = list(ProgressReport.objects.for_listing().order_by("pk"))
        if person in self.people:
            return reports[pick], self.people[person]
        holding = [(user, self.held(user)) for user in self.people.values()]
        ready = ProgressReport.objects.for_listing().filter(**READY.get(action, {}))
        able = [
            (report, user)
            for report in sorted(ready, key=lambda report: report.pk != reports[pick].pk)
            for user, held in holding
            if permissions.may(action, held, report, on=self.today)
        ]
        return able[person % len(able)] if able else (reports[pick], self.stranger)

    def act(self, action, person, pick, step):
        """`step(report, by, at)`, if the table lets this person; whatever it answers is polite."""
        report, by = self.chosen(action, person, pick)
        before = ProgressReport.objects.values().get(pk=report.pk)
        now = self.now()
        self.actors[now] = by.pk
        try:
            with transaction.atomic():
                if not permissions.may(action, self.held(by), report, on=self.today):
                    raise Refused(action)
                step(report, by, now)
            self.done[action] += 1
        except ANSWERS:
            assert ProgressReport.objects.values().get(pk=report.pk) == before, action

    @rule(
        days=st.integers(min_value=1, max_value=7),
        what=st.sampled_from(["nothing", "nothing", "assign_again", "leave", "merge"]),
        source=st.sampled_from("AB"),
        into=st.sampled_from("ABC"),
    )
    def days_pass(self, days, what, source, into):
        """Units change in the morning, not too often, or nobody is left."""
        self.to_another_day(days)
        self.units_change(what, source, into)

    def to_another_day(self, days):
        """Pages stay open over night, and the sweep follows what has become of the units."""
        self.pages = {report.pk: report for report in ProgressReport.objects.for_listing()}
        self.today = min(self.today + timedelta(days=days), LAST_DAY)
        self.sweep()

    # What becomes of the units

    def register(self, name, step):
        """`step(at)` in the register of directives, by its keeper, as its pages do."""
        now = self.now()
        self.actors[now] = self.registrar.pk
        try:
            with transaction.atomic():
                step(now)
            self.done[name] += 1
        except ANSWERS:
            pass

    def units_change(self, what, source, into):
        match what:
            case "merge":
                self.merge(source, into)
            case "leave":
                self.leave(source)
            case "assign_again":
                self.assign_again(into)

    def merge(self, source, into):
        """On a day on which nothing has been done yet: the posts end the day before."""
        if self.today == LAST_DAY:
            return
        one, other = make_department(f"Phòng {source}"), make_department(f"Phòng {into}")
        self.register(
            "merge",
            lambda at: organisation.merge(
                [one], into=other, on=self.today, by=self.registrar, at=at
            ),
        )

    def leave(self, name):
        def step(at):
            unit = make_department(f"Phòng {name}")
            assignment = Assignment.objects.filter(department=unit, ends_on=None).first()
            if assignment is None:
                raise Refused(name)
            organisation.end_assignment(
                assignment, on=self.today, reason="Chuyển", by=self.registrar, at=at
            )

        self.register("leave", step)

    def assign_again(self, name):
        def step(at):
            given = directives.assign(
                self.duty,
                [make_department(f"Phòng {name}")],
                starts_on=self.today,
                by=self.registrar,
                at=at,
            )
            if not given:
                raise Refused(name)

        self.register("assign_again", step)

    def sweep(self):
        """It never raises, and leaves nobody owing without a report that he can send."""
        now = self.now()
        self.actors[now] = self.registrar.pk
        succession.follow_units(on=self.today, at=now)
        obligations.expect_latecomers(on=self.today, at=now)
        for period in self.periods:
            if not period.starts_on <= self.today <= period.unit_due_on:
                continue
            for department in {one.department_id for one in obligations.assignments_due(period)}:
                report = ProgressReport.objects.get(period=period, department=department)
                assert report.state not in LAPSED_STATES
        gone = ProgressReport.objects.open().filter(department__dissolved_on__lte=self.today)
        assert list(gone) == []

    # Everything that people do

    @rule(person=who, pick=pick, version=st.integers(0, 2))
    def type_a_draft(self, person, pick, version):
        def step(report, by, at):
            data = {"a1-results": [f"{person} {at}"]}
            lifecycle.save_draft(report, data=data, version=version, by=by, at=at)

        self.act("draft", person, pick, step)

    @rule(person=who, pick=pick)
    def hand_to_the_head(self, person, pick):
        self.act(
            "send_to_head",
            person,
            pick,
            lambda report, by, at: lifecycle.send_to_head(report, by=by, at=at),
        )

    @rule(person=who, pick=pick, is_done=st.booleans(), is_stale=st.booleans())
    def submit(self, person, pick, is_done, is_stale=False):
        def step(report, by, at):
            page = self.pages.get(report.pk, report) if is_stale else report
            said = {"done_on": self.today} if is_done else {"obstacle": "Thiếu người."}
            if not obligations.assignments_of(page):
                said = {}
            figure = IndicatorContent(self.indicator.pk, in_period=Decimal(self.moment))
            content = content_of(page, indicators=(figure,), **said)
            lifecycle.submit(page, content=content, by=by, at=at)

        self.act("submit", person, pick, step)

    @rule(person=who, pick=pick, is_stale=st.booleans())
    def accept(self, person, pick, is_stale):
        def step(report, by, at):
            read = report.submissions.earliest() if is_stale else report.submissions.latest()
            lifecycle.accept(report, submission=read, by=by, at=at)

        self.act("accept", person, pick, step)

    @rule(person=who, pick=pick, days=shift, is_stale=st.booleans())
    def return_(self, person, pick, days, is_stale):
        def step(report, by, at):
            lifecycle.return_(
                report,
                submission=(
                    report.submissions.earliest() if is_stale else report.submissions.latest()
                ),
                reason="Bổ sung số liệu.",
                due_on=self.today + timedelta(days=days),
                by=by,
                at=at,
            )

        self.act("return", person, pick, step)

    @rule(person=who, pick=pick, days=shift)
    def reopen(self, person, pick, days):
        def step(report, by, at):
            due_on = self.today + timedelta(days=days)
            lifecycle.reopen(report, reason="Số liệu chưa khớp.", due_on=due_on, by=by, at=at)

        self.act("reopen", person, pick, step)

    @rule(person=who, pick=pick, days=shift)
    def ask_extension(self, person, pick, days):
        def step(report, by, at):
            to_due_on = report.due_on + timedelta(days=days)
            lifecycle.ask_extension(
                report, to_due_on=to_due_on, reason="Chờ số liệu.", by=by, at=at
            )

        self.act("ask_extension", person, pick, step)

    @rule(person=who, pick=pick, granted=st.booleans())
    def decide_extension(self, person, pick, granted):
        def step(report, by, at):
            asked = report.extension_requests.order_by("pk").last()
            if asked is None:
                raise Refused("decide_extension")
            lifecycle.decide_extension(asked, granted=granted, note="Đã xem xét.", by=by, at=at)

        self.act("decide_extension", person, pick, step)

    @rule(person=who, pick=pick)
    def explain(self, person, pick):
        def step(report, by, at):
            lifecycle.explain(report, text="Do thiếu người.", by=by, at=at)

        self.act("explain", person, pick, step)

    @rule(person=who, period=st.integers(0, 1), days=shift)
    def ask_final(self, person, period, days):
        by = self.people[person if person in self.people else "hcth_head"]
        held, row = self.held(by), self.periods[period]
        now = self.now()
        self.actors[now] = by.pk
        try:
            with transaction.atomic():
                if not permissions.asks_final(held, row):
                    raise Refused("ask_final")
                lifecycle.ask_final(
                    row,
                    reason="Chốt số liệu.",
                    due_on=self.today + timedelta(days=days),
                    by=by,
                    at=now,
                )
            self.done["ask_final"] += 1
        except ANSWERS:
            pass

    @rule(pick=pick, takes_in=st.booleans(), days=st.integers(0, 5))
    def the_ordinary_course(self, pick, takes_in, days):
        """What comes next for some report, by somebody who may: the other rules disturb it."""
        report = ProgressReport.objects.order_by("pk")[pick]
        asked = report.extension_requests.filter(outcome="").exists()
        match report.state:
            case State.SUBMITTED if takes_in:
                self.accept(person=0, pick=pick, is_stale=False)
            case State.SUBMITTED:
                self.return_(person=0, pick=pick, days=days, is_stale=False)
            case State.ACCEPTED:
                self.ask_final(person=0, period=pick % 2, days=days)
                self.reopen(person=0, pick=pick, days=days)
            case _ if asked:
                self.decide_extension(person=0, pick=pick, granted=takes_in)
            case _ if days > 3:
                self.ask_extension(person=0, pick=pick, days=days)
            case _ if days > 2:
                self.type_a_draft(person=0, pick=pick, version=0)
                self.hand_to_the_head(person=0, pick=pick)
            case _:
                self.submit(person=0, pick=pick, is_done=takes_in)

    # What always holds

    @invariant()
    def the_rules_are_unbroken(self):
        if not hasattr(self, "people"):
            return
        reports = list(
            ProgressReport.objects.order_by("pk")
            .select_related("period")
            .prefetch_related(
                "submissions__submitted_by",
                "changes__by",
                "deadline_changes",
                "extension_requests__decided_by",
                "reminders",
            )
        )
        found = [report.pk for report in reports]
        assert found[: len(self.reports)] == self.reports
        self.reports = found
        self.seen.update(report.state for report in reports)
        for report in reports:
            every_change_of_state_has_an_author_and_a_row(report)
            a_deadline_moves_only_by_a_row(report)
            a_submission_keeps_the_deadline_of_its_moment(report)
            a_report_is_extended_once_and_asked_for_once_at_a_time(report)
            reminders_are_promised_for_what_is_owed_and_the_deadline_in_force(report)
            interim_figures_end_before_the_cut_off(report)
            self.only_who_may_sends_and_nobody_judges_his_own_unit(report)
            self.no_submission_ever_changes(report)
            self.every_row_names_who_did_it(report)

    def every_row_names_who_did_it(self, report):
        rows = [(row.at, row.by_id) for row in report.changes.all()]
        rows += [(row.at, row.by_id) for row in report.deadline_changes.all()]
        rows += [(row.submitted_at, row.submitted_by_id) for row in report.submissions.all()]
        for asked in report.extension_requests.all():
            rows += [(asked.asked_at, asked.asked_by_id), (asked.decided_at, asked.decided_by_id)]
        rows.append((report.explained_at, report.explained_by_id))
        for instant, by in rows:
            assert by == self.actors.get(instant)

    def no_submission_ever_changes(self, report):
        for submission in report.submissions.all():
            found = fingerprint(submission)
            assert self.sent.setdefault(submission.pk, found) == found
        known = {pk for pk, owner in self.owners.items() if owner == report.pk}
        standing = {submission.pk for submission in report.submissions.all()}
        assert known <= standing
        self.owners |= dict.fromkeys(standing, report.pk)

    def only_who_may_sends_and_nobody_judges_his_own_unit(self, report):
        for submission in report.submissions.all():
            held = self.held(submission.submitted_by, timezone.localdate(submission.submitted_at))
            assert report.department_id in held.submits_for
        finals = {
            change.at
            for change in report.deadline_changes.all()
            if change.reason == DeadlineChange.Reason.FINAL
        }
        for change in report.changes.all():
            if change.to_state != State.SUBMITTED and change.at not in finals:
                held = self.held(change.by, timezone.localdate(change.at))
                assert report.department_id not in held.member_of
                assert not change.is_self_acceptance
        for asked in report.extension_requests.all():
            if asked.outcome in ("granted", "refused"):
                held = self.held(asked.decided_by, timezone.localdate(asked.decided_at))
                assert report.department_id not in held.member_of


def test_no_sequence_of_actions_by_any_people_breaks_a_rule():
    Life.done.clear()
    Life.seen.clear()
    run_machine(
        Life,
        settings=settings(
            max_examples=12,
            stateful_step_count=50,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    # Reading and tagging a result move nothing. What is done in another's name sends and accepts
    # by the same verbs: test_on_behalf, test_cascade and test_lifecycle tell what is more to it.
    in_another_name = {"enter", "confirm_entry", "answer", "record_acceptance"}
    assert set(Life.done) == set(permissions.ACTIONS) - {"read", "tag"} - in_another_name | {
        "ask_final",
        "merge",
        "leave",
        "assign_again",
    }
    assert set(Life.seen) == set(State)


def test_one_report_for_a_unit_and_period_is_kept_by_the_database():
    duty = make_duty()
    make_assignment(duty)
    [report] = confirm(make_period(duty.directive))
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressReport.objects.create(
            period=report.period,
            department=report.department,
            original_due_on=report.due_on,
            due_on=report.due_on,
            created_at=report.created_at,
        )
