"""Who is away, from when to when, and who gets his mail."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directives import absences
from directives.forms.fields import DayField
from directives.models import Absence


class AbsenceForm(forms.ModelForm):
    """HCTH names the person; anybody else writes for himself."""

    use_required_attribute = False

    starts_on = DayField(label=gettext_lazy("Vắng mặt từ ngày"))
    ends_on = DayField(label=gettext_lazy("Đến hết ngày"))

    class Meta:
        model = Absence
        fields = ["user", "starts_on", "ends_on", "stand_in", "note"]

    def __init__(self, *args, posts, person, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        known = absences.people(posts, on=on)
        self.fields["stand_in"].queryset = known.exclude(pk=person.pk)
        if absences.records_for_all(posts):
            self.fields["stand_in"].queryset = known
            self.fields["user"].queryset = absences.may_be_away(posts, on=on)
            self.fields["user"].initial = person
        else:
            del self.fields["user"]
            self.instance.user = person

    def clean_ends_on(self):
        day = self.cleaned_data["ends_on"]
        if day < self.on:
            raise forms.ValidationError(_("Ngày này đã qua."))
        return day

    def _get_validation_exclusions(self):
        """The person is checked also where the form does not ask for him."""
        return super()._get_validation_exclusions() - {"user"}
