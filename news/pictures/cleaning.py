"""What is kept of an uploaded picture: its pixels, upright and in sRGB, and nothing else that was in the file."""

import hashlib
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from config.web.apart import ApartError, run_apart
from news.pictures.verification import check_header, damaged

# 40 million pixels in four bytes, and the copies that turning and converting make of them.
MEMORY = 1536 * 1024 * 1024
SECONDS = 60


class CleanPicture(ContentFile):  # type: ignore[type-arg]
    """A picture to be stored, named after its own content."""

    def __init__(self, data: bytes, extension: str) -> None:
        self.sha256 = hashlib.sha256(data).hexdigest()
        super().__init__(data, name=f"{self.sha256}.{extension}")


def clean_picture(file: IO[bytes], size: int) -> CleanPicture:
    """The picture encoded anew, so that no EXIF, GPS, XMP, IPTC, comment or thumbnail of the file is left, nor another file
    behind it.

    The same file gives the same bytes each time. Raises ValidationError for what is no picture or too large.
    """
    check_header(file, size)
    file.seek(0)
    try:
        answer = run_apart("news.pictures.anew", file.read(), memory=MEMORY, seconds=SECONDS)
    except ApartError as error:
        if error.takes_too_much:
            raise ValidationError(
                _("The picture takes too long to be read. Save it smaller and repeat.")
            ) from None
        raise damaged() from None
    extension, _line, data = answer.partition(b"\n")
    return CleanPicture(data, extension.decode())
