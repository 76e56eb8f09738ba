"""Files: collected and compiled ones, stored pictures, backups, and the room for all of them."""

import shutil
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.files.storage import default_storage
from django.db import connection

from config.web.backup import pictures
from config.web.backup.making import NOT_RESTORABLE, newest
from config.web.doctor.findings import Finding, error, fine, notice, register, warning
from config.web.management.commands.compilemessages import is_stale
from config.web.readiness import NotReadyError, check_storage

LITTLE, NEARLY_NONE = 1024**3, 100 * 1024**2  # bytes left on a disk
BACKUPS_EVERY = timedelta(hours=26)  # a night, and two hours for a late one
COLLECT = "manage.py collectstatic --no-input"


def check_static_files() -> Iterator[Finding]:
    sources = [each for finder in get_finders() for each in finder.list([])]
    if not isinstance(staticfiles_storage, ManifestFilesMixin):
        return
    known = staticfiles_storage.hashed_files
    if missing := [name for name, _storage in sources if name not in known]:
        yield error(
            f"{len(missing)} of {len(sources)} are not collected, {missing[0]} for one: pages fail.", COLLECT
        )
        return
    collected_at = (Path(settings.STATIC_ROOT) / staticfiles_storage.manifest_name).stat().st_mtime
    newer = [name for name, storage in sources if _changed_at(storage, name) > collected_at]
    if newer:
        yield warning(f"{len(newer)} have changed since they were collected, {newer[0]} for one.", COLLECT)
    else:
        yield fine(f"{len(sources)} collected")


def _changed_at(storage: object, name: str) -> float:
    """Of a file on the disk; of one that is made (the style sheet), nothing is known: its parts are looked at."""
    path = getattr(storage, "path", lambda name: "")(name)
    return Path(path).stat().st_mtime if path and Path(path).exists() else 0.0


def check_translations() -> Iterator[Finding]:
    files = [each for folder in settings.LOCALE_PATHS for each in Path(folder).glob("*/LC_MESSAGES/*.po")]
    if stale := [each for each in files if is_stale(each)]:
        yield error(f"{len(stale)} of {len(files)} are not compiled.", "manage.py compilemessages")
    else:
        yield fine(f"{len(files)} compiled")


def check_stored_files() -> Iterator[Finding]:
    try:
        check_storage()
    except (NotReadyError, OSError) as reason:
        yield error(f"Nothing can be stored: {reason}", f"chown -R chronicle: {settings.MEDIA_ROOT}")
    names = pictures.names(connection)
    if lost := [name for name in names if not default_storage.exists(name)]:
        yield error(
            f"{len(lost)} of {len(names)} pictures have no file, {lost[0]} for one: readers see a gap.",
            "manage.py restore NEWEST --check, then take them from it, or upload them again",
        )
    else:
        yield fine(f"{len(names)} pictures have their files")


def check_disks() -> Iterator[Finding]:
    for path in _folders():
        usage = shutil.disk_usage(path)
        left = f"{usage.free / 1024**3:.1f} GB left of {usage.total / 1024**3:.0f} for {path}"
        if usage.free < NEARLY_NONE:
            yield error(f"{left}: the next saving may fail.", f"du -xh {path} | sort -h | tail")
        elif usage.free < LITTLE:
            yield warning(left, f"du -xh {path} | sort -h | tail")
        else:
            yield fine(left)


def _folders() -> list[Path]:
    """The first folder that is there of each, one a disk."""
    wanted = [Path(settings.MEDIA_ROOT), Path(settings.BACKUP_ROOT), Path(settings.STATIC_ROOT)]
    if connection.vendor == "sqlite":
        wanted.insert(0, Path(settings.DATABASES["default"]["NAME"]).absolute())
    there = [next(each for each in (path, *path.parents) if each.is_dir()) for path in wanted]
    return [*{path.stat().st_dev: path for path in reversed(there)}.values()]


def check_backups() -> Iterator[Finding]:
    folder = Path(settings.BACKUP_ROOT)
    make = "manage.py backup --keep 14, every night (docs/deploying.md)"
    for failed in sorted(folder.glob(f"*{NOT_RESTORABLE}")):
        yield error(f"{failed.name} could not be restored when it was tried.", f"{make}; then rm {failed}")
    last = newest(folder)
    if last is None:
        yield warning(f"There is none in {folder}.", make)
        return
    age = timedelta(seconds=time.time() - last.stat().st_mtime)
    if age > BACKUPS_EVERY:
        yield warning(f"The newest, {last.name}, is {age / timedelta(hours=1):.0f} hours old.", make)
    else:
        yield fine(f"{last.name}")
    if _is_beside_the_database(folder):
        yield notice(
            "They are on the database's own disk, and go with it.",
            "BACKUP_ROOT=/another/disk in .env, or copy them away",
        )


def _is_beside_the_database(folder: Path) -> bool:
    if connection.vendor != "sqlite":
        return False
    file = Path(settings.DATABASES["default"]["NAME"])
    return file.exists() and folder.exists() and file.stat().st_dev == folder.stat().st_dev


register("static files", check_static_files, needs_database=False)
register("translations", check_translations, needs_database=False)
register("disks", check_disks, needs_database=False)
register("backups", check_backups, needs_database=False)
register("stored files", check_stored_files)
