"""The directive, its number, and the papers it rests on."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directives.forms.fields import DayField, DocumentField, NumberField, PaperForm, WholeRow
from directives.models import Assignment, Department, Directive, Duty, LegalBasis


class HigherDutyField(forms.ModelChoiceField):
    """A duty that the agency was given, named with its paper."""

    def label_from_instance(self, duty):
        return f"{duty.directive.reference}: {duty}"


class CorrectionForm(PaperForm):
    """What may still be put right in a directive that was entered.

    The day of issue stays once a duty is assigned: periods are counted from it. A number that was
    typed wrong is put right here; one that is not given yet has a form of its own.
    """

    watched = ("symbol", "subject", "introduction", "addressees", "upload")

    upload = DocumentField(
        label=_("Tệp văn bản"),
        required=False,
        help_text=_("Bản đã phát hành, để đơn vị đọc được nguyên văn."),
    )

    class Meta:
        model = Directive
        fields = [
            "number",
            "doc_type",
            "symbol",
            "place",
            "issued_on",
            "issuing_body",
            "subject",
            "introduction",
            "urgency",
            "addressees",
            "recipients",
            "signer_capacity",
            "signer_title",
            "signer_name",
            "implements",
            "report_to",
            "programme_name",
            "ends_on",
        ]
        field_classes = {
            "number": NumberField,
            "issued_on": DayField,
            "ends_on": DayField,
            "implements": HigherDutyField,
        }
        widgets = {
            "subject": forms.Textarea(attrs={"rows": 3}),
            "introduction": forms.Textarea(attrs={"rows": 5}),
            "addressees": forms.Textarea(attrs={"rows": 2}),
            "recipients": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "number": _("Để trống nếu văn bản chưa được cấp số."),
            "introduction": _("Nguyên văn, không sửa lời, kể cả lỗi chính tả của văn bản."),
            "implements": _(
                "Báo cáo đã phát hành của cơ quan được gửi lên làm báo cáo về nhiệm vụ này."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offers_higher = False
        self.fields["implements"].queryset = Duty.objects.none()
        self.fields["implements"].empty_label = _("Không thực hiện nhiệm vụ nào được giao")
        if self.instance.pk:
            if self.instance.agency.parent_id or self.instance.implements_id:
                self._offer_higher([self.instance.agency_id])
            assigned = Assignment.objects.filter(duty__directive=self.instance)
            self.fields["issued_on"].disabled = assigned.exists()
            self.fields["number"].required = True
            if not self.instance.number:
                del self.fields["number"]

    def _offer_higher(self, agencies):
        """Duties that the agencies were given by their superior, and the one that is chosen."""
        offered = Duty.objects.given_to(agencies) | Duty.objects.filter(
            pk=self.instance.implements_id
        )
        self.fields["implements"].queryset = offered.select_related("directive").order_by(
            "-directive__issued_on", "-directive__pk", "ordinal"
        )
        self.offers_higher = self.fields["implements"].queryset.exists()

    def clean(self):
        cleaned = super().clean()
        duty = self.cleaned_data.get("implements")
        agency = getattr(self.cleaned_data.get("agency"), "pk", self.instance.agency_id)
        if duty and "implements" in self.changed_data and not duty.is_given_to(agency):
            self.add_error("implements", _("Nhiệm vụ này không được giao cho cơ quan thực hiện."))
        return cleaned


class DirectiveForm(CorrectionForm):
    """A directive typed in by hand by somebody of a coordinating unit."""

    class Meta(CorrectionForm.Meta):
        fields = ["agency", "coordinator", *CorrectionForm.Meta.fields]

    def __init__(self, *args, posts, on, **kwargs):
        super().__init__(*args, **kwargs)
        own = [post.department_id for post in posts.held if post.is_coordinator]
        in_being = Department.objects.in_being(on=on)
        agencies = in_being.filter(kind=Department.Kind.AGENCY)
        self.fields["coordinator"].queryset = in_being.filter(pk__in=own)
        self.fields["agency"].queryset = agencies.filter(
            Q(pk__in=own) | Q(children__in=own)
        ).distinct()
        if posts.speaks_for:
            self._offer_higher(posts.speaks_for)
        for name in ("coordinator", "agency"):
            choices = list(self.fields[name].queryset[:2])
            if len(choices) == 1:
                self.fields[name].initial = choices[0]
                self.fields[name].empty_label = None

    def clean(self):
        cleaned = super().clean()
        coordinator, agency = (self.cleaned_data.get(name) for name in ("coordinator", "agency"))
        if coordinator and agency and agency.pk not in (coordinator.pk, coordinator.parent_id):
            self.add_error("coordinator", _("Đơn vị đầu mối phải thuộc cơ quan thực hiện."))
        if not self.errors and self._was_entered():
            self.add_error(None, _("Văn bản này đã được nhập."))
        return cleaned

    def _was_entered(self):
        """The same paper without a number, which no constraint tells apart: a form sent twice."""
        same = ("issuing_body", "symbol", "number", "issued_on", "subject")
        return Directive.objects.filter(**{name: self.cleaned_data[name] for name in same}).exists()


class NumberForm(WholeRow, forms.ModelForm):
    number = NumberField()

    class Meta:
        model = Directive
        fields = ["number"]


class LegalBasisForm(PaperForm):
    watched = ("number_and_symbol", "title", "upload")

    upload = DocumentField(label=_("Toàn văn (tệp)"), required=False)

    class Meta:
        model = LegalBasis
        fields = [
            "ordinal",
            "doc_type",
            "number_and_symbol",
            "issued_on",
            "issuer",
            "title",
            "implements",
            "link",
            "is_reported_apart",
        ]
        field_classes = {"issued_on": DayField}
        widgets = {"title": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "number_and_symbol": _("Ghi đủ: 116/KH-UBND."),
            "implements": _("Văn bản cấp trên mà văn bản này thực hiện, nếu có trong danh sách."),
            "link": _("Địa chỉ trang có toàn văn, nếu không có tệp."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = self.instance.directive.legal_bases.exclude(pk=self.instance.pk)
        self.fields["implements"].queryset = others
        if not self.instance.pk:
            self.initial["ordinal"] = max((basis.ordinal for basis in others), default=0) + 1
