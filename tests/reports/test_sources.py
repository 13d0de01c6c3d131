"""What a version or a draft says of its sources: that they have changed, and which."""

from datetime import date

import pytest
from django.urls import reverse

from directives.models import LegalBasis
from reports import consolidated, lifecycle, obstacles, supervision, tagging, tasks
from reports.consolidated.sources import Changed
from reports.models import Obstacle, ProgressEntry, Supervision
from tests.builders import Role, at, make_member, make_user
from tests.pages import text_of
from tests.reports.approving import make_draft, make_version
from tests.reports.year import make_year_of_two_bases, send, take_in

pytestmark = pytest.mark.django_db

MADE, LATER = at("2026-12-20 08:00"), at("2026-12-21 09:00")


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    monkeypatch.setattr(tasks.render_document, "apply_async", lambda **options: None)


@pytest.fixture
def year():
    """Two of three units have been taken in, with an obstacle each; one was urged by telephone."""
    year = make_year_of_two_bases()
    for name, numbers in [("Phòng A", [1]), ("Phòng B", [])]:
        answered(year, name, *numbers, when="2026-12-10 09:00")
        take_in(year.report_of(name))
    urged(year, date(2026, 12, 11))
    return year


def basis(ordinal):
    return LegalBasis.objects.get(ordinal=ordinal)


def answered(year, name, *ordinals, when, obstacle="Thiếu kinh phí."):
    keys = tuple(basis(ordinal).pk for ordinal in ordinals)
    return send(year.report_of(name), basis_ids=keys, obstacle=obstacle, when=when)


def urged(year, on, **more):
    act = Supervision(
        directive=year.directive,
        department=year.report_of("Phòng B").department,
        kind="urging",
        means="phone",
        on=on,
        **more,
    )
    return supervision.record(act, by=make_user("Người HCTH"), at=LATER)


def version_of(year, ordinal=None):
    found = basis(ordinal) if ordinal else None
    return make_version(year.period, by=make_user(), at=MADE, basis=found)


def tag(year, name, *ordinals):
    entry = ProgressEntry.objects.get(
        submission__report=year.report_of(name), assignment__duty__ordinal=2
    )
    tagging.tag(entry, [basis(n) for n in ordinals], by=make_user("Người HCTH"), at=LATER)


def obstacle_of(name):
    return Obstacle.objects.get(raised_in__department_name=name)


@pytest.mark.parametrize("ordinal", [None, 1, 2])
def test_nothing_has_changed_where_nobody_did_anything(year, ordinal):
    changed = consolidated.changed_since(version_of(year, ordinal))
    assert (changed, bool(changed), changed.words) == (Changed(), False, [])


def test_an_obstacle_that_is_marked_answered_or_closed_has_changed(year):
    version, by = version_of(year), make_user("Người HCTH")
    obstacles.set_visibility(obstacle_of("Phòng A"), visibility="upward", by=by, at=LATER)
    assert consolidated.changed_since(version) == Changed(obstacles=1)
    obstacles.propose(obstacle_of("Phòng A"), text="Cấp thêm.", by=by, at=LATER)
    obstacles.close(obstacle_of("Phòng B"), note="Đã cấp.", by=by, at=LATER)
    assert consolidated.changed_since(version) == Changed(obstacles=2)
    obstacles.set_visibility(obstacle_of("Phòng A"), visibility="internal", by=by, at=LATER)
    assert consolidated.changed_since(version).words == ["2 khó khăn, vướng mắc"]


def test_an_act_that_is_entered_or_followed_up_afterwards_has_changed(year):
    asked = urged(
        year,
        date(2026, 12, 12),
        recommendation="Gửi báo cáo.",
        recommendation_due_on=date(2026, 12, 31),
    )
    version = version_of(year)
    urged(year, date(2026, 12, 13))
    assert consolidated.changed_since(version) == Changed(acts=1)
    supervision.finish_recommendation(asked, note="Đã gửi.", by=make_user("Người B"), at=LATER)
    changed = consolidated.changed_since(version)
    assert (changed, changed.words) == (
        Changed(acts=2),
        ["2 lần đôn đốc, kiểm tra, giám sát"],
    )


