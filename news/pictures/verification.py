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

from news.pictures.anew import FORMATS

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_SIDE = 12_000  # pixels
MAX_RATIO = 40  # of the longer side to the shorter: more is no picture, and makes renditions of no height


def check_header(file: IO[bytes], size: int) -> None:
    """Raises ValidationError, in words an editor can act on, for what is no picture or too large. Nothing is decoded.

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
        raise damaged() from None


def damaged() -> ValidationError:
    return ValidationError(_("The picture is damaged. Save it again and repeat."))


def _too_large() -> str:
    return _("The picture is too large. Make it at most %(side)d pixels wide and high.") % {
        "side": MAX_SIDE // 2
    }


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise ValidationError(_too_large())
    if max(width, height) > MAX_RATIO * min(width, height):
        raise ValidationError(_("The picture is a line: one side is more than 40 times the other."))
