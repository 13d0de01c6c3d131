"""The tables of a Word file, told from their columns, and what their rows say."""

from collections.abc import Iterator, Mapping

from directives.models import Duty
from reports.drafts import Section
from reports.word.headings import TICKS, VALUES, field_of, plain
from reports.word.values import Grid

#: What tells a table: columns that it must have.
SESSIONS = {"ngày", "hình thức"}
COVERAGE = {"nhóm", "đã được phổ biến"}
INDICATORS = {"chỉ tiêu", "trong kỳ"}
STAFFING = {"họ và tên", "văn bản phân công"}
OBSTACLES = {"khó khăn, vướng mắc", "hiện nay"}
_OF_KIND = {
    Duty.Kind.DISSEMINATION: (SESSIONS, COVERAGE),
    Duty.Kind.IMPLEMENTATION: (INDICATORS,),
    Duty.Kind.COORDINATION: (STAFFING,),
}
#: Columns of the rows that are typed anew, and their fields.
_SESSION = {
    "ngày": "held_on",
    "hình thức": "form",
    "lượt người": "attendances",
    "nội dung": "note",
}
_PERSON = {
    "họ và tên": "person",
    "văn bản phân công": "paper",
    "từ ngày": "since",
    "chuyên trách": "is_full_time",
    "là người đầu mối": "is_focal",
}
_GROUPS = {"công chức": "officials", "viên chức": "employees", "người lao động": "workers"}
_PRESENT = ("có mặt", "số người mới")


def belongs(section: Section, grid: Grid) -> bool:
    """Of tables that stand under no duty: the columns are those of this kind of duty."""
    columns = _columns(grid)
    return any(columns >= wanted for wanted in (*_OF_KIND[Duty.Kind(section.duty.kind)], OBSTACLES))


def read(section: Section, grid: Grid) -> Iterator[tuple[str, str]]:
    """Name of the field and its value, of what is not blank."""
    columns = _columns(grid)
    if columns >= SESSIONS and hasattr(section.entry, "sessions"):
        yield from _rows(section.entry.sessions, grid, _SESSION)
    elif columns >= COVERAGE:
        yield from _coverage(section, grid)
    elif columns >= STAFFING and hasattr(section.entry, "staffing"):
        yield from _rows(section.entry.staffing, grid, _PERSON)
    elif columns >= INDICATORS:
        yield from _indicators(section, grid)
    elif columns >= OBSTACLES:
        yield from _obstacles(section, grid)
    else:
        yield from _values(section, grid)


def replaced_rows(data: Mapping[str, list[str]], said: Mapping[str, str]) -> set[str]:
    """Rows that stand in the draft, of groups that the file types anew."""
    groups = {
        name.rpartition("-")[0].rpartition("-")[0]
        for name in said
        if "-sessions-" in name or "-staffing-" in name
    }
    return {name for name in data if any(name.startswith(f"{group}-") for group in groups)}


def _columns(grid: Grid) -> set[str]:
    return {plain(cell) for cell in grid.rows[0]} if grid.rows else set()


def _lines(grid: Grid) -> Iterator[dict[str, str]]:
    """Each row below the first, by its columns; the row (1) (2) (3) is none."""
    names = [plain(cell) for cell in grid.rows[0]]
    for row in grid.rows[1:]:
        if not all(cell.strip("()").isdecimal() for cell in row if cell):
            yield {name: cell.strip() for name, cell in zip(names, row, strict=False)}


def _rows(group, grid: Grid, columns: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    fields = group.blank.fields
    lines = [line for line in _lines(grid) if any(line.get(column) for column in columns)]
    for number, line in enumerate(lines):
        for column, name in columns.items():
            value = _typed(fields[name], line.get(column, ""))
            if value is not None:
                yield f"{group.prefix}-{number}-{name}", value


def _typed(field, text: str) -> str | None:
    """As a browser posts it: the key of a choice, nothing for a box without a tick."""
    choices = {plain(str(label)): str(key) for key, label in getattr(field, "choices", ())}
    if choices:
        return choices.get(plain(text), "")
    if field.widget.input_type == "checkbox":
        return "on" if plain(text) in TICKS else None
    return text


def _coverage(section: Section, grid: Grid) -> Iterator[tuple[str, str]]:
    for line in _lines(grid):
        group = _GROUPS.get(plain(line.get("nhóm", "")))
        present = next((line[column] for column in _PRESENT if line.get(column)), "")
        briefed = line.get("đã được phổ biến", "")
        for name, value in (("present", present), ("briefed", briefed)):
            if group and value and f"{name}_{group}" in section.entry.fields:
                yield f"{section.asked.prefix}-{name}_{group}", value


def _indicators(section: Section, grid: Grid) -> Iterator[tuple[str, str]]:
    rows = {plain(row.indicator.name): row for row in getattr(section.entry, "indicators", ())}
    for line in _lines(grid):
        row = rows.get(plain(line.get("chỉ tiêu", "")))
        if row is None:
            continue
        for name, field in row.fields.items():
            value = line.get(plain(str(field.label)), "")
            if name == "nothing_to_report":
                if plain(value) in TICKS:
                    yield row.add_prefix(name), "on"
            elif value:
                yield row.add_prefix(name), value


def _obstacles(section: Section, grid: Grid) -> Iterator[tuple[str, str]]:
    """Of the known ones: how each stands now."""
    known = {plain(form.obstacle.text): form for form in section.known}
    for line in _lines(grid):
        form = known.get(plain(line.get("khó khăn, vướng mắc", "")))
        if form is None:
            continue
        standing = _typed(form.fields["standing"], line.get("hiện nay", ""))
        if standing:
            yield form.add_prefix("standing"), standing
        if text := line.get("nội dung thay đổi", ""):
            yield form.add_prefix("text"), text


def _values(section: Section, grid: Grid) -> Iterator[tuple[str, str]]:
    """A name, and beside it the value."""
    for row in grid.rows:
        if len(row) < 2 or not row[1].strip():
            continue
        name = field_of(row[0].partition("(ghi")[0])
        if name == "nothing_to_report":
            if plain(row[1]) in TICKS:
                yield f"{section.asked.prefix}-{name}", "on"
        elif name in VALUES and name in section.entry.fields:
            yield f"{section.asked.prefix}-{name}", row[1].strip()
