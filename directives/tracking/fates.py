"""The fate of each row, before anything is written: what is new, what is there, what is unclear."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directives import secrecy
from directives.models import Assignment, Department, Directive, Duty
from directives.tracking import names
from directives.tracking.decisions import NOBODY, Decisions
from directives.tracking.office import Office
from directives.tracking.rows import Row
from directives.tracking.texts import folded
from directives.tracking.times import Deadline, UnclearDay, day_of, deadline_of, state_of
from directives.vietnamese import short_date


class Fate(TextChoices):
    NEW = "new", gettext_lazy("Nhập mới")
    EXISTS = "exists", gettext_lazy("Đã có")
    SKIPPED = "skipped", gettext_lazy("Bỏ qua")
    UNIT = "unit", gettext_lazy("Chưa rõ đơn vị")
    DAY = "day", gettext_lazy("Chưa rõ ngày")
    ERROR = "error", gettext_lazy("Không nhập được")


Role = Assignment.Role

#: Rows that wait for somebody's word, or are left out by it.
UNCLEAR = (Fate.UNIT, Fate.DAY, Fate.ERROR)


@dataclass
class Given:
    """A duty for a unit, to be written; `done_on` where the table says that it is done."""

    department: Department
    role: str
    done_on: date | None


@dataclass
class DutyToBe:
    """A duty of the table; `existing` where the register has it."""

    text: str
    deadline: Deadline
    existing: Duty | None
    given: list[Given] = field(default_factory=list)


@dataclass
class PaperToBe:
    """A directive of the table; `existing` where the register has it."""

    row: Row
    issued_on: date
    existing: Directive | None
    duties: dict[tuple, DutyToBe] = field(default_factory=dict)


@dataclass
class Judged:
    """One row and what becomes of it, in words. `paper` is what it belongs to, where it is read."""

    row: Row
    fate: Fate
    words: list[str]
    paper: PaperToBe | None = None


@dataclass
class Questions:
    """What the table leaves open, each with the number of rows that wait for the answer."""

    units: dict[str, str] = field(default_factory=dict)
    papers: dict[str, str] = field(default_factory=dict)
    deadlines: dict[str, str] = field(default_factory=dict)
    is_done_on_no_day: bool = False
    counts: Counter = field(default_factory=Counter)

    def __bool__(self) -> bool:
        return bool(self.units or self.papers or self.deadlines or self.is_done_on_no_day)


@dataclass
class Plan:
    judged: list[Judged]
    papers: list[PaperToBe]
    questions: Questions

    @property
    def counts(self) -> dict[Fate, int]:
        counted = Counter(one.fate for one in self.judged)
        return {fate: counted[fate] for fate in Fate if counted[fate]}

    @property
    def unclear_count(self) -> int:
        return sum(one.fate in UNCLEAR for one in self.judged)

    @property
    def new_count(self) -> int:
        return sum(one.fate == Fate.NEW for one in self.judged)

    @property
    def digest(self) -> str:
        """Of all fates: what a person has seen is what is written, or nothing is."""
        said = [(one.row.number, str(one.fate), one.words) for one in self.judged]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


class _Unclear(Exception):
    def __init__(self, fate: Fate, words: str):
        super().__init__(words)
        self.fate, self.words = fate, words


UNREAD = Deadline(Duty.Deadline.UNSET, Duty.Nature.CONTINUING)


@dataclass
class _Read:
    """What one row says, as far as it could be read."""

    existing: Directive | None = None
    issued_on: date = date.min
    known: Duty | None = None
    leads: list[Department] = field(default_factory=list)
    others: list[Department] = field(default_factory=list)
    deadline: Deadline = UNREAD
    done_on: date | None = None
    notes: list[str] = field(default_factory=list)


def judge(rows: Iterable[Row], office: Office, decisions: Decisions, *, on: date) -> Plan:
    """`on` is today: nothing can have been done later."""
    judge = _Judge(office, decisions, on)
    judged = [judge.row(row) for row in rows]
    return Plan(judged, list(judge.papers.values()), judge.questions)


class _Judge:
    """Goes down the table; what an earlier row brings in is known to the later ones."""

    def __init__(self, office: Office, decisions: Decisions, on: date):
        self.office, self.decisions, self.on = office, decisions, on
        self.papers: dict[tuple[str, int], PaperToBe] = {}
        self.questions = Questions()

    def row(self, row: Row) -> Judged:
        if row.is_heading:
            return Judged(row, Fate.SKIPPED, [_("Dòng tiêu đề nhóm, không có nhiệm vụ.")])
        try:
            return self._judged(row)
        except _Unclear as unclear:
            return Judged(row, unclear.fate, [unclear.words])

    def _judged(self, row: Row) -> Judged:
        self._refuse(row)
        read = self._read(row)
        if not read.leads and not read.others:
            return Judged(row, Fate.SKIPPED, [_("Không giao cho đơn vị nào, theo lựa chọn.")])
        paper = self.papers.setdefault(
            (row.cited.key.casefold(), read.issued_on.year),
            PaperToBe(row, read.issued_on, read.existing),
        )
        duty = paper.duties.setdefault(
            (folded(row.duty), read.known or read.deadline),
            DutyToBe(row.duty, read.deadline, read.known),
        )
        fresh = [
            Given(unit, role, read.done_on)
            for role, units in [(Role.LEAD, read.leads), (Role.COORDINATING, read.others)]
            for unit in units
            if not _has(duty, unit)
        ]
        if not fresh:
            words = [_("Nhiệm vụ này của đơn vị đã có; không thay đổi.")]
            return Judged(row, Fate.EXISTS, words, paper)
        words = [*_told(fresh, paper, duty), *read.notes]
        duty.given += fresh
        return Judged(row, Fate.NEW, words, paper)

    def _read(self, row: Row) -> "_Read":
        """All that the row leaves open is asked at once; nothing of a row that is lost anyway.

        Raises _Unclear.
        """
        read = _Read()
        steps = (self._paper, self._units, self._deadline, self._done)
        unclear = []
        for step in steps:
            try:
                step(row, read)
            except _Unclear as one:
                if one.fate == Fate.ERROR:
                    raise
                unclear.append(one)
        if unclear:
            words = " ".join(one.words for one in unclear)
            raise _Unclear(max((one.fate for one in unclear), key=UNCLEAR.index), words)
        return read

    def _refuse(self, row: Row) -> None:
        """What no answer of a person can mend."""
        if row.has_fault:
            raise _Unclear(
                Fate.ERROR,
                _("Có ô công thức không có kết quả; hãy sửa trong Excel rồi đưa tệp lên lại."),
            )
        if row.cited is None:
            said = _("Không đọc được số, ký hiệu văn bản: “%(text)s”.") % {"text": row.paper[:80]}
            raise _Unclear(Fate.ERROR, said if row.paper else _("Chưa ghi văn bản giao nhiệm vụ."))
        if not row.duty:
            raise _Unclear(Fate.ERROR, _("Chưa ghi nhiệm vụ."))
        if not row.lead:
            raise _Unclear(Fate.ERROR, _("Chưa ghi đơn vị chủ trì."))
        if mark := secrecy.mark_in(f"{row.paper} {row.subject} {row.duty}"):
            raise _Unclear(
                Fate.ERROR,
                _("Văn bản có dấu “%(mark)s” không được đưa vào hệ thống này.") % {"mark": mark},
            )

    def _paper(self, row: Row, read: "_Read") -> None:
        cited = row.cited
        try:
            issued_on = day_of(row.paper_on) or cited.issued_on
        except UnclearDay:
            issued_on = cited.issued_on
        issued_on = issued_on or self.decisions.papers.get(cited.key)
        existing = self.office.directive(cited.key, issued_on)
        if existing is not None:
            self._refuse_directive(existing)
            read.existing, read.issued_on = existing, existing.issued_on
            read.known = self.office.duty(existing, row.duty)
            return
        if issued_on is None:
            self.questions.papers[cited.key] = row.paper
            self.questions.counts["papers", cited.key] += 1
            said = _("Chưa rõ ngày ban hành của văn bản %(key)s.") % {"key": cited.key}
            raise _Unclear(Fate.DAY, said)
        if issued_on > self.on:
            said = _("Ngày ban hành %(day)s chưa đến.") % {"day": short_date(issued_on)}
            raise _Unclear(Fate.ERROR, said)
        read.issued_on = issued_on

    def _refuse_directive(self, existing: Directive) -> None:
        if existing.coordinator_id != self.office.coordinator.pk:
            said = _("Văn bản do %(unit)s theo dõi nên không nhập được.") % {
                "unit": existing.coordinator
            }
            raise _Unclear(Fate.ERROR, said)
        if existing.is_closed:
            raise _Unclear(Fate.ERROR, _("Văn bản đã kết thúc theo dõi nên không nhập được."))

    def _units(self, row: Row, read: "_Read") -> None:
        read.leads, unknown = self._named(row.lead)
        others, more = self._named(row.coordinating)
        read.others = [unit for unit in others if unit not in read.leads]
        if unknown or more:
            said = "; ".join(f"“{name}”" for name in [*unknown, *more])
            raise _Unclear(Fate.UNIT, _("Không tìm thấy đơn vị: %(names)s.") % {"names": said})

    def _named(self, text: str) -> tuple[list[Department], list[str]]:
        """The units of a cell, and the names that nobody bears."""
        found: dict[int, Department] = {}
        unknown = []
        by_key = {unit.pk: unit for unit in self.office.everybody}
        for name in names.split(text, {**self.office.units, **self.decisions.units}):
            key = names.key(name)
            decided = self.decisions.units.get(key)
            if names.means_all(name):
                found |= by_key
            elif key in self.office.units:
                unit = self.office.units[key]
                found[unit.pk] = unit
            elif decided in by_key:
                found[decided] = by_key[decided]
            elif decided != NOBODY:
                self.questions.units[key] = name
                self.questions.counts["units", key] += 1
                unknown.append(name)
        return list(found.values()), unknown

    def _deadline(self, row: Row, read: "_Read") -> None:
        """Of a duty that the register has, its own."""
        if read.known:
            read.deadline = _of(read.known)
            return
        try:
            read.deadline = deadline_of(row.due)
        except UnclearDay:
            words = str(row.due)
            if words in self.decisions.deadlines:
                read.deadline = self.decisions.deadlines[words]
                return
            self.questions.deadlines[words] = words
            self.questions.counts["deadlines", words] += 1
            said = _("Không đọc được thời hạn “%(words)s”.") % {"words": words[:80]}
            raise _Unclear(Fate.DAY, said) from None

    def _done(self, row: Row, read: "_Read") -> None:
        """The day on which it was done, and what is to be said of its state."""
        state = state_of(row.state)
        try:
            day = day_of(row.done_on) or state.done_on
        except UnclearDay:
            day = state.done_on
        if not state.is_done and not (day and not row.state):
            if not state.is_clear:
                said = _("Tình trạng “%(words)s” chưa rõ: ghi là chưa hoàn thành.")
                read.notes = [said % {"words": str(row.state)[:60]}]
            return
        day = day or self.decisions.done_on
        if day is None:
            self.questions.is_done_on_no_day = True
            self.questions.counts["done"] += 1
            raise _Unclear(Fate.DAY, _("Ghi là hoàn thành mà không có ngày hoàn thành."))
        if not read.issued_on <= day <= self.on:
            said = _("Ngày hoàn thành %(day)s không nằm trong khoảng từ ngày ban hành đến hôm nay.")
            raise _Unclear(Fate.ERROR, said % {"day": short_date(day)})
        read.done_on = day
        read.notes = [_("Hoàn thành ngày %(day)s.") % {"day": short_date(day)}]


def _of(duty: Duty) -> Deadline:
    return Deadline(duty.deadline, duty.nature, duty.due_on)


def _has(duty: DutyToBe, unit: Department) -> bool:
    """In the register, or by a row above."""
    if any(given.department == unit for given in duty.given):
        return True
    return duty.existing is not None and any(
        assignment.department_id == unit.pk for assignment in duty.existing.assignments.all()
    )


def _told(fresh: list[Given], paper: PaperToBe, duty: DutyToBe) -> list[str]:
    """Before they are added to the duty: is the paper new, or the duty, or only the unit."""
    is_new_paper = paper.existing is None and not any(one.given for one in paper.duties.values())
    is_new_duty = duty.existing is None and not duty.given
    if is_new_paper:
        first = _("Văn bản mới, nhiệm vụ mới")
    else:
        first = _("Nhiệm vụ mới") if is_new_duty else _("Thêm đơn vị cho nhiệm vụ đã có")
    said = _("%(what)s; giao: %(units)s.") % {
        "what": first,
        "units": ", ".join(given.department.short_name for given in fresh),
    }
    if not is_new_duty:
        return [said]
    if duty.deadline.due_on:
        return [
            said,
            _("Thời hạn: hết ngày %(day)s.") % {"day": short_date(duty.deadline.due_on)},
        ]
    label = str(Duty.Deadline(duty.deadline.deadline).label).lower()
    return [said, _("Thời hạn: %(words)s.") % {"words": label}]
