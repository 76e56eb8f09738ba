"""Text drawn in the site's own fonts, which come as one file for Latin and one for Cyrillic: runs, lines, and what fits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from PIL import ImageDraw, ImageFont

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
# As in static/css/fonts.css: what the Cyrillic files hold. U+0301 is in both and stays with its letter.
CYRILLIC = ((0x0400, 0x045F), (0x0490, 0x0491), (0x04B0, 0x04B1), (0x2116, 0x2116))
SHARED = " \u00a0\u202f\u0301"  # in both files: they stay in the run they are in
ELLIPSIS = "…"
ALONE = re.compile(r"(?<![^ \u00a0])([^\W\d]) ")


@dataclass(frozen=True, slots=True)
class Face:
    """A family in one weight and size, in pixels: `Face("literata", 600, 64)`."""

    family: str
    weight: int
    size: int

    def width(self, text: str) -> float:
        return sum(_font(self, script).getlength(run) for script, run in runs(text))

    def draw(self, onto: ImageDraw.ImageDraw, at: tuple[float, float], text: str, colour: str) -> None:
        """`at`: where the base line begins."""
        x, y = at
        for script, run in runs(text):
            font = _font(self, script)
            onto.text((x, y), run, fill=colour, font=font, anchor="ls")
            x += font.getlength(run)


@lru_cache(maxsize=64)
def _font(face: Face, script: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"{face.family}-{script}-{face.weight}-normal.woff2", face.size)


def runs(text: str) -> Iterator[tuple[str, str]]:
    """(script, letters) in order: each run is shaped with one file."""
    script, scripts = "latin", []
    for letter in text:
        if letter not in SHARED:
            is_cyrillic = any(first <= ord(letter) <= last for first, last in CYRILLIC)
            script = "cyrillic" if is_cyrillic else "latin"
        scripts.append((script, letter))
    for name, letters in groupby(scripts, key=lambda pair: pair[0]):
        yield name, "".join(letter for _, letter in letters)


def wrap(text: str, face: Face, width: float) -> list[str]:
    """Lines broken at spaces; never at a no-break space, and within a word only where it is wider than a line."""
    lines: list[str] = []
    line = ""
    for word in _words(text, face, width):
        longer = f"{line} {word}" if line else word
        if line and face.width(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


def _words(text: str, face: Face, width: float) -> Iterator[str]:
    """A word of one letter stays with the next one: «и», «в», «ў», "a"."""
    for word in ALONE.sub("\\1\u00a0", text).split(" "):
        if word:
            yield from _parts(word, face, width)


def _parts(word: str, face: Face, width: float) -> Iterator[str]:
    """The word, or what of it fits into a line each time."""
    while face.width(word) > width and len(word) > 1:
        fits = next((at for at in range(len(word) - 1, 1, -1) if face.width(word[:at]) <= width), 1)
        yield word[:fits]
        word = word[fits:]
    yield word


def fitted(text: str, faces: list[Face], width: int, height: int, leading: float) -> tuple[Face, list[str]]:
    """The first of the faces, largest first, in which the text fits the box; cut with an ellipsis if none does."""
    for face in faces:
        most = int(height // (face.size * leading))
        lines = wrap(text, face, width)
        if len(lines) <= most and face.width(max(text.split(), key=len, default="")) <= width:
            return face, balanced(text, face, width, len(lines))
    return face, _cut(lines, most, face, width)


def balanced(text: str, face: Face, width: int, count: int) -> list[str]:
    """So many lines, as even as they can be: the narrowest measure that needs no more."""
    low, high = width // 2, width
    while low < high:
        middle = (low + high) // 2
        if len(wrap(text, face, middle)) <= count:
            high = middle
        else:
            low = middle + 1
    return wrap(text, face, high)


def _cut(lines: list[str], most: int, face: Face, width: int) -> list[str]:
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and face.width(last + ELLIPSIS) > width:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip(" ,.;:–—") + ELLIPSIS]
