"""Says in words what is wrong with this site on this machine, and what to type."""

import sys
import textwrap
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from config.web.doctor.findings import Finding, Level, examine

WIDTH = 110


class Command(BaseCommand):
    help = "Looks at settings, database, files, backups; leaves with 2 where something is wrong, with 1 where only a warning is."
    # It is for when these fail.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="only what is not as it should be")

    def handle(self, *args: Any, quiet: bool, **options: Any) -> None:
        worst = Level.OK
        for subject, finding in examine():
            worst = max(worst, finding.level)
            if finding.level > Level.OK or not quiet:
                self.stdout.write(self.styled(finding, laid_out(subject, finding)))
        if worst == Level.OK and not quiet:
            self.stdout.write("All is as it should be.")
        if worst >= Level.WARNING:
            sys.exit(1 if worst == Level.WARNING else 2)

    def styled(self, finding: Finding, text: str) -> str:
        styles = {Level.ERROR: self.style.ERROR, Level.WARNING: self.style.WARNING}
        return styles.get(finding.level, str)(text)


def laid_out(subject: str, finding: Finding) -> str:
    said = f"{finding.level.name.lower():<8}{subject}: {finding.what}"
    lines = textwrap.wrap(
        said, WIDTH, subsequent_indent=" " * 8, break_long_words=False, break_on_hyphens=False
    )
    return "\n".join([*lines, *([f"        Type:  {finding.type_this}"] if finding.type_this else [])])
