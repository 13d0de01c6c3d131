"""Any actions of any people in any order leave the rules of a report's life unbroken.

People go through the permission table and `lifecycle` as the pages do: what the table forbids is
asked for all the same, and must be refused by it.
"""

import hashlib
import json
from datetime import date, timedelta

import pytest
from django.core import serializers
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine

from directives.models import Duty
from directives.posts import posts
from reports import lifecycle, permissions
from reports.errors import ImpossibleDate, WrongState
from reports.lifecycle import NoExtension
from reports.models import (
    DeadlineChange,
    ExtensionRequest,
    ProgressEntry,
    ProgressReport,
    Reminder,
    StateChange,
    Submission,
)
from reports.models.progress import OPEN_STATES, State
from tests.builders import (
    Role,
    at,
    confirm,
    content_of,
    make_assignment,
    make_coordinator,
    make_department,
    make_duty,
    make_leader,
    make_member,
    make_period,
)

pytestmark = pytest.mark.django_db

FIRST_DAY = date(2026, 12, 1)
LAST_DAY = date(2027, 1, 31)
PEOPLE = [
    "head_a",
    "deputy_a",
    "focal_a",
    "head_b",
    "hcth_head",
    "hcth_staff",
    "hcth_clerk",
    "hcth_staff_in_b",
    "director",
    "stranger",
]
who = st.sampled_from(PEOPLE)
unit = st.sampled_from(["a", "b", "hcth"])
#: A day before or after today, for deadlines.
shift = st.integers(min_value=-3, max_value=12)


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
    Submission.DoesNotExist,
    ExtensionRequest.DoesNotExist,
)


def fingerprint(submission: Submission) -> str:
    """All that was sent, as it stands in the tables."""
    entries = ProgressEntry.objects.filter(submission=submission).order_by("pk")
    rows = serializers.serialize("json", [submission, *entries])
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


