"""In which sizes, crops and formats a picture exists, and what each file is called. Pure: nothing is read or made here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

# Never wider than the original. Changing how they are made changes what is under a name that browsers keep for good:
# then change FOLDER too.
WIDTHS: Final = (320, 640, 960, 1280, 1920)
FOLDER: Final = "renditions"
FORMATS: Final = ("avif", "webp")  # those offered before the fallback, the best first
FALLBACKS: Final = ("jpg", "png")
DIGITS: Final = 20  # of the original's SHA-256, in names
WIDE: Final = "16x9"
CROPS: Final = {WIDE: Fraction(16, 9)}

_NAME = re.compile(
    rf"{FOLDER}/(?P<hash>[0-9a-f]{{{DIGITS}}})-(?P<width>\d{{1,5}})"
    r"(?:-(?P<crop>\d+x\d+)-(?P<x>\d{1,3})-(?P<y>\d{1,3}))?\.(?P<format>[a-z]{3,4})"
)
Box = tuple[int, int, int, int]  # left, top, right, bottom in pixels of the original


@dataclass(frozen=True, slots=True)
class Original:
    """What the renditions of a picture depend on. `focal`: in per cent from the left and the top."""

    sha256: str
    width: int
    height: int
    fallback: str = "jpg"
    focal: tuple[int, int] = (50, 50)

    @property
    def hash(self) -> str:
        return self.sha256[:DIGITS]


@dataclass(frozen=True, slots=True)
class Rendition:
    original: Original
    width: int
    format: str
    crop: str = ""

    @property
    def name(self) -> str:
        focal = "-".join(["", self.crop, *map(str, self.original.focal)]) if self.crop else ""
        return f"{FOLDER}/{self.original.hash}-{self.width}{focal}.{self.format}"

    @property
    def box(self) -> Box:
        return crop_box(self.original, CROPS.get(self.crop))

    @property
    def height(self) -> int:
        left, top, right, bottom = self.box
        return max(1, round(self.width * (bottom - top) / (right - left)))


def crop_box(original: Original, ratio: Fraction | None) -> Box:
    """The largest part of that shape, with the focal point as near its middle as the edges allow; all of it without one."""
    width, height = original.width, original.height
    if ratio is None:
        return (0, 0, width, height)
    wide = min(width, round(height * ratio))
    high = min(height, round(width / ratio))
    left = _start(original.focal[0], width, wide)
    top = _start(original.focal[1], height, high)
    return (left, top, left + wide, top + high)


def _start(percent: int, whole: int, part: int) -> int:
    return min(max(round(whole * percent / 100 - part / 2), 0), whole - part)


def widths_of(original: Original, crop: str = "") -> list[int]:
    """Those of WIDTHS that need no enlarging; its own where it is smaller than all of them."""
    left, _top, right, _bottom = crop_box(original, CROPS.get(crop))
    return [width for width in WIDTHS if width <= right - left] or [right - left]


def effective_crop(original: Original, crop: str) -> str:
    """ "" where the crop is the whole picture, which is then not made twice."""
    return "" if crop_box(original, CROPS.get(crop)) == crop_box(original, None) else crop


def renditions_of(original: Original, crop: str = "", formats: tuple[str, ...] = ()) -> Iterator[Rendition]:
    """Every file of one shape, the best format first."""
    crop = effective_crop(original, crop)
    for file_format in formats or (*FORMATS, original.fallback):
        for width in widths_of(original, crop):
            yield Rendition(original, width, file_format, crop)


def all_renditions(original: Original) -> Iterator[Rendition]:
    """Whole and in each crop, each file once."""
    shapes = dict.fromkeys(effective_crop(original, crop) for crop in ("", *CROPS))
    for crop in shapes:
        yield from renditions_of(original, crop)


def hash_in(name: str) -> str:
    """The digits of the original's SHA-256 in the name of a rendition; "" for any other name."""
    match = _NAME.fullmatch(name)
    return match["hash"] if match else ""


def rendition_named(name: str, original: Original) -> Rendition | None:
    """The rendition of the picture that is called so, if it is to exist at all."""
    match = _NAME.fullmatch(name)
    if not match or match["format"] not in (*FORMATS, original.fallback):
        return None
    crop = match["crop"] or ""
    if crop and (crop not in CROPS or not effective_crop(original, crop)):
        return None
    found = Rendition(original, int(match["width"]), match["format"], crop)
    return found if found.name == name and found.width in widths_of(original, crop) else None
