"""Every URL of the site x every role x own or another's unit x every state.

The routes come from the URL configuration: a new one without a row in ROUTES fails.
Own unit: `unit.*`, whose report, assignment and evidence are asked for. Another's: `other.head`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import override_settings
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone, translation

from directives import lifecycle as directives_lifecycle
from directives.models import Absence, LegalBasis, User
from reports import printouts, unit_report
from reports.models import (
    ConsolidatedComment,
    ConsolidatedDraft,
    Evidence,
    ExtensionRequest,
    Holiday,
    IssuedCopy,
    Notice,
    Obstacle,
    OutgoingMail,
    Printout,
    ProgressReport,
    Supervision,
)
from tests import builders
from tests.builders import (
    ISSUED_AT,
    Role,
    at,
    confirm,
    make_assignment,
    make_coordinator,
    make_department,
    make_duty,
    make_indicator,
    make_leader,
    make_member,
    make_period,
    make_report,
    make_urging_paper,
    make_user,
)
from tests.reports.approving import make_version
from tests.reports.finished import finish

pytestmark = pytest.mark.django_db

UNIT = {"unit.head", "unit.deputy", "unit.delegate", "unit.focal", "unit.staff"}
SENDERS = {"unit.head", "unit.deputy", "unit.delegate"}
REVIEWERS = {"hcth.head", "hcth.staff"}
HCTH = REVIEWERS | {"hcth.clerk"}
LEADERS = {"director", "deputy_director"}
MEMBERS = UNIT | HCTH | {"other.head"}
POSTED = MEMBERS | LEADERS
EVERYONE = POSTED | {"nobody", "administrator"}
OVERSEERS = HCTH | LEADERS
KEEPERS = {"hcth.head", "administrator"}
STATES = ["expected", "submitted", "returned", "accepted"]


@dataclass(frozen=True)
class Route:
    """`get` and `post`: who is let in; everybody else gets 404. None: the method is refused."""

    on: str = ""
    get: set | None = None
    post: set | None = None
    more: dict = field(default_factory=dict)
    data: Callable = lambda world: {}


ROUTES = {
    # Directives
    "directives:list": Route(get=EVERYONE),
    "directives:create": Route(get=HCTH, post=HCTH),
    "directives:detail": Route("directive", get=POSTED),
    "directives:number": Route("directive", post=HCTH),
    "directives:edit": Route("directive", get=REVIEWERS, post=REVIEWERS),
    "directives:add-basis": Route("directive", get=REVIEWERS, post=REVIEWERS),
    "directives:edit-basis": Route("directive", get=REVIEWERS, post=REVIEWERS, more={"ordinal": 1}),
    "directives:add-duty": Route("directive", get=REVIEWERS, post=REVIEWERS),
    "directives:edit-duty": Route("duty", get=REVIEWERS, post=REVIEWERS),
    "directives:indicators": Route("duty", get=REVIEWERS, post=REVIEWERS),
    "directives:assign": Route("duty", get=REVIEWERS, post=REVIEWERS),
    "directives:acknowledge": Route("assignment", post=UNIT),
    "directives:acknowledge-all": Route("directive", post=MEMBERS),
    "directives:end-assignment": Route("assignment", get=REVIEWERS, post=REVIEWERS),
    "directives:work-items": Route("assignment", get=UNIT | HCTH | LEADERS, post=UNIT | REVIEWERS),
    "directives:attachment": Route("attachment", get=POSTED),
    "directives:absences": Route(get=POSTED, post=POSTED),
    "directives:end-absence": Route("absence", post={"unit.head"} | REVIEWERS),
    # Reports: first screens and lists
    "reports:home": Route(get=EVERYONE),
    "reports:todo": Route(get=EVERYONE),
    "reports:queue": Route(get=EVERYONE),
    "reports:dashboard": Route(get=OVERSEERS),
    "reports:directive-dashboard": Route("directive", get=OVERSEERS),
    "reports:director": Route(get=LEADERS),
    "reports:counted-reports": Route("period", get=OVERSEERS, more={"figure": "owed"}),
    "reports:counted-assignments": Route(
        "directive", get=OVERSEERS, more={"figure": "on_schedule"}
    ),
    # Periods
    "reports:periods": Route("directive", get=POSTED),
    "reports:schedule": Route("directive", get=REVIEWERS, post=REVIEWERS),
    "reports:open-on-demand": Route("directive", get=REVIEWERS, post=REVIEWERS),
    "reports:plan-periods": Route("directive", post=REVIEWERS),
    "reports:confirm-period": Route("period", get=REVIEWERS, post=REVIEWERS),
    "reports:withdraw-period": Route("period", get=REVIEWERS, post=REVIEWERS),
    "reports:period-deadlines": Route("period", get=REVIEWERS, post=REVIEWERS),
    "reports:period-sent": Route("period", get=HCTH, post=HCTH),
    "reports:drop-on-demand": Route("period", post=REVIEWERS),
    # Days off
    "reports:holidays": Route(get=REVIEWERS, post=REVIEWERS),
    "reports:drop-holiday": Route(get=REVIEWERS, post=REVIEWERS, more={"day": "2026-12-24"}),
    "reports:ladder": Route("directive", get=OVERSEERS, post=REVIEWERS),
    "reports:outline": Route("directive", get=OVERSEERS, post=REVIEWERS),
    # One report
    "reports:report": Route("report", get=UNIT | HCTH | LEADERS),
    "reports:history": Route("report", get=UNIT | HCTH | LEADERS),
    "reports:draft": Route("report", get=UNIT, post=UNIT),
    "reports:autosave": Route("report", post=UNIT),
    "reports:accept": Route("report", post=REVIEWERS),
    "reports:return": Route("report", post=REVIEWERS),
    "reports:tag": Route(
        "report", post=REVIEWERS, more={"ordinal": 1}, data=lambda world: {"submission": "1"}
    ),
    "reports:explain": Route("report", post=SENDERS),
    "reports:reopen": Route("report", post=REVIEWERS),
    "reports:ask-extension": Route("report", post=SENDERS),
    "reports:decide-extension": Route("extension", post=REVIEWERS),
    "reports:ask-final": Route("period", get=REVIEWERS, post=REVIEWERS),
    "reports:add-evidence": Route(
        "report",
        post=UNIT,
        data=lambda world: {"assignment": world.things["assignment"].public_id},
    ),
    "reports:evidence": Route("evidence", get=UNIT | HCTH | LEADERS),
    "reports:remove-evidence": Route("evidence", post=UNIT),
    # Obstacles and supervision
    "reports:obstacles": Route(get=EVERYONE),
    "reports:obstacle": Route("obstacle", get=UNIT | HCTH | LEADERS),
    "reports:propose": Route("obstacle", post=REVIEWERS),
    "reports:give-opinion": Route("obstacle", post=LEADERS),
    "reports:record-opinion": Route("obstacle", post=REVIEWERS),
    "reports:set-visibility": Route("obstacle", post=REVIEWERS),
    "reports:close-obstacle": Route("obstacle", post=REVIEWERS),
    "reports:supervisions": Route("directive", get=POSTED, post=REVIEWERS),
    "reports:urging": Route(get=REVIEWERS, post=REVIEWERS),
    "reports:urge": Route(post=REVIEWERS),
    "reports:finish-recommendation": Route("supervision", post=UNIT | REVIEWERS),
    # Consolidated
    "reports:consolidate": Route("period", post=REVIEWERS),
    "reports:today": Route("period", get=OVERSEERS),
    "reports:today-figure": Route("period", get=OVERSEERS, more={"key": "reports.owed"}),
    "reports:print-today": Route("period", post=OVERSEERS),
    "reports:archive": Route(get=OVERSEERS),
    "reports:consolidated": Route("consolidated", get=OVERSEERS),
    "reports:annex": Route("consolidated", get=OVERSEERS),
    "reports:export-json": Route("consolidated", get=OVERSEERS, more={"part": "annex"}),
    "reports:export-csv": Route(
        "consolidated", get=OVERSEERS, more={"part": "annex", "key": "standings"}
    ),
    "reports:slip": Route("consolidated", get=OVERSEERS),
    "reports:version-figure": Route("consolidated", get=OVERSEERS, more={"key": "reports.owed"}),
    "reports:consolidated-draft": Route("draft", get=OVERSEERS),
    "reports:write-draft": Route("draft", get=REVIEWERS),
    "reports:draft-annex": Route("draft", get=OVERSEERS),
    "reports:draft-slip": Route("draft", get=OVERSEERS),
    "reports:draft-figure": Route("draft", get=OVERSEERS, more={"key": "reports.owed"}),
    "reports:refresh-draft": Route("draft", post=REVIEWERS),
    "reports:submit-draft": Route("draft", post=REVIEWERS),
    "reports:withdraw-draft": Route("draft", post=REVIEWERS),
    "reports:return-draft": Route("draft", post=LEADERS),
    "reports:approve-draft": Route("draft", post=LEADERS),
    "reports:record-approval": Route("draft", post={"hcth.head"}),
    "reports:correct-draft": Route("draft", post=REVIEWERS),
    "reports:comment-draft": Route("draft", post=OVERSEERS),
    "reports:settle-comment": Route("draft", post=OVERSEERS, more={"comment_id": 1}),
    "reports:print-draft": Route("draft", post=OVERSEERS),
    "reports:write-section": Route("draft", post=REVIEWERS, more={"key": "results"}),
    "reports:restore-section": Route(
        "draft", get=REVIEWERS, post=REVIEWERS, more={"key": "results"}
    ),
    "reports:section-quotations": Route("draft", get=REVIEWERS, more={"key": "results"}),
    "reports:job": Route("job", get=OVERSEERS),
    "reports:rendered": Route("job", get=OVERSEERS, more={"part": "report", "format": "pdf"}),
    "reports:render-again": Route("job", post=REVIEWERS),
    "reports:cancel-job": Route("job", post=REVIEWERS),
    # Mails that were given up
    "reports:failures": Route(get=OVERSEERS),
    "reports:send-again": Route("mail", post=OVERSEERS),
    # Notices: everybody's own
    "reports:notices": Route(get=EVERYONE),
    "reports:read-all-notices": Route(post=EVERYONE),
    "reports:open-notice": Route("notice", post={"unit.head"}),
    "reports:read-notice": Route("notice", post={"unit.head"}),
    # Papers
    "reports:draft-opening-paper": Route("period", post=REVIEWERS),
    "reports:draft-urging-paper": Route("period", post=REVIEWERS),
    "reports:papers": Route("period", get=OVERSEERS),
    "reports:paper": Route("paper", get=OVERSEERS),
    "reports:draft-paper-again": Route("paper", post=REVIEWERS),
    # Issued copies
    "reports:issuing": Route(get=HCTH),
    "reports:issue-consolidated": Route("consolidated", get=HCTH, post=HCTH),
    "reports:issue-paper": Route("paper", get=HCTH, post=HCTH),
    "reports:issued-file": Route("copy", get=OVERSEERS),
    # Printouts, and the table for giao ban
    "reports:printout": Route("printout", get=UNIT | OVERSEERS),
    "reports:print-report": Route("report", post=UNIT | OVERSEERS),
    "reports:briefing": Route(get=OVERSEERS),
    "reports:print-briefing": Route(post=OVERSEERS),
    "reports:briefing-workbook": Route(get=OVERSEERS),
    # Units of the office
    "reports:units": Route(get=KEEPERS),
    "reports:merge-units": Route(get=KEEPERS, post=KEEPERS),
    "reports:rename-unit": Route("unit", get=KEEPERS, post=KEEPERS),
    "reports:dissolve-unit": Route("unit", get=KEEPERS, post=KEEPERS),
    # The personal calendar: everybody's own link
    "reports:feed-link": Route(get=EVERYONE),
    "reports:make-feed": Route(post=EVERYONE),
    "reports:revoke-feed": Route(post=EVERYONE),
    # Account
    "account_change_password": Route(get=EVERYONE, post=EVERYONE),
    "account_logout": Route(get=EVERYONE, post=EVERYONE),
}
#: Open to visitors, and why.
PUBLIC = {
    "account_login": "signing in",
    "account_inactive": "says that an account is out of use",
    "account_reset_password": "a forgotten password",
    "account_reset_password_done": "a forgotten password",
    "account_reset_password_from_key": "a forgotten password",
    "account_reset_password_from_key_done": "a forgotten password",
    "set_language": "the language of the sign-in page",
    "reports:feed": "a calendar program, by a secret link that its owner can revoke",
    "healthz": "the machine that watches over us",
}
#: Answers a visitor with 401 instead of the sign-in page: a script asks.
ANSWERS_401 = {"reports:autosave", "reports:write-section"}
LET_IN = {200, 302, 400, 409, 422}


def routes_of(resolver, namespace=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or str(pattern.pattern))
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from routes_of(pattern, namespace + inner)


def test_every_url_has_a_row():
    routes = {name for name in routes_of(get_resolver()) if not name.startswith("admin:")}
    assert routes == set(ROUTES) | set(PUBLIC)


@dataclass
class World:
    people: dict
    things: dict
    files: Path

    def url(self, name):
        route = ROUTES[name]
        arguments = dict(route.more)
        if route.on:
            arguments[f"{route.on}_id"] = self.things[route.on].public_id
        return reverse(name, kwargs=arguments)


def attach(by):
    file = ContentFile(b"%PDF-1.7", name="minh-chung.pdf")
    file.content_type = "application/pdf"
    return directives_lifecycle.keep_file(file, by=by, at=ISSUED_AT)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world, made once; what a test does to it is undone behind the test."""
    files = tmp_path_factory.mktemp("world")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=files, FILES_ROOT=files), translation.override("vi"):
            world = make_world(files)
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(made, settings, db):
    settings.MEDIA_ROOT = settings.FILES_ROOT = made.files
    return made


