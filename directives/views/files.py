"""Files of directives: for those who may see the directive, always as a download."""

from django.db.models import Exists, OuterRef, Q
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from directives.models import Attachment, Directive, LegalBasis


@require_safe
def attachment(request, attachment_id):
    visible = Directive.objects.visible_to(request.posts)
    cited = LegalBasis.objects.filter(attachment=OuterRef("pk"), directive__in=visible)
    found = get_object_or_404(
        Attachment.objects.filter(
            Q(Exists(visible.filter(source_file=OuterRef("pk")))) | Q(Exists(cited))
        ),
        public_id=attachment_id,
    )
    return FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=found.original_name,
        content_type="application/octet-stream",
    )
