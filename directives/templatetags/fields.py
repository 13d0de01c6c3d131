"""A field of a form with all that belongs to it: label, help, control, errors.

In Python, since the report form alone has fifty of them: as a template each took twice the time.
"""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def field(bound, label="", help="", optional=False):
    """`label` and `help` stand instead of the field's own; `optional` says so beside the label.

    Django itself puts aria-describedby and aria-invalid on the control; the ids are those that it
    names.
    """
    if bound.is_hidden:
        return bound
    control, errors = bound.as_widget(), bound.errors or ""
    label, help = label or bound.label, _help(bound, help or bound.help_text)
    if bound.widget_type == "checkbox":
        return format_html(
            '<div class="field field-check"><label for="{}">{}<span>{}</span></label>{}{}{}</div>',
            bound.id_for_label,
            control,
            label,
            _carried(bound),
            help,
            errors,
        )
    if optional:
        label = format_html('{} <span class="optional">{}</span>', label, _("(nếu có)"))
    if bound.use_fieldset:
        return format_html(
            '<div class="field"><fieldset{}><legend>{}</legend>{}{}{}</fieldset>{}</div>',
            _described_by(bound),
            label,
            _carried(bound),
            help,
            control,
            errors,
        )
    return format_html(
        '<div class="field"><label for="{}">{}</label>{}{}{}{}</div>',
        bound.id_for_label,
        label,
        _carried(bound),
        help,
        control,
        errors,
    )


@register.simple_tag
def cell(bound):
    """A control in a table, whose heading is its label for those who see it."""
    return format_html(
        '<label class="visually-hidden" for="{}">{}</label>{}{}{}',
        bound.id_for_label,
        bound.label,
        bound.as_widget(),
        _carried(bound),
        bound.errors or "",
    )


def _help(bound, text) -> SafeString | str:
    if not text:
        return ""
    return format_html('<div class="field-help" id="{}_helptext">{}</div>', bound.auto_id, text)


def _carried(bound) -> SafeString | str:
    """Beside what was filled in from the period before: to be changed, or called right."""
    if not getattr(bound.field, "is_carried", False):
        return ""
    return format_html(
        '<div class="carried" data-carried="{name}"><span class="carried-badge">{stale}</span>'
        '<button class="btn btn-sm" name="action" value="confirm:{name}"'
        ' aria-label="{holds}: {label}">{holds}</button></div>',
        name=bound.html_name,
        stale=_("Chưa cập nhật"),
        holds=_("Vẫn đúng"),
        label=bound.label,
    )


def _described_by(bound) -> SafeString | str:
    ids = bound.aria_describedby
    return format_html(' aria-describedby="{}"', ids) if ids else ""
