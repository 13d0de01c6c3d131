"""The two offices that are measured side by side."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from directives.models import Duty, User
from reports import obligations
from reports.citation import Citation
from reports.consolidated import drafting
from reports.models import ConsolidatedDraft
from tests import builders
from tests.builders import Role
from tests.reports.approving import make_version


def load_sample() -> None:
    """10 units, 3 periods and one to come; the last report is being corrected."""
    call_command("load_sample", verbosity=0)
    _correct_the_last(by=User.objects.get(username="hcth.truong"))


def load_small() -> None:
    """2 units, 1 period; the same usernames as the sample office has for the same posts."""
    today = timezone.localdate()
    unit, coordinator = builders.make_department(), builders.make_coordinator()
    people = {
        "giamdoc": builders.make_leader(username="giamdoc"),
        "hcth.chuyenvien": builders.make_member(role=Role.STAFF, username="hcth.chuyenvien"),
        "hcth.truong": builders.make_member(username="hcth.truong"),
        "qlkh.truong": builders.make_member(unit, username="qlkh.truong"),
    }
    directive = builders.make_directive()
    for kind in Duty.Kind:
        duty = builders.make_duty(directive, kind=kind)
        builders.make_assignment(duty, coordinator)
        if kind != Duty.Kind.COORDINATION:
            builders.make_assignment(duty, unit)
    period = builders.make_period(directive, due_on=today + timedelta(days=20))
    obligations.confirm_period(
        period,
        paper=Citation("512/SKHCN-HCTH", today),
        decided_by="Giám đốc Sở",
        by=people["hcth.truong"],
        at=timezone.now(),
    )
    make_version(period, by=people["hcth.truong"], at=timezone.now())
    _correct_the_last(by=people["hcth.truong"])


def _correct_the_last(*, by) -> None:
    """A version that stands, and beside it a draft that HCTH is at."""
    draft = ConsolidatedDraft.objects.latest("made_at")
    drafting.correct(draft, note="Cập nhật số liệu.", by=by, at=timezone.now())


OFFICES = {"sample": load_sample, "small": load_small}
