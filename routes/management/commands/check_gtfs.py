"""Has two independent validators read the feed as the site gives it out, and keeps what they say for /gtfs-report.json."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from routes.gtfs.export import feed_on
from routes.gtfs.validators import faults, validate
from routes.models import FeedReport


class Command(BaseCommand):
    help = "Validates the GTFS feed of a day and keeps the report; fails on an error or a warning. Needs requirements-dev.txt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--site", default=settings.SITE_URL, help="address of the site, as in SITE_URL")
        parser.add_argument("--on", type=date.fromisoformat, help="the day, today by default")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["site"]:
            raise CommandError("Say the address under which the feed is given out: --site https://…")
        day = options["on"] or timezone.localdate()
        feed = feed_on(day, options["site"].rstrip("/"))
        if feed is None:
            raise CommandError("Nothing is published that a feed could tell.")
        try:
            validators = validate(feed.body, day)
        except ImportError as error:
            raise CommandError(
                "The validators are not installed here: requirements-dev.txt names them."
            ) from error
        FeedReport.objects.update_or_create(
            sha256=feed.sha256,
            defaults={"feed_version": feed.version, "checked_at": timezone.now(), "validators": validators},
        )
        for one in validators:
            self.stdout.write(f"{one['name']} {one['version']}: {len(one['notices'])} kinds of notices")
        if found := faults(validators):
            raise CommandError("\n".join(found))
        self.stdout.write(f"No error and no warning in {feed.sha256}.")
