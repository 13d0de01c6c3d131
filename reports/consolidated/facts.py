"""Every figure that a text prints, by a key, with the submissions that it is of.

Keys are stable from one period to the next: "duty-2.indicator-1.in_period", the numbers being
ordinals. A figure of which nothing is known is there without a value; one that is not asked for
is not there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from uuid import UUID

from directives.models import Duty
from directives.vietnamese import number
from reports.consolidated import sums
from reports.consolidated.results import DutyResults, UnitEntry
from reports.consolidated.totals import NO_FIGURE, Compared, IndicatorTotal
from reports.consolidated.values import (
    Consolidation,
    ObstacleFacts,
    SupervisionFacts,
    UnitStanding,
)
from reports.models.progress import RECEIVED_STATES, State

Value = int | Decimal | None
Sources = tuple[UUID, ...]


@dataclass(frozen=True)
class Fact:
    """`text` is how tables print it; `sources` are public ids of submissions, each once."""

    key: str
    label: str
    value: Value
    text: str
    sources: Sources = ()

    @property
    def in_sentence(self) -> str:
        """03: in running text a count below ten has two digits."""
        if isinstance(self.value, int) and 0 < self.value < 10:
            return f"{self.value:02d}"
        return self.text


def of(whole: Consolidation) -> dict[str, Fact]:
    """All of them, internal ones too."""
    return {fact.key: fact for fact in [*internal(whole), *upward(whole)]}


def upward(whole: Consolidation) -> Iterator[Fact]:
    """Those that may leave the house."""
    yield _count("reports.accepted", "Số đơn vị có báo cáo", *_accepted(whole))
    for duty in whole.duties:
        yield from _duty(duty)
    yield from _upward_obstacles(whole)
    yield from _supervision(whole)


def internal(whole: Consolidation) -> Iterator[Fact]:
    """Those that stay inside: how deadlines were kept, and obstacles as such."""
    yield from _reports(whole)
    yield from _obstacles(whole)


def is_told_upward(obstacle: ObstacleFacts) -> bool:
    """Marked for the report upward, and not only in a report that nobody has taken in."""
    return obstacle.is_upward and obstacle.is_reported


def acts_of(whole: Consolidation) -> list[SupervisionFacts]:
    """Acts of the period; a công văn to several units is one."""
    within = [act for act in whole.supervisions if act.in_period]
    return list({(act.kind, act.means, act.paper or act): act for act in within}.values())


def recommended_in(whole: Consolidation) -> list[SupervisionFacts]:
    """Acts of the period that asked a unit for something."""
    return [act for act in whole.supervisions if act.in_period and act.recommendation]


def _count(key: str, label: str, value: int, sources: Iterable[UUID | None] = ()) -> Fact:
    """`sources` may lack one: of what no report has said."""
    told = dict.fromkeys(source for source in sources if source is not None)
    return Fact(key, label, value, number(value), tuple(told))


# Reports


_REPORTS = {
    "owed": "Số báo cáo phải gửi",
    "received": "Số báo cáo đã gửi",
    "on_time": "Số báo cáo gửi đúng hạn",
    "late": "Số báo cáo gửi quá hạn",
    "missing": "Số báo cáo chưa gửi",
    "overdue": "Số báo cáo đang quá hạn",
    "returned": "Số báo cáo cần bổ sung",
}


def _accepted(whole: Consolidation) -> tuple[int, Sources]:
    return whole.figures.accepted, whole.submission_ids


def _reports(whole: Consolidation) -> Iterator[Fact]:
    """A report that is missing has no submission to name."""
    for name, label in _REPORTS.items():
        units = [unit for unit in whole.standings if _counts(name, unit)]
        sources = [unit.submission for unit in units if unit.submission]
        yield _count(f"reports.{name}", label, getattr(whole.figures, name), sources)
    if whole.previous:
        for field in fields(whole.previous.figures):
            if field.name in _REPORTS:
                label = f"{_REPORTS[field.name]} kỳ trước"
                value = getattr(whole.previous.figures, field.name)
                yield _count(f"previous-reports.{field.name}", label, value)


def _counts(name: str, unit: UnitStanding) -> bool:
    """The conditions of `reports.figures`, for one unit."""
    is_received = unit.state_key in RECEIVED_STATES
    return {
        "owed": True,
        "received": is_received,
        "on_time": is_received and not unit.was_late,
        "late": is_received and unit.was_late,
        "missing": not is_received,
        "overdue": unit.days_overdue > 0,
        "returned": unit.state_key == State.RETURNED,
    }[name]


# A duty


def _duty(duty: DutyResults) -> Iterator[Fact]:
    key, nothing = f"duty-{duty.ordinal}", [e for e in duty.entries if e.nothing_to_report]
    yield _count(f"{key}.assigned", _on(duty, "số đơn vị được giao"), duty.assigned)
    yield _count(
        f"{key}.answered", _on(duty, "số đơn vị có báo cáo"), len(duty.entries), _of(duty.entries)
    )
    yield _count(
        f"{key}.nothing", _on(duty, "số đơn vị không phát sinh"), len(nothing), _of(nothing)
    )
    yield from _coverage(duty, key)
    yield from _sessions(duty, key)
    yield from _staffing(duty, key)
    yield from _progress(duty, key)
    if duty.work:
        yield _count(
            f"{key}.items_done", _on(duty, "số nội dung công việc đã xong"), duty.work.done
        )
        yield _count(
            f"{key}.items_open", _on(duty, "số nội dung công việc chưa xong"), duty.work.open
        )
    for indicator in duty.indicators:
        yield from _indicator(duty, indicator, f"{key}.indicator-{indicator.ordinal}")


def _on(duty: DutyResults, what: str) -> str:
    return f"Nhiệm vụ {duty.ordinal}: {what}"


def _of(entries: Iterable[UnitEntry]) -> Sources:
    return tuple(dict.fromkeys(entry.submission for entry in entries))


def _coverage(duty: DutyResults, key: str) -> Iterator[Fact]:
    if duty.coverage is None:
        return
    told, sources = duty.coverage, _of(entry for entry in duty.leading if entry.coverage)
    yield _count(
        f"{key}.briefed", _on(duty, "số người đã được phổ biến"), told.briefed.total, sources
    )
    yield _count(f"{key}.present", _on(duty, "số người có mặt"), told.present.total, sources)
    percent = "-" if told.percent is None else f"{number(told.percent)}%"
    label = _on(duty, "tỷ lệ người được phổ biến")
    yield Fact(f"{key}.coverage", label, told.percent, percent, sources)
    new = _of(e for e in duty.leading if e.coverage and e.coverage.newcomers)
    yield _count(f"{key}.newcomers", _on(duty, "số người mới"), told.newcomers, new)


def _sessions(duty: DutyResults, key: str) -> Iterator[Fact]:
    if duty.sessions is None:
        return
    held, sources = duty.sessions, _of(entry for entry in duty.leading if entry.sessions)
    yield _count(f"{key}.sessions", _on(duty, "số đợt phổ biến"), held.count, sources)
    yield _count(f"{key}.attendances", _on(duty, "số lượt người"), held.attendances, sources)


def _staffing(duty: DutyResults, key: str) -> Iterator[Fact]:
    if duty.kind != Duty.Kind.COORDINATION:
        return
    with_quota = [entry for entry in duty.entries if entry.staff_quota is not None]
    if with_quota:
        quota = sum(entry.staff_quota or 0 for entry in with_quota)
        yield _count(f"{key}.quota", _on(duty, "biên chế được giao"), quota, _of(with_quota))
    with_staff = [entry for entry in duty.entries if entry.staffing]
    staff = sum(len(entry.staffing) for entry in with_staff)
    if with_quota or staff:
        yield _count(f"{key}.staff", _on(duty, "số người được bố trí"), staff, _of(with_staff))
    if staff:
        people = [person for entry in with_staff for person in entry.staffing]
        full_time = sum(person.is_full_time for person in people)
        for name, label, number_of in [
            ("full_time", "số người chuyên trách", full_time),
            ("part_time", "số người kiêm nhiệm", staff - full_time),
        ]:
            yield _count(f"{key}.{name}", _on(duty, label), number_of, _of(with_staff))


def _progress(duty: DutyResults, key: str) -> Iterator[Fact]:
    if duty.progress is None:
        return
    for place, (name, units) in enumerate(duty.progress.rows):
        sources = _of(entry for entry in duty.leading if sums.stands_at(entry) == place)
        label = _on(duty, f"số đơn vị thực hiện {name[:1].lower()}{name[1:]} kế hoạch năm")
        yield _count(f"{key}.progress-{place}", label, units, sources)
    label = _on(duty, "số đơn vị chưa nêu mức độ hoàn thành")
    silent = _of(entry for entry in duty.leading if sums.is_silent(entry))
    yield _count(f"{key}.progress-unknown", label, duty.progress.unknown, silent)


def _indicator(duty: DutyResults, total: IndicatorTotal, key: str) -> Iterator[Fact]:
    """Sums, and what they are laid beside. A share is never summed: its facts have no value."""
    said = [(entry, sums.figure_of(entry, total.ordinal)) for entry in duty.leading]
    for name, label in _COLUMNS.items():
        sources = _of(entry for entry, figure in said if getattr(figure, name) is not None)
        value, text = getattr(total, name), total.told(name)
        yield Fact(f"{key}.{name}", f"{total.name}: {label}", value, text, sources)
    yield from _compared(total, total.previous, f"{key}.previous", "kỳ trước")
    yield from _compared(total, total.last_year, f"{key}.last_year", "cùng kỳ năm trước")


_COLUMNS = {"in_period": "trong kỳ", "cumulative": "lũy kế", "estimate": "ước cả kỳ"}


def _compared(total: IndicatorTotal, other: Compared | None, key: str, when: str) -> Iterator[Fact]:
    label = f"{total.name}: {when}"
    if other is None:
        yield Fact(key, label, None, NO_FIGURE)
        return
    yield Fact(key, label, other.value, str(other), other.submissions)
    if change := total.change(other):
        label = f"{total.name}: so với {when}"
        yield Fact(f"{key}_change", label, change.difference, str(change), other.submissions)


# Obstacles and supervision


def _obstacles(whole: Consolidation) -> Iterator[Fact]:
    counts = whole.obstacle_counts
    for name, label, of_it in [
        ("new", "Khó khăn, vướng mắc mới phát sinh", lambda one: one.is_new),
        ("carried", "Khó khăn, vướng mắc từ kỳ trước chuyển sang", lambda one: not one.is_new),
        ("open", "Khó khăn, vướng mắc chưa giải quyết", lambda one: one.closed_on is None),
        ("with_opinion", "Khó khăn, vướng mắc đã có ý kiến chỉ đạo", lambda one: bool(one.opinion)),
        ("closed", "Khó khăn, vướng mắc đã giải quyết", lambda one: one.closed_on is not None),
    ]:
        sources = [one.submission for one in whole.obstacles if of_it(one)]
        yield _count(f"obstacles.{name}", label, getattr(counts, name), sources)


def _upward_obstacles(whole: Consolidation) -> Iterator[Fact]:
    told = [obstacle for obstacle in whole.obstacles if is_told_upward(obstacle)]
    for name, label, those in [
        ("new", "Khó khăn, vướng mắc mới, báo cáo cấp trên", [o for o in told if o.is_new]),
        (
            "carried",
            "Khó khăn, vướng mắc kỳ trước, báo cáo cấp trên",
            [o for o in told if not o.is_new],
        ),
        (
            "closed",
            "Khó khăn, vướng mắc đã giải quyết, báo cáo cấp trên",
            [o for o in told if o.closed_on],
        ),
    ]:
        sources = [obstacle.submission for obstacle in those]
        yield _count(f"upward-obstacles.{name}", label, len(those), sources)


def _supervision(whole: Consolidation) -> Iterator[Fact]:
    """Acts of persons; they are of no submission."""
    acts = acts_of(whole)
    for kind, label in [
        ("urging", "Số lần đôn đốc"),
        ("inspection", "Số lần kiểm tra"),
        ("monitoring", "Số lần giám sát"),
    ]:
        yield _count(f"supervision.{kind}", label, sum(act.kind_key == kind for act in acts))
    if whole.inspections:
        planned, done = whole.inspections.planned, whole.inspections.carried_out
        yield _count("inspections.planned", "Số cuộc kiểm tra theo kế hoạch", planned)
        yield _count("inspections.carried_out", "Số cuộc kiểm tra đã thực hiện", done)
    yield from _recommendations(recommended_in(whole))


def _recommendations(acts: list[SupervisionFacts]) -> Iterator[Fact]:
    """How many were made, and what became of them; nothing where none was made."""
    if not acts:
        return
    done = sum(act.recommendation_done_on is not None for act in acts)
    yield _count("recommendations.made", "Số kiến nghị, yêu cầu", len(acts))
    yield _count("recommendations.done", "Số kiến nghị, yêu cầu đã thực hiện xong", done)
    yield _count("recommendations.open", "Số kiến nghị, yêu cầu đang thực hiện", len(acts) - done)
