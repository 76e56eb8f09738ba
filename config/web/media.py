"""Where pictures are: what editors upload, and behind it what came with the fixtures."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils._os import safe_join


class MediaStorage(FileSystemStorage):
    """Writes to MEDIA_ROOT; reads from there, or else from the files that ship with the fixtures."""

    def _shipped(self, name: str) -> Path:
        return Path(safe_join(settings.FIXTURE_MEDIA_ROOT, name))

    def path(self, name: str) -> str:
        uploaded = super().path(name)
        shipped = self._shipped(name)
        return str(shipped) if not Path(uploaded).exists() and shipped.exists() else uploaded

    def delete(self, name: str) -> None:
        if not self._shipped(name).exists():
            super().delete(name)

    def exists(self, name: str) -> bool:
        return super().exists(name) or self._shipped(name).exists()
