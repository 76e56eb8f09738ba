"""What the `<picture>` of a page lists: each format in each width, and the size the browser is to keep free."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.core.files.storage import default_storage

from config.web.media import picture_address
from news.pictures.renditions import FORMATS, Original, Rendition, renditions_of

# What the fallback shows to a browser that knows no `srcset`.
PLAIN_WIDTH = 960


@dataclass(frozen=True, slots=True)
class PictureSet:
    """`sources`: (type, srcset) pairs, the best first. `src` and `srcset` are the fallback's; `width` and `height` those
    of `largest`, its largest file."""

    sources: Sequence[tuple[str, str]]
    src: str
    srcset: str
    largest: str
    width: int
    height: int


def picture_set(original: Original, file: str, crop: str = "") -> PictureSet:
    """`file`: the original's stored name, shown as it is where its content is not known."""
    return _set(original, file, crop, picture_address())


@lru_cache(1024)
def _set(original: Original, file: str, crop: str, _address: str) -> PictureSet:
    """It hangs on nothing else, and some dozen addresses are put together for it."""
    if not original.sha256:
        url = default_storage.url(file)
        return PictureSet((), url, "", url, original.width, original.height)
    sources = [(f"image/{name}", _srcset(renditions_of(original, crop, (name,)))) for name in FORMATS]
    fallback = list(renditions_of(original, crop, (original.fallback,)))
    plain = [each for each in fallback if each.width <= PLAIN_WIDTH] or fallback
    return PictureSet(
        sources=sources,
        src=default_storage.url(plain[-1].name),
        srcset=_srcset(fallback),
        largest=default_storage.url(fallback[-1].name),
        width=fallback[-1].width,
        height=fallback[-1].height,
    )


def _srcset(renditions: Iterable[Rendition]) -> str:
    return ", ".join(f"{default_storage.url(each.name)} {each.width}w" for each in renditions)