def test_an_act_of_a_day_after_the_figures_were_made_is_no_change_of_theirs(year):
    version = version_of(year)
    urged(year, date(2026, 12, 21))
    assert consolidated.changed_since(version) == Changed()


@pytest.mark.parametrize(
    ("ordinal", "name", "ordinals", "expected"),
    [
        (None, "Phòng A", [1, 2], Changed(is_tagged_otherwise=True)),
        (None, "Phòng A", [2], Changed(is_tagged_otherwise=True)),
        (None, "Phòng B", [1], Changed(is_tagged_otherwise=True)),
        (None, "Phòng A", [1], Changed()),
        (1, "Phòng A", [1, 2], Changed(is_tagged_otherwise=True)),
        # Who answers another basis is no unit any more whose basis nobody knows.
        (1, "Phòng B", [2], Changed(is_tagged_otherwise=True)),
        # The obstacle that stands beside the result leaves with it, and comes with it.
        (1, "Phòng A", [2], Changed(obstacles=1, is_tagged_otherwise=True)),
        (2, "Phòng A", [2], Changed(obstacles=1, is_tagged_otherwise=True)),
        (2, "Phòng A", [1], Changed()),
    ],
)
def test_a_result_that_is_tagged_otherwise_has_changed(year, ordinal, name, ordinals, expected):
    version = version_of(year, ordinal)
    tag(year, name, *ordinals)
    assert consolidated.changed_since(version) == expected


def test_tags_are_said_in_words(year):
    version = version_of(year)
    tag(year, "Phòng B", 1)
    assert consolidated.changed_since(version).words == ["căn cứ của kết quả"]


def test_a_report_that_is_taken_in_afterwards_brings_its_obstacle(year):
    version = version_of(year)
    hcth = "Phòng Hành chính - Tổng hợp"
    answered(year, hcth, when="2026-12-21 08:00", obstacle="Thiếu người.")
    assert consolidated.changed_since(version) == Changed(obstacles=1)
    take_in(year.report_of(hcth), when="2026-12-21 09:00")
    assert consolidated.changed_since(version) == Changed(reports=1, obstacles=1)


def test_a_report_with_other_tags_is_told_as_a_report_alone(year):
    version = version_of(year)
    report, by = year.report_of("Phòng A"), make_user("Người HCTH")
    lifecycle.reopen(report, reason="Bổ sung.", due_on=date(2026, 12, 24), by=by, at=LATER)
    changed = consolidated.changed_since(version)
    assert (changed.reports, changed.is_tagged_otherwise) == (1, False)


# The pages


def change_everything(year):
    by = make_user("Người HCTH")
    answered(year, "Phòng Hành chính - Tổng hợp", when="2026-12-21 08:00", obstacle="")
    take_in(year.report_of("Phòng Hành chính - Tổng hợp"), when="2026-12-21 09:00")
    obstacles.set_visibility(obstacle_of("Phòng A"), visibility="upward", by=by, at=LATER)
    urged(year, date(2026, 12, 13))
    tag(year, "Phòng B", 2)


SAID = (
    "1 báo cáo; 1 khó khăn, vướng mắc; 1 lần đôn đốc, kiểm tra, giám sát; căn cứ của kết quả đã "
    "thay đổi sau "
)


def test_the_pages_say_what_has_changed(client, year):
    version = version_of(year)
    change_everything(year)
    client.force_login(make_member(role=Role.STAFF))
    page = text_of(client.get(reverse("reports:consolidated", args=[version.public_id])))
    assert SAID + "bản này." in page
    draft = make_draft(year.period, by=make_user(), at=MADE)
    page = text_of(client.get(reverse("reports:consolidated-draft", args=[draft.public_id])))
    assert SAID + "khi số liệu này được tổng hợp." in page


def test_asking_takes_the_same_queries_however_much_has_changed(year, django_assert_num_queries):
    version = version_of(year)
    with django_assert_num_queries(7):
        consolidated.changed_since(version)
    change_everything(year)
    with django_assert_num_queries(7):
        consolidated.changed_since(version)
