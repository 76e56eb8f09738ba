"""Makes a backup and looks whether it can be restored: the database first, then the pictures that its rows name."""

import shutil
import subprocess
import tempfile
import tomllib
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.db import connection as site
from django.db.backends.base.base import BaseDatabaseWrapper

from config.web.backup import pictures
from config.web.backup.archive import MEDIA, ArchiveError, Manifest, Writer, verify, writing
from config.web.backup.databases import Copy, Tell, differences, engine_of, row_counts
from config.web.schema import applied

PREFIX, SUFFIX, NOT_RESTORABLE = "chronicle-", ".tar.zst", ".not-restorable"
TRIES = 3


class DeletedMeanwhileError(Exception):
    """A picture went between the copy of the database and its own."""


def make(folder: Path, tell: Tell, *, name: str = "", trial: bool = True) -> tuple[Path, Manifest]:
    """The file, verified and (with `trial`) restored once into a scratch database. Raises ArchiveError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / (name or f"{PREFIX}{datetime.now(UTC):%Y%m%dT%H%M%S}Z{SUFFIX}")
    if path.exists():
        raise ArchiveError(f"{path} is there already.")
    for attempt in range(1, TRIES + 1):
        try:
            _write(path, tell)
            break
        except DeletedMeanwhileError as error:
            if attempt == TRIES:
                raise ArchiveError(f"Pictures were deleted while they were copied: {error}") from error
            tell(f"{error} was deleted meanwhile; beginning again")
    try:
        manifest = check(path, tell, trial=trial)
    except ArchiveError:
        path.rename(path.with_name(f"{path.name}{NOT_RESTORABLE}"))
        raise
    return path, manifest


def check(path: Path, tell: Tell, *, trial: bool = True) -> Manifest:
    """Every checksum, and the database in a scratch one: its migrations, the rows of each table, its foreign keys."""
    if not path.is_file():
        raise ArchiveError(f"There is no file {path}.")
    with tempfile.TemporaryDirectory(prefix="chronicle-check-", dir=path.parent) as folder:
        return unpacked(path, Path(folder), tell, trial=trial)


def unpacked(path: Path, folder: Path, tell: Tell, *, trial: bool = True) -> Manifest:
    """The same, and the database's file is left in the folder under the name of its member."""
    engine = engine_of(site)
    tell("reading it back")
    manifest = verify(path, keep=lambda name: folder / name if name == engine.member else None)
    if manifest.database != engine.member:
        raise ArchiveError(f"It holds a {manifest.vendor} database; this site runs on {site.vendor}.")
    if trial:
        tell("trial restore")
        try:
            with engine.scratch(site, folder / engine.member, folder) as restored:
                _look_at(restored, manifest)
        except DatabaseError as error:
            raise ArchiveError(f"Its database cannot be read: {str(error).strip()}") from error
    return manifest


def _look_at(restored: BaseDatabaseWrapper, manifest: Manifest) -> None:
    if wrong := [*differences(restored, manifest)]:
        raise ArchiveError(f"Restored, it is not what it should be: {'; '.join(wrong[:5])}")
    held = {name.removeprefix(MEDIA) for name in manifest.members} | set(manifest.missing)
    if absent := [name for name in pictures.names(restored) if name not in held]:
        raise ArchiveError(f"It lacks {len(absent)} pictures, {absent[0]} among them.")


def prune(folder: Path, keep: int) -> list[Path]:
    """Removes all but the newest `keep` backups of the folder; those of other names stay. What was removed."""
    found = sorted(folder.glob(f"{PREFIX}[0-9]*T[0-9]*Z{SUFFIX}"))
    stale = found[: max(0, len(found) - keep)]
    for path in stale:
        path.unlink()
    return stale


def newest(folder: Path) -> Path | None:
    return max(folder.glob(f"{PREFIX}*{SUFFIX}"), key=lambda path: path.stat().st_mtime, default=None)


def _write(path: Path, tell: Tell) -> None:
    engine = engine_of(site)
    with (
        tempfile.TemporaryDirectory(prefix="chronicle-backup-", dir=path.parent) as folder,
        writing(path) as writer,
        engine.copied(site, Path(folder), tell) as copy,
    ):
        manifest = _manifest(engine.member, copy)
        with copy.file.open("rb") as file:
            writer.add(engine.member, file, copy.file.stat().st_size)
        copy.file.unlink()
        _add_pictures(writer, manifest, pictures.names(copy.connection), tell)
        writer.finish(manifest)


def _add_pictures(writer: Writer, manifest: Manifest, names: list[str], tell: Tell) -> None:
    for number, name in enumerate(names, start=1):
        try:
            with pictures.taken(name) as (file, size):
                writer.add(f"{MEDIA}{name}", file, size)
        except FileNotFoundError:
            # Deleted with its row a moment ago, or gone from under a row that is still there: that one is said.
            if name not in pictures.names(site):
                raise DeletedMeanwhileError(name) from None
            manifest.missing.append(name)
        tell(f"{number} of {len(names)} pictures")


def _manifest(member: str, copy: Copy) -> Manifest:
    return Manifest(
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        code=code_version(),
        vendor=copy.connection.vendor,
        database_version=database_version(copy.connection),
        database=member,
        migrations=applied(copy.connection),
        rows=row_counts(copy.connection),
    )


def database_version(connection: BaseDatabaseWrapper) -> str:
    return ".".join(map(str, connection.get_database_version()))


def code_version() -> str:
    """The project's version and, in a checkout, the commit: "0.1.0 40847fd"."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
    if not shutil.which("git"):
        return str(project)
    asked = ["git", "-C", str(settings.BASE_DIR), "rev-parse", "--short", "HEAD"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    return f"{project} {done.stdout.strip()}".strip()
