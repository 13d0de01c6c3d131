"""The whole database as it stands, kept in a schema beside it and put back within a second."""

from django.db import connection, transaction

TABLES = """
    SELECT table_name, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)
    FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND is_generated = 'NEVER'
    AND table_name <> 'django_migrations'
    GROUP BY table_name ORDER BY table_name
"""
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"


class Snapshot:
    """Taken when made: the rows of every table and the state of every sequence."""

    def __init__(self):
        with transaction.atomic(), connection.cursor() as cursor:
            self.tables = self._all(cursor, TABLES)
            self.sequences = self._all(cursor, SEQUENCES)
            cursor.execute("CREATE SCHEMA kept")
            for table, columns in self.tables:
                cursor.execute(f'CREATE TABLE kept."{table}" AS SELECT {columns} FROM "{table}"')

    def restore(self):
        """Every row as it was. No trigger fires and no foreign key is asked meanwhile."""
        names = ", ".join(f'"{table}"' for table, _ in self.tables)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(f"TRUNCATE {names}")
            for table, columns in self.tables:
                cursor.execute(
                    f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM kept."{table}"'
                )
            for sequence, value in self.sequences:
                cursor.execute(
                    "SELECT setval(%s, %s, %s)", [sequence, value or 1, value is not None]
                )

    @staticmethod
    def _all(cursor, sql):
        cursor.execute(sql)
        return cursor.fetchall()