def make_world(files) -> World:
    unit, other, hcth = make_department(), make_department("Chi cục mẫu"), make_coordinator()
    duty = make_duty()
    make_indicator(duty)
    for department in [unit, other, hcth]:
        make_assignment(duty, department)
    period = make_period(duty.directive)
    confirm(period)
    report = make_report(unit, period=period)
    assignment = unit.assignments.get()
    people = {
        "unit.head": make_member(unit),
        "unit.deputy": make_member(unit, Role.DEPUTY_HEAD),
        "unit.delegate": make_member(unit, Role.DELEGATE),
        "unit.focal": make_member(unit, Role.FOCAL_OFFICER),
        "unit.staff": make_member(unit, Role.STAFF),
        "other.head": make_member(other),
        "hcth.head": make_member(hcth),
        "hcth.staff": make_member(hcth, Role.STAFF),
        "hcth.clerk": make_member(hcth, Role.CLERK),
        "director": make_leader(),
        "deputy_director": make_leader(Role.DEPUTY_DIRECTOR),
        "administrator": make_user(is_staff=True, is_superuser=True),
        "nobody": make_user(),
    }
    User.objects.update(password=make_password("not asked for here"))
    for user in people.values():
        user.refresh_from_db()
    head = people["unit.head"]
    evidence = Evidence.objects.create(
        report=report, assignment=assignment, attachment=attach(head)
    )
    builders.submit(report, by=head, obstacle="Thiếu kinh phí.", evidence_ids=(evidence.pk,))
    builders.accept(report, by=people["hcth.staff"])
    frozen = make_version(period, by=people["hcth.head"], at=at("2026-12-12 08:00"))
    draft = ConsolidatedDraft.objects.get()
    ConsolidatedComment.objects.create(
        pk=1, draft=draft, text="Rút gọn.", by=people["hcth.staff"], at=at("2026-12-12 08:00")
    )
    paper = make_urging_paper(period, by=people["hcth.head"])
    basis = LegalBasis.objects.create(
        directive=duty.directive,
        ordinal=1,
        doc_type="NQ",
        number_and_symbol="47/NQ-CP",
        issued_on=date(2024, 4, 15),
        issuer="Chính phủ",
        title="Chương trình hành động",
        attachment=attach(people["hcth.head"]),
        is_reported_apart=True,
    )
    supervision = Supervision.objects.create(
        directive=duty.directive,
        department=unit,
        kind="inspection",
        means="visit",
        on=date(2026, 5, 5),
        findings="Chưa lập hồ sơ.",
        recommendation="Lập hồ sơ.",
        recommendation_due_on=date(2026, 6, 30),
        by=people["hcth.staff"],
        recorded_at=ISSUED_AT,
    )
    mail = OutgoingMail.objects.create(
        key="returned:1:head", person=head, kind="returned", day=date(2026, 12, 9), state="failed"
    )
    notice = Notice.objects.create(
        key="reminder:2026-12-16:head",
        person=head,
        kind="reminder",
        directive=duty.directive,
        department=unit,
        report=report,
        day=report.due_on,
        mail=mail,
        made_at=at("2026-12-09 08:00"),
    )
    away = Absence.objects.create(
        user=head, starts_on=date(2024, 2, 1), ends_on=date(2040, 2, 1), note="Học tập trung"
    )
    things = {
        "absence": away,
        "unit": unit,
        "notice": notice,
        "mail": mail,
        "directive": duty.directive,
        "duty": duty,
        "assignment": assignment,
        "attachment": basis.attachment,
        "period": period,
        "report": report,
        "evidence": evidence,
        "obstacle": Obstacle.objects.get(),
        "supervision": supervision,
        "extension": ExtensionRequest.objects.create(
            report=report,
            from_due_on=report.due_on,
            to_due_on=date(2026, 12, 30),
            reason="Chờ số liệu.",
            asked_by=head,
            asked_at=ISSUED_AT,
        ),
        "consolidated": frozen,
        "copy": IssuedCopy.objects.create(
            consolidated=frozen,
            file=attach(people["hcth.clerk"]),
            number="85",
            symbol="BC-SKHCN",
            issued_on=date(2026, 12, 12),
            signer="Nguyễn Văn Thành",
            verdict="same",
            received_at=at("2026-12-12 15:00"),
            received_by=people["hcth.clerk"],
        ),
        "draft": draft,
        "job": frozen.job,
        "paper": paper,
        "printout": printouts.keep(
            Printout.Kind.UNIT_REPORT,
            {"report": unit_report.document(report.submissions.get(), on=date(2026, 12, 12))},
            agency=duty.directive.agency,
            submission=report.submissions.get(),
            name="Báo cáo của đơn vị",
            by=head,
            at=at("2026-12-12 08:00"),
        ),
    }
    Holiday.objects.create(on=date(2026, 12, 24), name="Nghỉ thêm")
    return World(people, things, files)


