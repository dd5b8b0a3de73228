"""The back end of the test run; apart from how tables are emptied it is Django's own."""

from django.db.backends.postgresql import base, operations


class DatabaseOperations(operations.DatabaseOperations):
    """Empties few rows in few tables, after each test with transactions of its own."""

    def sql_flush(self, style, tables, *, reset_sequences=False, allow_cascade=False):
        """TRUNCATE makes new files for eighty tables and their indexes; a test fills ten."""
        names = [self.quote_name(table) for table in tables]
        questions = [f"(SELECT %s WHERE EXISTS (SELECT FROM {name}))" for name in names]
        if not names:
            return []
        with self.connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(questions), names)
            return [f"DELETE FROM {name};" for (name,) in cursor.fetchall()]


class DatabaseWrapper(base.DatabaseWrapper):
    """Of one test process."""

    ops_class = DatabaseOperations
