"""What every paper of the agency says of itself: who issues it, and on which papers it rests."""

from datetime import date

from directives.models import Department, Directive, LegalBasis
from reports.consolidated import values
from reports.signing import bare_title


def agency_of(directive: Directive) -> values.Agency:
    """Whose name stands at the head of the paper."""
    return facts_of_agency(directive.agency, place=directive.place)


def facts_of_agency(agency: Department, *, place: str = "") -> values.Agency:
    """`place` is written where the agency names none."""
    return values.Agency(
        name=agency.name,
        superior_name=agency.superior_name,
        symbol=agency.symbol or agency.short_name,
        place=agency.place or place,
        head_title=bare_title(agency),
    )


def facts_of(directive: Directive, basis: LegalBasis | None = None) -> values.DirectiveFacts:
    """What is carried out, as papers cite it; a report on one `basis` cites that."""
    is_own = directive.issuing_body.casefold() == directive.agency.name.casefold()
    if basis is None and is_own:
        basis = _basis(directive)
    return values.DirectiveFacts(
        is_own=is_own,
        paper=_paper(
            directive.reference,
            directive.issued_on,
            directive.issuing_body,
            f"về việc {directive.subject}",
        ),
        basis=basis and cited(basis),
        programme_name=directive.programme_name,
        report_to=directive.report_to,
    )


def cited(basis: LegalBasis) -> values.Paper:
    return _paper(str(basis), basis.issued_on, basis.issuer, _about(basis.title))


def _basis(directive: Directive) -> LegalBasis | None:
    """The paper from above that the directive carries out: named in its subject, or else the
    first that no other basis carries out in turn.
    """
    bases = list(LegalBasis.objects.filter(directive=directive).order_by("ordinal"))
    named = [basis for basis in bases if basis.number_and_symbol in directive.subject]
    carried_out = {basis.implements_id for basis in bases}
    return next(iter(named + [basis for basis in bases if basis.pk not in carried_out]), None)


def _paper(short: str, issued_on: date, issuer: str, about: str) -> values.Paper:
    about = " ".join(about.split()).rstrip(".;")
    return values.Paper(short=short, issued_on=issued_on, issuer=issuer, about=about)


def _about(title: str) -> str:
    return title if title.casefold().startswith("về ") else f"về {title}"
