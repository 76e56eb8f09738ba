"""Stored files that belong to no picture and no version any more."""

import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from news.article_cards import card_name, card_of
from news.models import ArticleVersion, Image
from news.pictures.renditions import FOLDER, all_renditions

# A file is stored before its row is committed: younger ones may be waiting for theirs.
SPARED = 3600  # seconds


def orphans(now: float | None = None) -> Iterator[Path]:
    """Files in MEDIA_ROOT that nothing uses; what ships with the fixtures is not looked at."""
    root = Path(settings.MEDIA_ROOT)
    wanted = {name for image in Image.objects.iterator() for name in names_of(image)} | set(cards())
    for folder in ("images", FOLDER, "cards"):
        for path in sorted((root / folder).glob("*")):
            is_old = path.stat().st_mtime < (now or time.time()) - SPARED
            if is_old and path.is_file() and path.relative_to(root).as_posix() not in wanted:
                yield path


def names_of(image: Image) -> Iterator[str]:
    yield image.file.name
    if image.sha256:
        yield from (each.name for each in all_renditions(image.original))


def cards() -> Iterator[str]:
    """Of every version that is or was public: what was shared keeps its picture."""
    versions = ArticleVersion.objects.been_public().with_published_at().without_texts().for_reading()
    for version in versions.iterator():
        yield card_name(version, card_of(version, version.published_at))
