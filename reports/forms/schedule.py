"""How the periods follow each other: for each cycle only what it needs is asked."""

from datetime import date

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directives.forms.fields import DayField
from directives.vietnamese import short_date
from reports import planning
from reports.calendar import LAST_DAY, Cycle, Due, OfficeCalendar, out_of_order, periods
from reports.forms.dues import MonthDueField, YearDueField
from reports.models import Schedule, SchedulePhase
from reports.models.calendar import DEADLINES

#: Cycles whose periods end with a month, and those of them that must know where a year ends.
MONTHS = (
    Cycle.MONTHLY,
    Cycle.QUARTERLY,
    Cycle.HALF_YEARLY,
    Cycle.NINE_MONTH,
    Cycle.YEARLY,
)
#: Cycles in which a plain day is one of the year; in the others it is one of the month.
BY_YEAR = (Cycle.YEARLY, Cycle.PHASE, Cycle.ONCE)
DUE_LABELS = {
    "unit": gettext_lazy("Đơn vị gửi báo cáo"),
    "director": gettext_lazy("Trình Giám đốc Sở"),
    "upward": gettext_lazy("Gửi cấp trên"),
}
CUT_OFF, CALENDAR = "cut_off", "calendar"
#: Working days from the cut-off that an office usually gives.
USUAL = {"unit": 2, "director": 5, "upward": 8}
USUAL_OF_A_WEEK = {"unit": 1, "director": 2, "upward": 3}


class PhaseForm(forms.Form):
    """A blank row is no phase."""

    name = forms.CharField(label=gettext_lazy("Tên giai đoạn"), max_length=60)
    ends_on = DayField(label=gettext_lazy("Chốt số liệu đến hết ngày"))


