"""Work items: one, many lines at once, what became of one, and those that go on next year."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from directives import secrecy, work
from directives.forms.fields import DayField, PaperForm
from directives.models import Assignment, User, WorkItem

#: Lines of one paste; a plan of more is several plans.
MOST_LINES = 100
#: What makes two lines the same work of a unit.
SAME = ("text", "product", "due_on")
COLUMNS = ("text", "product", "due_on", "who", "responsibility")


class OfficerField(forms.ModelChoiceField):
    """One of the people of the unit, as `officers.candidates` gives them."""

    def __init__(self, **kwargs):
        super().__init__(User.objects.none(), **kwargs)

    def label_from_instance(self, officer):
        return f"{officer}, {officer.title}" if officer.title else str(officer)


class WorkItemForm(PaperForm):
    """Rõ việc, rõ kết quả, rõ thời gian, rõ người, rõ trách nhiệm."""

    prefix = "work"
    watched = ("text", "product", "responsibility")

    officer = OfficerField(label=_("Người thực hiện"), required=False)

    class Meta:
        model = WorkItem
        fields = ["text", "product", "due_on", "officer", "person", "responsibility"]
        field_classes = {"due_on": DayField}
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = people
        if self.instance.pk:
            seen = work.as_seen(self.instance)
            self.fields["seen"] = forms.CharField(initial=seen, widget=forms.HiddenInput)

    def clean_due_on(self):
        return _day_of(self.instance.assignment, self.cleaned_data["due_on"])

    def clean(self):
        """The same work for the same day is a form sent twice."""
        cleaned = super().clean()
        same = {name: self.cleaned_data.get(name) for name in self.Meta.fields}
        others = WorkItem.objects.standing().exclude(pk=self.instance.pk)
        if not self.errors and others.filter(assignment=self.instance.assignment, **same).exists():
            self.add_error(None, _("Nội dung công việc này đã có."))
        return cleaned


class UnitsField(forms.ModelMultipleChoiceField):
    """Assignments of one duty, by the names of their units."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, assignment):
        return assignment.department.name


class WorkLinesForm(forms.Form):
    """Many pieces of work, a line each, as typed with bars or pasted from a table.

    HCTH may set the same work to `others` that have the duty; who does it is theirs to say.
    """

    also = UnitsField(
        queryset=Assignment.objects.none(), label=_("Giao cả cho các đơn vị"), required=False
    )

    lines = forms.CharField(
        label=_("Các việc, mỗi việc một dòng"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "Việc | kết quả, sản phẩm | thời hạn | người thực hiện | trách nhiệm; các ô sau việc "
            "có thể để trống. Có thể dán từ bảng tính."
        ),
        error_messages={"required": _("Hãy ghi ít nhất một việc.")},
    )

    field_order = ["lines", "also"]

    def __init__(self, *args, assignment: Assignment, people, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.assignment = assignment
        self.fields["also"].queryset = others
        self.people = {str(officer).casefold(): officer for officer in people}

    def clean_lines(self):
        """A WorkItem of each line; every wrong line is named."""
        typed = [line for line in self.cleaned_data["lines"].splitlines() if line.strip("| \t")]
        if len(typed) > MOST_LINES:
            raise ValidationError(
                _("Mỗi lần ghi tối đa %(most)s việc."), params={"most": MOST_LINES}
            )
        items, wrong = [], []
        for number, line in enumerate(typed, start=1):
            try:
                items.append(self._read(line))
            except ValidationError as error:
                told = {"number": number, "why": " ".join(error.messages)}
                wrong.append(ValidationError(_("Dòng %(number)s: %(why)s"), params=told))
        if wrong:
            raise ValidationError(wrong)
        return items

    def _read(self, line) -> WorkItem:
        cells = [cell.strip() for cell in re.split(r"\t|\|", line)]
        if len(cells) > len(COLUMNS):
            raise ValidationError(_("có nhiều hơn năm ô."))
        found = dict(zip(COLUMNS, cells + [""] * len(COLUMNS), strict=False))
        if mark := secrecy.mark_in(line):
            raise ValidationError(
                _("có dấu “%(mark)s”; không nhập thông tin thuộc bí mật nhà nước."),
                params={"mark": mark},
            )
        day = _day_of(self.assignment, DayField(required=False).clean(found.pop("due_on")))
        who = found.pop("who")
        officer = self.people.get(who.casefold())
        item = WorkItem(
            assignment=self.assignment,
            due_on=day,
            officer=officer,
            person="" if officer else who,
            **found,
        )
        item.clean_fields(exclude={"assignment", "proposed_by", "proposed_at"})
        return item

    def clean(self):
        """Without those that stand there already: a paste that was sent twice adds nothing."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        units = [self.assignment, *cleaned["also"]]
        known = set(
            WorkItem.objects.standing()
            .filter(assignment__in=units)
            .values_list("assignment_id", *SAME)
        )
        plans = {unit: self._new(unit, cleaned["lines"], known) for unit in units}
        cleaned["plans"] = {unit: items for unit, items in plans.items() if items}
        if not cleaned["plans"]:
            raise ValidationError(_("Các nội dung công việc này đã có."))
        return cleaned

    def _new(self, unit, items, known) -> list[WorkItem]:
        unique = {(unit.pk, *(getattr(item, name) for name in SAME)): item for item in items}
        new = [item for key, item in unique.items() if key not in known]
        if unit == self.assignment:
            return new
        kept = ("text", "product", "due_on", "responsibility")
        return [
            WorkItem(assignment=unit, **{name: getattr(item, name) for name in kept})
            for item in new
        ]


class FinishForm(forms.Form):
    on = DayField(label=_("Hoàn thành ngày"))

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > self.today:
            raise ValidationError(_("Ngày hoàn thành không được sau ngày hôm nay."))
        return on


class DropForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do dừng"),
        max_length=WorkItem._meta.get_field("drop_reason").max_length,
        error_messages={"required": _("Hãy ghi lý do dừng việc này.")},
    )


class CarryForm(forms.Form):
    """Which unfinished items go on next year, each with its new day."""

    def __init__(self, *args, items, starts_on, **kwargs):
        super().__init__(*args, **kwargs)
        self.starts_on = starts_on
        self.items = list(items)
        for item in self.items:
            self.fields[f"take-{item.pk}"] = forms.BooleanField(
                label=item.text, required=False, initial=True
            )
            self.fields[f"day-{item.pk}"] = DayField(label=_("Thời hạn mới"), required=False)

    @property
    def rows(self):
        return [(item, self[f"take-{item.pk}"], self[f"day-{item.pk}"]) for item in self.items]

    def clean(self):
        cleaned = super().clean()
        taken = [item for item in self.items if cleaned.get(f"take-{item.pk}")]
        if not taken:
            raise ValidationError(_("Hãy chọn ít nhất một việc chuyển sang năm sau."))
        for item in taken:
            day = cleaned.get(f"day-{item.pk}")
            if day and day < self.starts_on:
                self.add_error(f"day-{item.pk}", _("Thời hạn mới phải thuộc năm sau."))
        cleaned["days"] = {item: cleaned.get(f"day-{item.pk}") for item in taken}
        return cleaned


def _day_of(assignment: Assignment, day):
    if day and day < assignment.starts_on:
        raise ValidationError(_("Thời hạn không được trước ngày giao nhiệm vụ."))
    return day