def put_down(response):
    """Close the file of a download; closing the response would close the test's connection."""
    for close in response._resource_closers:
        close()


def answers(client, world, name, method):
    """Role -> status, each role on the world as it was."""
    url, data = world.url(name), ROUTES[name].data
    found = {}
    for role, user in world.people.items():
        client.force_login(user)
        response = getattr(client, method)(url, data(world) if method == "post" else {})
        found[role] = response.status_code
        put_down(response)
    return found


def test_a_visitor_is_asked_to_sign_in(client, world):
    sign_in = (302, reverse("account_login"))
    for name in ROUTES:
        for method in ["get", "post"]:
            response = getattr(client, method)(world.url(name))
            if name in ANSWERS_401:
                assert response.status_code in {401, 405}
            else:
                assert (response.status_code, response.url.partition("?")[0]) == sign_in, name


@pytest.mark.parametrize(
    ("name", "state"),
    [
        (name, state)
        for name, route in sorted(ROUTES.items())
        for state in (STATES if route.on == "report" else ["accepted"])
    ],
)
def test_who_is_let_in(name, state, client, world):
    """What depends on the state is the effect, not who is let in: see EFFECTS."""
    route = ROUTES[name]
    for method, allowed in [("get", route.get), ("post", route.post)]:
        ProgressReport.objects.filter(pk=world.things["report"].pk).update(state=state)
        found = answers(client, world, name, method)
        if allowed is None:
            assert set(found.values()) <= {404, 405}, method
            continue
        let_in = {role for role, status in found.items() if status in LET_IN}
        assert let_in == allowed, method
        assert {found[role] for role in EVERYONE - allowed} <= {404}, method


