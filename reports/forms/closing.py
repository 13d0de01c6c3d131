"""How a directive ends, and what becomes of each of its open duties and reports."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directives.closing import Settlement, Way, unsettled
from directives.forms.fields import DayField
from directives.models import Assignment, Directive, Duty
from reports import closing

Change = Directive.Change

#: Units of one duty that are settled each by itself; of more, all in one way.
MOST_UNITS = 60
#: The names of the fields of one settlement.
PARTS = ("way", "done_on", "reason", "duty")


class DirectiveChoice(forms.ModelChoiceField):
    def label_from_instance(self, directive):
        return f"{directive.reference} ({directive.issued_on:%d/%m/%Y}): {directive.subject[:70]}"


class ChangeForm(forms.Form):
    """Which end it takes: by itself, or by a later paper that is in the register."""

    change = forms.ChoiceField(
        label=gettext_lazy("Lý do"),
        choices=[
            ("ends", gettext_lazy("Đã thực hiện xong hoặc hết hiệu lực")),
            (Change.REPLACES, gettext_lazy("Được thay thế bởi văn bản khác")),
            (Change.REVOKES, gettext_lazy("Bị bãi bỏ bởi văn bản khác")),
            (
                Change.AMENDS,
                gettext_lazy("Được sửa đổi, bổ sung một phần; vẫn theo dõi phần còn lại"),
            ),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Hãy chọn lý do.")},
    )
    later = DirectiveChoice(
        label=gettext_lazy("Văn bản mới"),
        queryset=Directive.objects.none(),
        required=False,
        to_field_name="public_id",
        empty_label=gettext_lazy("Không có"),
        help_text=gettext_lazy(
            "Văn bản thay thế, bãi bỏ hoặc sửa đổi; hãy nhập văn bản đó vào hệ thống trước."
        ),
        error_messages={"invalid_choice": gettext_lazy("Hãy chọn một văn bản trong danh sách.")},
    )

    def __init__(self, *args, directive: Directive, posts, **kwargs):
        super().__init__(*args, **kwargs)
        later = Directive.objects.live().filter(
            coordinator__in=posts.coordinates, issued_on__gte=directive.issued_on
        )
        self.fields["later"].queryset = (
            later.filter(changes=None) | later.filter(changes=directive)
        ).exclude(pk=directive.pk)

    def clean(self):
        cleaned = super().clean()
        change = self.cleaned_data.get("change")
        if change == "ends":
            cleaned["later"] = None
        elif change and not self.errors and not cleaned.get("later"):
            self.add_error("later", _("Hãy chọn văn bản mới."))
        return cleaned


@dataclass(frozen=True)
class Fields:
    """One settlement on the page: of all units of a duty, or of one unit."""

    way: BoundField
    done_on: BoundField
    reason: BoundField
    duty: BoundField | None = None
    assignment: Assignment | None = None


@dataclass(frozen=True)
class DutyFields:
    duty: Duty
    assignments: list[Assignment]
    common: Fields
    units: list[Fields] = field(default_factory=list)


class ClosingForm(forms.Form):
    """One way for all units of a duty, and another for a unit where it differs."""

    on = DayField(label=gettext_lazy("Theo dõi đến hết ngày"))
    note = forms.CharField(
        label=gettext_lazy("Lý do, căn cứ kết thúc theo dõi"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
    )

    def __init__(self, *args, directive: Directive, later: Directive | None, change: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.directive, self.later, self.change = directive, later, change
        if self.is_amendment:
            del self.fields["note"]
        self.targets = list(later.duties.order_by("ordinal")) if later else []
        open_ones = list(unsettled(directive))
        self.of_duty = {duty: list(some) for duty, some in groupby(open_ones, lambda one: one.duty)}
        self.periods = [] if self.is_amendment else list(closing.periods_owed(directive))
        for duty, assignments in self.of_duty.items():
            self._add(f"duty-{duty.ordinal}", self._first_choice())
            for one in assignments if 1 < len(assignments) <= MOST_UNITS else ():
                self._add(f"unit-{one.pk}", ("", _("Như các đơn vị khác")))
        for period in self.periods:
            self.fields[f"period-{period.pk}"] = forms.ChoiceField(
                label=period.name_in_sentence,
                choices=[
                    ("release", _("Không phải gửi báo cáo nữa")),
                    ("owed", _("Vẫn phải gửi báo cáo")),
                ],
                widget=forms.RadioSelect,
                error_messages={"required": _("Hãy chọn: còn phải gửi báo cáo hay không.")},
            )

    @property
    def is_amendment(self) -> bool:
        return self.change == Change.AMENDS

    def _first_choice(self) -> tuple[str, str]:
        return ("", _("Giữ nguyên") if self.is_amendment else _("Chọn…"))

    def _add(self, prefix: str, first: tuple[str, str]) -> None:
        ways = [way for way in Way.choices if self.targets or way[0] != Way.CARRY]
        self.fields[f"{prefix}-way"] = forms.ChoiceField(
            label=_("Xử lý"), choices=[first, *ways], required=False
        )
        self.fields[f"{prefix}-done_on"] = DayField(label=_("Ngày hoàn thành"), required=False)
        self.fields[f"{prefix}-reason"] = forms.CharField(
            label=_("Lý do dừng"),
            max_length=Assignment._meta.get_field("end_reason").max_length,
            required=False,
        )
        if self.targets:
            targets = [(str(duty.ordinal), str(duty)) for duty in self.targets]
            self.fields[f"{prefix}-duty"] = forms.ChoiceField(
                label=_("Nhiệm vụ của văn bản mới"),
                choices=[("", _("Chọn…")), *targets],
                required=False,
            )

    # The page

    def duties(self) -> Iterator[DutyFields]:
        for duty, assignments in self.of_duty.items():
            units = [
                self._fields(f"unit-{one.pk}", one)
                for one in assignments
                if f"unit-{one.pk}-way" in self.fields
            ]
            yield DutyFields(duty, assignments, self._fields(f"duty-{duty.ordinal}"), units)

    def _fields(self, prefix: str, assignment: Assignment | None = None) -> Fields:
        bound = {
            part: self[f"{prefix}-{part}"] for part in PARTS if f"{prefix}-{part}" in self.fields
        }
        return Fields(**bound, assignment=assignment)

    def period_fields(self) -> list[tuple]:
        return [(period, self[f"period-{period.pk}"]) for period in self.periods]

    # What was decided

    def clean(self):
        cleaned = super().clean()
        self.settlements = []
        for duty, assignments in self.of_duty.items():
            for one in assignments:
                prefix = f"unit-{one.pk}"
                if not self.cleaned_data.get(f"{prefix}-way"):
                    prefix = f"duty-{duty.ordinal}"
                self._settle(one, prefix)
        if self.is_amendment and not self.settlements and not self.errors:
            raise ValidationError(_("Hãy chọn ít nhất một nhiệm vụ được sửa đổi."))
        return cleaned

    def _settle(self, assignment: Assignment, prefix: str) -> None:
        said = {part: self.cleaned_data.get(f"{prefix}-{part}") for part in PARTS}
        if not said["way"]:
            if not self.is_amendment:
                self._once(f"{prefix}-way", _("Hãy chọn cách xử lý nhiệm vụ."))
            return
        way = Way(said["way"])
        needed = {Way.DONE: "done_on", Way.END: "reason", Way.CARRY: "duty"}[way]
        if not said[needed]:
            self._once(f"{prefix}-{needed}", MISSING[way])
            return
        duty = next((one for one in self.targets if str(one.ordinal) == said["duty"]), None)
        self.settlements.append(
            Settlement(
                assignment,
                way,
                done_on=said["done_on"] if way == Way.DONE else None,
                reason=said["reason"] if way == Way.END else "",
                duty=duty if way == Way.CARRY else None,
            )
        )

    def _once(self, name: str, sentence: str) -> None:
        if name not in self.errors:
            self.add_error(name, sentence)

    @property
    def still_owed(self) -> list:
        return [
            period
            for period in self.periods
            if self.cleaned_data.get(f"period-{period.pk}") == "owed"
        ]


MISSING = {
    Way.DONE: gettext_lazy("Hãy ghi ngày hoàn thành."),
    Way.END: gettext_lazy("Hãy ghi lý do dừng nhiệm vụ."),
    Way.CARRY: gettext_lazy("Hãy chọn nhiệm vụ của văn bản mới."),
}
