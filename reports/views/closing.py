"""A directive is closed, replaced or amended by another; or followed up again."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from directives import closing as register
from directives import permissions
from directives.lifecycle import AlreadyDone
from directives.models import Directive
from directives.organisation import Refused
from reports import closing
from reports.forms.closing import ChangeForm, ClosingForm


def close(request, directive_id):
    """First why it ends, which is in the address; then what becomes of each open duty."""
    directive = _coordinated(request, directive_id)
    if directive.is_closed:
        return _already(request, directive)
    chosen = ChangeForm(request.GET or None, directive=directive, posts=request.posts)
    if not chosen.is_valid():
        return render(
            request,
            "reports/close_why.html",
            {"directive": directive, "form": chosen, "remaining": closing.remaining(directive)},
            status=422 if chosen.is_bound else 200,
        )
    form = ClosingForm(
        request.POST or None,
        directive=directive,
        **chosen.cleaned_data,
        initial={"on": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _carry_out(request, directive, form)
        except Refused as refused:
            form.add_error(None, str(refused))
        except AlreadyDone:
            directive.refresh_from_db()
            return _already(request, directive)
    return render(
        request,
        "reports/close.html",
        {"directive": directive, "form": form, "remaining": closing.remaining(directive)},
        status=422 if form.is_bound else 200,
    )


def _carry_out(request, directive, form):
    decided = {"on": form.cleaned_data["on"], "by": request.user, "at": timezone.now()}
    if form.is_amendment:
        register.amend(directive, form.settlements, changed_by=form.later, **decided)
        said = _("Đã ghi: %(paper)s được sửa đổi bởi %(later)s.") % {
            "paper": directive.reference,
            "later": form.later.reference,
        }
    else:
        released = closing.close(
            directive,
            form.settlements,
            still_owed=form.still_owed,
            note=form.cleaned_data["note"],
            changed_by=form.later,
            change=form.change if form.later else "",
            **decided,
        )
        said = _("Đã kết thúc theo dõi %(paper)s; %(count)s báo cáo không phải gửi nữa.") % {
            "paper": directive.reference,
            "count": len(released),
        }
    messages.success(request, said)
    return redirect("directives:detail", directive_id=directive.public_id)


@require_POST
def reopen(request, directive_id):
    directive = _coordinated(request, directive_id)
    try:
        register.reopen(directive, by=request.user, at=timezone.now())
    except AlreadyDone:
        messages.info(request, _("Văn bản này đang được theo dõi."))
    else:
        messages.success(
            request,
            _(
                "Đã theo dõi lại văn bản; các nhiệm vụ dừng khi kết thúc theo dõi được tiếp tục "
                "thực hiện."
            ),
        )
    return redirect("directives:detail", directive_id=directive.public_id)


def _coordinated(request, directive_id):
    directive = get_object_or_404(
        Directive.objects.visible_to(request.posts).for_listing(), public_id=directive_id
    )
    posts = request.posts
    if not permissions.can_close(posts, directive) and not permissions.can_reopen(posts, directive):
        raise Http404
    return directive


def _already(request, directive):
    messages.info(request, _("Văn bản này đã kết thúc theo dõi."))
    return redirect("directives:detail", directive_id=directive.public_id)
