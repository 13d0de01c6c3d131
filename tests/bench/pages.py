"""Server time and queries of the pages, the offices in turns so that both see the same weather."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directives.models import Directive, User
from reports.models import ConsolidatedDraft, ConsolidatedReport, ProgressReport
from tests.bench import MOST_QUERIES, MOST_QUERIES_OF_A_DRAFT, MOST_QUERIES_OF_A_VERSION
from tests.bench.ground import use

TURNS = 5
REQUESTS_PER_TURN = 10
#: PostgreSQL settles on a plan after five runs of a statement on a connection.
WARM_UP = 8


def _todo() -> str:
    return reverse("reports:todo")


def _dashboard() -> str:
    return reverse("reports:directive-dashboard", args=[Directive.objects.get().public_id])


def _director() -> str:
    return reverse("reports:director")


def _form(username: str) -> str:
    """The open report of his unit."""
    report = ProgressReport.objects.open().get(
        department__in=User.objects.get(username=username).appointments.values("department")
    )
    return reverse("reports:draft", args=[report.public_id])


def _preview(name: str) -> str:
    return reverse(f"reports:{name}", args=[ConsolidatedReport.objects.latest().public_id])


def _consolidated_draft() -> str:
    draft = ConsolidatedDraft.objects.get(state="drafting")
    return reverse("reports:consolidated-draft", args=[draft.public_id])


@dataclass(frozen=True)
class Page:
    """What, whose, and where."""

    label: str
    username: str
    address: Callable[[], str]
    most_queries: int = MOST_QUERIES


#: The first is the floor: the frame of every page around one button.
PAGES = [
    Page("floor: signing out, asked", "giamdoc", lambda: reverse("account_logout")),
    Page("to-do, head of a unit", "qlkh.truong", _todo),
    Page("to-do, coordinating unit", "hcth.chuyenvien", _todo),
    Page("dashboard", "hcth.chuyenvien", _dashboard),
    Page("Director's page", "giamdoc", _director),
    Page("report form, 2 duties", "qlkh.truong", lambda: _form("qlkh.truong")),
    Page("report form, 3 duties", "hcth.truong", lambda: _form("hcth.truong")),
    Page(
        "preview, report upward",
        "giamdoc",
        lambda: _preview("consolidated"),
        MOST_QUERIES_OF_A_VERSION,
    ),
    Page(
        "preview, internal annex", "giamdoc", lambda: _preview("annex"), MOST_QUERIES_OF_A_VERSION
    ),
    Page("draft, report upward", "hcth.truong", _consolidated_draft, MOST_QUERIES_OF_A_DRAFT),
]


@dataclass
class Measured:
    """`milliseconds` of each request, and those of them on our own processor; `queries` of one.

    On a busy machine the processor time still tells what the page costs without the database.
    """

    page: Page
    office: str
    milliseconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    queries: int = 0
    kilobytes: float = 0

    @property
    def asks_too_often(self) -> bool:
        return self.queries > self.page.most_queries

    @property
    def p50(self) -> float:
        return statistics.median(self.milliseconds)

    @property
    def processor_p50(self) -> float:
        return statistics.median(self.processor)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.milliseconds, n=20)[-1]


def measure(databases: dict[str, str]) -> list[Measured]:
    """Every page on every office."""
    return [row for page in PAGES for row in _measure(page, databases)]


def _measure(page: Page, databases) -> list[Measured]:
    rows = {office: Measured(page, office) for office in databases}
    for _ in range(TURNS):
        for office, database in databases.items():
            use(database)
            _turn(rows[office])
    return list(rows.values())


def _turn(row: Measured) -> None:
    client = Client(SERVER_NAME="127.0.0.1", SERVER_PORT="8000")
    client.force_login(User.objects.get(username=row.page.username))
    path = row.page.address()
    for _ in range(WARM_UP):
        response = client.get(path)
        if response.status_code != 200:
            raise RuntimeError(
                f"{row.page.label} ({row.office}): {path} gave {response.status_code}"
            )
    for _ in range(REQUESTS_PER_TURN):
        started, worked = time.perf_counter(), time.process_time()
        client.get(path)
        row.milliseconds.append((time.perf_counter() - started) * 1000)
        row.processor.append((time.process_time() - worked) * 1000)
    row.kilobytes = len(response.content) / 1024
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    row.queries = len(queries)
