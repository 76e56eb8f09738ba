"""The picture that stands for an article where its address is shared: 1200 × 630 pixels, drawn in the site's own letters."""

import hashlib
from collections.abc import Callable
from dataclasses import astuple, dataclass
from fractions import Fraction
from io import BytesIO
from typing import Any

from PIL import Image as Pillow
from PIL import ImageDraw

from news.pictures.card_text import Face, fitted
from news.pictures.renditions import DIGITS, Original, crop_box

WIDTH, HEIGHT = 1200, 630
MAX_BYTES = 100_000
# Part of every name: a change of the drawing gives each card a new address.
DRAWING = 1
PAPER, INK, INK_2, PETROL, RULE = "#FBFAF7", "#16211F", "#465450", "#0F6B6D", "#D6D2C8"
BAR, MARGIN = 16, 64
PICTURE = (744, BAR, WIDTH, HEIGHT)  # left, top, right, bottom
PICTURE_SIZE = (PICTURE[2] - PICTURE[0], PICTURE[3] - PICTURE[1])
LEADING = 1.14
KIND, NAME, DAY = Face("golos-text", 600, 30), Face("literata", 600, 34), Face("golos-text", 400, 28)
HEADLINES = [Face("literata", 600, size) for size in range(76, 35, -4)]
COLOURS = 128


@dataclass(frozen=True, slots=True)
class Card:
    """What is on a card; its words in the language of the text."""

    kind: str
    headline: str
    day: str
    site: str
    picture: Original | None = None
    # The picture's stored name.
    file: str = ""

    @property
    def digest(self) -> str:
        return hashlib.sha256(repr((DRAWING, astuple(self))).encode()).hexdigest()[:DIGITS]

    @property
    def extension(self) -> str:
        """Letters on plain ground are smaller and cleaner as PNG, a photograph as JPEG."""
        return "jpg" if self.picture and self.picture.fallback == "jpg" else "png"


def draw_card(card: Card, decoded: Callable[[str], Pillow.Image]) -> bytes:
    """Less than 100 KB. `decoded`: reads the picture by its stored name."""
    drawing = Pillow.new("RGB", (WIDTH, HEIGHT), PAPER)
    onto = ImageDraw.Draw(drawing)
    onto.rectangle((0, 0, WIDTH, BAR - 1), fill=PETROL)
    right = WIDTH - MARGIN
    if card.picture:
        _place(drawing, decoded(card.file), card.picture)
        onto.rectangle((PICTURE[0] - 2, BAR, PICTURE[0] - 1, HEIGHT), fill=PETROL)
        right = PICTURE[0] - 44
    KIND.draw(onto, (MARGIN, 92), card.kind, PETROL)
    top, bottom = 116, 500
    face, lines = fitted(card.headline, HEADLINES, right - MARGIN, bottom - top, LEADING)
    for at, line in enumerate(lines):
        face.draw(onto, (MARGIN, top + face.size * (0.92 + at * LEADING)), line, INK)
    _foot(onto, card, right)
    return _encoded(drawing, card.extension)


def _foot(onto: ImageDraw.ImageDraw, card: Card, right: int) -> None:
    """A piece of line with its stations, the site's name, and the day."""
    y = 522
    onto.line((MARGIN, y, right, y), fill=PETROL, width=4)
    for x, fill in ((MARGIN + 8, PETROL), (right - 8, PAPER)):
        onto.ellipse((x - 9, y - 9, x + 9, y + 9), fill=fill, outline=PETROL, width=4)
    NAME.draw(onto, (MARGIN, 582), card.site, INK)
    DAY.draw(onto, (right - DAY.width(card.day), 581), card.day, INK_2)


def _place(drawing: Pillow.Image, picture: Pillow.Image, original: Original) -> None:
    box = crop_box(original, Fraction(*PICTURE_SIZE))
    plain = picture.convert("RGBA").resize(PICTURE_SIZE, Pillow.Resampling.LANCZOS, box=box, reducing_gap=3.0)
    drawing.paste(plain, PICTURE[:2], plain)


def _encoded(drawing: Pillow.Image, extension: str) -> bytes:
    if extension == "png":
        few = drawing.quantize(COLOURS, method=Pillow.Quantize.MEDIANCUT, dither=Pillow.Dither.NONE)
        return _bytes(few, format="PNG", optimize=True)
    for quality in (86, 78, 70, 60, 50, 40, 30, 20):
        data = _bytes(drawing, format="JPEG", quality=quality, optimize=True, progressive=True)
        if len(data) < MAX_BYTES:
            break
    return data


def _bytes(drawing: Pillow.Image, **settings: Any) -> bytes:
    data = BytesIO()
    drawing.save(data, **settings)
    return data.getvalue()
