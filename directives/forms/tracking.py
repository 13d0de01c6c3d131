"""The spreadsheet, what its columns say, and the answers to what it leaves open."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directives.forms.fields import DayField
from directives.models import Department, Duty
from directives.tracking import columns, names
from directives.tracking.applying import Table
from directives.tracking.columns import Field, Layout
from directives.tracking.decisions import NOBODY
from directives.tracking.fates import Plan
from directives.tracking.office import Office

#: What may stand in one cell: "Công văn số 123/SKHCN-HCTH ngày 07/6/2024 V/v …".
OF_ONE_CELL = {Field.PAPER, Field.PAPER_ON, Field.SUBJECT}
#: Questions of one kind that are asked at once; the others come after them.
MOST_ASKED = 40


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Bảng theo dõi (.xlsx)"),
        validators=[
            FileExtensionValidator(
                ["xlsx"], gettext_lazy("Chỉ nhận bảng tính Excel .xlsx; hãy lưu tệp thành .xlsx.")
            )
        ],
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=gettext_lazy(
            "Mỗi dòng là một nhiệm vụ: văn bản, nhiệm vụ, đơn vị chủ trì, thời hạn, tình trạng. "
            "Chưa nhập gì cho đến khi đồng chí xem trước và đồng ý."
        ),
    )
    coordinator = forms.ModelChoiceField(
        label=gettext_lazy("Đơn vị đầu mối"),
        queryset=Department.objects.none(),
        empty_label=None,
    )

    def __init__(self, *args, posts, **kwargs):
        super().__init__(*args, **kwargs)
        units = Department.objects.filter(pk__in=posts.coordinates)
        self.fields["coordinator"].queryset = units
        if len(posts.coordinates) == 1:
            self.fields["coordinator"].widget = forms.HiddenInput()
            self.fields["coordinator"].initial = next(iter(posts.coordinates))

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > settings.FILE_MAX_BYTES:
            megabytes = settings.FILE_MAX_BYTES // 1024 // 1024
            raise ValidationError(
                _("Tệp lớn hơn %(megabytes)s MB; hãy chỉ giữ trang tính cần nhập.")
                % {"megabytes": megabytes}
            )
        return upload


class LayoutForm(forms.Form):
    """Which sheet, which row holds the headings, which column says what."""

    sheet = forms.ChoiceField(label=gettext_lazy("Trang tính"))
    header = forms.IntegerField(
        label=gettext_lazy("Dòng tiêu đề"),
        min_value=1,
        help_text=gettext_lazy("Số thứ tự trong Excel của dòng ghi tên các cột."),
    )

    def __init__(self, *args, table: Table, **kwargs):
        self.table = table
        layout = table.layout
        initial = {"sheet": table.sheet.name, "header": layout.header or 1}
        initial |= {f"column-{field}": column for field, column in layout.columns.items()}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["sheet"].choices = [(one.name, one.name) for one in table.book.sheets]
        choices = [("", _("Không có")), *_columns(table)]
        for field in Field:
            self.fields[f"column-{field}"] = forms.TypedChoiceField(
                label=field.label,
                choices=choices,
                required=False,
                coerce=int,
                empty_value=None,
            )

    def column_fields(self):
        return [self[f"column-{field}"] for field in Field]

    def clean(self):
        """Another sheet, or another row of headings, is read anew."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        table, header = self.table, cleaned["header"]
        sheet = table.book.sheet(cleaned["sheet"])
        if sheet.name != table.sheet.name:
            self.layout = columns.guess(sheet)
        elif header != table.layout.header:
            self.layout = columns.guess_at(sheet, header)
        else:
            said = {field: cleaned.get(f"column-{field}") for field in Field}
            self.layout = Layout(
                header, {field: column for field, column in said.items() if column is not None}
            )
            self._refuse_missing()
        return cleaned

    def _refuse_missing(self):
        for field in self.layout.missing:
            self.add_error(f"column-{field}", _("Hãy chọn cột."))
        seen: dict[int, Field] = {}
        for field, column in self.layout.columns.items():
            if column in seen and {field, seen[column]} - {
                Field.PAPER,
                Field.PAPER_ON,
                Field.SUBJECT,
            }:
                self.add_error(f"column-{field}", _("Cột này đã được chọn."))
            seen[column] = field


