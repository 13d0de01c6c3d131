"""The register of directives: the list, one of them, and entering one by hand."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from directives import lifecycle, permissions, reading
from directives.forms.directive import CorrectionForm, DirectiveForm, LegalBasisForm, NumberForm
from directives.models import Directive, Duty, LegalBasis
from directives.models.directive import DirectiveQuerySet

PAGE_ROWS = 50


@dataclass(frozen=True)
class Shown:
    """A part of the register, and the words where it is empty."""

    label: str
    nothing: str
    rows: Callable[[DirectiveQuerySet], DirectiveQuerySet]


SHOWN = {
    "all": Shown(gettext_lazy("Tất cả"), gettext_lazy("Chưa có văn bản nào"), lambda all: all),
    "live": Shown(
        gettext_lazy("Đang theo dõi"),
        gettext_lazy("Không có văn bản nào đang theo dõi"),
        DirectiveQuerySet.live,
    ),
    "closed": Shown(
        gettext_lazy("Đã kết thúc"),
        gettext_lazy("Chưa có văn bản nào kết thúc theo dõi"),
        DirectiveQuerySet.closed,
    ),
    "unnumbered": Shown(
        gettext_lazy("Chưa có số"),
        gettext_lazy("Không có văn bản nào chưa có số"),
        DirectiveQuerySet.unnumbered,
    ),
}


@require_safe
def directive_list(request):
    on = timezone.localdate()
    directives = reading.listed(request.posts, on=on)
    asked = request.GET.get("show")
    shown = asked if asked in SHOWN else "all"
    directives = SHOWN[shown].rows(directives)
    page = Paginator(directives, PAGE_ROWS).get_page(request.GET.get("page"))
    return render(
        request,
        "directives/list.html",
        {
            "page": page,
            "today": on,
            "shown": shown,
            "choices": {key: choice.label for key, choice in SHOWN.items()},
            "nothing": SHOWN[shown].nothing,
            "can_register": permissions.can_register(request.posts),
            "can_import": permissions.can_import(request.posts),
        },
    )


@require_safe
def detail(request, directive_id):
    directive = _visible(request, directive_id)
    return _detail(request, directive, NumberForm(instance=directive))


def _visible(request, directive_id):
    return get_object_or_404(
        Directive.objects.visible_to(request.posts)
        .for_listing()
        .select_related("source_file", "implements__directive", "changes", "closed_by"),
        public_id=directive_id,
    )


def _editable(request, directive_id):
    """A directive that he may change; one that he may only read is not found."""
    directive = _visible(request, directive_id)
    if not permissions.can_edit(request.posts, directive):
        raise Http404
    return directive


def _detail(request, directive, number_form):
    on, posts = timezone.localdate(), request.posts
    duties, bases = reading.duties(directive, posts, on=on), reading.chain(directive)
    return render(
        request,
        "directives/detail.html",
        {
            "directive": directive,
            "bases": bases,
            "is_apart": any(item.basis.is_reported_apart for item in bases),
            "duties": duties,
            "to_acknowledge": [own for duty in duties for own in duty.to_acknowledge],
            "changed_by": directive.changed_by.order_by("issued_on", "pk"),
            "can_edit": permissions.can_edit(posts, directive),
            "can_close": permissions.can_close(posts, directive),
            "can_reopen": permissions.can_reopen(posts, directive),
            "can_number": permissions.can_number(posts, directive) and not directive.number,
            "sees_whole": permissions.sees_whole(posts, directive),
            "number_form": number_form,
        },
    )


def _write(request, form, verb, said):
    """Carry out the verb and say so; False when somebody else was first, which the form tells."""
    try:
        verb(
            form.save(commit=False),
            upload=form.cleaned_data["upload"],
            by=request.user,
            at=timezone.now(),
        )
    except lifecycle.AlreadyDone:
        # The row that came first can be seen by now, so the form finds its own words for it.
        form.validate_constraints()
        return False
    messages.success(request, said)
    return True


def implement(request, duty_id):
    """Enter the paper by which the agency carries out a duty that its superior gave it."""
    duty = get_object_or_404(
        Duty.objects.given_to(request.posts.speaks_for).select_related("directive__agency"),
        public_id=duty_id,
    )
    given = duty.directive
    return create(
        request,
        {
            "implements": duty,
            "report_to": given.agency.name,
            "programme_name": given.programme_name,
            "ends_on": given.ends_on,
        },
    )


def create(request, initial=None):
    if not permissions.can_register(request.posts):
        raise Http404
    form = DirectiveForm(
        request.POST or None,
        request.FILES or None,
        initial=initial,
        posts=request.posts,
        on=timezone.localdate(),
    )
    if request.method == "POST" and form.is_valid():
        written = _write(
            request,
            form,
            lifecycle.register,
            _("Đã nhập văn bản. Bước tiếp theo: thêm căn cứ và nhiệm vụ."),
        )
        if written:
            return redirect("directives:detail", directive_id=form.instance.public_id)
    return render(request, "directives/directive_form.html", {"form": form, "directive": None})


def edit(request, directive_id):
    """Put right what was typed wrong when the directive was entered."""
    directive = _editable(request, directive_id)
    form = CorrectionForm(request.POST or None, request.FILES or None, instance=directive)
    if request.method == "POST" and form.is_valid():
        if _write(request, form, lifecycle.correct, _("Đã sửa thông tin văn bản.")):
            return redirect("directives:detail", directive_id=directive.public_id)
    return render(request, "directives/directive_form.html", {"form": form, "directive": directive})


@require_POST
def number(request, directive_id):
    """The number that the document system gave after signing."""
    directive = _visible(request, directive_id)
    if not permissions.can_number(request.posts, directive):
        raise Http404
    form = NumberForm(request.POST, instance=directive)
    if not directive.number and form.is_valid():
        try:
            lifecycle.set_number(
                directive, number=form.cleaned_data["number"], by=request.user, at=timezone.now()
            )
        except lifecycle.AlreadyDone:
            # The directive that took the number can be seen by now, so the form tells of it.
            form.validate_constraints()
        else:
            messages.success(request, _("Đã ghi số: %(name)s.") % {"name": directive.reference})
            return redirect("directives:detail", directive_id=directive.public_id)
    directive.refresh_from_db(fields=["number"])
    if not directive.number:
        return _detail(request, directive, form)
    messages.warning(request, _("Văn bản đã có số: %(name)s.") % {"name": directive.reference})
    return redirect("directives:detail", directive_id=directive.public_id)


def edit_basis(request, directive_id, ordinal):
    """Put a legal basis right, or say that it has a report of its own."""
    directive = _editable(request, directive_id)
    basis = get_object_or_404(directive.legal_bases.select_related("directive"), ordinal=ordinal)
    form = LegalBasisForm(request.POST or None, request.FILES or None, instance=basis)
    if request.method == "POST" and form.is_valid():
        if _write(request, form, lifecycle.correct_legal_basis, _("Đã sửa căn cứ.")):
            return redirect("directives:detail", directive_id=directive.public_id)
    return render(
        request,
        "directives/basis_form.html",
        {"form": form, "directive": directive, "basis": basis},
    )


def add_basis(request, directive_id):
    directive = _editable(request, directive_id)
    form = LegalBasisForm(
        request.POST or None, request.FILES or None, instance=LegalBasis(directive=directive)
    )
    if request.method == "POST" and form.is_valid():
        if _write(request, form, lifecycle.add_legal_basis, _("Đã thêm căn cứ.")):
            return redirect("directives:detail", directive_id=directive.public_id)
    return render(
        request,
        "directives/basis_form.html",
        {"form": form, "directive": directive, "basis": None},
    )
