"""How the agency's report on a directive is laid out; kept from one period to the next."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from directives.models import Directive, LegalBasis


@pghistory.track()
class ReportOutline(models.Model):
    """Đề cương of one directive, or of its report on one legal basis; without a row, I-V stands.

    `sections` is a list of {key, level, title, content}; `content` names what fills the section
    (`reports.consolidated.outline.CONTENTS`), blank for text of people only. `forms` are the names
    of the biểu mẫu that are annexed, in order. `signer` is a key of `reports.signing.signers`,
    blank for who leads the agency.
    """

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="report_outlines")
    basis = models.ForeignKey(
        LegalBasis, models.PROTECT, null=True, blank=True, related_name="report_outlines"
    )
    addressees = models.TextField(_("kính gửi"), help_text=_("Mỗi cơ quan, người nhận một dòng."))
    recipients = models.TextField(_("nơi nhận"), help_text=_("Mỗi nơi nhận một dòng."))
    signer = models.CharField(_("người ký"), max_length=80, blank=True)
    sections = models.JSONField()
    forms = models.JSONField(default=list)

    class Meta:
        verbose_name = _("đề cương báo cáo tổng hợp")
        verbose_name_plural = _("đề cương báo cáo tổng hợp")
        constraints = [
            models.UniqueConstraint(
                fields=["directive", "basis"],
                nulls_distinct=False,
                name="reportoutline_one_per_directive_and_basis",
            )
        ]

    def __str__(self):
        return f"{self.directive_id} {self.basis_id or ''}".strip()
