"""Is an uploaded file a picture we can show? Read from its first bytes, in bounds, before anything is decoded."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow
from PIL import UnidentifiedImageError

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_SIDE = 12_000  # pixels
EXTENSIONS = {"JPEG": ("jpg", "jpeg"), "PNG": ("png",), "WEBP": ("webp",), "GIF": ("gif",)}


class PictureField(forms.FileField):
    """A file field that refuses, in words, what is too big, not a picture, damaged, or named as another format."""

    widget = forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"})

    def to_python(self, data: UploadedFile | None) -> UploadedFile | None:
        upload = super().to_python(data)
        if upload is not None:
            check_picture(upload)
        return upload


def check_picture(upload: UploadedFile) -> None:
    """Raises ValidationError. Reads the header alone first: a 20 KB file can unfold into 169 million pixels."""
    if (upload.size or 0) > MAX_BYTES:
        raise forms.ValidationError(
            _("The file has %(size)s; at most %(limit)s are taken."),
            params={"size": filesizeformat(upload.size), "limit": filesizeformat(MAX_BYTES)},
        )
    with _as_refusal(), warnings.catch_warnings():
        # Pillow only warns of a large picture; our own limit below is stricter.
        warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
        upload.seek(0)
        with Pillow.open(upload, formats=tuple(EXTENSIONS)) as picture:
            _check_size(*picture.size)
            _check_name(upload.name or "", picture.format or "")
            picture.verify()
        # verify() reads checksums and leaves the picture unusable; decoding finds what is cut off.
        upload.seek(0)
        with Pillow.open(upload, formats=tuple(EXTENSIONS)) as picture:
            picture.load()
    upload.seek(0)


@contextmanager
def _as_refusal() -> Iterator[None]:
    try:
        yield
    except forms.ValidationError:
        raise
    except UnidentifiedImageError:
        raise forms.ValidationError(
            _("This is no picture we can show. Use JPEG, PNG, WebP or GIF.")
        ) from None
    except Pillow.DecompressionBombError:
        raise forms.ValidationError(_too_large()) from None
    except Exception:  # a damaged file makes Pillow raise nearly anything
        raise forms.ValidationError(_("The picture is damaged. Save it again and repeat.")) from None


def _too_large() -> str:
    return _("The picture is too large. Make it at most %(side)d pixels wide and high.") % {
        "side": MAX_SIDE // 2
    }


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise forms.ValidationError(_too_large())


def _check_name(name: str, picture_format: str) -> None:
    extension = name.rpartition(".")[2].lower()
    if extension not in EXTENSIONS[picture_format]:
        raise forms.ValidationError(
            _("The file is a picture in %(format)s, so its name should end in .%(extension)s."),
            params={"format": picture_format, "extension": EXTENSIONS[picture_format][0]},
        )
