"""What is kept of an uploaded picture: its pixels, upright and in sRGB, and nothing else that was in the file."""

import hashlib
from io import BytesIO
from typing import IO, Any

from django.core.files.base import ContentFile
from PIL import Image as Pillow
from PIL import ImageCms, ImageOps, JpegImagePlugin

from news.pictures.verification import read_picture

# Of what was lossy before; a copy that cannot be told from it by eye.
QUALITY = 90
SRGB = ImageCms.createProfile("sRGB")
Settings = dict[str, Any]


class CleanPicture(ContentFile):  # type: ignore[type-arg]
    """A picture to be stored, named after its own content."""

    def __init__(self, data: bytes, extension: str) -> None:
        self.sha256 = hashlib.sha256(data).hexdigest()
        super().__init__(data, name=f"{self.sha256}.{extension}")


def clean_picture(file: IO[bytes], size: int) -> CleanPicture:
    """The picture encoded anew, so that no EXIF, GPS, XMP, IPTC, comment or thumbnail of the file is left.

    The same file gives the same bytes each time. Raises ValidationError for what is no picture or too large.
    """
    source = read_picture(file, size)
    extension, settings = _encoding(source, file)
    picture = in_srgb(ImageOps.exif_transpose(source))
    if extension == "jpg":
        picture = picture if picture.mode in ("L", "RGB") else picture.convert("RGB")
    # Encoders write again what they find here: comments, profiles, text. What is see-through is part of the pixels.
    picture.info = {name: value for name, value in picture.info.items() if name == "transparency"}
    data = BytesIO()
    picture.save(data, **settings)
    return CleanPicture(data.getvalue(), extension)


def in_srgb(picture: Pillow.Image) -> Pillow.Image:
    """Colours as a browser shows a picture without a profile. A profile that cannot be read is left out of account."""
    profile = picture.info.get("icc_profile")
    picture = _in_eight_bits(picture)
    if not profile:
        return picture.convert("RGB") if picture.mode in ("CMYK", "YCbCr", "LAB", "HSV") else picture
    try:
        return _converted(picture, ImageCms.ImageCmsProfile(BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture.convert("RGB") if picture.mode == "CMYK" else picture


def _converted(picture: Pillow.Image, profile: ImageCms.ImageCmsProfile) -> Pillow.Image:
    if "sRGB" in ImageCms.getProfileDescription(profile):
        return picture
    if picture.mode == "P" or "transparency" in picture.info:
        picture = picture.convert("RGBA")
    if picture.mode not in ("RGBA", "LA"):
        converted = ImageCms.profileToProfile(picture, profile, SRGB, outputMode="RGB")
        return converted or picture
    opaque, alpha = picture.convert("RGB" if picture.mode == "RGBA" else "L"), picture.getchannel("A")
    converted = ImageCms.profileToProfile(opaque, profile, SRGB, outputMode="RGB") or opaque.convert("RGB")
    converted.putalpha(alpha)
    return converted


def _in_eight_bits(picture: Pillow.Image) -> Pillow.Image:
    if not picture.mode.startswith(("I", "F")):
        return picture
    info = picture.info
    grey = picture.convert("I").point(lambda value: value / 256).convert("L")
    grey.info = {name: value for name, value in info.items() if name != "transparency"}
    return grey


def _encoding(source: Pillow.Image, file: IO[bytes]) -> tuple[str, Settings]:
    """The format it came in, as far as it is one that we keep."""
    match source.format:
        case "JPEG" | "MPO":  # many phones store a second picture behind the first: MPO
            sampling = JpegImagePlugin.get_sampling(source)
            return "jpg", {
                "format": "JPEG",
                "quality": QUALITY,
                "optimize": True,
                "progressive": True,
                "subsampling": sampling if sampling in (0, 1, 2) else 2,
            }
        case "WEBP" if _is_lossless_webp(file):
            return "webp", {"format": "WEBP", "lossless": True, "quality": 80, "exact": True}
        case "WEBP":
            return "webp", {"format": "WEBP", "quality": QUALITY, "method": 4}
    return "png", {"format": "PNG", "optimize": True}


def _is_lossless_webp(file: IO[bytes]) -> bool:
    """Whether its first frame is in a VP8L chunk (RFC 9649, 2.6)."""
    file.seek(12)
    while len(head := file.read(8)) == 8:
        name, size = head[:4], int.from_bytes(head[4:], "little")
        if name in (b"VP8 ", b"VP8L"):
            return name == b"VP8L"
        if name == b"ANMF":
            file.seek(16, 1)  # the frame's place and duration, then chunks of its own
        else:
            file.seek(size + size % 2, 1)
    return False
