"""Makes a backup of database and pictures in one file, tries it, and lets the old ones go."""

import sqlite3
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from config.web.backup.archive import ArchiveError
from config.web.backup.making import make, prune
from config.web.management.progress import Progress


class Command(BaseCommand):
    help = "Database and pictures of one moment in one file, checked by a trial restore; the site goes on meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.BACKUP_ROOT)
        parser.add_argument("--keep", type=int, metavar="N", help="remove all but the newest N of the folder")
        parser.add_argument(
            "--no-trial", action="store_true", help="checksums only, no trial restore into a scratch database"
        )

    def handle(self, *args: Any, folder: Path, keep: int | None, no_trial: bool, **options: Any) -> None:
        if keep is not None and keep < 1:
            raise CommandError("--keep takes a number from 1 on: the backup just made is one of them.")
        tell = Progress(self.stdout, options["verbosity"])
        try:
            path, manifest = make(folder, tell, trial=not no_trial)
        except (ArchiveError, OSError, DatabaseError, sqlite3.Error) as error:
            raise CommandError(f"No backup was made. {error}") from error
        finally:
            tell.finish()
        for name in manifest.missing:
            self.stderr.write(f"Not in it, for its file is not there: {name}")
        rows, size = sum(manifest.rows.values()), path.stat().st_size / 1024 / 1024
        tried = "read back" if no_trial else "restored once for trial"
        self.stdout.write(
            f"{path}: {rows} rows, {len(manifest.members) - 1} pictures, {size:.1f} MB, {tried}"
        )
        for stale in prune(folder, keep) if keep else ():
            self.stdout.write(f"removed {stale}")
