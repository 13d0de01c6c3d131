"""A công văn as a value: what it says, frozen when it is drafted. Plain facts, stored as JSON.

Number, day and signature are no part of it: the document system gives them, and people sign.
"""

from dataclasses import dataclass
from datetime import date

from directives.models import Directive
from reports.calendar import report_name
from reports.consolidated.values import Agency, DirectiveFacts, whole_period
from reports.signing import Signature

Urgency = Directive.Urgency
#: So many units stand in "Kính gửi" by name; more are meant together, and stand in a list.
NAMED_AT_MOST = 5


@dataclass(frozen=True)
class Letter:
    """What every công văn of the agency carries. `units` are who it is sent to.

    `urgency` is a key of Directive.Urgency: the stamp that the signer has decided on.
    """

    on: date
    agency: Agency
    symbol: str
    coordinator: str
    filing_symbol: str
    signature: Signature
    units: tuple[str, ...]
    directive: DirectiveFacts
    label: str
    urgency: str = Urgency.NORMAL

    @property
    def whole_period(self) -> str:
        """cả năm"""
        return whole_period(self.label)

    @property
    def report_name(self) -> str:
        """kết quả, tiến độ triển khai công tác thông tin đối ngoại năm 2026"""
        return report_name("kết quả, tiến độ", self.directive.programme_name, self.label)

    @property
    def units_together(self) -> str:
        return f"các phòng, đơn vị thuộc {self.agency.kind}"

    @property
    def are_named(self) -> bool:
        return len(self.units) <= NAMED_AT_MOST

    @property
    def answering(self) -> str:
        """Who is told to act, inside a sentence."""
        if len(self.units) == 1:
            return self.units[0]
        return f"Trưởng {self.units_together}"

    @property
    def asking(self) -> str:
        """The Director demands; who signs by his order asks, having no rank over his peers."""
        if self.signature.is_by_order:
            return f"{self.agency.name} đề nghị"
        return f"{self.agency.head_title} {self.agency.name} yêu cầu"

    @property
    def carried_out(self) -> str:
        """The directive in full, as its own issuer or another cites it."""
        paper = self.directive.paper
        return paper.own if self.directive.is_own else paper.full

    @property
    def recipients(self) -> tuple[str, ...]:
        return (
            "Như trên",
            f"{self.agency.head}, các Phó {self.agency.head}",
            f"Lưu: VT, {self.filing_symbol}",
        )


@dataclass(frozen=True)
class IndicatorAsked:
    name: str
    unit_of_measure: str


@dataclass(frozen=True)
class DutyAsked:
    """`units` are named where not all of them answer for the duty."""

    ordinal: int
    title: str
    kind: str
    units: tuple[str, ...]
    indicators: tuple[IndicatorAsked, ...]


@dataclass(frozen=True)
class UnitAsked:
    name: str
    duties: tuple[int, ...]


@dataclass(frozen=True)
class OpeningPaper:
    """Công văn V/v báo cáo kết quả, tiến độ …: asks for the reports of a period.

    `address` is where the units sign in; `until` the day that figures reach, where the units must
    answer before the cut-off, and then give an estimate for the whole period.
    """

    letter: Letter
    starts_on: date
    cut_off_on: date
    due_on: date
    director_due_on: date
    address: str
    duties: tuple[DutyAsked, ...]
    units: tuple[UnitAsked, ...]

    @property
    def subject(self) -> str:
        return f"báo cáo {self.letter.report_name}"

    @property
    def until(self) -> date | None:
        return self.due_on if self.due_on < self.cut_off_on else None

    @property
    def addressees(self) -> tuple[str, ...]:
        if self.letter.are_named:
            return self.letter.units
        together = self.letter.units_together
        return (f"{together[:1].upper()}{together[1:]} (danh sách tại Phụ lục III)",)


@dataclass(frozen=True)
class Urged:
    """An act of a person before: công văn, điện thoại …"""

    means: str
    on: date
    paper: str


@dataclass(frozen=True)
class UnitOwing:
    """`is_returned`: the unit reported, and owes what it was asked to add.

    `reminders` are automatic, `urgings` acts of people: never added.
    """

    name: str
    due_on: date
    original_due_on: date
    is_returned: bool
    days_late: int
    working_days_late: int
    reminders: int
    urgings: tuple[Urged, ...]

    @property
    def owes(self) -> str:
        return "bổ sung, hoàn thiện báo cáo" if self.is_returned else "báo cáo"


@dataclass(frozen=True)
class UrgingPaper:
    """Công văn đôn đốc, the `round`-th to these units.

    `requested_by` cites the paper that opened the period, `before` the urging papers already sent
    to them; `due_on` is the new date asked for, which moves no deadline.
    """

    letter: Letter
    round: int
    requested_by: str
    before: tuple[str, ...]
    due_on: date
    owing: tuple[UnitOwing, ...]

    @property
    def subject(self) -> str:
        return f"đôn đốc báo cáo {self.letter.report_name} (lần {self.round})"

    @property
    def addressees(self) -> tuple[str, ...]:
        if self.letter.are_named:
            return self.letter.units
        together = self.letter.units_together
        return (f"{together[:1].upper()}{together[1:]} nêu tại Công văn này",)

    @property
    def due_days(self) -> tuple[date, ...]:
        return tuple(sorted({unit.due_on for unit in self.owing}))
