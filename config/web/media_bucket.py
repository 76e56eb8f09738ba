"""Pictures in a bucket that many machines share, by the S3 protocol."""

from collections.abc import Iterator
from typing import Any

from botocore.config import Config
from django.core.files.base import File
from storages.backends.s3 import S3Storage

from config.web.media import BY_CONTENT, WithShippedFiles

# A bucket that hangs must not hold a request for a minute, as it does by default.
PATIENCE = Config(connect_timeout=2, read_timeout=10, retries={"total_max_attempts": 3, "mode": "standard"})


class BucketStorage(WithShippedFiles, S3Storage):  # type: ignore[misc]
    """The bucket may be closed to everybody but the site, which gives the pictures out.

    A written file is there whole or not at all: that is the protocol's own promise.
    """

    def get_default_settings(self) -> dict[str, Any]:
        return {**super().get_default_settings(), "client_config": PATIENCE, "file_overwrite": False}

    def written(self, folder: str) -> Iterator[str]:
        yield from (f"{folder}/{name}" for name in sorted(self.listdir(folder)[1]))

    def replace(self, name: str, content: "File[bytes]") -> None:
        super()._save(name, content)

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        shipped = self.shipped(name)
        # Under a name by content there is one content; under any other what was written here goes before.
        if shipped and "w" not in mode and (BY_CONTENT.fullmatch(name) or not self.holds(name)):
            return File(shipped.open("rb"), name)
        return super()._open(name, mode)  # type: ignore[no-any-return]

    def _save(self, name: str, content: "File[bytes]") -> str:
        if BY_CONTENT.fullmatch(name) and self.exists(name):
            return name
        return str(super()._save(name, content))
