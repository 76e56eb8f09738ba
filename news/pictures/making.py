"""Makes the files of renditions: each once, whoever asks and however many at a time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from logging import getLogger
from threading import Condition

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image as Pillow

from news.pictures.anew import FORMATS
from news.pictures.encoding import render
from news.pictures.renditions import Original, Rendition, all_renditions

logger = getLogger(__name__)
# A decoded original may take 160 MB: so many at a time in a process, one of them for what is made ahead.
MOST_AT_ONCE = 2
_changed = Condition()
_in_work: set[str] = set()
_ahead = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pictures")


def made_once(name: str, make: Callable[[], bytes]) -> bool:
    """Stores what `make` returns under the name, unless it is there; whether it was made now. Who asks while it is being
    made waits for it."""
    if default_storage.exists(name):
        return False
    with _changed:
        _changed.wait_for(lambda: name not in _in_work and len(_in_work) < MOST_AT_ONCE)
        if default_storage.exists(name):
            return False
        _in_work.add(name)
    try:
        default_storage.save(name, ContentFile(make()))
    finally:
        with _changed:
            _in_work.remove(name)
            _changed.notify_all()
    return True


def make_rendition(rendition: Rendition, file: str) -> bool:
    """Whether it was made now. `file`: the stored name of the original."""
    return made_once(rendition.name, lambda: render(rendition, decoded(file)))


def make_all(original: Original, file: str) -> int:
    """Every rendition of a picture, how many were missing; the original is decoded once at most."""
    missing = [each for each in all_renditions(original) if not default_storage.exists(each.name)]
    if not missing:
        return 0
    source = decoded(file)
    return sum(made_once(each.name, partial(render, each, source)) for each in missing)


def make_ahead(original: Original, file: str) -> None:
    """Soon, beside the requests; what is asked for before is made then, and what a stop leaves out is made when asked for."""
    _ahead.submit(_make_quietly, original, file)


def _make_quietly(original: Original, file: str) -> None:
    try:
        make_all(original, file)
    except Exception:  # nobody waits for it: the log is the only place to say so
        logger.exception("The renditions of %s could not be made ahead.", file)


def decoded(file: str) -> Pillow.Image:
    with default_storage.open(file) as stored:
        picture = Pillow.open(stored, formats=FORMATS)
        picture.load()
    return picture
