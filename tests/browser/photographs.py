"""Photographs of pages, to be looked at by people: they are compared with nothing."""

import os
import tempfile
from pathlib import Path

from PIL import Image

FOLDER = Path(os.environ.get("PHOTOGRAPHS") or Path(tempfile.gettempdir()) / "photographs-of-design")
MOST_PIXELS = 5_000_000  # in one photograph

# Scrolled there, and the pictures seen from there are drawn.
ARRIVED = """(top) => {
  scrollTo({top, behavior: "instant"});
  const seen = ({top, bottom}) => bottom > 0 && top < innerHeight;
  return Promise.all([...document.images].filter((each) => seen(each.getBoundingClientRect())).map((each) => each.decode()));
}"""


def photograph(page, width, name):
    """The whole page, a screenful after the other, for a browser draws no picture as long as some pages are; the files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    height = MOST_PIXELS // width
    page.set_viewport_size({"width": width, "height": height})
    whole = page.evaluate("document.documentElement.scrollHeight")
    for number, top in enumerate(range(0, whole, height), start=1):
        page.evaluate(ARRIVED, top)
        path = FOLDER / f"{name.replace(' ', '-')}-{number:02}.jpg"
        path.write_bytes(page.screenshot(type="jpeg", quality=60))
        yield path


def is_blank(path):
    with Image.open(path) as picture:
        picture.draft("L", (160, 160))  # read at an eighth of its size
        darkest, lightest = picture.convert("L").getextrema()
    return lightest - darkest < 32
