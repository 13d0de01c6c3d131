"""How a statement reaches PostgreSQL."""

import psycopg
from django.db.backends.postgresql.base import ServerBindingCursor


class Cursor(ServerBindingCursor):
    """Binds parameters on the server, so that PostgreSQL plans a query once per connection.

    pghistory puts a command of its own in front of each write, and the server binds parameters to
    one command only: those two go together as text.
    """

    def execute(self, query, params=None, **options):
        if params is not None and "pghistory.context_id" in query:
            query = psycopg.ClientCursor(self.connection).mogrify(query, params)
            params = None
        return super().execute(query, params, **options)
