"""Is a file a picture we can show? Read from its first bytes, in bounds, before anything is decoded."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow
from PIL import UnidentifiedImageError

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_SIDE = 12_000  # pixels
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


def read_picture(file: IO[bytes], size: int) -> Pillow.Image:
    """The decoded picture, of a moving one the first frame. Raises ValidationError in words an editor can act on.

    The header is read alone first: a file of 20 KB can unfold into 169 million pixels.
    """
    if size > MAX_BYTES:
        raise ValidationError(
            _("The file has %(size)s; at most %(limit)s are taken."),
            params={"size": filesizeformat(size), "limit": filesizeformat(MAX_BYTES)},
        )
    with _as_refusal(), warnings.catch_warnings():
        # Pillow only warns of a large picture; our own limit below is stricter.
        warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
        file.seek(0)
        with Pillow.open(file, formats=FORMATS) as header:
            _check_size(*header.size)
            header.verify()
        # verify() reads checksums and leaves the picture unusable; decoding finds what is cut off.
        file.seek(0)
        picture = Pillow.open(file, formats=FORMATS)
        picture.load()
    return picture


@contextmanager
def _as_refusal() -> Iterator[None]:
    try:
        yield
    except ValidationError:
        raise
    except UnidentifiedImageError:
        raise ValidationError(_("This is no picture we can show. Use JPEG, PNG, WebP or GIF.")) from None
    except Pillow.DecompressionBombError:
        raise ValidationError(_too_large()) from None
    except Exception:  # a damaged file makes Pillow raise nearly anything
        raise ValidationError(_("The picture is damaged. Save it again and repeat.")) from None


def _too_large() -> str:
    return _("The picture is too large. Make it at most %(side)d pixels wide and high.") % {
        "side": MAX_SIDE // 2
    }


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise ValidationError(_too_large())