#: Report action -> the states from which it takes effect, and for whom.
EFFECTS = {
    "reports:accept": ({"submitted"}, "accepted", REVIEWERS),
    "reports:return": ({"submitted"}, "returned", REVIEWERS),
    "reports:reopen": ({"accepted"}, "returned", REVIEWERS),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", sorted(EFFECTS))
def test_a_verdict_takes_effect_only_in_its_state_and_from_its_people(name, state, client, world):
    states, becomes, who = EFFECTS[name]
    report = world.things["report"]
    data = {
        "submission": report.submissions.get().number,
        "reason": "Bổ sung số liệu.",
        "due_on": str(timezone.localdate() + timedelta(days=7)),
    }
    for role, user in world.people.items():
        ProgressReport.objects.filter(pk=report.pk).update(state=state)
        client.force_login(user)
        client.post(world.url(name), data)
        report.refresh_from_db()
        expected = becomes if state in states and role in who else state
        assert report.state == expected, role


@pytest.mark.parametrize("name", ["admin:index", "admin:directives_department_changelist"])
def test_the_admin_is_the_administrators(name, client, world):
    for role, user in world.people.items():
        client.force_login(user)
        status = client.get(reverse(name)).status_code
        assert status == (200 if role == "administrator" else 302), role


def test_evidence_is_inside_the_unit_until_a_submission_cites_it(client, world):
    evidence = world.things["evidence"]
    evidence.entries.clear()
    found = answers(client, world, "reports:evidence", "get")
    assert {role for role, status in found.items() if status == 200} == UNIT


def test_an_unknown_object_is_not_found(client, world):
    for name, route in ROUTES.items():
        if not route.on:
            continue
        client.force_login(world.people["hcth.head"])
        method = "get" if route.get else "post"
        url = world.url(name).replace(
            str(world.things[route.on].public_id), "01890000-0000-7000-8000-000000000000"
        )
        assert getattr(client, method)(url).status_code == 404, name


def test_every_file_goes_out_as_a_download(client, world):
    client.force_login(world.people["hcth.head"])
    finish(world.things["job"], "report.pdf")
    for name in [
        "directives:attachment",
        "reports:evidence",
        "reports:rendered",
        "reports:briefing-workbook",
    ]:
        response = client.get(world.url(name))
        assert response.headers["Content-Disposition"].startswith("attachment"), name
        assert response.headers["X-Content-Type-Options"] == "nosniff", name
        put_down(response)
