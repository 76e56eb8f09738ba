"""Makes OpenSearch hold what the search of this site looks through, and be asked, as its processes do by themselves."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.web.management.progress import Progress
from news.search.opensearch.client import OpenSearchError, client
from news.search.opensearch.mirror import fill, filling, forget


class Command(BaseCommand):
    help = (
        "Brings the OpenSearch that OPENSEARCH_URL names to what the database holds, as the site does by itself, and says how "
        "far it is. Safe to run at any time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--anew", action="store_true", help="trust nothing that it holds")
        parser.add_argument(
            "--off", action="store_true", help="keep no changes for it any more, once no setting names it"
        )

    def handle(self, *args: Any, anew: bool, off: bool, **options: Any) -> None:
        if off:
            self.leave()
            return
        if not settings.OPENSEARCH_URL:
            raise CommandError("OPENSEARCH_URL names no OpenSearch: put its address into .env.")
        tell = Progress(self.stdout, options["verbosity"])
        try:
            with filling(say=lambda: self.stdout.write("A process of the site is filling it: waiting.")):
                count = fill(client(), tell, anew=anew)
        except OpenSearchError as error:
            raise CommandError(f"OpenSearch: {error}. The database goes on answering searches.") from error
        finally:
            tell.finish()
        self.stdout.write(f"{count} documents; OpenSearch answers searches.")

    def leave(self) -> None:
        if settings.OPENSEARCH_URL:
            raise CommandError(
                "OPENSEARCH_URL still names it: take the line out of .env, and restart the site."
            )
        forget()
        self.stdout.write("No changes are kept for it. What it holds you can drop there.")
