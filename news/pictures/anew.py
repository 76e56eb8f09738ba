"""A picture encoded anew: its pixels, upright and in sRGB. Runs apart (config/web/apart.py), and imports no Django."""

from io import BytesIO
from typing import IO, Any

from PIL import Image as Pillow
from PIL import ImageCms, ImageOps, JpegImagePlugin

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
# Of what was lossy before; a copy that cannot be told from it by eye.
QUALITY = 90
SRGB = ImageCms.createProfile("sRGB")
Settings = dict[str, Any]


def answer(data: bytes) -> bytes:
    """The extension, a line end, and the picture."""
    # How many pixels there may be was asked of the header before.
    Pillow.MAX_IMAGE_PIXELS = None
    extension, clean = encoded_anew(data)
    return extension.encode() + b"\n" + clean


def encoded_anew(data: bytes) -> tuple[str, bytes]:
    """(extension, bytes), the same each time; of a moving picture the first frame."""
    file = BytesIO(data)
    source = Pillow.open(file, formats=FORMATS)
    source.load()
    extension, settings = _encoding(source, file)
    picture = in_srgb(ImageOps.exif_transpose(source))
    if extension == "jpg":
        picture = picture if picture.mode in ("L", "RGB") else picture.convert("RGB")
    # Encoders write again what they find here: comments, profiles, text. What is see-through is part of the pixels.
    picture.info = {name: value for name, value in picture.info.items() if name == "transparency"}
    out = BytesIO()
    picture.save(out, **settings)
    return extension, out.getvalue()


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
