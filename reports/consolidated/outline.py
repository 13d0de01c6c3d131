"""Đề cương: how the agency's report on a directive is laid out, kept from period to period."""

from dataclasses import asdict, dataclass
from datetime import datetime

import pghistory
from django.utils.translation import gettext_lazy as _

from directives.models import Directive, LegalBasis, User
from reports.consolidated import letterhead
from reports.models import ReportOutline

#: What can fill a section; blank for what people write themselves.
CONTENTS = {
    "undertaking": _("Tình hình triển khai"),
    "results": _("Kết quả từng nhiệm vụ"),
    "achievements": _("Tóm tắt kết quả đạt được"),
    "indicators": _("Số liệu các chỉ tiêu"),
    "supervision": _("Đôn đốc, kiểm tra, giám sát"),
    "shortcomings": _("Tồn tại, hạn chế"),
    "obstacles": _("Khó khăn, vướng mắc"),
    "plans": _("Phương hướng, nhiệm vụ"),
    "proposals": _("Đề xuất, kiến nghị"),
    "": _("Không có, tự soạn"),
}

#: Stands between the key of a section and the ordinal of a duty, in the key of the part on it.
DUTY = "-duty-"


@dataclass(frozen=True)
class OutlineSection:
    """`level` is 1 (I.) or 2 (1.); the number is not in `title`, since it comes from the order.

    `key` stays when the section is renamed or moved: what people wrote is kept under it.
    """

    key: str
    level: int
    title: str
    content: str


@dataclass(frozen=True)
class Outline:
    """`recipients` each without its stop; `signer` is a key of `signing.signers`, or blank."""

    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    signer: str
    sections: tuple[OutlineSection, ...]
    forms: tuple[str, ...]

    def place_of(self, key: str) -> tuple[OutlineSection, int | None] | None:
        """The section that a part of the text with this key is of, and the duty it is on, if it
        is on one; None for any other key.
        """
        sections = {section.key: section for section in self.sections}
        of_duty, _, ordinal = key.rpartition(DUTY)
        if key in sections:
            return sections[key], None
        if of_duty in sections and ordinal.isdecimal():
            return sections[of_duty], int(ordinal)
        return None


#: I-V, as NĐ 09/2019/NĐ-CP's periodic reports are laid out.
SECTIONS = (
    OutlineSection("undertaking", 1, "Tình hình triển khai", "undertaking"),
    OutlineSection("results", 1, "Kết quả thực hiện", "results"),
    OutlineSection("assessment", 1, "Đánh giá chung", ""),
    OutlineSection("achievements", 2, "Kết quả đạt được", "achievements"),
    OutlineSection("shortcomings", 2, "Tồn tại, hạn chế và nguyên nhân", "shortcomings"),
    OutlineSection("obstacles", 2, "Khó khăn, vướng mắc", "obstacles"),
    OutlineSection("plans", 1, "Phương hướng, nhiệm vụ", "plans"),
    OutlineSection("proposals", 1, "Đề xuất, kiến nghị", "proposals"),
)


def of(directive: Directive, basis: LegalBasis | None = None) -> Outline:
    """As HCTH laid it out, or I-V where nobody did."""
    row = ReportOutline.objects.filter(directive=directive, basis=basis).first()
    return _outline(row) if row else default(directive)


def default(directive: Directive) -> Outline:
    head = letterhead.agency_of(directive).head
    filing = directive.coordinator.symbol or directive.coordinator.short_name
    return Outline(
        addressees=(directive.report_to,),
        recipients=("Như trên", f"{head}, các Phó {head}", f"Lưu: VT, {filing}"),
        signer="",
        sections=SECTIONS,
        forms=(),
    )


def keep(
    directive: Directive, basis: LegalBasis | None, outline: Outline, *, by: User, at: datetime
) -> None:
    """From the next preview on, the report is laid out like this; its history says who did it."""
    with pghistory.context(user=by.pk, at=at.isoformat()):
        ReportOutline.objects.update_or_create(
            directive=directive,
            basis=basis,
            defaults={
                "addressees": "\n".join(outline.addressees),
                "recipients": "\n".join(outline.recipients),
                "signer": outline.signer,
                "sections": [asdict(section) for section in outline.sections],
                "forms": list(outline.forms),
            },
        )


def _outline(row: ReportOutline) -> Outline:
    return Outline(
        addressees=tuple(row.addressees.splitlines()),
        recipients=tuple(row.recipients.splitlines()),
        signer=row.signer,
        sections=tuple(OutlineSection(**section) for section in row.sections),
        forms=tuple(row.forms),
    )
