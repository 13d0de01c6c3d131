"""Thousands of keys in one statement."""

import json
from collections.abc import Collection, Iterable

from django.db.models import F
from django.db.models.lookups import Lookup


def array(values: Iterable[int | str | None]) -> str:
    """Keys, or words of ours, as PostgreSQL reads an array: "{1, null, "head"}".

    psycopg looks at each element of a list for itself, which takes longer than the statement.
    """
    return "{" + json.dumps(list(values), ensure_ascii=False)[1:-1] + "}"


class Among(Lookup):
    """The key in `field` is one of `keys`, as `__in` says, which writes a parameter for each.

    One array instead: the same statement for one key and for thousands, so that it is made,
    parsed and planned once.
    """

    prepare_rhs = False

    def __init__(self, field: str, keys: Collection[int]):
        super().__init__(F(field), array(keys))

    def as_sql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::bigint[])", (*params, self.rhs)
