"""What our rows are called in a feed: ASCII ids that say all that is needed to find the row again, and the mark of a sample.

A timetable is no thing in GTFS; which one a service belongs to is said by its id: `route/timetable/service`.
"""

import hashlib
import re
from urllib.parse import quote, unquote

from django.utils.text import slugify

SAMPLE_PREFIX = "sample"
SAMPLE_MARK = " (sample data, not for travel)"
SLUG = re.compile(r"[-a-zA-Z0-9_]+")


def make_id(*parts: str | int, is_sample: bool = False) -> str:
    """ASCII, reversible: `split_id` gives the parts back."""
    whole = (SAMPLE_PREFIX, *parts) if is_sample else parts
    return "/".join(quote(str(part), safe="") for part in whole)


def split_id(text: str, *, is_sample: bool = False) -> list[str]:
    parts = [unquote(part) for part in text.split("/")]
    return parts[1:] if is_sample and parts[0] == SAMPLE_PREFIX else parts


def marked(name: str, is_sample: bool) -> str:
    return f"{name}{SAMPLE_MARK}" if is_sample and name else name


def unmarked(name: str) -> str:
    return name.removesuffix(SAMPLE_MARK)


def slug_of(text: str, most: int) -> str:
    """A slug of at most `most` letters: the text itself where it is one, else what can be read of it and a digest of it all.

    The same text always gives the same slug, and two texts never give one.
    """
    if SLUG.fullmatch(text) and len(text) <= most:
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    readable = slugify(text)[: most - 9].strip("-_")
    return f"{readable}-{digest}" if readable else digest
