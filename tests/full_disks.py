"""A disk that is full, as the database and the storage of files meet it."""

import errno
from contextlib import contextmanager

from django.core.files.storage import InMemoryStorage
from django.db import connection

#: What PostgreSQL says when it can't make a file longer (SQLSTATE 53100).
_FULL = """
create function no_room() returns trigger language plpgsql as $$
begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end
$$;
create trigger full_disk before insert or update on {table} execute function no_room();
"""


@contextmanager
def no_room_in(table):
    """For the time being nothing more goes into a table."""
    with connection.cursor() as cursor:
        cursor.execute(_FULL.format(table=table))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"drop trigger full_disk on {table}; drop function no_room()")


class FullStorage(InMemoryStorage):
    """Takes no file."""

    def _save(self, name, content):
        raise OSError(errno.ENOSPC, "No space left on device")
