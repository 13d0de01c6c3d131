"""A unit gets another name."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from directives.models import Department, FormerName, User
from directives.organisation.locks import locked
from directives.organisation.refusals import (
    DAY,
    Refused,
    not_in_future,
    refuse_unless_in_being,
)
from directives.vietnamese import short_date


@transaction.atomic
def rename(
    department: Department,
    *,
    name: str,
    short_name: str,
    on: date,
    by: User,
    at: datetime,
    paper: str = "",
) -> None:
    """From the day `on` the unit bears another name; papers of before go on showing the old one.

    History keeps `by` through the request. Raises Refused.
    """
    department = locked([department])[0]
    not_in_future(on, at=at)
    refuse_unless_in_being([department], on=on)
    if (name, short_name) == (department.name, department.short_name):
        raise Refused(_("Tên mới giống tên hiện nay."))
    latest = department.former_names.last()
    if latest and latest.used_until >= on - DAY:
        raise Refused(
            _("Tên “%(name)s” được dùng đến hết ngày %(day)s; ngày đổi tên phải sau ngày đó.")
            % {"name": latest.name, "day": short_date(latest.used_until)}
        )
    former = FormerName(
        department=department,
        name=department.name,
        short_name=department.short_name,
        used_until=on - DAY,
        paper=paper,
    )
    department.name, department.short_name = name, short_name
    try:
        with transaction.atomic():
            department.save(update_fields=["name", "short_name", "sort_key"])
            former.save()
    except IntegrityError as error:
        raise Refused(_("Đã có đơn vị mang tên “%(name)s”.") % {"name": name}) from error
