"""A kept file goes out as a download under its own name, never shown by the browser."""

from django.http import FileResponse

from directives.models import Attachment


def sent(attachment: Attachment) -> FileResponse:
    return FileResponse(
        attachment.file.open(),
        as_attachment=True,
        filename=attachment.original_name,
        content_type=attachment.content_type,
    )
