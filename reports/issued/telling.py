"""Says in plain words what was found on an issued copy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from directives.vietnamese import short_date
from reports.issued.values import Difference, Signature
from reports.models import IssuedCopy

Verdict = IssuedCopy.Verdict

#: Why a file is not kept.
REFUSALS = {
    "kind": gettext_lazy("Chỉ nhận tệp PDF, DOCX, JPG, PNG hoặc TIFF."),
    "damaged": gettext_lazy(
        "Tệp hỏng, hoặc nội dung không đúng với phần mở rộng của tên tệp; không mở được."
    ),
    "encrypted": gettext_lazy("Tệp đặt mật khẩu nên không mở được; hãy bỏ mật khẩu rồi gửi lại."),
    "hostile": gettext_lazy(
        "Tệp có thành phần có thể gây hại (%(detail)s) nên không được nhận vào hệ thống."
    ),
    "too_much": gettext_lazy("Tệp quá lớn hoặc quá phức tạp nên không được nhận."),
    "busy": gettext_lazy(
        "Máy chủ đang bận nên chưa kiểm tra xong tệp này; hãy thử lại sau ít phút."
    ),
    "secret": gettext_lazy(
        "Văn bản có dấu “%(detail)s” không được đưa vào hệ thống này. "
        "Không nhập thông tin thuộc bí mật nhà nước."
    ),
}


def refusal(key: str, detail: str) -> str:
    return str(REFUSALS[key]) % {"detail": detail}


@dataclass(frozen=True)
class Told:
    """A heading, what is to be said about it, and how good or bad it is."""

    heading: str
    sentences: tuple[str, ...]
    tone: str


def verdict(copy: IssuedCopy, found: Sequence[Difference], signed: Sequence[Signature]) -> Told:
    """How the issued copy compares with what was approved."""
    match copy.verdict:
        case Verdict.SAME:
            told = Told(_same(signed), (), "success")
        case Verdict.STAMPED:
            told = Told(_stamped(found), (), "success")
        case Verdict.DIFFERENT:
            told = Told(_different(copy), (), "danger")
        case _:
            told = _incomparable(copy, signed)
    wrong = [item.issued for item in found if item.kind == "mismatch"]
    if not wrong:
        return told
    warning = _("Trên văn bản ghi “%(said)s”, khác số hoặc ngày đã nhập; hãy kiểm tra lại.") % {
        "said": "”, “".join(wrong)
    }
    tone = "danger" if told.tone == "danger" else "warning"
    return Told(told.heading, (*told.sentences, warning), tone)


def _same(signed: Sequence[Signature]) -> str:
    if signed:
        return _("Đúng nguyên bản đã duyệt, chỉ thêm chữ ký số.")
    return _("Đúng nguyên bản đã duyệt, chưa có chữ ký số.")


def _stamped(found: Sequence[Difference]) -> str:
    if found:
        return _("Nội dung như bản đã duyệt, có thêm số, ngày, dấu hoặc chữ ký.")
    return _("Nội dung như bản đã duyệt, không ghi thêm gì; tệp đã được lưu lại.")


def _different(copy: IssuedCopy) -> str:
    return ngettext(
        "Nội dung khác bản đã duyệt ở %(count)s chỗ.",
        "Nội dung khác bản đã duyệt ở %(count)s chỗ.",
        copy.difference_count,
    ) % {"count": copy.difference_count}


def _incomparable(copy: IssuedCopy, signed: Sequence[Signature]) -> Told:
    heading = _("Không so sánh được với bản đã duyệt: %(reason)s.") % {
        "reason": copy.get_reason_display()
    }
    sentences = [_("Người nhận bản phát hành cần tự đối chiếu với bản đã duyệt.")]
    if copy.reason == IssuedCopy.Reason.TOO_SLOW and not signed:
        sentences.append(_("Chữ ký số, nếu có, cũng chưa kiểm tra; có thể đưa tệp lên lại sau."))
    return Told(heading, tuple(sentences), "warning")


def signature(found: Signature) -> Told:
    """Who signed and when, whether it still holds, and whether one may believe it."""
    if not found.is_readable:
        said = _("Tệp có một chữ ký số không đọc được nên không kiểm tra được.")
        return Told(said, (), "danger")
    if not found.is_intact:
        return Told(_who_and_when(found), (_intact(found),), "danger")
    trust, tone = _trust(found)
    return Told(_who_and_when(found), (_intact(found), *trust), tone)


def _who_and_when(found: Signature) -> str:
    said = {
        "name": found.signer or _("Không rõ người ký"),
        "at": _moment(found.signed_at),
    }
    if found.is_timestamp:
        return _("Dấu thời gian của %(name)s: %(at)s.") % said
    if found.organisation and found.organisation != found.signer:
        said["name"] = f"{said['name']} ({found.organisation})"
    if found.signed_at is None:
        return _("%(name)s ký số, không ghi thời gian.") % said
    if found.is_dated_by_authority:
        return _("%(name)s ký số lúc %(at)s, có dấu thời gian tin cậy.") % said
    return _("%(name)s ký số lúc %(at)s theo đồng hồ máy của người ký.") % said


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    here = timezone.localtime(at)
    return _("%(time)s ngày %(day)s") % {"time": f"{here:%H:%M}", "day": short_date(here.date())}


def _intact(found: Signature) -> str:
    if found.is_intact and not found.is_followed_up:
        return _("Chữ ký nguyên vẹn; tệp quá dài nên chưa kiểm tra được phần ghi thêm sau khi ký.")
    if found.is_intact:
        return _("Chữ ký nguyên vẹn: văn bản không bị sửa sau khi ký.")
    return _("Chữ ký không còn nguyên vẹn: văn bản đã bị sửa sau khi ký.")


def _trust(found: Signature) -> tuple[list[str], str]:
    """The certificate's faults, or else what the roots of the office say of it."""
    faults = []
    if found.is_self_signed:
        faults.append(_("Chứng thư số tự ký: không có cơ quan nào chứng thực người ký."))
    if not found.was_in_force:
        faults.append(_out_of_force(found))
    if found.trust == "trusted":
        said = _("Chứng thư số do %(issuer)s cấp, thuộc hệ thống chứng thực đã khai báo.")
        return [*faults, said % {"issuer": found.issuer}], "warning" if faults else "success"
    if found.trust == "no_roots":
        return [*faults, _("Chưa khai báo chứng thư gốc nên không đối chiếu được.")], "warning"
    if not faults:
        said = _("Chứng thư số do %(issuer)s cấp, không thuộc hệ thống chứng thực nào đã khai báo.")
        faults.append(said % {"issuer": found.issuer})
    return faults, "warning"


def _out_of_force(found: Signature) -> str:
    at, until = found.signed_at or found.valid_until, found.valid_until
    if at and until and at >= until:
        return _("Chứng thư số đã hết hạn khi ký (có hiệu lực đến hết ngày %(day)s).") % {
            "day": short_date(timezone.localtime(until).date())
        }
    since = found.valid_from
    return _("Chứng thư số chưa có hiệu lực khi ký (có hiệu lực từ ngày %(day)s).") % {
        "day": short_date(timezone.localtime(since).date()) if since else ""
    }
