"""Makes OpenSearch hold what the search of this site looks through, and be asked."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from config.web.deploying import alone
from config.web.management.progress import Progress
from news.search.opensearch.client import OpenSearchError, client
from news.search.opensearch.mirror import fill, forget, leave


class Command(BaseCommand):
    help = (
        "Brings the OpenSearch that OPENSEARCH_URL names to what the database holds, and has it answer searches from then on; "
        "what changes later follows by itself. Safe to run at any time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--anew", action="store_true", help="trust nothing that it holds")
        parser.add_argument(
            "--off", action="store_true", help="keep no changes for it any more, and drop what it holds"
        )

    def handle(self, *args: Any, anew: bool, off: bool, **options: Any) -> None:
        tell = Progress(self.stdout, options["verbosity"])
        if off:
            forget()
        if not settings.OPENSEARCH_URL:
            if not off:
                raise CommandError("OPENSEARCH_URL names no OpenSearch: put its address into .env.")
            return
        try:
            with alone(connection, say=lambda: self.stdout.write("Another deployment is at work: waiting.")):
                if off:
                    leave(client())
                    return
                count = fill(client(), tell, anew=anew)
        except OpenSearchError as error:
            raise CommandError(f"OpenSearch: {error}. The database goes on answering searches.") from error
        finally:
            tell.finish()
        self.stdout.write(f"{count} documents; OpenSearch answers searches.")
