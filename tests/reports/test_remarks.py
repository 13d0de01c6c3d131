"""Words between the unit and HCTH: kept as said, and told to the other side."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from directives.models import WorkItem
from reports import inbox, remarks
from reports.models import Notice, Obstacle, Remark
from tests import builders
from tests.builders import Role, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    """Owed by a unit with a head and a focal officer; HCTH has an officer and a clerk."""
    report = builders.make_report()
    people(report.department)
    return report


def people(unit):
    hcth = builders.make_coordinator()
    return {
        "head": builders.make_member(unit, username="head", full_name="Trần Thị Khoa"),
        "focal": builders.make_member(unit, Role.FOCAL_OFFICER, username="focal"),
        "hcth": builders.make_member(hcth, Role.STAFF, username="hcth", full_name="Phạm Minh"),
        "clerk": builders.make_member(hcth, Role.CLERK, username="clerk"),
        "director": builders.make_leader(username="director"),
        "deputy": builders.make_leader(Role.DEPUTY_DIRECTOR, username="deputy"),
    }


def who(name):
    return builders.User.objects.get(username=name)


def say(subject, name, text="Đề nghị nêu rõ số tin, bài.", when="2026-12-11 09:00"):
    return remarks.add(subject, text=text, by=who(name), at=at(when))


def told(remark):
    notices = Notice.objects.filter(key__startswith=f"remark:{remark.pk}:")
    return set(notices.values_list("person__username", flat=True))


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("head", {"hcth"}),
        ("focal", {"hcth"}),
        ("hcth", {"head", "focal"}),
        ("clerk", {"head", "focal"}),
        ("director", {"head", "focal", "hcth"}),
    ],
)
def test_the_other_side_is_told(report, name, others):
    assert told(say(report, name)) == others


def test_a_leader_who_has_spoken_hears_what_comes_after(report):
    say(report, "director")
    assert told(say(report, "head")) == {"hcth", "director"}


def test_of_hcths_own_report_the_leaders_are_the_other_side():
    report = builders.make_report(builders.make_coordinator())
    people(builders.make_department())
    assert told(say(report, "hcth")) == {"director", "deputy"}
    assert told(say(report, "director")) == {"hcth"}


def test_who_stands_on_both_sides_speaks_to_hcth(report):
    builders.make_member(report.department, Role.STAFF, user=who("hcth"))
    builders.make_member(role=Role.STAFF, username="hcth2")
    assert told(say(report, "hcth")) == {"hcth2"}


def test_a_notice_leads_to_the_report_and_says_who_spoke(report):
    say(report, "hcth")
    row = inbox.row(Notice.objects.for_listing().get(person=who("head")))
    assert row.sentence == "Phạm Minh trao đổi về báo cáo năm 2026 của Phòng Quản lý Khoa học"
    assert row.detail == "Đề nghị nêu rõ số tin, bài."
    assert row.url == f"/reports/{report.public_id}/"


def test_a_notice_of_a_piece_of_work_leads_to_the_page_of_the_assignment(report):
    assignment = report.department.assignments.get()
    item = WorkItem.objects.create(
        assignment=assignment,
        text="Đưa tin",
        proposed_by=who("head"),
        proposed_at=at("2026-01-05 08:00"),
    )
    assert told(say(item, "hcth")) == {"head", "focal"}
    row = inbox.row(Notice.objects.for_listing().get(person=who("head")))
    assert row.sentence == ("Phạm Minh trao đổi về nội dung công việc của Phòng Quản lý Khoa học")
    assert row.url == f"/assignments/{assignment.public_id}/"
    assert Remark.objects.get() in remarks.on(item)


def test_of_an_obstacle_the_unit_told_to_act_is_told_too(report):
    acting = builders.make_department("Phòng Tài vụ")
    builders.make_member(acting, username="acting")
    obstacle = Obstacle.objects.create(
        assignment=report.department.assignments.get(),
        text="Thiếu máy.",
        raised_by=who("head"),
        raised_at=at("2026-01-05 08:00"),
        opinion="Bố trí máy.",
        opinion_on=date(2026, 1, 6),
        opinion_recorded_by=who("director"),
        responsible=acting,
    )
    assert told(say(obstacle, "head")) == {"hcth", "acting"}
    assert told(say(obstacle, "acting")) == {"hcth", "head", "focal"}
    row = inbox.row(Notice.objects.for_listing().filter(person=who("hcth")).latest("pk"))
    assert row.sentence.endswith("trao đổi về khó khăn, vướng mắc của Phòng Quản lý Khoa học")
    assert row.url == f"/obstacles/{obstacle.public_id}/"


def test_empty_words_are_refused(report):
    with pytest.raises(IntegrityError, match="remark_says_something"), transaction.atomic():
        say(report, "hcth", text="")


def test_the_conversation_stands_in_its_order(report):
    second = say(report, "head", "Đã bổ sung.", when="2026-12-11 10:00")
    first = say(report, "hcth", when="2026-12-11 09:00")
    assert list(remarks.on(report)) == [first, second]
