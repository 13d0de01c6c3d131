"""What two people, or a person and the sweep, do to one report at once."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from reports import lifecycle
from reports.models import Notice, ProgressReport
from tests.builders import (
    accept,
    ask_extension,
    at,
    content_of,
    make_member,
    make_report,
    make_user,
    return_report,
    submit,
)

DUE_ON = date(2026, 12, 16)


@pytest.mark.django_db
def test_a_report_is_sent_under_the_deadline_in_force_not_the_one_on_the_page():
    report = make_report()
    asked = ask_extension(report, when="2026-12-15 09:00", to_due_on=date(2026, 12, 20))
    on_the_page = ProgressReport.objects.for_listing().get(pk=report.pk)
    lifecycle.decide_extension(
        asked, granted=True, note="", by=make_user(), at=at("2026-12-16 10:00")
    )
    assert submit(on_the_page, when="2026-12-17 09:00").due_on == date(2026, 12, 20)
    report.refresh_from_db()
    assert ProgressReport.objects.with_was_late().get(pk=report.pk).was_late is False


@pytest.mark.django_db
def test_what_was_sent_meanwhile_is_told_before_what_is_missing_in_the_answer():
    report = make_report()
    on_the_page = ProgressReport.objects.get(pk=report.pk)
    submit(report)
    with pytest.raises(lifecycle.WrongState):
        lifecycle.submit(
            on_the_page,
            content=content_of(report, results=""),
            by=make_user(),
            at=at("2026-12-10 10:00"),
        )


@pytest.mark.django_db
def test_whatever_is_done_to_a_report_leaves_notices_about_it_free_to_be_written():
    """A key share of a report waits for FOR UPDATE, not for FOR NO KEY UPDATE."""
    report = make_report()
    with CaptureQueriesContext(connection) as asked:
        lifecycle.save_draft(
            report, data={"a": ["1"]}, version=0, by=make_user(), at=at("2026-12-01 08:00")
        )
        lifecycle.send_to_head(report, by=make_user(), at=at("2026-12-01 08:00"))
        request = ask_extension(report)
        lifecycle.decide_extension(
            request, granted=True, note="", by=make_user(), at=at("2026-12-14 10:00")
        )
        submit(report)
        return_report(report)
        submit(report, when="2026-12-12 09:00")
        accept(report, when="2026-12-12 10:00")
        lifecycle.reopen(
            report,
            reason="Số liệu chưa khớp.",
            due_on=date(2026, 12, 20),
            by=make_user(),
            at=at("2026-12-13 08:00"),
        )
    locks = [query["sql"] for query in asked if "UPDATE OF " in query["sql"]]
    assert len(locks) >= 9
    assert [sql for sql in locks if 'FOR UPDATE OF "reports_progressreport"' in sql] == []


@pytest.mark.django_db(transaction=True)
def test_an_extension_is_granted_while_a_reminder_of_the_report_is_marked_as_sent():
    report = make_report()
    person = make_member(report.department)
    asked = ask_extension(report, when="2026-12-13 09:00")
    now = at("2026-12-14 08:00")
    marking = threading.Event()

    @transaction.atomic
    def mark():
        """As the worker does it: the reminders first, then a notice of the report."""
        list(report.reminders.order_by("pk").select_for_update(of=("self",)))
        marking.set()
        time.sleep(0.5)
        Notice.objects.create(
            key="digest",
            person=person,
            kind="reminder",
            directive=report.period.directive,
            department=report.department,
            report=report,
            made_at=now,
        )

    def grant():
        marking.wait(10)
        lifecycle.decide_extension(asked, granted=True, note="", by=make_user(), at=now)

    def apart(call):
        try:
            call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(apart, [mark, grant]))
    report.refresh_from_db()
    assert (report.due_on, report.notices.filter(key="digest").count()) == (date(2026, 12, 20), 1)
