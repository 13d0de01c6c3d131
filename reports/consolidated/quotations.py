"""What units wrote on a section's subject, to be taken into it in their own words."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from directives.vietnamese import sort_key
from reports.consolidated.facts import is_told_upward
from reports.consolidated.values import Consolidation

#: What a quotation is from, in the order of a unit's report.
FIELDS = {
    "results": _("Kết quả thực hiện"),
    "shortcomings": _("Tồn tại, hạn chế và nguyên nhân"),
    "proposals": _("Đề xuất, kiến nghị"),
    "next_plan": _("Phương hướng, nhiệm vụ kỳ tới"),
    "obstacles": _("Khó khăn, vướng mắc"),
}

#: What fills a section (`outline.CONTENTS`) -> the fields on its subject; any other has all.
SUBJECTS = {
    "results": ("results",),
    "achievements": ("results",),
    "shortcomings": ("shortcomings",),
    "obstacles": ("obstacles",),
    "plans": ("next_plan",),
    "proposals": ("proposals",),
}


@dataclass(frozen=True)
class Quotation:
    """`duty` is blank where the words are on no single duty."""

    unit: str
    duty: str
    field: str
    text: str

    @property
    def label(self) -> str:
        return str(FIELDS[self.field])


def for_section(whole: Consolidation, content: str, duty: int | None) -> tuple[Quotation, ...]:
    """By field, then by unit in reading order, then by duty. `content` is what fills the section;
    `duty` the ordinal of the only duty that it is on, if it is on one.

    An obstacle is quoted only where the unit's words may leave the house.
    """
    fields = SUBJECTS.get(content, tuple(FIELDS))
    return tuple(found for field in fields for found in _of_field(whole, field, duty))


def matching(quotations: Iterable[Quotation], asked: str) -> list[Quotation]:
    """Those in which each word that was asked for begins a word of the unit's name or text; tones
    are not needed.
    """
    beginnings = _words(asked)
    return [
        quotation
        for quotation in quotations
        if all(
            any(word.startswith(beginning) for word in _words(f"{quotation.unit} {quotation.text}"))
            for beginning in beginnings
        )
    ]


def _of_field(whole: Consolidation, field: str, only: int | None) -> Iterator[Quotation]:
    if field == "obstacles":
        for obstacle in whole.obstacles:
            if is_told_upward(obstacle) and obstacle.text.strip():
                yield Quotation(obstacle.unit, "", field, obstacle.text.strip())
        return
    duties = [duty for duty in whole.duties if only in (None, duty.ordinal)]
    said = [(entry, duty) for duty in duties for entry in duty.entries]
    for entry, duty in sorted(said, key=lambda one: (sort_key(one[0].unit), one[1].ordinal)):
        if text := getattr(entry, field).strip():
            yield Quotation(entry.unit, f"{duty.ordinal}. {duty.title}", field, text)


def _words(text: str) -> set[str]:
    """In small letters without tones and marks, đ as d."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return set(re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c))))
