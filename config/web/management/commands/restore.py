"""Puts a backup in the place of what is there."""

import sqlite3
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from config.web.backup.archive import ArchiveError, Manifest
from config.web.backup.making import check
from config.web.backup.restoring import restore
from config.web.management.progress import Progress
from config.web.schema import unapplied


class Command(BaseCommand):
    help = "Restores a file that `backup` made, database and pictures; refuses where anything is there, unless told to."
    # They look at a database that may be gone.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace",
            action="store_true",
            help="put it in the place of what is there, which is backed up first",
        )
        parser.add_argument("--check", action="store_true", help="only say whether it can be restored")

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        tell = Progress(self.stdout, options["verbosity"])
        try:
            if options["check"]:
                self.say(check(file, tell), "can be restored")
                return
            manifest, before = restore(file, tell, replace=replace)
        except (ArchiveError, OSError, DatabaseError, sqlite3.Error) as error:
            raise CommandError(f"Nothing was restored. {error}") from error
        finally:
            tell.finish()
        if before:
            self.stdout.write(f"What was there: {before}")
        self.say(manifest, "restored")
        if unapplied(connection):
            self.stdout.write("It is of older code. Type:  manage.py migrate")
        self.stdout.write("Then type:  manage.py make_renditions")

    def say(self, manifest: Manifest, done: str) -> None:
        rows, count = sum(manifest.rows.values()), len(manifest.members) - 1
        self.stdout.write(
            f"{manifest.made_at}, code {manifest.code}, {manifest.vendor} {manifest.database_version}: "
            f"{rows} rows, {count} pictures, {done}"
        )
        for name in manifest.missing:
            self.stderr.write(f"Not in it, for its file was not there: {name}")
