"""Takes a GTFS feed in, as drafts: see docs/decisions/0038."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from news.models import Source
from routes.gtfs.report import FeedRefusedError
from routes.gtfs.writing import import_feed


class Command(BaseCommand):
    help = "Takes a GTFS feed in as drafts of timetables, and says all that it did not understand or does not keep."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the feed, a zip")
        parser.add_argument("--dry-run", action="store_true", help="do all of it, then take it back")
        parser.add_argument(
            "--source", help="key of the source the feed is from; else one is made of its own words"
        )
        parser.add_argument(
            "--prefix", default="", help="put before every id of the feed, to keep feeds apart"
        )
        parser.add_argument("--by", help="the editor in whose name it is done, for the audit")

    def handle(self, *args: Any, **options: Any) -> None:
        source = self._named(Source, "key", options["source"])
        by = self._named(get_user_model(), "username", options["by"])
        try:
            report = import_feed(
                options["file"], dry_run=options["dry_run"], by=by, source=source, prefix=options["prefix"]
            )
        except FeedRefusedError as refused:
            raise CommandError(f"{refused} Nothing was taken.") from refused
        for line in report.lines():
            self.stdout.write(line)
        if options["dry_run"]:
            self.stdout.write("A dry run: nothing was kept.")

    def _named(self, model: Any, field: str, value: str | None) -> Any:
        if not value:
            return None
        found = model.objects.filter(**{field: value}).first()
        if found is None:
            raise CommandError(f"There is no {model._meta.verbose_name} {value}.")
        return found
