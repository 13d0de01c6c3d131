"""Files behind a report: which are taken, and the keeping of them."""

import zipfile
from datetime import datetime

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from directives.lifecycle import keep_file
from directives.models import Assignment, Attachment, User
from directives.secrecy import mark_in
from directives.vietnamese import number
from reports.errors import WrongState
from reports.models import Evidence, LoggedResult, ProgressReport

#: Files of one report, removed ones not counted; those of its logged results come on top.
MOST_FILES = 20
#: Files of one logged result: photographs of the day.
MOST_FILES_OF_RESULT = 10

_OFFICE = "application/vnd.openxmlformats-officedocument."
#: Extension -> its type, the bytes it begins with, and the folder inside where it is a zip.
KINDS = {
    "pdf": ("application/pdf", b"%PDF-", None),
    "docx": (f"{_OFFICE}wordprocessingml.document", b"PK\x03\x04", "word/"),
    "xlsx": (f"{_OFFICE}spreadsheetml.sheet", b"PK\x03\x04", "xl/"),
    "jpg": ("image/jpeg", b"\xff\xd8\xff", None),
    "jpeg": ("image/jpeg", b"\xff\xd8\xff", None),
    "png": ("image/png", b"\x89PNG\r\n\x1a\n", None),
}


def rule() -> str:
    """What may be put on, in words, before anybody tries."""
    return _(
        "PDF, DOCX, XLSX, JPG hoặc PNG; mỗi tệp không quá %(limit)s, "
        "mỗi báo cáo không quá %(count)s tệp."
    ) % {"limit": _limit(), "count": MOST_FILES}


def rule_of_a_result() -> str:
    """The same for a logged result."""
    return _(
        "PDF, DOCX, XLSX, JPG hoặc PNG; mỗi tệp không quá %(limit)s, "
        "mỗi kết quả không quá %(count)s tệp."
    ) % {"limit": _limit(), "count": MOST_FILES_OF_RESULT}


def uploaded(files: MultiValueDict) -> list[UploadedFile]:
    """What came with a form: files that were chosen or dropped, and photographs just taken."""
    return [*files.getlist("files"), *files.getlist("photos")]


def paper_rule() -> str:
    """The same of a file that stands for itself."""
    return _("PDF, DOCX, XLSX, JPG hoặc PNG, không quá %(limit)s.") % {"limit": _limit()}


def _limit() -> str:
    return f"{number(settings.FILE_MAX_BYTES / 2**20)} MB"


class NotTaken(Exception):
    """The file is refused; the message is the sentence for the person who sent it."""


def type_of(upload: UploadedFile) -> str:
    """The type by name and by content, which must agree; the browser's word is not taken.

    Raises NotTaken.
    """
    name = upload.name or ""
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    names = {"name": name}
    if extension not in KINDS:
        raise NotTaken(_("Tệp “%(name)s”: chỉ nhận tệp PDF, DOCX, XLSX, JPG hoặc PNG.") % names)
    content_type, start, folder = KINDS[extension]
    upload.seek(0)
    begins_right = upload.read(len(start)) == start
    if not begins_right or (folder and not _holds(upload, folder)):
        raise NotTaken(
            _("Tệp “%(name)s”: nội dung không đúng với phần mở rộng của tên tệp.") % names
        )
    upload.seek(0)
    return content_type


def check(upload: UploadedFile) -> UploadedFile:
    """Fit to be kept, under its true type; raises NotTaken."""
    _check_size(upload)
    upload.content_type = type_of(upload)
    return upload


def _holds(upload: UploadedFile, folder: str) -> bool:
    try:
        with zipfile.ZipFile(upload) as package:
            names = package.namelist()
    except zipfile.BadZipFile:
        return False
    return "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)


def keep(upload: UploadedFile, *, by: User, at: datetime) -> Attachment:
    """A file that stands for itself: the paper of a report. Raises NotTaken."""
    _check_size(upload)
    upload.content_type = type_of(upload)
    if mark := mark_in(upload.name or ""):
        raise NotTaken(
            _(
                "Tệp “%(name)s” có dấu “%(mark)s”, không được đưa vào hệ thống này. "
                "Không nhập thông tin thuộc bí mật nhà nước."
            )
            % {"name": upload.name, "mark": mark}
        )
    return keep_file(upload, by=by, at=at)


@transaction.atomic
def add(
    report: ProgressReport, assignment: Assignment, upload: UploadedFile, *, by: User, at: datetime
) -> Evidence:
    """Keep a file for the assignment's answer. Raises NotTaken, or WrongState once it was sent."""
    locked = _open(report)
    check(upload)
    if locked.evidence.filter(removed_at=None).count() >= MOST_FILES:
        raise NotTaken(
            _("Mỗi báo cáo có tối đa %(count)s tệp; chưa nhận tệp “%(name)s”.")
            % {"count": MOST_FILES, "name": upload.name}
        )
    attachment = keep_file(upload, by=by, at=at)
    return Evidence.objects.create(report=locked, assignment=assignment, attachment=attachment)


@transaction.atomic
def add_to_result(
    result: LoggedResult, upload: UploadedFile, *, by: User, at: datetime
) -> Evidence:
    """Keep a file of the day. Raises NotTaken, or WrongState once a report has taken it in."""
    held = _waiting(result)
    check(upload)
    if held.evidence.filter(removed_at=None).count() >= MOST_FILES_OF_RESULT:
        raise NotTaken(
            _("Mỗi kết quả có tối đa %(count)s tệp; chưa nhận tệp “%(name)s”.")
            % {"count": MOST_FILES_OF_RESULT, "name": upload.name}
        )
    attachment = keep_file(upload, by=by, at=at)
    return Evidence.objects.create(
        result=held, assignment_id=held.assignment_id, attachment=attachment
    )


@transaction.atomic
def remove(evidence: Evidence, *, by: User, at: datetime) -> None:
    """Take a file off the draft, or off a logged result.

    Raises WrongState for one that was sent, or is being sent.
    """
    if evidence.result is not None:
        _waiting(evidence.result)
    elif evidence.report is not None:
        locked = _open(evidence.report)
        if evidence.entries.exists():
            raise WrongState(locked.state)
    Evidence.objects.filter(pk=evidence.pk, removed_at=None).update(removed_at=at)


def _waiting(result: LoggedResult) -> LoggedResult:
    """The result, locked: a report takes it in either before or after what befalls its files."""
    held = LoggedResult.objects.waiting().filter(pk=result.pk).select_for_update(no_key=True)
    found = held.first()
    if found is None:
        raise WrongState("reported")
    return found


def _open(report: ProgressReport) -> ProgressReport:
    """The report, locked, so that it is sent either before or after what is done to its files."""
    locked = ProgressReport.objects.locked().get(pk=report.pk)
    if not locked.is_open:
        raise WrongState(locked.state)
    return locked


def _check_size(upload: UploadedFile) -> None:
    if not upload.size:
        raise NotTaken(_("Tệp “%(name)s” không có nội dung.") % {"name": upload.name})
    if upload.size > settings.FILE_MAX_BYTES:
        raise NotTaken(
            _("Tệp “%(name)s” lớn hơn %(limit)s.") % {"name": upload.name, "limit": _limit()}
        )
