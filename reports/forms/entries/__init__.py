"""The answer on one assignment: each of the three kinds of duty is a job of its own."""

from reports.forms.entries.base import EntryForm
from reports.forms.entries.coordination import CoordinationForm
from reports.forms.entries.dissemination import DisseminationForm
from reports.forms.entries.implementation import ImplementationForm

FORMS: dict[str, type[EntryForm]] = {
    form.kind: form for form in (DisseminationForm, ImplementationForm, CoordinationForm)
}
