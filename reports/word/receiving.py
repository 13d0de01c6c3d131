"""A Word file on its way into a draft: looked at, kept, and laid into the fields."""

from datetime import date, datetime

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directives.models import User
from reports import evidence, lifecycle
from reports.desk import Desk, draft_of
from reports.evidence import NotTaken
from reports.models import ProgressReport, Transcript
from reports.word import apart
from reports.word.filling import Filled, fill
from reports.word.values import Passage, Question

#: Why a file is not taken, and what to do about it.
REFUSALS = {
    "kind": gettext_lazy("chỉ nhận tệp Word (.docx); tệp .doc cần được lưu lại thành .docx."),
    "damaged": gettext_lazy(
        "tệp hỏng, hoặc nội dung không đúng với phần mở rộng của tên tệp; không mở được."
    ),
    "encrypted": gettext_lazy("tệp đặt mật khẩu nên không mở được; hãy bỏ mật khẩu rồi gửi lại."),
    "hostile": gettext_lazy(
        "tệp có thành phần có thể gây hại (%(detail)s) nên không được nhận; "
        "hãy lưu lại thành tệp .docx không có macro."
    ),
    "too_much": gettext_lazy("tệp quá lớn hoặc quá phức tạp nên không được nhận."),
    "busy": gettext_lazy("máy chủ đang bận nên chưa đọc xong; hãy thử lại sau ít phút."),
    "secret": gettext_lazy(
        "văn bản có dấu “%(detail)s” không được đưa vào hệ thống này. "
        "Không nhập thông tin thuộc bí mật nhà nước."
    ),
}


def passages_of(upload: UploadedFile) -> tuple[Passage, ...]:
    """The words of the file. Raises NotTaken with a sentence that names the file."""
    name = upload.name or ""
    if not upload.size:
        raise NotTaken(_("Tệp “%(name)s” không có nội dung.") % {"name": name})
    if upload.size > settings.FILE_MAX_BYTES:
        raise _refused(name, "too_much", "")
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    reading = apart.read(Question(name, content))
    if reading.refusal:
        raise _refused(name, reading.refusal, reading.detail)
    return reading.passages


def _refused(name: str, key: str, detail: str) -> NotTaken:
    why = str(REFUSALS[key]) % {"detail": detail}
    return NotTaken(_("Tệp “%(name)s”: %(why)s") % {"name": name, "why": why})


def into_draft(report: ProgressReport, upload: UploadedFile, *, by: User, at: datetime) -> Filled:
    """Read the file into the unit's draft and keep it. Wants `desk.for_draft`.

    Raises NotTaken, also where the file has none of the headings; StaleDraft where somebody typed
    at that moment, WrongState.
    """
    passages = passages_of(upload)
    table, draft = Desk(report, on=timezone.localdate(at)), draft_of(report)
    data = table.start() if table.typed is None else table.typed
    filled = fill(table.board(data), data, passages)
    if not filled.found:
        raise NotTaken(
            _(
                "Tệp “%(name)s”: không thấy mục nào của đề cương báo cáo. Hãy giữ nguyên tên các "
                "mục, ví dụ “Nhiệm vụ 1”, “Kết quả thực hiện”."
            )
            % {"name": upload.name}
        )
    lifecycle.save_draft(
        report,
        data=filled.data,
        version=draft.version if draft is not None else 0,
        by=by,
        at=at,
        carried=table.carried,
        original=evidence.keep(upload, by=by, at=at),
    )
    return filled


def into_transcript(
    report: ProgressReport,
    transcript: Transcript,
    passages: tuple[Passage, ...],
    *,
    on: date,
    by: User,
    at: datetime,
) -> Filled:
    """What the unit's own file says is typed in already, for HCTH to look over."""
    table = Desk(report, on=on, is_own=False)
    data = table.start() if transcript.data is None else transcript.data
    filled = fill(table.board(data), data, passages)
    if filled.found:
        lifecycle.save_transcript(
            report, data=filled.data, version=transcript.version, by=by, at=at
        )
    return filled
