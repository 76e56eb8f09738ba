"""Compiles the translations without GNU gettext, so that a machine with Python alone can run the site.

Takes the place of Django's command of the same name, which calls `msgfmt`.
"""

import os
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compiles the .po files of LOCALE_PATHS that are newer than their .mo files."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        for folder in settings.LOCALE_PATHS:
            for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                if is_stale(source) and verbosity:
                    self.stdout.write(f"compiling {source}")
                compile_if_stale(source)


def compiled(source: Path) -> Path:
    return source.with_suffix(".mo")


def is_stale(source: Path) -> bool:
    target = compiled(source)
    return not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns


def compile_if_stale(source: Path) -> None:
    """Write the .mo beside its source, whole or not at all: test processes and servers may be reading it."""
    if not is_stale(source):
        return
    unfinished = compiled(source).with_suffix(f".{os.getpid()}")
    polib.pofile(str(source)).save_as_mofile(str(unfinished))
    unfinished.replace(compiled(source))
