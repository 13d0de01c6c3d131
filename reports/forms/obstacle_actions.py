"""What units, HCTH and the leaders write on an obstacle."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directives.models import Department
from directives.vietnamese import short_date
from reports.forms.fields import DayField
from reports.models import Obstacle


def _text(label, required, rows=3):
    return forms.CharField(
        label=label,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required},
    )


class RaiseForm(forms.Form):
    text = _text(pgettext_lazy("one", "Khó khăn, vướng mắc"), _("Hãy ghi khó khăn, vướng mắc."))


class ProposalForm(forms.Form):
    proposal = _text(_("Đề xuất của đơn vị đầu mối"), _("Hãy ghi nội dung đề xuất."))


class OpinionForm(forms.Form):
    """A leader's own opinion. With `agree` pressed, agreeing to the proposal is the opinion."""

    prefix = "opinion"

    opinion = _text(_("Ý kiến chỉ đạo"), _("Hãy ghi ý kiến chỉ đạo."))
    responsible = forms.ModelChoiceField(
        Department.objects.none(),
        label=_("Đơn vị thực hiện"),
        required=False,
        empty_label=_("Không giao đơn vị cụ thể"),
    )
    action_due_on = DayField(label=_("Hạn thực hiện"), required=False)

    def __init__(self, *args, obstacle: Obstacle, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.obstacle, self.on = obstacle, on
        agency = obstacle.assignment.duty.directive.agency_id
        self.fields["responsible"].queryset = Department.objects.below(agency).in_being(on=on)
        self.agrees = "agree" in self.data and bool(obstacle.proposal)
        self.fields["opinion"].required = not self.agrees
        self.initial.setdefault("opinion", obstacle.opinion)
        # Whom to charge is the leader's to choose: not by default the unit that is in trouble.
        self.initial.setdefault("responsible", obstacle.responsible_id)
        self.initial.setdefault("action_due_on", obstacle.action_due_on)

    @property
    def given_on(self):
        """The day of the opinion, before which no action can be due."""
        return self.on

    def clean(self):
        cleaned = super().clean()
        if self.agrees and not cleaned.get("opinion"):
            unit = self.obstacle.assignment.duty.directive.coordinator
            # Words of the record, which is Vietnamese whatever the reader's language.
            cleaned["opinion"] = f"Đồng ý với đề xuất của {unit}."
        if self.agrees and not cleaned.get("responsible"):
            # The unit proposed it through HCTH: who agrees lets it go ahead.
            cleaned["responsible"] = self.obstacle.assignment.department
        due_on, given_on = cleaned.get("action_due_on"), self.given_on
        if due_on and given_on and due_on < given_on:
            self.add_error("action_due_on", _("Hạn thực hiện không được trước ngày cho ý kiến."))
        return cleaned


class RecordedOpinionForm(OpinionForm):
    """Ghi thay: the source and the day of the opinion besides its words."""

    prefix = "recorded"
    field_order = ["opinion", "opinion_source", "opinion_on", "responsible", "action_due_on"]

    opinion_source = forms.CharField(
        label=_("Nguồn"),
        max_length=200,
        help_text=_("Bút phê, thông báo kết luận số …, giao ban ngày …"),
        error_messages={"required": _("Ghi thay ý kiến chỉ đạo phải nêu nguồn.")},
    )
    opinion_on = DayField(
        label=_("Ngày cho ý kiến"), error_messages={"required": _("Hãy ghi ngày cho ý kiến.")}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("opinion_source", self.obstacle.opinion_source)
        self.initial.setdefault("opinion_on", self.obstacle.opinion_on or self.on)

    @property
    def given_on(self):
        return self.cleaned_data.get("opinion_on")

    def clean_opinion_on(self):
        opinion_on = self.cleaned_data["opinion_on"]
        if opinion_on > self.on:
            raise forms.ValidationError(_("Ngày cho ý kiến không được sau ngày hôm nay."))
        return opinion_on


class VisibilityForm(forms.Form):
    visibility = forms.ChoiceField(label=_("Phạm vi"), choices=Obstacle.Visibility)


class ConfirmationForm(forms.Form):
    """`seal` is that of the opinion that the leader read (Obstacle.opinion_seal)."""

    seal = forms.CharField(max_length=16)


class ActionForm(forms.Form):
    """What the unit that is charged did. `on` is today."""

    prefix = "action"

    action_note = _text(
        _("Kết quả thực hiện ý kiến chỉ đạo"), _("Hãy ghi kết quả thực hiện ý kiến chỉ đạo.")
    )
    acted_on = DayField(
        label=_("Ngày thực hiện xong"),
        error_messages={"required": _("Hãy ghi ngày thực hiện xong.")},
    )

    def __init__(self, *args, obstacle: Obstacle, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.obstacle, self.on = obstacle, on
        self.initial.setdefault("acted_on", on)

    def clean_acted_on(self):
        acted_on, opinion_on = self.cleaned_data["acted_on"], self.obstacle.opinion_on
        if acted_on > self.on:
            raise forms.ValidationError(_("Ngày thực hiện xong không được sau ngày hôm nay."))
        if opinion_on and acted_on < opinion_on:
            raise forms.ValidationError(
                _("Ngày thực hiện xong không được trước ngày cho ý kiến (%(day)s)."),
                params={"day": short_date(opinion_on)},
            )
        return acted_on


class AgainForm(forms.Form):
    reason = _text(_("Nội dung cần thực hiện tiếp"), _("Hãy ghi nội dung cần thực hiện tiếp."))


class ClosingForm(forms.Form):
    closing_note = _text(_("Kết quả giải quyết"), _("Hãy ghi kết quả giải quyết."))

    def __init__(self, *args, obstacle: Obstacle, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("closing_note", obstacle.action_note)
