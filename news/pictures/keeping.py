"""Keeps what is known of a picture's file as the file is, at every save, and takes its files away when it goes."""

import hashlib
from functools import lru_cache

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save

from news.models import Image
from news.pictures.encoding import best_fallback
from news.pictures.likeness import likeness
from news.pictures.making import decoded, make_ahead
from news.pictures.renditions import Original, all_renditions


def connect_signals() -> None:
    pre_save.connect(_before_save, Image, dispatch_uid="news.pictures")
    post_save.connect(_after_save, Image, dispatch_uid="news.pictures")
    post_delete.connect(_after_delete, Image, dispatch_uid="news.pictures")


def _before_save(instance: Image, raw: bool, **kwargs: object) -> None:
    """`loaddata` names a file that is there already; any other save may bring one."""
    if not raw and instance.file and not instance.file._committed:
        instance.file.save(instance.file.name, instance.file.file, save=False)
    know(instance)


def know(image: Image) -> None:
    """Fills in what the stored file says of itself. Empty where there is none: then the page shows no renditions."""
    name = image.file.name
    if not name or not default_storage.exists(name):
        image.sha256, image.likeness = "", ""
        return
    with default_storage.open(name) as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != image.sha256 or not image.likeness:
        image.sha256 = digest
        image.fallback, image.likeness = _seen(digest, name)


@lru_cache(maxsize=256)
def _seen(digest: str, name: str) -> tuple[str, str]:
    """What has to be decoded to be known. By content, so that loading the same fixtures again costs nothing."""
    picture = decoded(name)
    return best_fallback(picture), likeness(picture)


def _after_save(instance: Image, raw: bool, **kwargs: object) -> None:
    if not raw and instance.sha256:
        original, name = instance.original, instance.file.name
        transaction.on_commit(lambda: make_ahead(original, name))


def _after_delete(instance: Image, **kwargs: object) -> None:
    original, name = instance.original, instance.file.name
    transaction.on_commit(lambda: _forget_files(original, name))


def _forget_files(original: Original, name: str) -> None:
    """Those that no other row uses; other rows may show the same file with other words."""
    if not Image.objects.filter(file=name).exists():
        default_storage.delete(name)
    if original.sha256 and not Image.objects.filter(sha256=original.sha256).exists():
        for rendition in all_renditions(original):
            default_storage.delete(rendition.name)
