"""Who reports to whom, on what and by which papers."""

from dataclasses import dataclass
from datetime import date

from directives.vietnamese import short_date
from reports.signing import Signature


@dataclass(frozen=True)
class Agency:
    """`head_title` is the bare title, "Giám đốc"; `head` names the agency's kind with it."""

    name: str
    superior_name: str
    symbol: str
    place: str
    head_title: str

    @property
    def kind(self) -> str:
        """The first word of the name, as in "Sở Khoa học và Công nghệ"."""
        return self.name.partition(" ")[0]

    @property
    def head(self) -> str:
        """Giám đốc Sở"""
        return f"{self.head_title} {self.kind}"


@dataclass(frozen=True)
class Coordinator:
    """`signer` leads it on the day."""

    name: str
    symbol: str
    signer: Signature


@dataclass(frozen=True)
class Paper:
    """How a paper is cited: in full the first time, short from then on (NĐ 30/2020, II.6.b).

    `about` begins with "về", as in "về việc triển khai …".
    """

    short: str
    issued_on: date
    issuer: str
    about: str

    @property
    def full(self) -> str:
        return f"{self.short} ngày {short_date(self.issued_on)} của {self.issuer} {self.about}"

    @property
    def own(self) -> str:
        """In full, by the issuer itself."""
        return f"{self.short} ngày {short_date(self.issued_on)} {self.about}"


@dataclass(frozen=True)
class DirectiveFacts:
    """`is_own`: the agency issued it itself, resting on `basis`, a paper from above."""

    is_own: bool
    paper: Paper
    basis: Paper | None
    programme_name: str
    report_to: str


@dataclass(frozen=True)
class Basis:
    """A legal basis that has a report of its own; `ordinal` is its place among the bases."""

    ordinal: int
    paper: Paper


@dataclass(frozen=True)
class PeriodFacts:
    """`ends_on` is the cut-off; the three deadlines are internal."""

    label: str
    starts_on: date
    ends_on: date
    unit_due_on: date
    director_due_on: date
    upward_due_on: date
    confirming_paper: str
