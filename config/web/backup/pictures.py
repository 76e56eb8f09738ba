"""Stored files that rows name. Renditions and cards are not among them: they are made again from these and from the texts."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from django.apps import apps
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import FileField

from config.web.backup.archive import Member, copy
from config.web.media import WithShippedFiles

IN_MEMORY = 16 * 1024 * 1024  # bytes; above it a file is put on the disk while it is looked at


def names(connection: BaseDatabaseWrapper) -> list[str]:
    """Of all columns that hold a file's name, by any model."""
    found: set[str] = set()
    tables = set(connection.introspection.table_names())
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in apps.get_models():
            for field in model._meta.local_fields:
                if isinstance(field, FileField) and model._meta.db_table in tables:
                    column, table = quote(str(field.column)), quote(model._meta.db_table)
                    cursor.execute(f"SELECT DISTINCT {column} FROM {table} WHERE {column} <> ''")  # noqa: S608
                    found.update(str(name) for (name,) in cursor.fetchall())
    return sorted(found)


@contextmanager
def taken(name: str) -> Iterator[tuple[IO[bytes], int]]:
    """(a file to read from its beginning, its size in bytes); FileNotFoundError where there is none."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as kept, default_storage.open(name) as stored:
        size = copy(stored, kept).bytes
        kept.seek(0)
        yield kept, size


def put(name: str, content: IO[bytes], expected: Member, *, replace: bool) -> bool:
    """Stores a file under this very name; False where it was stored already, and not only shipped. A different one under it is
    kept unless `replace`."""
    if default_storage.exists(name):
        with taken(name) as (stored, _size), tempfile.TemporaryFile() as nowhere:
            if copy(stored, nowhere) == expected:
                return isinstance(default_storage, WithShippedFiles) and default_storage.take_over(name)
        if not replace:
            raise FileExistsError(name)
        default_storage.delete(name)
    kept_as = default_storage.save(name, File(content))
    if kept_as != name:
        default_storage.delete(kept_as)
        raise FileExistsError(name)
    return True
