"""Makes what pages and shares will ask for: the renditions of every picture, the card of every text that is public."""

from argparse import ArgumentParser
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand
from django.db.models import Q

from news.article_cards import make_card
from news.models import ArticleVersion, Image
from news.pictures.keeping import know
from news.pictures.making import make_all
from news.pictures.pruning import orphans

KNOWN = ["sha256", "fallback", "likeness"]


class Command(BaseCommand):
    help = "Makes missing renditions of pictures and cards of articles; nothing that is there is made again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--prune", action="store_true", help="remove stored files that nothing uses any more"
        )
        parser.add_argument("--dry-run", action="store_true", help="with --prune: only list them")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["prune"]:
            self.prune(dry_run=options["dry_run"])
            return
        self.learn()
        self.make_renditions()
        self.make_cards()

    def learn(self) -> None:
        """Of rows from before their files were known, or from before they were there."""
        for image in Image.objects.filter(Q(sha256="") | Q(likeness="")):
            know(image)
            Image.objects.filter(pk=image.pk).update(**{name: getattr(image, name) for name in KNOWN})

    def make_renditions(self) -> None:
        total, made, failed = Image.objects.count(), 0, 0
        for number, image in enumerate(Image.objects.order_by("pk").iterator(), start=1):
            try:
                count = make_all(image.original, image.file.name) if image.sha256 else 0
                told = f"{count} made" if image.sha256 else "its file is not there"
            except OSError as error:
                count, told = 0, f"cannot be read: {error}"
            made += count
            failed += count == 0 and "made" not in told
            self.say(f"[{number}/{total}] {image.key}: {told}", is_news=told != "0 made")
        self.stdout.write(
            f"{made} renditions made of {total} pictures, {failed} without a file that can be read."
        )

    def make_cards(self) -> None:
        versions = ArticleVersion.objects.live().with_published_at().without_texts().for_reading()
        total, made = versions.count(), 0
        for number, version in enumerate(versions.order_by("pk").iterator(), start=1):
            is_new = make_card(version, version.published_at)
            made += is_new
            self.say(f"[{number}/{total}] card of {version.article.slug}, {version.language}", is_news=is_new)
        self.stdout.write(f"{made} cards made of {total} texts.")

    def prune(self, *, dry_run: bool) -> None:
        count = size = 0
        for name in orphans():
            count, size = count + 1, size + default_storage.size(name)
            self.say(name, is_news=dry_run)
            if not dry_run:
                default_storage.delete(name)
        told = "would be removed" if dry_run else "removed"
        self.stdout.write(f"{count} files that nothing uses {told}, {size // 1024} KB.")

    def say(self, line: str, *, is_news: bool) -> None:
        """With -v 2 every line, else what happened."""
        if is_news or self.verbosity > 1:
            self.stdout.write(line)

    def execute(self, *args: Any, **options: Any) -> Any:
        self.verbosity = options.get("verbosity", 1)
        return super().execute(*args, **options)
