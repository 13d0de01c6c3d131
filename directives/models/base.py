"""What every table shares."""

from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Func, Value
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7


class PublicModel(models.Model):
    """A row with an address: `public_id` stands in URLs, the key never leaves the server."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)

    class Meta:
        abstract = True


def same(field: str) -> Func:
    """`field` as a range of one, so that a gist index compares it without btree_gist."""
    return Func(
        field, field, Value("[]"), function="int8range", output_field=BigIntegerRangeField()
    )


def days(starts_on: str = "starts_on", ends_on: str = "ends_on") -> Func:
    """The days from one column to the other, both included; no end means for ever."""
    return Func(
        starts_on, ends_on, Value("[]"), function="daterange", output_field=DateRangeField()
    )


def check_order(row, starts_on: str = "starts_on", ends_on: str = "ends_on") -> None:
    """For the `clean` of a row with `days`: PostgreSQL makes no range that ends before it starts.

    The error stands on the field, so that Django leaves out the constraints which ask for it.
    """
    first, last = getattr(row, starts_on), getattr(row, ends_on)
    if first and last and last < first:
        raise ValidationError({ends_on: _("Ngày kết thúc không được trước ngày bắt đầu.")})
