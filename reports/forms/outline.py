"""The outline as HCTH types it: head and foot of the report, and a row for each section."""

import re
import secrets
from collections.abc import Mapping

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directives.models import Directive
from reports import signing
from reports.consolidated import outline
from reports.consolidated.forms import FORMS
from reports.consolidated.outline import Outline, OutlineSection
from reports.consolidated.text.sections import numbered

MOST_SECTIONS = 30
MOST_LINES = 30
#: Names of parts of the text that no section may take.
TAKEN = frozenset({"opening", "ending"})
_KEY = re.compile(r"[a-z][a-z0-9-]{0,23}")
#: What people type in front of a title although it is numbered by its place.
_NUMBER = re.compile(r"^(?:[IVX]+\.|\d{1,2}\.|[a-zđ]\))(?:\s+|$)")
#: What they type around a line that gets its dash and stop in print.
_DASH, _STOP = re.compile(r"^[-–—+]\s*"), re.compile(r"\s*[;.]$")


class LinesField(forms.CharField):
    """One line for each addressee or recipient, without dash and stop: those come in print."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value):
        typed = [_STOP.sub("", _DASH.sub("", line.strip())) for line in (value or "").splitlines()]
        lines = tuple(line for line in typed if line)
        if self.required and not lines:
            raise forms.ValidationError(self.error_messages["required"])
        if len(lines) > MOST_LINES or any(len(line) > 300 for line in lines):
            raise forms.ValidationError(
                _("Không quá %(most)s dòng, mỗi dòng không quá 300 ký tự.") % {"most": MOST_LINES}
            )
        return lines


class HeadForm(forms.Form):
    """Who gets the report, who signs it, which tables go with it. `on`: who is in office then."""

    addressees = LinesField(
        label=gettext_lazy("Kính gửi"),
        help_text=gettext_lazy("Mỗi cơ quan, người nhận một dòng."),
        error_messages={"required": gettext_lazy("Hãy ghi cơ quan, người nhận báo cáo.")},
    )
    recipients = LinesField(
        label=gettext_lazy("Nơi nhận"),
        help_text=gettext_lazy("Mỗi nơi nhận một dòng; dòng cuối là nơi lưu."),
        error_messages={"required": gettext_lazy("Hãy ghi nơi nhận, ít nhất là nơi lưu.")},
    )
    signer = forms.ChoiceField(
        label=gettext_lazy("Người ký"),
        required=False,
        help_text=gettext_lazy("Khi người được chọn thôi giữ chức vụ, người đứng đầu cơ quan ký."),
        error_messages={
            "invalid_choice": gettext_lazy("Người này không còn thẩm quyền ký; hãy chọn lại.")
        },
    )
    annexed = forms.MultipleChoiceField(
        label=gettext_lazy("Biểu mẫu kèm theo"),
        required=False,
        choices=[(name, form.label) for name, form in FORMS.items()],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, directive: Directive, on, **kwargs):
        super().__init__(*args, **kwargs)
        people = [(one.key, str(one)) for one in signing.signers(directive, on=on)]
        self.fields["signer"].choices = [("", _("Người đứng đầu cơ quan")), *people]


class SectionForm(forms.Form):
    """One section; its number comes from its place. Fault is found only when `is_checked`."""

    use_required_attribute = False
    is_checked = False

    key = forms.CharField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=gettext_lazy("Tên mục"),
        max_length=200,
        error_messages={"required": gettext_lazy("Hãy ghi tên mục.")},
    )
    level = forms.TypedChoiceField(
        label=gettext_lazy("Cấp"),
        coerce=int,
        choices=[(1, gettext_lazy("Mục lớn (I, II, III)")), (2, gettext_lazy("Mục nhỏ (1, 2, 3)"))],
    )
    content = forms.ChoiceField(
        label=gettext_lazy("Nội dung hệ thống soạn"),
        required=False,
        choices=list(outline.CONTENTS.items()),
    )
    left_out = forms.BooleanField(label=gettext_lazy("Bỏ mục này"), required=False)

    @property
    def number(self) -> int:
        return int(self.prefix.rpartition("-")[2])

    @property
    def counts(self) -> bool:
        return not self["left_out"].value()

    @property
    def shown_level(self) -> int:
        return 2 if str(self["level"].value()) == "2" else 1

    def full_clean(self):
        if self.is_checked and self.counts:
            super().full_clean()
        else:
            self._errors, self.cleaned_data = ErrorDict(renderer=self.renderer), {}

    def clean_title(self):
        title = _NUMBER.sub("", " ".join(self.cleaned_data["title"].split()))
        if not title:
            raise forms.ValidationError(_("Hãy ghi tên mục."))
        return title


class OutlineForm:
    """The rows in the order they stand on the page; whatever was typed stays there."""

    def __init__(self, data=None, *, directive: Directive, on, shown: Outline | None = None):
        self.errors: list[str] = []
        if data is None:
            shown = shown or outline.default(directive)
            self.head = HeadForm(directive=directive, on=on, initial=_typed(shown))
            self.rows = [
                SectionForm(prefix=f"section-{number}", initial=vars(section))
                for number, section in enumerate(shown.sections)
            ]
        else:
            self.head = HeadForm(data, directive=directive, on=on)
            self.rows = [SectionForm(data, prefix=f"section-{n}") for n in _row_numbers(data)]

    @property
    def numbered_rows(self) -> list[tuple[str, SectionForm]]:
        """Each with the number that it has in the report, none where it is left out."""
        counting = [(row.shown_level, "") for row in self.rows if row.counts]
        numbers = numbered(counting)
        return [(next(numbers).strip() if row.counts else "", row) for row in self.rows]

    def move(self, number: int, by: int) -> None:
        """The row up (-1) or down (1); nothing at the ends."""
        place = next((i for i, row in enumerate(self.rows) if row.number == number), None)
        if place is not None and 0 <= place + by < len(self.rows):
            self.rows.insert(place + by, self.rows.pop(place))

    def add_row(self) -> None:
        number = max((row.number for row in self.rows), default=-1) + 1
        self.rows.append(SectionForm(prefix=f"section-{number}", initial={"level": 1}))

    def is_valid(self) -> bool:
        rows = [row for row in self.rows if row.counts]
        if not rows:
            self.errors.append(_("Hãy giữ ít nhất một mục."))
        if len(rows) > MOST_SECTIONS:
            self.errors.append(_("Không quá %(most)s mục.") % {"most": MOST_SECTIONS})
        for row in rows:
            row.is_checked = True
        if rows and rows[0].is_valid() and rows[0].cleaned_data["level"] != 1:
            rows[0].add_error("level", _("Mục đầu tiên phải là mục lớn."))
        _find_repeated(rows)
        are_valid = [row.is_valid() for row in rows]
        return self.head.is_valid() and all(are_valid) and not self.errors

    @property
    def outline(self) -> Outline:
        said = self.head.cleaned_data
        return Outline(
            addressees=said["addressees"],
            recipients=said["recipients"],
            signer=said["signer"],
            sections=_sections([row.cleaned_data for row in self.rows if row.counts]),
            forms=tuple(said["annexed"]),
        )


def _typed(shown: Outline) -> dict:
    return {
        "addressees": "\n".join(shown.addressees),
        "recipients": "\n".join(shown.recipients),
        "signer": shown.signer,
        "annexed": list(shown.forms),
    }


def _find_repeated(rows: list[SectionForm]) -> None:
    """The same figures are told in one place."""
    filled: set[str] = set()
    for row in [row for row in rows if row.is_valid()]:
        content = row.cleaned_data["content"]
        if content and content in filled:
            row.add_error("content", _("Nội dung này đã có ở mục khác."))
        filled.add(content)


def _sections(typed: list[Mapping]) -> tuple[OutlineSection, ...]:
    """A new section takes the name of what fills it, so that people's text comes back with it. One
    that people fill themselves takes a name that no section ever had, nor their text for it.
    """
    kept = {row["key"] for row in typed if _KEY.fullmatch(row["key"])} - TAKEN
    used: set[str] = set()
    sections = []
    for row in typed:
        key = row["key"]
        if key not in kept or key in used:
            key = _new_key(row["content"], kept | used)
        used.add(key)
        sections.append(OutlineSection(key, row["level"], row["title"], row["content"]))
    return tuple(sections)


def _new_key(content: str, taken: set[str]) -> str:
    if content and content not in taken:
        return content
    return f"section-{secrets.token_hex(6)}"


def _row_numbers(data) -> list[int]:
    """In the order of the fields, which is that of the page."""
    numbers = (name.split("-")[1] for name in data if name.startswith("section-"))
    found = (int(number) for number in numbers if number.isdecimal() and len(number) < 4)
    return list(dict.fromkeys(found))
