"""People of every role, and one thing of every kind that a URL names."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.urls import reverse

from directives import lifecycle as directives_lifecycle
from directives.models import (
    Absence,
    AdjustmentRequest,
    Duty,
    DutyOfficer,
    LegalBasis,
    User,
    WorkItem,
)
from directives.tracking import receiving
from reports import dissemination, dossier, printouts, results, unit_report
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
    PlannedInspection,
    Printout,
    StaffingPost,
    Submission,
    Supervision,
    Transcript,
)
from tests import builders
from tests.access.routes import ROUTES
from tests.builders import (
    ISSUED_AT,
    Role,
    at,
    confirm,
    make_assignment,
    make_briefing,
    make_coordinator,
    make_department,
    make_duty,
    make_indicator,
    make_leader,
    make_member,
    make_period,
    make_report,
    make_staff,
    make_urging_paper,
    make_user,
)
from tests.directives.sheets import line, upload_of
from tests.reports.approving import make_version


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


def make_people(unit, other, hcth) -> dict[str, User]:
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
    return people


def attach(by):
    file = ContentFile(b"%PDF-1.7", name="minh-chung.pdf")
    file.content_type = "application/pdf"
    return directives_lifecycle.keep_file(file, by=by, at=ISSUED_AT)


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
    people = make_people(unit, other, hcth)
    head = people["unit.head"]
    evidence = Evidence.objects.create(
        report=report, assignment=assignment, attachment=attach(head)
    )
    builders.submit(report, by=head, obstacle="Thiếu kinh phí.", evidence_ids=(evidence.pk,))
    builders.accept(report, by=people["hcth.staff"])
    Obstacle.objects.update(responsible=unit)
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
    DutyOfficer.objects.create(
        assignment=assignment, officer=people["unit.staff"], given_by=head, given_at=ISSUED_AT
    )
    member = make_staff(unit)
    dissemination.send(assignment, [member], by=head, at=at("2026-06-05 08:00"))
    submission = report.submissions.get()
    Submission.objects.filter(pk=submission.pk).update(original=attach(head))
    Transcript.objects.create(
        report=report,
        on_behalf_of=head,
        received_on=date(2026, 12, 9),
        source="Báo cáo số 15/BC-QLKH",
        original=attach(people["hcth.staff"]),
        saved_at=ISSUED_AT,
        saved_by=people["hcth.staff"],
    )
    table = receiving.take_in(
        upload_of(line()),
        coordinator=hcth,
        by=people["hcth.head"],
        at=at("2026-12-12 08:00"),
    )
    proof = attach(head)
    supervision.recommendation_files.add(proof)
    own = make_assignment(make_duty(duty.directive, Duty.Kind.COORDINATION), hcth)
    planned = {"planned_by": people["hcth.head"], "planned_at": ISSUED_AT}
    recorded = {"recorded_by": people["hcth.head"], "recorded_at": ISSUED_AT}
    things = {
        "table": table,
        "dossier": dossier.make(duty.directive, by=people["hcth.head"], at=at("2026-12-12 08:00")),
        "file": proof,
        "own": own,
        "post": StaffingPost.objects.create(
            assignment=own, person="Phạm Đầu Mối", starts_on=date(2026, 1, 5), **recorded
        ),
        "inspection": PlannedInspection.objects.create(
            directive=duty.directive,
            department=unit,
            on=date(2026, 5, 5),
            content="Việc thực hiện nhiệm vụ.",
            team="Trần Thị Hà, Trưởng phòng",
            **planned,
        ),
        "absence": away,
        "briefing": make_briefing(assignment, "2026-06-05", by=head),
        "member": member,
        "unit": unit,
        "notice": notice,
        "mail": mail,
        "directive": duty.directive,
        "duty": duty,
        "adjustment": AdjustmentRequest.objects.create(
            assignment=assignment,
            wish="release",
            reason="Trùng với nhiệm vụ của Chi cục.",
            asked_by=head,
            asked_at=ISSUED_AT,
            opinion="Đề nghị đồng ý.",
            forwarded_by=people["hcth.head"],
            forwarded_at=ISSUED_AT,
        ),
        "assignment": assignment,
        "result": results.log(
            assignment, on=date(2026, 3, 2), text="Họp báo.", by=head, at=at("2026-03-02 16:00")
        ),
        "item": WorkItem.objects.create(
            assignment=assignment, text="Viết bài", proposed_by=head, proposed_at=ISSUED_AT
        ),
        "attachment": basis.attachment,
        "period": period,
        "report": report,
        "evidence": evidence,
        "obstacle": Obstacle.objects.get(),
        "submission": submission,
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
