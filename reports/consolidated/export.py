"""The consolidated report as JSON, for the systems that take its figures over.

One object, in UTF-8:

- `format`: FORMAT; its number grows with every change that a reader must know of;
- `part`: "report", what goes upward, or "annex", which holds all and stays in the house;
- `code`, `sha256`: which version, and the hash of what was frozen;
- `period`: `label`, `starts_on`, `ends_on` (the cut-off), and `made_on`, when it was put together;
- `units_of_measure`: by the end of a figure's name, then by indicator ("duty-2.indicator-1");
- `facts`: every figure by its key, with `label`, `value`, and `text` as it is printed. `value` is
  null where nothing is known, which is not zero;
- `text`: the document as it was approved, a line for each heading and paragraph;
- `content`: the fields of an UpwardReport but for what units said in words, which the text may say
  otherwise or not at all; or of a Consolidation.

Days are YYYY-MM-DD. Decimals are strings, so that no digit is lost. Percents are 0-100.
The report upward leaves out which submissions a figure is of: those are rows of this house.
"""

import json
from collections.abc import Iterable

from pydantic import TypeAdapter

from reports.consolidated import facts
from reports.consolidated.facts import Fact
from reports.consolidated.results import DutyResults
from reports.consolidated.upward import UpwardDuty, UpwardReport, for_upward
from reports.consolidated.values import Consolidation
from reports.documents import Document, plain

FORMAT = "dondoc.consolidated/1"
#: Of figures, by the end of their keys.
UNITS_OF_MEASURE = {
    "assigned": "đơn vị",
    "answered": "đơn vị",
    "nothing": "đơn vị",
    "briefed": "người",
    "present": "người",
    "newcomers": "người",
    "coverage": "%",
    "sessions": "đợt",
    "attendances": "lượt người",
    "quota": "người",
    "staff": "người",
    "items_done": "việc",
    "items_open": "việc",
    "percent_of_year": "%",
}

#: Of an UpwardReport: `facts` stand apart, the words of units stay in the house.
LEFT_OUT: dict = {
    "facts": True,
    "shortcomings": True,
    "plans": True,
    "proposals": True,
    "duties": {"__all__": {"results": {"__all__": {"results"}}}},
}

_upward: TypeAdapter[UpwardReport] = TypeAdapter(UpwardReport)
_whole: TypeAdapter[Consolidation] = TypeAdapter(Consolidation)
_fact: TypeAdapter[Fact] = TypeAdapter(Fact)


def as_json(whole: Consolidation, part: str, *, document: Document, sha256: str) -> bytes:
    """The part, "report" or "annex", with its document; the same version gives the same bytes."""
    if part == "report":
        report = for_upward(whole)
        content = _upward.dump_python(report, mode="json", exclude=LEFT_OUT)
        told = _facts(report.facts, with_sources=False)
        duties: Iterable[UpwardDuty | DutyResults] = report.duties
    else:
        content = _whole.dump_python(whole, mode="json")
        told = _facts(facts.of(whole).values(), with_sources=True)
        duties = whole.duties
    made = {
        "format": FORMAT,
        "part": part,
        "code": document.code,
        "sha256": sha256,
        "period": {
            "label": whole.period.label,
            "starts_on": whole.period.starts_on.isoformat(),
            "ends_on": whole.period.ends_on.isoformat(),
            "made_on": whole.on.isoformat(),
        },
        "units_of_measure": {**UNITS_OF_MEASURE, **_measures(duties)},
        "facts": told,
        "text": plain(document.blocks).splitlines(),
        "content": content,
    }
    return json.dumps(made, ensure_ascii=False, indent=1).encode()


def _facts(told: Iterable[Fact], *, with_sources: bool) -> dict[str, dict]:
    """By key, in the order of the keys."""
    left_out = {"key"} if with_sources else {"key", "sources"}
    return {
        fact.key: _fact.dump_python(fact, mode="json", exclude=left_out)
        for fact in sorted(told, key=lambda fact: fact.key)
    }


def _measures(duties: Iterable[UpwardDuty | DutyResults]) -> dict[str, str]:
    return {
        f"duty-{duty.ordinal}.indicator-{indicator.ordinal}": indicator.unit_of_measure
        for duty in duties
        for indicator in duty.indicators
    }
