"""Consolidating a period: 10 units, and 1,000, with three duties and the year before beside it."""

import time
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports import consolidated
from reports.consolidated import facts
from tests.bench import answers
from tests.bench.ground import use

SMALL, LARGE = 10, 1000
ROUNDS = 5
ON = date(2026, 12, 28)


@dataclass
class Consolidated:
    """`seconds` of each round, and those of them on our own processor; `queries` of one."""

    units: int
    label: str
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    queries: int = 0

    @property
    def median(self) -> float:
        return median(self.seconds)

    @property
    def processor_median(self) -> float:
        return median(self.processor)


def measure(databases: dict[str, str]) -> list[Consolidated]:
    """Small and large in turns, so that both see the same weather."""
    offices, rows = {}, []
    for office, units in {"small": SMALL, "large": LARGE}.items():
        use(databases[office])
        offices[office] = answers.load(units)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        rows += [
            (office, Consolidated(units, "whole report")),
            (office, Consolidated(units, "on one legal basis")),
            (office, Consolidated(units, "its figures and the report upward")),
        ]
    for turn in range(ROUNDS + 1):
        for office, row in rows:
            use(databases[office])
            _measure(row, *offices[office], is_warm=turn > 0)
    return [row for _office, row in rows]


def _measure(row: Consolidated, period, basis, *, is_warm: bool) -> None:
    if row.label.startswith("its figures"):
        whole = consolidated.consolidate(period, on=ON)

        def work():
            facts.of(whole)
            consolidated.for_upward(whole)
    else:
        on_one = basis if row.label == "on one legal basis" else None

        def work():
            consolidated.consolidate(period, on=ON, basis=on_one)

    with CaptureQueriesContext(connection) as queries:
        work()
    row.queries = len(queries)
    began, worked = time.perf_counter(), time.process_time()
    work()
    if is_warm:
        row.seconds.append(time.perf_counter() - began)
        row.processor.append(time.process_time() - worked)
