"""The page of one report: where it stands, what was sent, what happened, what can be done."""

from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from reports import (
    cascade,
    history,
    lateness,
    lifecycle,
    permissions,
    planning,
    reading,
    remarks,
    status,
    tagging,
    todo,
)
from reports.forms.remarks import RemarkForm
from reports.forms.review import (
    ExplanationForm,
    ExtensionDecisionForm,
    ExtensionForm,
    RecordAcceptanceForm,
    ReopenForm,
    ReturnForm,
    TagForm,
)
from reports.models import DeadlineChange, ProgressReport

#: Working days proposed for completion; the reviewer may choose another day.
COMPLETION_WORKING_DAYS = 3


@require_safe
def report(request, report_id):
    return page(request, fetch(request, report_id), number=request.GET.get("submission"))


def fetch(request, report_id) -> ProgressReport:
    """The report, if this person may see it; otherwise there is none."""
    moved = DeadlineChange.objects.filter(report=OuterRef("pk")).order_by("-at", "-pk")
    reopened = moved.filter(reason=DeadlineChange.Reason.REOPENING).order_by("at", "pk")
    reports = (
        ProgressReport.objects.visible_to(request.posts)
        .for_listing()
        .annotate(
            deadline_reason=Subquery(moved.values("reason")[:1]),
            bases_apart=tagging.bases_apart(),
            reopenings=ArraySubquery(reopened.values(row=JSONObject(at="at", note="note"))),
        )
        .with_unit_names()
        .select_related("draft", "explained_by", "replaced_by__department")
    )
    return get_object_or_404(reports, public_id=report_id)


def page(request, report, *, number=None, forms=None, status_code=200):
    """`number` chooses an earlier submission; bound `forms` come back with what was typed."""
    today, posts = timezone.localdate(), request.posts
    # Asked for only where something is late or may be sent back.
    calendar = SimpleLazyObject(planning.office_calendar)
    sees_whole = permissions.sees_whole(posts, report.period.directive)
    sent = _sent(report, number)
    timing = _timing(report, today, calendar)
    context = {
        "report": report,
        "status": status.of_report(report, on=today, calendar=calendar),
        "remarks": list(remarks.on(report)),
        "remark_form": RemarkForm(about=report),
        "history": history.of_report(report, sees_whole=sees_whole),
        "is_member": report.department_id in posts.member_of,
        "may_urge": report.is_open and permissions.coordinates(posts, report.period.directive),
        **sent,
        **timing,
        "answers": _answers(report, posts, sent, today),
        "issued_answers": _issued_answers(report, posts, today),
        **_steps(report, posts, sent, timing, forms or {}, today, calendar),
    }
    return render(request, "reports/report.html", context, status=status_code)


def _sent(report, number):
    """The submissions, and the one on the page."""
    submissions = list(
        report.submissions.select_related(
            "submitted_by",
            "on_behalf_of",
            "original",
            "head_confirmation__by",
            "answered_by__period",
        )
        .defer("answered_by__content")
        .order_by("number")
    )
    shown = _chosen(submissions, number)
    return {
        "submissions": submissions,
        "shown": shown,
        "is_latest": bool(shown) and shown == submissions[-1],
        "said": reading.read(shown) if shown else [],
    }


def _issued_answers(report, posts, today):
    """What an agency can send its superior as it is, each with the duties it leaves open."""
    if not permissions.may("answer", posts, report, on=today):
        return []
    return [(copy, cascade.asks_besides(report, copy)) for copy in cascade.copies_for(report)]


def _answers(report, posts, sent, today):
    """Each with the form in which HCTH says which legal basis it answers, or with None."""
    offered = tagging.read(report.bases_apart)
    may_tag = (
        bool(offered) and sent["is_latest"] and permissions.may("tag", posts, report, on=today)
    )
    return [
        (answer, _tag_form(answer, offered) if may_tag and answer.is_tagged else None)
        for answer in sent["said"]
    ]


def _tag_form(answer, offered):
    return TagForm(
        offered=offered,
        initial={"bases": [str(tag.basis_id) for tag in answer.tags]},
        auto_id=f"id_duty{answer.duty.ordinal}_%s",
    )


def _timing(report, today, calendar):
    """How late, against the deadline in force and the first one, and why it was moved."""
    return {
        "is_late": report.was_late or report.is_overdue(on=today),
        "late": lateness.overdue(report, on=today, calendar=calendar)
        or lateness.sent(report, calendar=calendar),
        "beside_original": report.deadline_was_moved
        and lateness.against_original(report, on=today, calendar=calendar),
        "deadline_reason": report.deadline_reason,
        "reopenings": [
            {**row, "at": datetime.fromisoformat(row["at"])} for row in report.reopenings
        ],
    }


def _steps(report, posts, sent, timing, typed, today, calendar):
    """What this person may do next, each with its form, or with what was `typed`."""

    def may(action):
        return permissions.may(action, posts, report, on=today)

    extensions = list(report.extension_requests.select_related("asked_by", "decided_by"))
    asked = next((asked for asked in extensions if asked.is_open), None)
    may_ask = may("ask_extension")
    why_not_extend = lifecycle.why_not_extend(report, extensions, on=today) if may_ask else None
    allowed = {
        "return": sent["is_latest"] and may("accept"),
        "record_acceptance": sent["is_latest"] and may("record_acceptance"),
        "reopen": may("reopen"),
        "explain": timing["is_late"] and may("explain"),
        "extend": may_ask and why_not_extend is None,
        "decide": asked is not None and may("decide_extension"),
    }
    return {
        "may": allowed,
        "may_draft": may("draft"),
        "may_enter": may("enter"),
        "may_confirm": sent["is_latest"] and may("confirm_entry"),
        "may_send": todo.waits_for_head(report) and may("submit"),
        "extensions": extensions,
        "asked": asked,
        "why_not_extend": why_not_extend,
        "forms": {
            name: (typed.get(name) or _empty(name, report, today, calendar)) if is_allowed else None
            for name, is_allowed in allowed.items()
        },
        "unused_words": [_words(form) for name, form in typed.items() if not allowed[name]],
    }


def _words(form) -> str:
    """What a person wrote in a form that came too late."""
    typed = [form[name].value() for name in ("reason", "note", "text") if name in form.fields]
    return "".join(filter(None, typed))


def _empty(name, report, today, calendar):
    """The form of an action before anything is typed."""
    match name:
        case "record_acceptance":
            return RecordAcceptanceForm()
        case "explain":
            return ExplanationForm(initial={"text": report.late_explanation})
        case "extend":
            return ExtensionForm(after=report.due_on)
        case "decide":
            return ExtensionDecisionForm()
    due_on = calendar.add_working_days(today, COMPLETION_WORKING_DAYS)
    form_class = ReopenForm if name == "reopen" else ReturnForm
    return form_class(on=today, initial={"due_on": due_on})


def _chosen(submissions, number):
    """The submission of that number, the latest without one, None where nothing was sent."""
    if number is None:
        return submissions[-1] if submissions else None
    chosen = [submission for submission in submissions if str(submission.number) == number]
    if not chosen:
        raise Http404
    return chosen[0]
