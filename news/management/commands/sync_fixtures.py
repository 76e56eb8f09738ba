"""What a deployment runs: the files' content into the database, beside what editors changed there."""

import json
import shlex
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from news.syncing import words
from news.syncing.applying import ConflictsError, Order, apply
from news.syncing.errors import SyncError
from news.syncing.files import read
from news.syncing.merging import Side
from news.syncing.progress import Progress

SECONDS_TO_WAIT = 600
DECIDE = """
Nothing was changed. Where both changed a field, somebody has to decide:
  {again} --prefer editor    keeps what editors wrote; it is not asked again until the files change
  {again} --prefer files     takes the files' values; the editors' stay readable in the audit
What cannot be changed as the files say has to be changed in the files."""

UNDECIDED = """
As long as that is so, nothing at all will be done. Where both changed a field, --prefer editor or --prefer files decides;
with --plan it says what would become of each."""
INTERRUPTED = (
    "Interrupted. It is done whole or not at all; type:  manage.py sync_fixtures --plan  to see which."
)


class Command(BaseCommand):
    help = "Brings the content of fixture files into the database; what editors changed stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths", nargs="*", type=Path, help="files, or folders of files (default: the project's fixtures)"
        )
        parser.add_argument("--plan", action="store_true", help="say what would be done, and change nothing")
        parser.add_argument("--prefer", choices=[*Side], help="who is right where both changed one thing")
        parser.add_argument(
            "--delete-gone",
            action="store_true",
            help="delete what is gone from the files, unless an editor changed it or something rests on it",
        )
        parser.add_argument(
            "--loaded",
            nargs="+",
            type=Path,
            metavar="PATH",
            help="for the first time: the files that loaddata loaded, so that what they say is not taken for an editor's",
        )
        parser.add_argument("--json", action="store_true", help="say it for machines")
        parser.add_argument(
            "--wait", type=float, default=SECONDS_TO_WAIT, help="seconds to wait for others who are writing"
        )

    def handle(self, *args: Any, plan: bool, wait: float, **options: Any) -> None:
        try:
            order = self.order(options)
            if plan:
                planned = order.plan()
                self.tell(planned, options, whole=True)
                if planned.is_undecided and not options["json"]:
                    self.stdout.write(UNDECIDED)
                return
            progress = Progress(self.stdout, is_quiet=options["json"] or not options["verbosity"])
            done = apply(order, progress=progress, wait=wait)
            progress.end()
            self.tell(done, options, whole=False)
        except ConflictsError as error:
            self.tell(error.plan, options, whole=True)
            raise CommandError(DECIDE.format(again=self.again(options))) from error
        except SyncError as error:
            raise CommandError(f"{error}\nNothing was changed.") from error
        except DatabaseError as error:
            raise CommandError(
                f"{str(error).strip()}\nNothing was changed. Type:  manage.py doctor"
            ) from error
        except KeyboardInterrupt:
            raise CommandError(INTERRUPTED, returncode=130) from None

    def order(self, options: dict[str, Any]) -> Order:
        return Order(
            fixtures=read(options["paths"] or [Path(settings.FIXTURE_DIRS[0])]),
            earlier=read(options["loaded"]) if options["loaded"] else None,
            prefer=Side(options["prefer"]) if options["prefer"] else None,
            delete_gone=options["delete_gone"],
        )

    def again(self, options: dict[str, Any]) -> str:
        """The same order, as it is typed."""
        said = ["manage.py", "sync_fixtures", *options["paths"]]
        if options["loaded"]:
            said += ["--loaded", *options["loaded"]]
        if options["delete_gone"]:
            said.append("--delete-gone")
        return shlex.join(map(str, said))

    def tell(self, plan: Any, options: dict[str, Any], *, whole: bool) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(words.as_data(plan), ensure_ascii=False, indent=2))
        elif options["verbosity"] and (whole or options["verbosity"] > 1):
            for line in words.in_words(plan):
                self.stdout.write(line)
        elif options["verbosity"]:
            self.stdout.write(words.in_a_line(plan))
