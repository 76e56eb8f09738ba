"""Only one deployment changes the database at a time: the second waits, finds nothing left to do, and ends well."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper

LOCK = 0x6368726F6E  # "chron": any number that nobody else takes in this database


@contextmanager
def alone(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Held until the block ends or the process does, however it does."""
    if connection.vendor == "sqlite":
        with _file_lock(connection):
            yield
    else:
        with _advisory_lock(connection):
            yield


@contextmanager
def _file_lock(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """A file beside the database: all who use one lie on its machine."""
    name = str(connection.settings_dict["NAME"])
    if connection.is_in_memory_db():  # type: ignore[attr-defined]
        yield
        return
    with Path(f"{name}.deploying").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def _advisory_lock(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """On a connection of its own, so that no transaction of the work ends it."""
    apart = connection.copy()
    apart.settings_dict["CONN_MAX_AGE"] = None
    try:
        with apart.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            yield
    finally:
        apart.close()
