"""Puts a backup in the place of what is there: checked first, what was there kept, pictures before the rows that name them."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.db import connection as site
from django.db.migrations.loader import MigrationLoader

from config.web.backup import pictures
from config.web.backup.archive import MEDIA, ArchiveError, Manifest, Member, copy, reading
from config.web.backup.databases import Tell, engine_of
from config.web.backup.making import PREFIX, SUFFIX, make, unpacked
from config.web.backup.signals import restored


def restore(path: Path, tell: Tell, *, replace: bool = False) -> tuple[Manifest, Path | None]:
    """The manifest, and the backup of what was there before (None where the database was empty). Raises ArchiveError."""
    tables = site.introspection.table_names()
    if tables and not replace:
        raise ArchiveError(
            f"The database holds {len(tables)} tables. To put this backup in their place (what is there is backed up first), "
            f"type:  manage.py restore {path} --replace"
        )
    with tempfile.TemporaryDirectory(prefix="chronicle-restore-", dir=path.parent) as folder:
        manifest = unpacked(path, Path(folder), tell)
        if unknown := [*_unknown_migrations(manifest)]:
            raise ArchiveError(
                f"It is of newer code ({manifest.code}): {unknown[0]} is not known here. Install that version first."
            )
        before = _kept_before(path.parent, tell) if tables else None
        _put_pictures(path, manifest, tell, replace=replace)
        tell("database")
        engine_of(site).load(site, Path(folder) / manifest.database, Path(folder))
    site.close_if_unusable_or_obsolete()
    restored.send(sender=None, manifest=manifest)
    return manifest, before


def unapplied_migrations(manifest: Manifest) -> list[str]:
    """Those of the code that the restored database lacks: `manage.py migrate` is to be typed."""
    known = MigrationLoader(None).disk_migrations
    return [f"{app}.{name}" for app, name in sorted(known) if name not in manifest.migrations.get(app, [])]


def _unknown_migrations(manifest: Manifest) -> Iterator[str]:
    loader = MigrationLoader(None)
    known = set(loader.disk_migrations) | {
        each for migration in loader.disk_migrations.values() for each in migration.replaces
    }
    for app, names in manifest.migrations.items():
        # An app that was taken out leaves its tables behind and harms nobody.
        if app in loader.migrated_apps:
            yield from (f"{app}.{name}" for name in names if (app, name) not in known)


def _kept_before(folder: Path, tell: Tell) -> Path:
    tell("backup of what is there")
    name = f"before-restore-{PREFIX}{datetime.now(UTC):%Y%m%dT%H%M%S}Z{SUFFIX}"
    return make(folder, tell, name=name)[0]


def _put_pictures(path: Path, manifest: Manifest, tell: Tell, *, replace: bool) -> None:
    with reading(path) as members:
        for count, (name, content) in enumerate(members):
            if name.startswith(MEDIA):
                _put_picture(name.removeprefix(MEDIA), content, manifest.members[name], replace=replace)
                tell(f"{count} pictures")


def _put_picture(name: str, content: IO[bytes], expected: Member, *, replace: bool) -> None:
    with tempfile.SpooledTemporaryFile(max_size=pictures.IN_MEMORY) as file:
        copy(content, file)
        file.seek(0)
        try:
            pictures.put(name, file, expected, replace=replace)
        except FileExistsError:
            raise ArchiveError(
                f"Another file is stored as {name} already; --replace puts this one in its place."
            ) from None
