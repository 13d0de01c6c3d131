"""A result of the day, written into the page of its assignment."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from directives.models import Assignment, WorkItem
from directives.models.work import WorkItemQuerySet
from reports.forms.fields import DayField
from reports.models import LoggedResult

MOST_LETTERS = 3000


class ResultForm(forms.Form):
    """What was done, on which day, for the duty or for a piece of its work. `on` is today."""

    text = forms.CharField(
        label=_("Kết quả"),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Hãy ghi kết quả."),
            "max_length": _("Nội dung dài quá 3.000 ký tự."),
        },
    )
    on = DayField(label=_("Ngày"), error_messages={"required": _("Hãy ghi ngày.")})
    work_item = forms.ChoiceField(label=_("Nội dung công việc"), required=False)

    def __init__(self, data=None, *, assignment: Assignment, on: date, **kwargs):
        kwargs.setdefault("initial", {"on": on})
        super().__init__(data, auto_id="id_result_%s", **kwargs)
        self.today = on
        items = self.offered(WorkItem.objects.filter(assignment=assignment))
        self.items = {str(item.pk): item for item in items}
        choices = [(key, str(item)) for key, item in self.items.items()]
        self.fields["work_item"].choices = [("", _("Cả nhiệm vụ")), *choices]
        if not self.items:
            del self.fields["work_item"]

    def offered(self, items: WorkItemQuerySet) -> WorkItemQuerySet:
        """All of them, since what is put right may be of one that is done by now."""
        return items.standing()

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(_("Ngày này chưa đến."))
        return day

    def clean(self):
        cleaned = self.cleaned_data
        return cleaned | {"work_item": self.items.get(cleaned.get("work_item", ""))}

    def refuse_day(self):
        """The domain alone knows since when the unit, or those that it stands for, had the duty."""
        self.add_error("on", _("Ngày này trước ngày giao nhiệm vụ."))


class LogForm(ResultForm):
    """A new one: the piece of work that it finishes is done with it."""

    is_item_done = forms.BooleanField(label=_("Đã xong nội dung công việc này"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "work_item" not in self.fields:
            del self.fields["is_item_done"]

    def offered(self, items):
        return items.open()

    def clean(self):
        cleaned = {"is_item_done": False} | super().clean()
        if cleaned["is_item_done"] and not cleaned["work_item"] and "work_item" not in self.errors:
            raise forms.ValidationError({"work_item": _("Hãy chọn nội dung công việc đã xong.")})
        return cleaned


def amending(result: LoggedResult, data=None, *, on: date) -> ResultForm:
    initial = {"text": result.text, "on": result.on, "work_item": result.work_item_id}
    return ResultForm(data, assignment=result.assignment, on=on, initial=initial)
