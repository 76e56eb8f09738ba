"""Where pictures and documents are: what editors upload and what is made of it, and behind it what came with the fixtures."""

import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage
from django.utils._os import safe_join
from django.utils.encoding import filepath_to_uri

# Names that hold a part of their content's hash: one name, one content, for ever.
BY_CONTENT = re.compile(r"(?:images|documents|renditions|cards)/(?:[^/]*-)?[0-9a-f]{20,64}[^/]*")

_address: ContextVar[str] = ContextVar("picture_address", default="")


def picture_address() -> str:
    """What addresses of pictures begin with here."""
    return _address.get() or str(settings.MEDIA_URL)


@contextmanager
def pictures_at(address: str) -> Iterator[None]:
    """Pages rendered inside it ask for their pictures under this address instead of MEDIA_URL: a preview shows pictures that
    are not public. "" changes nothing."""
    before = _address.set(address)
    try:
        yield
    finally:
        _address.reset(before)


class WithShippedFiles(Storage):
    """Mixed into a storage, before it: behind what it holds stand the files that ship with the fixtures, and the site itself
    gives all of them out, so that a page names one host and nobody else may list what is there."""

    def shipped(self, name: str) -> Path | None:
        path = Path(safe_join(settings.FIXTURE_MEDIA_ROOT, name))
        return path if path.is_file() else None

    def holds(self, name: str) -> bool:
        """Whether it was written here, shipped or not."""
        return bool(super().exists(name))

    def exists(self, name: str) -> bool:
        return self.shipped(name) is not None or self.holds(name)

    def take_over(self, name: str) -> bool:
        """Keeps a copy of a shipped file, for what names it may outlive the release that ships it. Whether one was made."""
        shipped = self.shipped(name)
        if shipped is None or self.holds(name):
            return False
        with shipped.open("rb") as file:
            self.replace(name, File(file, name))
        return True

    def replace(self, name: str, content: "File[bytes]") -> None:
        """Other content under a name that is taken, by a shipped file too: what was written here comes before it."""
        raise NotImplementedError

    def written(self, folder: str) -> Iterator[str]:
        """The names of the files of a folder that were written here."""
        raise NotImplementedError

    def delete(self, name: str) -> None:
        if self.holds(name):
            super().delete(name)

    def url(self, name: str | None) -> str:
        return f"{picture_address()}{filepath_to_uri(name)}" if name else settings.MEDIA_URL

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """A name by content is never taken by something else."""
        return name if BY_CONTENT.fullmatch(name) else super().get_available_name(name, max_length)


class MediaStorage(WithShippedFiles, FileSystemStorage):
    """In a folder of this machine, MEDIA_ROOT."""

    def path(self, name: str) -> str:
        uploaded, shipped = super().path(name), self.shipped(name)
        return str(shipped) if shipped and not Path(uploaded).exists() else uploaded

    def holds(self, name: str) -> bool:
        return Path(super().path(name)).exists()

    def written(self, folder: str) -> Iterator[str]:
        for path in sorted(Path(super().path(folder)).glob("[!.]*")):
            if path.is_file():
                yield f"{folder}/{path.name}"

    def _save(self, name: str, content: "File[bytes]") -> str:
        if not BY_CONTENT.fullmatch(name):
            return str(super()._save(name, content))  # type: ignore[misc]
        if not self.exists(name):
            self._write(Path(super().path(name)), content)
        return name

    def replace(self, name: str, content: "File[bytes]") -> None:
        self._write(Path(super().path(name)), content)

    def _write(self, target: Path, content: "File[bytes]") -> None:
        """Nobody ever reads half of it: it gets its name when it is whole."""
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.{os.getpid()}-{threading.get_ident()}")
        try:
            with draft.open("wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
