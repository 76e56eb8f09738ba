"""Makes what is derived from texts and published timetables anew: after rows were written without signals."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from news.indexing import forget_strays, index
from news.kinds import Kind, all_kinds
from news.models import Article
from news.models.list_counts import recount_lists

TOLD_EVERY = 50


class Command(BaseCommand):
    help = (
        "Rebuilds references, statements, rows of lists, search documents and compiled timetables from what is stored; "
        "safe to run at any time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kinds", nargs="*", metavar="kind", help="Only these kinds (default: all).")

    def handle(self, *args: Any, kinds: list[str], verbosity: int, **options: Any) -> None:
        for kind in self._chosen(kinds):
            # One transaction a kind: readers see the old documents until the new ones are all there.
            with transaction.atomic():
                changed, read = self._reindex(kind, tell=verbosity > 0 and self.stdout.isatty())
                strays = forget_strays(kind)
            if verbosity:
                self.stdout.write(
                    f"{kind.name:12} {read:6} read {changed:6} changed {strays:6} strays dropped"
                )
        recount_lists()

    def _chosen(self, names: list[str]) -> list[Kind]:
        known = {kind.name: kind for kind in all_kinds()}
        if unknown := sorted(set(names) - set(known)):
            raise CommandError(f"No kind is called {', '.join(unknown)}. There are: {', '.join(known)}.")
        # Articles last: their texts print the titles of everything else.
        chosen = [known[name] for name in names] or list(known.values())
        return sorted(chosen, key=lambda kind: kind.model is Article)

    def _reindex(self, kind: Kind, *, tell: bool) -> tuple[int, int]:
        """How many changed, and how many there are. `tell`: how far it is, on one line that is written over."""
        changed = read = 0
        all_of_them = kind.model._default_manager.count() if tell else 0
        for thing in kind.things().iterator(chunk_size=200):
            read += 1
            changed += index(thing)
            if tell and read % TOLD_EVERY == 0:
                self.stdout.write(f"{kind.name:12} {read:6} of {all_of_them}\r", ending="")
                self.stdout.flush()
        return changed, read
