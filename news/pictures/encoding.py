"""From pixels to the bytes of a rendition, each format by what was measured to be smallest and still good."""

from io import BytesIO
from typing import Any

from PIL import Image as Pillow

from news.pictures.renditions import Rendition

# Speed 8 of AVIF is five times as fast as 6 and about 5 % larger.
AVIF: dict[str, Any] = {"format": "AVIF", "quality": 60, "speed": 8}
WEBP: dict[str, Any] = {"format": "WEBP", "quality": 76, "method": 4}
JPEG: dict[str, Any] = {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True}
PNG: dict[str, Any] = {"format": "PNG", "optimize": True}
COLOURS = 256
# A drawing is measured at this width: smaller ones are all edges, and a PNG of them looks dearer than it is.
MEASURED_WIDTH = 1280
# A PNG keeps thin lines clean where a JPEG rings; it may be that much larger.
WORTH = 1.25


def render(rendition: Rendition, source: Pillow.Image) -> bytes:
    """The bytes of a rendition. `source` is the original, decoded; what it holds besides pixels is left behind."""
    source = _plain(source)
    size = (rendition.width, rendition.height)
    picture = source.resize(size, Pillow.Resampling.LANCZOS, box=rendition.box, reducing_gap=3.0)
    is_drawing = rendition.original.fallback == "png"
    match rendition.format:
        case "avif":
            return encoded(picture, AVIF | {"subsampling": "4:4:4" if is_drawing else "4:2:0"})
        case "webp" if is_drawing:
            # Few colours without loss are often smaller than many with.
            exact = encoded(_few_colours(picture), {"format": "WEBP", "lossless": True, "method": 4})
            return min(exact, encoded(picture, WEBP), key=len)
        case "webp":
            return encoded(picture, WEBP)
        case "png":
            return encoded(_few_colours(picture), PNG)
    return encoded(picture.convert("RGB"), JPEG)


def best_fallback(picture: Pillow.Image) -> str:
    """ "png" for drawings and what is see-through, "jpg" for photographs; decided by their sizes."""
    picture = _plain(picture)
    if picture.mode == "RGBA":
        return "png"
    if picture.width > MEASURED_WIDTH:
        height = max(1, round(picture.height * MEASURED_WIDTH / picture.width))
        picture = picture.resize((MEASURED_WIDTH, height), Pillow.Resampling.LANCZOS, reducing_gap=3.0)
    lossless = len(encoded(_few_colours(picture), PNG))
    return "png" if lossless <= WORTH * len(encoded(picture, JPEG)) else "jpg"


def encoded(picture: Pillow.Image, settings: dict[str, Any]) -> bytes:
    data = BytesIO()
    picture.save(data, **settings)
    return data.getvalue()


def _plain(picture: Pillow.Image) -> Pillow.Image:
    """In RGB, or RGBA where something of it can be seen through; without anything but pixels."""
    is_clear = picture.has_transparency_data
    plain = picture.convert("RGBA" if is_clear else "RGB")
    if is_clear and plain.getchannel("A").getextrema() == (255, 255):
        plain = plain.convert("RGB")
    plain.info = {}
    return plain


def _few_colours(picture: Pillow.Image) -> Pillow.Image:
    method = Pillow.Quantize.FASTOCTREE if picture.mode == "RGBA" else Pillow.Quantize.MEDIANCUT
    return picture.quantize(COLOURS, method=method, dither=Pillow.Dither.NONE)
