"""How an issued paper is named: type, number with symbol, day."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from directives.models import DocumentType
from directives.vietnamese import short_date


@dataclass(frozen=True)
class Citation:
    """`number` with its symbol: 512/SKHCN-HCTH."""

    number: str
    issued_on: date
    doc_type: str = DocumentType.DISPATCH

    def __str__(self):
        """Công văn số 512/SKHCN-HCTH ngày 20/11/2026"""
        return _("%(type)s số %(number)s ngày %(day)s") % {
            "type": DocumentType(self.doc_type).label,
            "number": self.number,
            "day": short_date(self.issued_on),
        }
