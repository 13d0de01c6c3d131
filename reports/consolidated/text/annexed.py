"""The biểu mẫu annexed to the report upward, and how its text names them."""

from reports.consolidated import forms
from reports.consolidated.outline import Outline
from reports.consolidated.text import contents
from reports.consolidated.text.sections import roman
from reports.consolidated.upward import UpwardReport
from reports.documents import Appendix

#: The form with what every unit did.
UNITS = "units"
#: Where a person, or the document system, writes in.
GAP = "\N{NO-BREAK SPACE}" * 6


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
    """The blanks of number and day stay for the document system."""
    agency = report.agency
    attached = (
        f"(Kèm theo Báo cáo số{GAP}{GAP}/BC-{agency.symbol} "
        f"ngày{GAP}tháng{GAP}năm {report.on.year}\ncủa {agency.name})"
    )
    return forms.appendices(report, forms_of(report, outline), attached)
