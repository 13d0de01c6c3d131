"""The ladder as HCTH types it: one row per step, and what is wrong with it in words."""

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.forms.fields import CountField
from reports.ladders import FARTHEST_DAYS, Step, place
from reports.models import Audience

MOST_STEPS = 20
BEFORE, ON, AFTER = "before", "on", "after"
WHEN = [
    (BEFORE, gettext_lazy("trước hạn")),
    (ON, gettext_lazy("đúng ngày đến hạn")),
    (AFTER, gettext_lazy("sau hạn")),
]
UNITS = [
    ("days", gettext_lazy("ngày (cả ngày nghỉ)")),
    ("working_days", gettext_lazy("ngày làm việc")),
]


class StepForm(forms.Form):
    """One step. A row in which nothing was chosen, or that is to be left out, does not count.

    Fault is found only with a row that counts, and only when `is_checked`.
    """

    use_required_attribute = False
    is_checked = False

    days = CountField(
        label=gettext_lazy("Số ngày"),
        required=False,
        error_messages={"invalid": gettext_lazy("Hãy ghi số ngày bằng chữ số, ví dụ 3.")},
    )
    unit = forms.ChoiceField(label=gettext_lazy("Tính theo"), choices=UNITS)
    when = forms.ChoiceField(label=gettext_lazy("Thời điểm"), choices=WHEN)
    to = forms.MultipleChoiceField(
        label=gettext_lazy("Nhắc ai"),
        choices=Audience.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Hãy chọn ít nhất một người nhận.")},
    )
    left_out = forms.BooleanField(label=gettext_lazy("Bỏ bước này"), required=False)

    @classmethod
    def of(cls, step: Step, **kwargs) -> "StepForm":
        when = ON if step.days == 0 else BEFORE if step.days < 0 else AFTER
        return cls(
            initial={
                "days": abs(step.days) or "",
                "unit": "working_days" if step.in_working_days else "days",
                "when": when,
                "to": list(step.to),
            },
            **kwargs,
        )

    def says(self, name):
        return self[name].value()

    @property
    def counts(self) -> bool:
        if self.says("left_out"):
            return False
        return bool(self.says("to") or str(self.says("days") or "").strip())

    def full_clean(self):
        if self.is_checked and self.counts:
            super().full_clean()
        else:
            self._errors, self.cleaned_data = ErrorDict(renderer=self.renderer), {}

    def clean(self):
        typed = self.cleaned_data
        if typed.get("when") == ON:
            typed["days"] = 0
            self.errors.pop("days", None)
            return
        days = typed.get("days")
        if days is None:
            if "days" not in self.errors:
                self.add_error("days", _("Hãy ghi số ngày."))
        elif days > FARTHEST_DAYS:
            self.add_error(
                "days", _("Bước nhắc cách hạn không quá %(days)s ngày.") % {"days": FARTHEST_DAYS}
            )

    @property
    def step(self) -> Step:
        typed = self.cleaned_data
        days = -typed["days"] if typed["when"] == BEFORE else typed["days"]
        return Step(days, typed["unit"] == "working_days", tuple(typed["to"]))


class LadderForm:
    """The rows that were posted, or those of a ladder; whatever was typed stays on the page."""

    def __init__(self, data=None, *, steps: tuple[Step, ...] = ()):
        if data is None:
            self.rows = [
                StepForm.of(step, prefix=f"step-{number}") for number, step in enumerate(steps)
            ]
        else:
            self.rows = [StepForm(data, prefix=f"step-{number}") for number in _row_numbers(data)]
        self.errors: list[str] = []

    def add_row(self) -> None:
        number = max((int(row.prefix.partition("-")[2]) for row in self.rows), default=-1) + 1
        self.rows.append(StepForm(prefix=f"step-{number}", initial={"when": BEFORE}))

    def is_valid(self) -> bool:
        rows = self._counting
        if not rows:
            self.errors.append(_("Hãy giữ ít nhất một bước nhắc việc."))
        if len(rows) > MOST_STEPS:
            self.errors.append(_("Không quá %(steps)s bước nhắc việc.") % {"steps": MOST_STEPS})
        for row in rows:
            row.is_checked = True
        taken = set()
        for row in [row for row in rows if row.is_valid()]:
            where = place(row.step)
            if where in taken:
                row.add_error(
                    "days", _("Đã có một bước nhắc việc vào đúng ngày này; hãy gộp làm một.")
                )
            taken.add(where)
        return not self.errors and all(row.is_valid() for row in rows)

    @property
    def _counting(self) -> list[StepForm]:
        return [row for row in self.rows if row.counts]

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(sorted((row.step for row in self._counting), key=lambda step: step.days))


def _row_numbers(data) -> list[int]:
    numbers = (name.split("-")[1] for name in data if name.startswith("step-"))
    return sorted({int(number) for number in numbers if number.isdecimal() and len(number) < 4})
