"""Addresses of pages, and whole ones for machines that read a page away from where it was served."""

import re
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language

KEPT = 4096
# Has nothing to be quoted or taken out.
PLAIN = re.compile(r"(?:/[\w-][\w.-]*)*/?(?:\?[\w=&%-]*)?", re.ASCII)


def address(name: str, **parts: str | int) -> str:
    """`reverse(name, kwargs=parts)` in the active language. A page names the same addresses again and again, and what an
    address is hangs on nothing but its parts: so the last few thousand are kept."""
    return _address(name, tuple(parts.items()), *whose())


def whose() -> tuple[str | None, str]:
    """What every address on a page hangs on, beside its own parts: for what remembers a page's addresses."""
    return get_language(), get_script_prefix()


@lru_cache(KEPT)
def _address(name: str, parts: tuple[tuple[str, str | int], ...], *_where: str | None) -> str:
    return reverse(name, kwargs=dict(parts))


def in_other_language(path: str, language: str) -> str:
    """The same page in another language: the parts of an address have the same words in every one. What is under none leads to
    the front page. (To ask Django would read the words and the addresses of that language first, 4 MB of them.)"""
    root = get_script_prefix()
    here = f"{root}{get_language()}/"
    return f"{root}{language}/{path.removeprefix(here) if path.startswith(here) else ''}"


def absolute(request: HttpRequest, path: str) -> str:
    """The path under SITE_URL if that is set, else under the address of the request."""
    if settings.SITE_URL or PLAIN.fullmatch(path):
        return f"{site_of(request)}{path}"
    return request.build_absolute_uri(path)


def site_of(request: HttpRequest) -> str:
    """SITE_URL, or where the request was sent: https://chronicle.example."""
    kept: str = settings.SITE_URL or request.__dict__.get("site", "")
    if not kept:
        kept = request.__dict__["site"] = f"{request.scheme}://{request.get_host()}"
    return kept
