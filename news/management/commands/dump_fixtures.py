"""Writes what editors made back into the fixtures, so that it can be read as a difference and deployed elsewhere."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from news.syncing.dumping import dump
from news.syncing.errors import SyncError

NEVER = "Never written: accounts, working copies, preview links, the audit, who typed what; what is derived."


class Command(BaseCommand):
    help = "Writes the database's content into fixture files: the same files, order and spelling; pictures beside them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help="default: the project's fixtures")
        parser.add_argument(
            "--check", action="store_true", help="write nothing; fail where a file says otherwise"
        )

    def handle(self, *args: Any, folder: Path | None, check: bool, verbosity: int, **options: Any) -> None:
        folder = folder or Path(settings.FIXTURE_DIRS[0])
        try:
            dumped = dump(folder)
            differing = dumped.differing(folder) if check else dumped.write(folder)
        except (SyncError, OSError) as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(f"{str(error).strip()}\nType:  manage.py doctor") from error
        if verbosity:
            for name in differing:
                self.stdout.write(name)
            if dumped.left_out:
                left_out = ", ".join(f"{count} {name}" for name, count in dumped.left_out.items())
                self.stdout.write(
                    f"Left out, as drafts, schedules, samples or what rests on them: {left_out}."
                )
            self.stdout.write(
                f"{len(differing)} of {len(dumped.files)} files {'differ' if check else 'written'}."
            )
            self.stdout.write(NEVER)
        if check and differing:
            raise CommandError(
                "The database and the files say different things; dump_fixtures writes the files."
            )
