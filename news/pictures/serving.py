"""Gives out a picture's files by name: originals, and renditions, which are made when they are first asked for."""

from logging import getLogger
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from config.web.media import BY_CONTENT
from news.models import Image
from news.pictures.making import make_rendition
from news.pictures.renditions import rendition_named
from news.querysets import ImageQuerySet

logger = getLogger(__name__)
# Only what we make or take; anything else is never served, whatever lies in the folder.
TYPES = {
    ".avif": "image/avif",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".gif": "image/gif",
}
FOR_EVER = "public, max-age=31536000, immutable"
FOR_AN_HOUR = "public, max-age=3600"
FOR_ONE = "private, no-store"


def picture_response(
    request: HttpRequest, name: str, images: ImageQuerySet, *, public: bool = False
) -> HttpResponse:
    """The file, if it belongs to one of `images`; 404 otherwise. One query.

    `public`: whether browsers and caches on the way may keep it.
    """
    # PostgreSQL takes no text with a zero in it.
    may_be_one = PurePosixPath(name).suffix in TYPES and "\0" not in name
    image = images.stored_as(name).first() if may_be_one else None
    if image is None or not _is_there(image, name):
        raise Http404(f"No picture {name}")
    # A name by content never means anything else. One given by hand may: its tag is its content's.
    is_by_content = BY_CONTENT.fullmatch(name) is not None
    tag = PurePosixPath(name).name if is_by_content else image.sha256
    return file_response(request, name, tag, _kept(public, is_by_content))


def file_response(request: HttpRequest, name: str, tag: str, cache_control: str) -> HttpResponse:
    """A stored file with our own type, never run as a page; 304 to whom has it."""
    headers = {
        "Cache-Control": cache_control,
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "ETag": f'"{tag}"',
        "X-Content-Type-Options": "nosniff",
    }
    response = get_conditional_response(request, etag=headers["ETag"])
    if response is None:
        with default_storage.open(name) as file:  # 8 MB at most
            response = HttpResponse(file.read(), content_type=TYPES[PurePosixPath(name).suffix])
    for header, value in headers.items():
        response[header] = value
    return response


def _kept(public: bool, is_by_content: bool) -> str:
    if not public:
        return FOR_ONE
    return FOR_EVER if is_by_content else FOR_AN_HOUR


def _is_there(image: Image, name: str) -> bool:
    """Whether the file is stored, once it has been made if it is one of the picture's renditions."""
    if name == image.file.name:
        return default_storage.exists(name)
    rendition = rendition_named(name, image.original)
    if rendition is None:
        return False
    try:
        make_rendition(rendition, image.file.name)
    except OSError:  # the original is gone or cannot be read
        logger.exception("%s could not be made of %s.", name, image.file.name)
        return False
    return True
