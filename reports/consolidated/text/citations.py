"""First citation full, later ones short, over a whole text (NĐ 30/2020/NĐ-CP, II.6.b).

Our templates mark where they cite (`{% cite %}`); the words come last, when the order of the
sections stands and it is known which of them people wrote. What people wrote is read and never
changed: a paper that they cite in full is short from there on.
"""

from collections.abc import Iterable
from dataclasses import replace

from reports.consolidated.text.sections import Section
from reports.consolidated.values import DirectiveFacts, Paper
from reports.documents import Block, Paragraph, Run, plain

#: In front of the name of the paper, in the key of a run.
MARK = "cite."


def cited(sections: Iterable[Section], directive: DirectiveFacts) -> tuple[Section, ...]:
    """The sections in their order, each mark in words."""
    in_full: set[str] = set()
    return tuple(
        replace(section, blocks=tuple(_worded(b, directive, in_full) for b in section.blocks))
        for section in sections
    )


def _worded(block: Block, directive: DirectiveFacts, in_full: set[str]) -> Block:
    if isinstance(block, Paragraph) and any(run.figure.startswith(MARK) for run in block.runs):
        return replace(block, runs=_joined(_run(run, directive, in_full) for run in block.runs))
    words = plain([block])
    for name, paper in _papers(directive).items():
        if paper.full in words or paper.own in words:
            in_full.add(name)
    return block


def _run(run: Run, directive: DirectiveFacts, in_full: set[str]) -> Run:
    if not run.figure.startswith(MARK):
        return run
    name = run.figure.removeprefix(MARK)
    paper = _papers(directive).get(name)
    if paper is None:
        return replace(run, figure="")
    if name in in_full:
        return replace(run, text=paper.short, figure="")
    in_full.add(name)
    is_own = name == "paper" and directive.is_own
    return replace(run, text=paper.own if is_own else paper.full, figure="")


def _papers(directive: DirectiveFacts) -> dict[str, Paper]:
    found = {"paper": directive.paper}
    return found | {"basis": directive.basis} if directive.basis else found


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Neighbours in one style are one run."""
    joined: list[Run] = []
    for run in runs:
        if joined and not run.figure and replace(joined[-1], text=run.text) == run:
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        else:
            joined.append(run)
    return tuple(joined)
