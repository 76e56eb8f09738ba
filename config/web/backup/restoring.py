"""Puts a backup in the place of what is there: checked first, what was there kept, pictures before the rows that name them."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.db import DatabaseError
from django.db import connection as site

from config.web.backup import pictures
from config.web.backup.archive import MEDIA, ArchiveError, Manifest, Member, copy, reading
from config.web.backup.databases import Tell, engine_of
from config.web.backup.making import NOT_RESTORABLE, PREFIX, SUFFIX, make, unpacked
from config.web.backup.signals import restored
from config.web.schema import unknown


def restore(path: Path, tell: Tell, *, replace: bool = False) -> tuple[Manifest, Path | None]:
    """The manifest, and the backup of what was there before (None where the database was empty). Raises ArchiveError."""
    tables = _tables(path)
    if tables and not replace:
        raise ArchiveError(
            f"The database holds {len(tables)} tables. To put this backup in their place (what is there is backed up first), "
            f"type:  manage.py restore {path} --replace"
        )
    with tempfile.TemporaryDirectory(prefix="chronicle-restore-", dir=path.parent) as folder:
        manifest = unpacked(path, Path(folder), tell)
        if newer := unknown(manifest.migrations):
            raise ArchiveError(
                f"It is of newer code ({manifest.code}): {newer[0]} is not known here. Install that version first."
            )
        before = _kept_before(path.parent, tell) if tables else None
        _put_pictures(path, manifest, tell, replace=replace)
        tell("database")
        engine_of(site).load(site, Path(folder) / manifest.database, Path(folder))
    site.close_if_unusable_or_obsolete()
    restored.send(sender=None, manifest=manifest)
    return manifest, before


def _tables(path: Path) -> list[str]:
    try:
        return site.introspection.table_names()
    except DatabaseError as error:
        words = f"The database cannot be read: {str(error).strip()}."
        if site.vendor == "sqlite":
            file = Path(site.settings_dict["NAME"])
            away = file.parent / "damaged"
            words += (
                " Stop the site, put the file away and restore into an empty one. "
                f"Type:  mkdir {away}; mv {file}* {away}; manage.py restore {path}"
            )
        raise ArchiveError(words) from error


def _kept_before(folder: Path, tell: Tell) -> Path:
    """What is there may be the reason for restoring: a backup of it that could not be restored is kept as one that cannot."""
    tell("backup of what is there")
    name = f"before-restore-{PREFIX}{datetime.now(UTC):%Y%m%dT%H%M%S}Z{SUFFIX}"
    try:
        return make(folder, tell, name=name)[0]
    except ArchiveError as error:
        damaged = folder / f"{name}{NOT_RESTORABLE}"
        if not damaged.exists():
            raise
        tell(f"what is there is damaged: {error}")
        return damaged


def _put_pictures(path: Path, manifest: Manifest, tell: Tell, *, replace: bool) -> None:
    with reading(path) as members:
        for count, (name, content) in enumerate(members):
            if name.startswith(MEDIA):
                _put_picture(name.removeprefix(MEDIA), content, manifest.members[name], replace=replace)
                tell(f"{count} pictures")


def _put_picture(name: str, content: IO[bytes], expected: Member, *, replace: bool) -> None:
    with tempfile.SpooledTemporaryFile(max_size=pictures.IN_MEMORY) as file:
        if copy(content, file) != expected:
            raise ArchiveError(f"{name} has changed since the file was checked.")
        file.seek(0)
        try:
            pictures.put(name, file, expected, replace=replace)
        except FileExistsError:
            raise ArchiveError(
                f"Another file is stored as {name} already; --replace puts this one in its place."
            ) from None
