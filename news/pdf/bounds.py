"""How much may be in a PDF, and the reasons for which one is refused. Imports neither Django nor a reader of PDF."""

from enum import StrEnum

MAX_PAGES = 1_000
MAX_SIDE = 14_400  # points of a page: what PDF 1.7, annex C, lets a reader refuse above
MIN_SIDE = 3
MAX_RATIO = 40  # of a page's longer side to the shorter
MAX_PIXELS = 40_000_000  # of a picture: an A4 page at 600 dots an inch has 35 million
MAX_PICTURE_SIDE = 12_000  # pixels
MAX_SCANS = 100  # passes of one progressive JPEG: each is work for whoever shows it
MAX_STREAM = 128 * 1024 * 1024  # bytes of one part, unpacked
MAX_UNPACKED = (
    1024 * 1024 * 1024
)  # of all parts together; most of it is pictures, which are counted and not kept
MAX_VALUES = 1_000_000  # numbers, names, texts and containers
MAX_DEPTH = 100  # of containers in containers
MAX_BOOKMARKS = 5_000


class Refusal(StrEnum):
    DAMAGED = "damaged"
    LOCKED = "locked"
    TOO_MANY_PAGES = "too-many-pages"
    PAGE_TOO_LARGE = "page-too-large"
    PICTURE_TOO_LARGE = "picture-too-large"
    TOO_MUCH = "too-much"


class RefusedError(Exception):
    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason)
        self.reason = reason


def check_picture(width: object, height: object) -> None:
    """Of its declared pixels, before anything is decoded."""
    if not isinstance(width, int) or not isinstance(height, int) or min(width, height) < 1:
        raise RefusedError(Refusal.DAMAGED)
    if width * height > MAX_PIXELS or max(width, height) > MAX_PICTURE_SIDE:
        raise RefusedError(Refusal.PICTURE_TOO_LARGE)
