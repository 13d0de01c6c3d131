"""How a statement reaches PostgreSQL."""

import psycopg
from django.db.backends.postgresql.base import ServerBindingCursor

#: The protocol counts the parameters of a statement in 16 bits.
MOST_PARAMETERS = 65535


class Cursor(ServerBindingCursor):
    """Binds parameters on the server, so that PostgreSQL plans a query once per connection.

    pghistory puts a command of its own in front of each write, and the server binds parameters to
    one command only: those two go together as text. So does a statement with more parameters than
    the protocol can count, such as a list of 100,000 keys.
    """

    def execute(self, query, params=None, **options):
        if params is not None and (
            len(params) > MOST_PARAMETERS or "pghistory.context_id" in query
        ):
            query = psycopg.ClientCursor(self.connection).mogrify(query, params)
            params = None
        return super().execute(query, params, **options)
