"""Obstacles in a report: what became of the known ones, and new ones."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from reports.content import ObstacleContent
from reports.forms.base import DraftForm, RowForm
from reports.forms.fields import ProseField
from reports.models import Obstacle, ObstacleStatement

Standing = ObstacleStatement.Standing
_ANSWERS = [
    (answer.value, answer.label)
    for answer in (Standing.UNCHANGED, Standing.CHANGED, Standing.RESOLVED)
]


class KnownObstacleForm(DraftForm):
    """An open obstacle asks for an answer every time: stale text is never carried in silence.

    One that this very report raised, before it was returned, is answered already.
    """

    standing = forms.ChoiceField(
        label=gettext_lazy("Hiện nay"),
        choices=_ANSWERS,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy(
                "Hãy cho biết khó khăn, vướng mắc này còn hay đã được giải quyết."
            )
        },
    )
    text = ProseField(
        label=gettext_lazy("Nội dung thay đổi, hoặc đã được giải quyết như thế nào"), rows=2
    )

    def __init__(self, asked, obstacle: Obstacle, *, data, checked):
        raised_here = obstacle.pk in asked.raised_here
        super().__init__(
            asked,
            prefix=f"{asked.prefix}-o{obstacle.pk}",
            data=data,
            checked=checked,
            initial={"standing": Standing.UNCHANGED} if raised_here else None,
        )
        self.obstacle = obstacle

    @property
    def place(self) -> str:
        return pgettext("one", "Khó khăn, vướng mắc")

    def clean(self):
        typed = self.cleaned_data
        if typed.get("standing") == Standing.CHANGED and not typed.get("text"):
            self.add_error("text", _("Hãy ghi nội dung thay đổi."))

    def content(self) -> ObstacleContent:
        standing, text = self.cleaned_data["standing"], self.cleaned_data["text"]
        if standing == Standing.UNCHANGED:
            text = self.obstacle.text
        return ObstacleContent(
            assignment_id=self.asked.assignment.pk,
            obstacle_id=self.obstacle.pk,
            standing=standing,
            text=text or self.obstacle.text,
        )


class NewObstacleForm(RowForm):
    telling = ("text",)

    text = ProseField(label=pgettext_lazy("one", "Khó khăn, vướng mắc"), rows=3)

    def content(self) -> ObstacleContent:
        return ObstacleContent(
            assignment_id=self.asked.assignment.pk, text=self.cleaned_data["text"]
        )
