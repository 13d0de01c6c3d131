"""What was carried over on the page: marked, called right, and asked for before it is sent."""

from datetime import date

import pytest

from reports import lifecycle
from reports.models import Draft, Submission
from tests import builders
from tests.reports.views.drafting import head, make_open_report, prefix, typed, url

__all__ = ["head"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    """Owed now, by a unit whose report of the year before said what comes next."""
    report = make_open_report(["implementation"])
    before = builders.make_period(report.period.directive, due_on=date(2025, 12, 10))
    type(before).objects.filter(pk=before.pk).update(ends_on=date(2025, 12, 9))
    builders.confirm(before, when="2025-11-20 08:00")
    earlier = builders.make_report(report.department, period=before)
    builders.submit(
        earlier, when="2025-12-10 09:00", next_plan="Đăng 20 tin.", proposals="Bố trí kinh phí."
    )
    builders.accept(earlier, when="2025-12-11 09:00")
    return report


def posted(report, action, **fields):
    """What the browser posts of the untouched page, with more typed on top."""
    kept = {"next_plan": "Đăng 20 tin.", "proposals": "Bố trí kinh phí."}
    return typed(report, **kept | fields) | {"action": action}


def test_page_marks_what_was_carried_and_says_how_much(client, head, report):
    page = client.get(url(report)).text
    assert page.count("carried-badge") == 2
    assert "Đăng 20 tin." in page
    assert "2 mục lấy từ báo cáo kỳ trước, chưa cập nhật." in page
    assert f'value="confirm:{prefix(report)}-next_plan"' in page


@pytest.mark.parametrize(
    ("what", "anchor", "left"),
    [
        ("{}-next_plan", "#id_{}-next_plan", ["{}-proposals"]),
        ("{}", "#section-{}", []),
        ("all", "", []),
    ],
)
def test_field_duty_or_all_is_called_right(client, head, report, what, anchor, left):
    own = prefix(report)
    answer = client.post(url(report), posted(report, f"confirm:{what.format(own)}"))
    assert answer["Location"] == url(report) + anchor.format(own)
    assert Draft.objects.get().carried == [name.format(own) for name in left]
    assert client.get(url(report)).text.count("carried-badge") == len(left)


def test_report_is_not_sent_before_somebody_looked(client, head, report):
    answer = client.post(url(report), posted(report, "submit", proposals="Bố trí 20 triệu."))
    assert answer["Location"] == f"{url(report)}?check=1#problems"
    page = client.get(answer["Location"]).text
    assert "Nhiệm vụ 1, Phương hướng, nhiệm vụ kỳ tới</a>: Chưa cập nhật" in page
    client.post(url(report), posted(report, "confirm:all", version=1, proposals="Bố trí 20 triệu."))
    sent = posted(report, "submit", version=2, proposals="Bố trí 20 triệu.")
    assert client.post(url(report), sent)["Location"] == url(report, "report")
    assert Submission.objects.latest("pk").entries.get().next_plan == "Đăng 20 tin."


def test_script_hears_what_is_still_marked(client, head, report):
    fields = posted(report, "", proposals="Bố trí 20 triệu.")
    saved = client.post(url(report, "autosave"), fields).json()
    assert saved["carried"] == [f"{prefix(report)}-next_plan"]


def test_draft_that_was_typed_is_not_filled_again(client, head, report):
    lifecycle.save_draft(
        report, data={}, version=0, by=head, at=builders.at("2026-11-21 08:00"), carried={}
    )
    page = client.get(url(report)).text
    assert "carried-badge" not in page
