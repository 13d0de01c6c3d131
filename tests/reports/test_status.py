from datetime import date

import pytest

from reports import status
from reports.calendar import OfficeCalendar
from reports.models import ProgressReport, Reminder
from tests import builders
from tests.builders import at, make_period, make_report

pytestmark = pytest.mark.django_db


def status_of(report, on):
    report = ProgressReport.objects.for_listing().get(pk=report.pk)
    return status.of_report(report, on=on, calendar=OfficeCalendar())


@pytest.mark.parametrize(
    ("on", "key", "label"),
    [
        (date(2026, 12, 8), "expected", "Chưa đến hạn"),
        (date(2026, 12, 9), "due-soon", "Sắp đến hạn"),
        (date(2026, 12, 16), "due-soon", "Sắp đến hạn"),
        (date(2026, 12, 17), "overdue", "Quá hạn 1 ngày"),
    ],
)
def test_an_expected_report_day_by_day(on, key, label):
    shown = status_of(make_report(), on)
    assert (shown.key, shown.label) == (key, label)


def test_an_overdue_cell_explains_itself_in_one_sentence():
    report = make_report()
    report.reminders.filter(step__lte=0).update(
        state=Reminder.State.SENT, settled_at=at("2026-12-16 08:00")
    )
    assert status_of(report, date(2026, 12, 22)).sentence == (
        "Quá hạn 6 ngày (4 ngày làm việc): hạn 16/12/2026, chưa gửi; đã nhắc 4 lần."
    )


def test_a_returned_report_names_its_sub_deadline():
    report = make_report()
    builders.submit(report)
    builders.return_report(report, due_on=date(2026, 12, 20))
    assert status_of(report, date(2026, 12, 20)).sentence == (
        "Cần bổ sung, hoàn thiện; hạn gửi lại 20/12/2026 (hạn gốc 16/12/2026)."
    )
    assert status_of(report, date(2026, 12, 21)).sentence == (
        "Quá hạn 1 ngày (1 ngày làm việc): hạn gửi lại 20/12/2026 (hạn gốc 16/12/2026), "
        "chưa gửi lại; chưa nhắc lần nào."
    )


@pytest.mark.parametrize(
    ("sent", "key", "sentence"),
    [
        (
            "2026-12-16 23:59",
            "done-on-time",
            "Đã tiếp nhận; gửi lần đầu 16/12/2026, hạn 16/12/2026: đúng hạn.",
        ),
        (
            "2026-12-17 00:00",
            "done-late",
            "Đã tiếp nhận; gửi ngày 17/12/2026, hạn 16/12/2026: "
            "gửi quá hạn 1 ngày (1 ngày làm việc).",
        ),
    ],
)
def test_an_accepted_report_says_whether_it_was_on_time(sent, key, sentence):
    report = make_report()
    builders.submit(report, when=sent)
    assert status_of(report, date(2026, 12, 18)).key == "submitted"
    builders.accept(report, when="2026-12-18 09:00")
    shown = status_of(report, date(2026, 12, 18))
    assert (shown.key, shown.sentence) == (key, sentence)


def test_a_planned_period_says_so():
    shown = status.of_planned(make_period())
    assert (shown.key, shown.label) == ("planned", "Dự kiến")