def _columns(table: Table) -> list[tuple[int, str]]:
    """B: Nhiệm vụ."""
    from openpyxl.utils import get_column_letter

    over = columns.headings(table.sheet, table.layout.header)
    width = max((len(row.cells) for row in table.sheet.rows), default=0)
    return [
        (column, f"{get_column_letter(column + 1)}: {over.get(column, '')[:50]}".rstrip(": "))
        for column in range(width)
    ]


class AnswersForm(forms.Form):
    """Whatever is answered counts; the rest is asked again."""

    def __init__(self, *args, plan: Plan, office: Office, **kwargs):
        super().__init__(*args, **kwargs)
        asked = plan.questions
        self.units = self._ask("unit", asked.units, lambda: _unit_field(office.everybody))
        for name, key in self.units.items():
            if proposed := names.nearest(key, office.units):
                self.fields[name].initial = str(proposed.pk)
        self.papers = self._ask("paper", asked.papers, lambda: DayField(required=False))
        self.deadlines = self._ask("deadline", asked.deadlines, _deadline_field)
        for name in self.deadlines:
            self.fields[f"{name}-day"] = DayField(label=_("Ngày"), required=False)
        if asked.is_done_on_no_day:
            self.fields["done_on"] = DayField(
                label=_("Dòng ghi hoàn thành mà không có ngày: lấy ngày hoàn thành là"),
                required=False,
            )

    def _ask(self, kind, questions, make) -> dict[str, str]:
        """Name of the field -> what it asks about."""
        found = {}
        for number, (key, words) in enumerate(list(questions.items())[:MOST_ASKED]):
            field = make()
            field.label = words[:200]
            self.fields[f"{kind}-{number}"] = field
            found[f"{kind}-{number}"] = key
        return found

    def unit_fields(self):
        return [self[name] for name in self.units]

    def paper_fields(self):
        return [self[name] for name in self.papers]

    def deadline_fields(self):
        return [(self[name], self[f"{name}-day"]) for name in self.deadlines]

    def clean(self):
        cleaned = super().clean()
        for name in self.deadlines:
            if cleaned.get(name) == "date" and not cleaned.get(f"{name}-day"):
                if f"{name}-day" not in self.errors:
                    self.add_error(f"{name}-day", _("Hãy ghi ngày."))
        return cleaned

    @property
    def answers(self) -> dict:
        said = self.cleaned_data
        found = {
            "units": {
                key: NOBODY if said[name] == NOBODY else int(said[name])
                for name, key in self.units.items()
                if said.get(name)
            },
            "papers": {
                key: said[name].isoformat() for name, key in self.papers.items() if said.get(name)
            },
            "deadlines": {
                key: said[f"{name}-day"].isoformat() if said[name] == "date" else said[name]
                for name, key in self.deadlines.items()
                if said.get(name)
            },
        }
        if said.get("done_on"):
            found["done_on"] = said["done_on"].isoformat()
        return {kind: answer for kind, answer in found.items() if answer}


def _unit_field(units):
    return forms.ChoiceField(
        required=False,
        choices=[
            ("", _("Chọn…")),
            (NOBODY, _("Không giao cho tên này")),
            *((str(unit.pk), unit.name) for unit in units),
        ],
    )


def _deadline_field():
    return forms.ChoiceField(
        required=False,
        choices=[
            ("", _("Chọn…")),
            ("date", _("Hết ngày:")),
            (Duty.Deadline.UNSET.value, Duty.Deadline.UNSET.label),
            (Duty.Deadline.NONE.value, Duty.Deadline.NONE.label),
        ],
    )
