"""Pictures and documents travel with the fixtures, by hash: the folder `media` beside the files holds what rows name."""

import hashlib
from pathlib import Path
from typing import Any, Self

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from news.models import Image
from news.pictures.keeping import know
from news.pictures.making import make_all
from news.syncing.errors import SyncError
from news.syncing.merging import Content
from news.syncing.tables import in_order


def with_digest(content: dict[str, Any], media: Path) -> dict[str, Any]:
    """Adds the hash of the file that a picture's record names, where it is there. Else only its name can tell it."""
    file = media / content["file"]
    others = {name: value for name, value in content.items() if name != "sha256"}
    return {**others, "sha256": digest(file.read_bytes())} if file.is_file() else others


class Shelf:
    """Stores files ahead of the rows that name them; with an error, all is as it was."""

    def __init__(self) -> None:
        self._before: list[tuple[str, bytes | None]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        for name, content in reversed(self._before) if kind else ():
            if content is None:
                default_storage.delete(name)
            else:
                _replace(name, content)

    def store(self, name: str, content: bytes) -> None:
        """Nothing to do where the site has these bytes; other bytes under the same name give way."""
        before = stored(name) if default_storage.exists(name) else None
        if before == content:
            return
        self._before.append((name, before))
        if before is None:
            default_storage.save(name, ContentFile(content))
        else:
            _replace(name, content)

    def keep_shipped(self) -> None:
        """What a release ships, the next may not, and rows that editors changed or that readers cite stay: the site keeps its own
        copies. Raises SyncError."""
        for table in in_order():
            for name in (
                table.model._base_manager.values_list(table.stored, flat=True) if table.stored else ()
            ):
                try:
                    if default_storage.take_over(name):
                        self._before.append((name, None))
                except OSError as error:
                    raise SyncError(f"{name} cannot be stored: {error}") from error


def bring(content: Content, media: Path, shelf: Shelf) -> None:
    """Stores the file that a row is about to name. Raises FileNotFoundError."""
    name, file = content["file"], media / content["file"]
    if file.is_file():
        shelf.store(name, file.read_bytes())
    elif not default_storage.exists(name):
        raise FileNotFoundError(f"{file} is not there")


def bring_document(content: Content, media: Path, shelf: Shelf) -> None:
    """The same, if it is the very file that its record tells of; another is not given out under its sum. Raises OSError."""
    name = content["file"]
    bring(content, media, shelf)
    if digest(stored(name)) != content["sha256"]:
        raise OSError(f"{name} has another SHA-256 than its record says")


def learn(image: Image) -> None:
    """What the stored bytes say goes into the row; its renditions are made once it is there."""
    image.sha256 = ""
    know(image)
    original, name = image.original, image.file.name
    transaction.on_commit(lambda: make_all(original, name), robust=True)


def stored(name: str) -> bytes:
    with default_storage.open(name) as file:
        return file.read()


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _replace(name: str, content: bytes) -> None:
    default_storage.replace(name, ContentFile(content))
