"""A file that is far too big is never stored, whole or in part: its form still arrives and can say so.

All files of a request together are bounded too: anybody can send some, before it is known who they are.
"""

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

# Above every limit that a form sets for itself, so that the form's own words tell of it.
MOST_BYTES = 17 * 1024 * 1024
MOST_TOGETHER = 36 * 1024 * 1024


class BoundedUpload(FileUploadHandler):
    """Stands before the handlers that store. Past the bound nothing is passed on to them; the rest is read and let go."""

    together = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.is_too_big = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.together += len(raw_data)
        is_too_big = start + len(raw_data) > MOST_BYTES or self.together > MOST_TOGETHER
        self.is_too_big = self.is_too_big or is_too_big
        return None if self.is_too_big else raw_data

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        """An empty file that tells its true size."""
        if not self.is_too_big:
            return None
        return UploadedFile(ContentFile(b""), self.file_name, self.content_type, file_size, self.charset)
