"""Gives out a document by its stored name, to be kept and not to be shown: no viewer runs at the site's address."""

from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from news.models import TextFile
from news.models.text_files import FOLDER

# What is withdrawn is gone from caches on the way within the hour.
FOR_AN_HOUR = "public, max-age=3600"


def is_document(name: str) -> bool:
    return name.startswith(f"{FOLDER}/")


def document_response(request: HttpRequest, name: str) -> HttpResponseBase:
    """404 for what no public text has. One query."""
    # PostgreSQL takes no text with a zero in it.
    document = None if "\0" in name else TextFile.objects.public().stored_as(name).first()
    if document is None or not default_storage.exists(name):
        raise Http404(f"No document {name}")
    headers = {
        "Cache-Control": FOR_AN_HOUR,
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "ETag": f'"{document.sha256}"',
        "X-Content-Type-Options": "nosniff",
    }
    response: HttpResponseBase | None = get_conditional_response(request, etag=headers["ETag"])
    if response is None:
        headers |= {
            "Content-Disposition": f'attachment; filename="{document.saved_as}"',
            "Content-Length": str(document.size),
        }
        response = StreamingHttpResponse(_parts(name), content_type="application/pdf")
    for header, value in headers.items():
        response[header] = value
    return response


def _parts(name: str) -> Iterator[bytes]:
    """Opened when the first is asked for: of 16 MB, 64 KB are held at a time."""
    with default_storage.open(name) as file:
        yield from file.chunks()
