"""Compiles the templates of public pages, for servers that may not write where the code lies: they then start sooner."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.web.compiled import all_names, environment


class Command(BaseCommand):
    help = "Compiles the templates of public pages to Python, so that a server starts sooner."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        if sys.dont_write_bytecode:
            raise CommandError("Python is told to write no compiled code: unset PYTHONDONTWRITEBYTECODE.")
        names = all_names()
        for name in names:
            environment().get_template(name)
        if verbosity:
            self.stdout.write(f"{len(names)} templates are compiled.")