class Life(RuleBasedStateMachine):
    """Three units of one agency, two periods: one that closes before its cut-off."""

    @initialize()
    def office(self):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        hcth = make_coordinator()
        self.units = {
            "a": make_department("Phòng A"),
            "b": make_department("Phòng B"),
            "hcth": hcth,
        }
        a, b = self.units["a"], self.units["b"]
        self.people = {
            "head_a": make_member(a),
            "deputy_a": make_member(a, Role.DEPUTY_HEAD),
            "focal_a": make_member(a, Role.FOCAL_OFFICER),
            "head_b": make_member(b),
            "hcth_head": make_member(hcth),
            "hcth_staff": make_member(hcth, Role.STAFF),
            "hcth_clerk": make_member(hcth, Role.CLERK),
            "hcth_staff_in_b": make_member(hcth, Role.STAFF),
            "director": make_leader(),
            "stranger": make_member(make_department("Chi cục lạ")),
        }
        make_member(b, Role.FOCAL_OFFICER, user=self.people["hcth_staff_in_b"])
        duty = make_duty(nature=Duty.Nature.ONE_OFF, deadline="none")
        for department in self.units.values():
            make_assignment(duty, department)
        self.periods = [
            make_period(duty.directive, label="Năm 2026"),
            make_period(
                duty.directive,
                label="Năm 2027",
                starts_on=date(2026, 12, 15),
                ends_on=date(2026, 12, 31),
                due_on=date(2026, 12, 20),
            ),
        ]
        for period in self.periods:
            confirm(period)
        self.reports = dict.fromkeys(
            ProgressReport.objects.values_list("pk", flat=True).order_by("pk")
        )
        self.today = FIRST_DAY
        self.sent: dict[int, str] = {}
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

    def report(self, unit, period) -> ProgressReport:
        return ProgressReport.objects.for_listing().get(
            department=self.units[unit], period=self.periods[period]
        )

    def act(self, action, person, unit, period, step):
        """`step(report, by, at)`, if the table lets this person; whatever it answers is polite."""
        report, by = self.report(unit, period), self.people[person]
        before = ProgressReport.objects.values().get(pk=report.pk)
        try:
            with transaction.atomic():
                if not permissions.may(action, posts(by, on=self.today), report, on=self.today):
                    raise Refused(action)
                step(report, by, self.now())
        except ANSWERS:
            assert ProgressReport.objects.values().get(pk=report.pk) == before, action

    @rule(days=st.integers(min_value=1, max_value=9))
    def days_pass(self, days):
        self.today = min(self.today + timedelta(days=days), LAST_DAY)

    # Everything that people do

    @rule(person=who, unit=unit, period=st.integers(0, 1), version=st.integers(0, 2))
    def type_a_draft(self, person, unit, period, version):
        def step(report, by, at):
            data = {"a1-results": [f"{person} {at}"]}
            lifecycle.save_draft(report, data=data, version=version, by=by, at=at)

        self.act("draft", person, unit, period, step)

    @rule(person=who, unit=unit, period=st.integers(0, 1))
    def hand_to_the_head(self, person, unit, period):
        self.act(
            "send_to_head",
            person,
            unit,
            period,
            lambda report, by, at: lifecycle.send_to_head(report, by=by, at=at),
        )

    @rule(person=who, unit=unit, period=st.integers(0, 1), is_done=st.booleans())
    def submit(self, person, unit, period, is_done):
        def step(report, by, at):
            done_on = {"done_on": self.today} if is_done else {}
            lifecycle.submit(report, content=content_of(report, **done_on), by=by, at=at)

        self.act("submit", person, unit, period, step)

    @rule(person=who, unit=unit, period=st.integers(0, 1), is_stale=st.booleans())
    def accept(self, person, unit, period, is_stale):
        def step(report, by, at):
            read = report.submissions.earliest() if is_stale else report.submissions.latest()
            lifecycle.accept(report, submission=read, by=by, at=at)

        self.act("accept", person, unit, period, step)

    @rule(person=who, unit=unit, period=st.integers(0, 1), days=shift, is_stale=st.booleans())
    def return_(self, person, unit, period, days, is_stale):
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

        self.act("return", person, unit, period, step)

    @rule(person=who, unit=unit, period=st.integers(0, 1), days=shift)
    def reopen(self, person, unit, period, days):
        def step(report, by, at):
            due_on = self.today + timedelta(days=days)
            lifecycle.reopen(report, reason="Số liệu chưa khớp.", due_on=due_on, by=by, at=at)

        self.act("reopen", person, unit, period, step)

    @rule(person=who, unit=unit, period=st.integers(0, 1), days=shift)
    def ask_extension(self, person, unit, period, days):
        def step(report, by, at):
            to_due_on = report.due_on + timedelta(days=days)
            lifecycle.ask_extension(
                report, to_due_on=to_due_on, reason="Chờ số liệu.", by=by, at=at
            )

        self.act("ask_extension", person, unit, period, step)

    @rule(person=who, unit=unit, period=st.integers(0, 1), granted=st.booleans())
    def decide_extension(self, person, unit, period, granted):
        def step(report, by, at):
            asked = report.extension_requests.latest("pk")
            lifecycle.decide_extension(asked, granted=granted, note="Đã xem xét.", by=by, at=at)

        self.act("decide_extension", person, unit, period, step)

    @rule(person=who, unit=unit, period=st.integers(0, 1))
    def explain(self, person, unit, period):
        def step(report, by, at):
            lifecycle.explain(report, text="Do thiếu người.", by=by, at=at)

        self.act("explain", person, unit, period, step)

    @rule(person=who, period=st.integers(0, 1), days=shift)
    def ask_final(self, person, period, days):
        held, row = posts(self.people[person], on=self.today), self.periods[period]
        try:
            with transaction.atomic():
                if not permissions.asks_final(held, row):
                    raise Refused("ask_final")
                lifecycle.ask_final(
                    row,
                    reason="Chốt số liệu.",
                    due_on=self.today + timedelta(days=days),
                    by=self.people[person],
                    at=self.now(),
                )
        except ANSWERS:
            pass

    # What always holds

    @invariant()
    def one_report_for_a_unit_and_period(self):
        assert dict.fromkeys(
            ProgressReport.objects.values_list("pk", flat=True).order_by("pk")
        ) == getattr(self, "reports", {})

    @invariant()
    def no_submission_ever_changes(self):
        for submission in Submission.objects.all():
            assert self.sent.setdefault(submission.pk, fingerprint(submission)) == fingerprint(
                submission
            )
        assert len(getattr(self, "sent", {})) == Submission.objects.count()

    @invariant()
    def every_change_of_state_has_an_author_and_a_row(self):
        for report in ProgressReport.objects.prefetch_related("changes"):
            state = State.EXPECTED
            for change in report.changes.all():
                assert change.from_state == state
                assert change.by_id
                state = change.to_state
            assert report.state == state

    @invariant()
    def a_submission_belongs_to_a_step(self):
        sent = StateChange.objects.filter(to_state=State.SUBMITTED)
        assert set(sent.values_list("submission", flat=True)) == set(
            Submission.objects.values_list("pk", flat=True)
        )

    @invariant()
    def who_sends_holds_a_post_that_may(self):
        for submission in Submission.objects.select_related("report", "submitted_by"):
            on = timezone.localdate(submission.submitted_at)
            held = posts(submission.submitted_by, on=on)
            assert submission.report.department_id in held.submits_for

    @invariant()
    def nobody_judges_a_report_of_his_own_unit(self):
        verdicts = StateChange.objects.filter(to_state__in=[State.ACCEPTED, State.RETURNED])
        finals = set(
            DeadlineChange.objects.filter(reason=DeadlineChange.Reason.FINAL).values_list(
                "report", "at"
            )
        )
        for change in verdicts.select_related("report", "by"):
            if (change.report_id, change.at) in finals:
                continue
            held = posts(change.by, on=timezone.localdate(change.at))
            assert change.report.department_id not in held.member_of
            assert not change.is_self_acceptance

    @invariant()
    def nobody_decides_on_a_request_of_his_own_unit(self):
        decided = ExtensionRequest.objects.filter(outcome__in=["granted", "refused"])
        for asked in decided.select_related("report", "decided_by"):
            held = posts(asked.decided_by, on=timezone.localdate(asked.decided_at))
            assert asked.report.department_id not in held.member_of

    @invariant()
    def a_deadline_moves_only_by_a_row(self):
        for report in ProgressReport.objects.prefetch_related("deadline_changes"):
            due_on = report.original_due_on
            for change in report.deadline_changes.all():
                assert change.from_due_on == due_on
                assert change.by_id
                due_on = change.to_due_on
            assert report.due_on == due_on

    @invariant()
    def a_report_is_extended_once_and_asked_for_once_at_a_time(self):
        for report in ProgressReport.objects.prefetch_related("extension_requests"):
            outcomes = [asked.outcome for asked in report.extension_requests.all()]
            assert outcomes.count("granted") <= 1
            assert outcomes.count("") <= (1 if report.state in OPEN_STATES else 0)
        for asked in ExtensionRequest.objects.all():
            assert timezone.localdate(asked.asked_at) <= asked.from_due_on < asked.to_due_on

    @invariant()
    def reminders_are_promised_for_what_is_owed_and_the_deadline_in_force(self):
        for report in ProgressReport.objects.prefetch_related("reminders"):
            promised = {
                reminder.due_on
                for reminder in report.reminders.all()
                if reminder.state == Reminder.State.PROMISED
            }
            assert promised == ({report.due_on} if report.state in OPEN_STATES else set())

    @invariant()
    def interim_figures_end_before_the_cut_off(self):
        for submission in Submission.objects.select_related("report__period"):
            on, period = timezone.localdate(submission.submitted_at), submission.report.period
            interim = period.unit_due_on < period.ends_on and on < period.ends_on
            assert submission.figures_until == (on if interim else None)


def test_no_sequence_of_actions_by_any_people_breaks_a_rule():
    run_machine(
        Life,
        settings=settings(
            max_examples=12,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


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
