"""Stored files that belong to no picture, no document and no version any more."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from news.article_cards import card_name, card_of
from news.models import ArticleVersion, Image, TextFile
from news.models.text_files import FOLDER as DOCUMENTS
from news.pictures.renditions import FOLDER, all_renditions

# A file is stored before its row is committed: younger ones may be waiting for theirs.
SPARED = timedelta(hours=1)


def orphans(now: datetime | None = None) -> Iterator[str]:
    """The names of files that were written here and that nothing uses."""
    until = (now or timezone.now()) - SPARED
    wanted = {name for image in Image.objects.iterator() for name in names_of(image)} | set(cards())
    wanted |= set(TextFile.objects.values_list("file", flat=True))
    for folder in ("images", DOCUMENTS, FOLDER, "cards"):
        for name in default_storage.written(folder):
            if name not in wanted and default_storage.get_modified_time(name) < until:
                yield name


def names_of(image: Image) -> Iterator[str]:
    yield image.file.name
    if image.sha256:
        yield from (each.name for each in all_renditions(image.original))


def cards() -> Iterator[str]:
    """Of every version that is or was public: what was shared keeps its picture."""
    versions = ArticleVersion.objects.been_public().with_published_at().without_texts().for_reading()
    for version in versions.iterator():
        yield card_name(version, card_of(version, version.published_at))
