"""What fills the sections of the report upward, by the names in `outline.CONTENTS`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.calendar import report_name
from reports.consolidated.outline import DUTY, Outline, OutlineSection
from reports.consolidated.upward import IndicatorLine, UpwardDuty, UpwardReport
from reports.documents import Block, Paragraph, Run
from reports.documents.templates import blocks

#: Above this many units a duty is told in counts and ranges; what each did is in an annex.
MANY_UNITS = 50
#: What units say in free text, then: the first so many, the others counted.
MANY_TEXTS = 20
#: What stands where there is nothing to say.
NOTHING: tuple[Block, ...] = (Paragraph((Run("Không có."),)),)


@dataclass(frozen=True)
class Part:
    """A section before it has its number."""

    key: str
    level: int
    title: str
    blocks: tuple[Block, ...]


def parts(report: UpwardReport, outline: Outline, *, annex: str) -> Iterator[Part]:
    """In the order of the outline; "results" is followed by a part for each duty.

    `annex` is what the annex with the units' results is called. A section that has neither text
    nor sections of its own below it says "Không có.".
    """
    following = [*outline.sections[1:], None]
    for section, after in zip(outline.sections, following, strict=True):
        if section.content == "results" and report.duties:
            yield Part(section.key, section.level, section.title, ())
            for duty in report.duties:
                yield Part(
                    f"{section.key}{DUTY}{duty.ordinal}",
                    section.level + 1,
                    duty.title,
                    _duty(duty, report, annex),
                )
        else:
            is_above = after is not None and after.level > section.level
            yield Part(
                section.key,
                section.level,
                section.title,
                _filled(section, report) or (() if is_above else NOTHING),
            )


def subject(report: UpwardReport) -> str:
    """In a sentence: kết quả triển khai công tác … năm 2026; on one basis, kết quả thực hiện it."""
    directive, programme = report.directive, report.directive.programme_name
    if report.is_on_basis and directive.basis:
        programme = f"thực hiện {directive.basis.short}"
    return report_name("kết quả", programme, report.label)


def listed(names: Sequence[str]) -> str:
    """A, B và C"""
    return " và ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def is_many(report: UpwardReport) -> bool:
    return any(duty.answered > MANY_UNITS for duty in report.duties)


def _filled(section: OutlineSection, report: UpwardReport) -> tuple[Block, ...]:
    if section.content in ("", "results"):
        return ()
    most = MANY_TEXTS if is_many(report) else ""
    context = {
        "report": report,
        "indicators": _all_indicators(report),
        "most": f":{most}",
        "rest": f"{most}:" if most else ":0",
    }
    return blocks(f"report/{section.content}", **context)


def _duty(duty: UpwardDuty, report: UpwardReport, annex: str) -> tuple[Block, ...]:
    return blocks(
        "report/duty",
        duty=duty,
        report=report,
        indicators=_indicators(duty),
        progress=_progress(duty),
        is_many=duty.answered > MANY_UNITS,
        annex=annex,
    )


def _progress(duty: UpwardDuty) -> list[tuple[str, str]]:
    """Key and name of each share of the year's plan that some unit stands at."""
    rows = duty.progress.rows if duty.progress else []
    return [
        (f"duty-{duty.ordinal}.progress-{place}", name)
        for place, (name, units) in enumerate(rows)
        if units
    ]


def _indicators(duty: UpwardDuty) -> list[tuple[str, IndicatorLine]]:
    """Each with the place of its figures."""
    return [(f"duty-{duty.ordinal}.indicator-{line.ordinal}", line) for line in duty.indicators]


def _all_indicators(report: UpwardReport) -> list[tuple[str, IndicatorLine]]:
    return [pair for duty in report.answered_duties for pair in _indicators(duty)]
