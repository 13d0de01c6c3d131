"""Đề nghị điều chỉnh phân công on the page of its assignment: what was asked, who is to answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.forms import BaseForm

from directives import permissions
from directives.forms.adjusting import AskForm, DecisionForm, OpinionForm, RecordedDecisionForm
from directives.models import AdjustmentRequest
from reports.panels.page import Page


@dataclass(frozen=True)
class Adjustment:
    """`open` waits, `earlier` were answered or withdrawn; the forms are the reader's next steps.

    `subject` is the request of which the forms speak: also of one that was answered meanwhile.
    """

    open: AdjustmentRequest | None
    earlier: tuple[AdjustmentRequest, ...]
    forms: Mapping[str, BaseForm]
    may_withdraw: bool
    subject: AdjustmentRequest | None = None


def of(page: Page) -> Adjustment | None:
    """None where nothing was asked and the reader asks nothing."""
    requests = list(
        page.assignment.adjustment_requests.select_related(
            "proposed_department", "asked_by", "forwarded_by", "decided_by", "withdrawn_by"
        ).order_by("-asked_at", "-pk")
    )
    waiting = next((request for request in requests if request.is_open), None)
    forms = {
        name: page.typed.get(name) or make_form(name, page, waiting)
        for name in _steps_open_to(page, waiting)
    }
    # What was typed by somebody who came too late is shown to him once more.
    forms |= {name: form for name, form in page.typed.items() if name in FORMS}
    if not requests and not forms:
        return None
    return Adjustment(
        open=waiting,
        earlier=tuple(request for request in requests if not request.is_open),
        forms=forms,
        may_withdraw=waiting is not None
        and permissions.asks_adjustment(page.posts, page.assignment),
        subject=waiting or next(iter(requests), None),
    )


FORMS: dict[str, type[BaseForm]] = {
    "ask": AskForm,
    "opinion": OpinionForm,
    "decision": DecisionForm,
    "recorded": RecordedDecisionForm,
}


def make_form(name: str, page: Page, request: AdjustmentRequest | None, data=None) -> BaseForm:
    if name == "ask":
        instance = AdjustmentRequest(assignment=page.assignment)
        return AskForm(data, instance=instance, on=page.on)
    return FORMS[name](data, request=request, assignment=page.assignment, on=page.on)


def _steps_open_to(page: Page, waiting: AdjustmentRequest | None) -> list[str]:
    posts, assignment = page.posts, page.assignment
    if waiting is None:
        can_change = assignment.ends_on is None and not assignment.is_done
        return ["ask"] if can_change and permissions.asks_adjustment(posts, assignment) else []
    steps = []
    if permissions.puts_adjustment(posts, assignment):
        steps += ["opinion", "recorded"] if waiting.forwarded_at is None else ["recorded"]
    if waiting.forwarded_at and permissions.decides_adjustment(posts, assignment):
        steps.append("decision")
    return steps