class ScheduleForm(forms.ModelForm):
    """`schedule` is new or the present one; `on` and `calendar` say what would be planned."""

    convention = forms.ChoiceField(
        label=gettext_lazy("Các kỳ tính theo"),
        choices=[
            (CUT_OFF, gettext_lazy("Ngày chốt số liệu: từ ngày 15 tháng trước đến hết ngày 14")),
            (CALENDAR, gettext_lazy("Tháng, quý, năm dương lịch: chốt vào ngày cuối tháng")),
        ],
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Chọn một cách cho mọi kỳ của văn bản; không trộn hai cách trong một bảng số liệu."
        ),
    )
    ends_on = DayField(label=gettext_lazy("Chốt số liệu đến hết ngày"))

    class Meta:
        model = Schedule
        fields = ["cut_off_day", "cut_off_month", "cut_off_weekday", "decided_by", "paper"]
        labels = {"cut_off_day": gettext_lazy("Ngày chốt trong tháng")}
        help_texts = {
            "cut_off_day": gettext_lazy("Từ 1 đến 28; bỏ qua nếu tính theo dương lịch."),
            "cut_off_month": gettext_lazy("Thường là tháng 12."),
            "decided_by": gettext_lazy(
                "Khi văn bản không ấn định chu kỳ, như “hằng năm hoặc theo giai đoạn”: "
                "người đã chọn chu kỳ này."
            ),
            "paper": gettext_lazy(
                "Số, ký hiệu, ngày của văn bản, hoặc buổi giao ban đã quyết định."
            ),
        }

    def __init__(self, *args, cycle: str, on: date, calendar: OfficeCalendar, **kwargs):
        super().__init__(*args, **kwargs)
        self.cycle, self.on, self.calendar = cycle, on, calendar
        self.was = self.instance.cycle if self.instance.pk else None
        self.instance.cycle = cycle
        self._drop_what_the_cycle_does_not_need()
        self._add_dues()
        self._propose()

    def _drop_what_the_cycle_does_not_need(self):
        unasked = set()
        if self.cycle not in MONTHS:
            unasked |= {"convention", "cut_off_day", "cut_off_month"}
        if self.cycle == Cycle.MONTHLY:
            unasked |= {"cut_off_month"}
        if self.cycle != Cycle.WEEKLY:
            unasked |= {"cut_off_weekday"}
        if self.cycle != Cycle.ONCE:
            unasked |= {"ends_on"}
        for name in unasked:
            del self.fields[name]
        if "cut_off_day" in self.fields:
            self.fields["cut_off_day"].required = False

    def _add_dues(self):
        """None where HCTH opens every period by hand."""
        if self.cycle == Cycle.ON_DEMAND:
            return
        kind, help_text = MonthDueField, _("Số ngày làm việc, hoặc ngày cố định trong tháng: 20.")
        if self.cycle in BY_YEAR:
            kind, help_text = YearDueField, _("Số ngày làm việc, hoặc ngày/tháng cố định: 25/11.")
        is_weekly = self.cycle == Cycle.WEEKLY
        for name in DEADLINES:
            self.fields[name] = kind(
                label=DUE_LABELS[name],
                only_counted=is_weekly,
                help_text="" if is_weekly else help_text,
            )

    def _propose(self):
        """What stands, as far as it fits the cycle; else the usual."""
        self.initial["convention"] = CALENDAR if self.instance.follows_the_calendar else CUT_OFF
        if self.instance.cut_off_day == LAST_DAY:
            self.initial["cut_off_day"] = None
        for name in DEADLINES:
            self.initial[name] = self._proposed_due(name)
        if self.cycle == self.was == Cycle.ONCE:
            last = self.instance.phases.last()
            self.initial["ends_on"] = last.ends_on if last else None

    def _proposed_due(self, name):
        """A plain day means something in its own cycle only, and a week is shorter than all."""
        due = self.instance.due(name)
        if self.was == self.cycle:
            return due
        if self.was is None or Cycle.WEEKLY in (self.was, self.cycle) or due.day is not None:
            usual = USUAL_OF_A_WEEK if self.cycle == Cycle.WEEKLY else USUAL
            return Due(working_days=usual[name])
        return due

    @cached_property
    def phase_forms(self):
        """The rows of a directive that is reported by phases; None for another cycle."""
        if self.cycle != Cycle.PHASE:
            return None
        rows = forms.formset_factory(PhaseForm, extra=0 if self.is_bound else 2)
        known = self.instance.phases.all() if self.was == Cycle.PHASE else ()
        return rows(
            self.data if self.is_bound else None,
            prefix="phases",
            initial=[{"name": phase.name, "ends_on": phase.ends_on} for phase in known],
            form_kwargs={"use_required_attribute": False, "empty_permitted": True},
        )

    def clean(self):
        cleaned = super().clean()
        if self.cycle in MONTHS:
            self._clean_cut_off()
        for name in DEADLINES:
            if cleaned.get(name) is not None:
                due = cleaned[name]
                setattr(self.instance, f"{name}_working_days", due.working_days)
                setattr(self.instance, f"{name}_day", due.day)
                setattr(self.instance, f"{name}_month", due.month)
        if self.cycle == Cycle.PHASE and not self.phase_forms.is_valid():
            self.add_error(None, _("Hãy sửa các giai đoạn có báo lỗi."))
        return cleaned

    def _clean_cut_off(self):
        if self.cleaned_data.get("convention") == CALENDAR:
            self.cleaned_data["cut_off_day"] = LAST_DAY
        elif "cut_off_day" not in self.errors and not self.cleaned_data.get("cut_off_day"):
            self.cleaned_data["cut_off_day"] = 14
        elif self.cleaned_data.get("cut_off_day", 0) > 28:
            self.add_error("cut_off_day", _("Ngày chốt số liệu từ 1 đến 28, hoặc chọn dương lịch."))

    def _post_clean(self):
        super()._post_clean()
        if not self.errors:
            self._check_phases()
            self._check_order()

    def _check_phases(self):
        if self.cycle not in (Cycle.PHASE, Cycle.ONCE):
            return
        issued_on = self.instance.directive.issued_on
        days = [phase.ends_on for phase in self.phases]
        if not days:
            self.add_error(None, _("Hãy ghi ít nhất một giai đoạn."))
        elif min(days) < issued_on:
            self.add_error(
                None,
                _("Ngày chốt số liệu không được trước ngày ban hành văn bản (%(day)s).")
                % {"day": short_date(issued_on)},
            )
        elif len(set(days)) < len(days):
            self.add_error(None, _("Hai giai đoạn cùng kết thúc trong một ngày."))

    def _check_order(self):
        """Also where no period is left to plan: days counted from the cut-off contradict anyway."""
        dues = (self.instance.due(name).working_days for name in DEADLINES)
        counted = [days for days in dues if days is not None]
        if counted != sorted(counted):
            self.add_error(None, _("Thứ tự các hạn: đơn vị gửi, trình Giám đốc Sở, gửi cấp trên."))
            return
        found = periods(
            planning.rhythm_of(self.instance, self.phases),
            self.instance.directive.issued_on,
            planning.horizon(self.instance, on=self.on),
            deadlines=self.instance.deadlines,
            calendar=self.calendar,
        )
        wrong = out_of_order(found, self.instance.deadlines, self.calendar)
        if wrong:
            self.add_error(
                None,
                _(
                    "Thứ tự các hạn: đơn vị gửi, trình Giám đốc Sở, gửi cấp trên; "
                    "sai ở kỳ %(period)s."
                )
                % {"period": wrong.label},
            )

    @property
    def phases(self) -> list[SchedulePhase]:
        """Of a form without errors: the phases in order; one without a name for `ONCE`."""
        if self.cycle == Cycle.ONCE:
            return [SchedulePhase(name="", ends_on=self.cleaned_data["ends_on"])]
        if self.cycle != Cycle.PHASE:
            return []
        rows = [row.cleaned_data for row in self.phase_forms if row.cleaned_data.get("name")]
        return sorted((SchedulePhase(**row) for row in rows), key=lambda phase: phase.ends_on)

    def due_fields(self):
        return [self[name] for name in DEADLINES if name in self.fields]


def cycle_named(text: str | None, *, default: str) -> str:
    """A cycle of an address or a form; `default` for none, or one that does not exist."""
    return text if text in Cycle.values else default
