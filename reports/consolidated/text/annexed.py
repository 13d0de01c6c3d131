"""The biểu mẫu annexed to the report upward, and how its text names them."""

from reports.consolidated import forms
from reports.consolidated.outline import Outline
from reports.consolidated.text import contents
from reports.consolidated.upward import UpwardReport
from reports.documents import Appendix
from reports.documents.labels import attached, roman

#: The form with what every unit did.
UNITS = "units"


def forms_of(report: UpwardReport, outline: Outline) -> list[str]:
    """Those of the outline; the units' results always, where the body does not tell them."""
    chosen = [name for name in outline.forms if name in forms.FORMS]
    if contents.is_many(report) and UNITS not in chosen:
        return [UNITS, *chosen]
    return chosen


def name_of(form: str, report: UpwardReport, outline: Outline) -> str:
    """Phụ lục, of one; Phụ lục II, of several. Blank where it is not annexed."""
    chosen = forms_of(report, outline)
    if form not in chosen:
        return ""
    return "Phụ lục" if len(chosen) == 1 else f"Phụ lục {roman(chosen.index(form) + 1)}"


def titles(report: UpwardReport, outline: Outline) -> list[str]:
    return [forms.FORMS[name].label for name in forms_of(report, outline)]


def appendices(report: UpwardReport, outline: Outline) -> tuple[Appendix, ...]:
    agency = report.agency
    line = attached("Báo cáo", f"BC-{agency.symbol}", year=report.on.year, issuer=agency.name)
    return forms.appendices(report, forms_of(report, outline), line)
