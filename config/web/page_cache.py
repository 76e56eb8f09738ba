"""The page cache at the door: answers known pages in front of Django, and is never older than the content.

A page is kept under (host, path, the parameters pages know), with the content stamp it was made from and the moment at which
time alone changes it. The stamp is read at most once a second, and again after each unsafe request through this process,
so what an editor publishes here shows here at once and on every other process within a second.
"""

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlencode

import brotli
from django.utils import timezone

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Headers = list[tuple[str, str]]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# Every query parameter a cached page reads. Others are dropped from the key and from the request, so they cannot fill the cache.
PAGE_PARAMETERS = frozenset(
    [
        "as_of",
        "on",
        "paper",
        "number",
        "direction",
        "page",
        "topic",
        "kind",
        "year",
        "family",
        "designation",
        "party",
        "subject",
        "status",
        "in_force",
        "text",
        "disputed",
        "known_at",
        "version",
        "from",
        "to",
        "state",
        "order",
        "language",
        "languages",
    ]
)
LANGUAGE_PREFIXES = ("/en/", "/ru/", "/be/")
# Files of every language, kept as pages are. Not notices: when one ends, no row changes.
FILES = frozenset(["/gtfs.zip", "/gtfs-report.json"])
# Free text in the address: as many pages as there are readers. Departures: what is next is another train each minute.
UNCACHED = ("/search/", "/journeys/", "/departures/")
MAX_BYTES = 64 * 1024 * 1024
READ_EVERY = 1.0  # seconds
KEPT_QUALITY = 10  # of brotli, 0 to 11: 30 ms once a page, and 10 % fewer bytes for each reader
MIN_COMPRESSED = 500  # bytes; below it a header costs more than it saves
PACKED = ("application/zip", "image/")  # kinds that are compressed already


class Freshness(Protocol):
    @property
    def stamp(self) -> int: ...
    @property
    def changes_at(self) -> datetime: ...


LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Unkept:
    """Of a page that is given out once."""

    stamp: int = 0
    changes_at: datetime = LONG_AGO


@dataclass(frozen=True, slots=True)
class Page:
    status: str
    headers: Headers
    bodies: dict[str, bytes]  # by content coding: "br", "gzip", "identity"
    etag: str
    stamp: int
    changes_at: datetime

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies.values())) + 1024


class PageCache:
    """WSGI application in front of another. Thread-safe; a cold page is made once, however many ask."""

    def __init__(self, application: Application, read: Callable[[], Freshness], tls_header: str = "") -> None:
        """`tls_header`: the WSGI name of the header by which a trusted proxy says that the reader came by HTTPS."""
        self.application = application
        self.tls_header = tls_header
        self.read = read
        self.pages: OrderedDict[tuple[str, ...], Page] = OrderedDict()
        self.bytes = 0
        self.lock = threading.Lock()
        self.making: dict[tuple[str, ...], threading.Lock] = {}
        self.freshness: Freshness | None = None
        self.read_at = -inf

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            try:
                return self.application(environ, start_response)
            finally:
                self.read_at = -inf  # whatever it changed shows in the next page
        key = cache_key(environ, self.tls_header)
        if key is None:
            return self._pass(environ, start_response)
        environ["QUERY_STRING"] = key[-1]
        fresh = self._freshness()
        page = self._find(key, fresh)
        if page is None:
            with self._making(key):
                page = self._find(key, fresh)
                if page is None:
                    return self._make(key, fresh, environ, start_response)
        return answer(page, environ, start_response)

    def _pass(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """A request whose answer is not kept; searches and journeys are still pages, and sent compressed."""
        if not environ.get("PATH_INFO", "").startswith(LANGUAGE_PREFIXES):
            return self.application(environ, start_response)
        status, headers, body = call(self.application, environ | {"REQUEST_METHOD": "GET"})
        if not cacheable(status, headers):
            start_response(status, headers)
            return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
        # Made for one reader: a quick compression.
        page = make_page(status, headers, body, Unkept(), brotli_quality=5)
        return answer(page, environ, start_response)

    def _freshness(self) -> Freshness:
        if (
            self.freshness is None
            or time.monotonic() - self.read_at >= READ_EVERY
            or timezone.now() >= self.freshness.changes_at
        ):
            self.read_at = time.monotonic()
            self.freshness = self.read()
        return self.freshness

    def _find(self, key: tuple[str, ...], fresh: Freshness) -> Page | None:
        page = self.pages.get(key)
        if page is None or page.stamp != fresh.stamp or timezone.now() >= page.changes_at:
            return None
        with self.lock:
            if key in self.pages:
                self.pages.move_to_end(key)
        return page

    def _making(self, key: tuple[str, ...]) -> threading.Lock:
        with self.lock:
            if len(self.making) > 10_000:
                self.making.clear()
            return self.making.setdefault(key, threading.Lock())

    def _make(
        self, key: tuple[str, ...], fresh: Freshness, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        status, headers, body = call(self.application, environ | {"REQUEST_METHOD": "GET"})
        if not cacheable(status, headers):
            start_response(status, headers)
            return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
        page = make_page(status, headers, body, fresh)
        with self.lock:
            if (old := self.pages.pop(key, None)) is not None:
                self.bytes -= old.size
            self.pages[key] = page
            self.bytes += page.size
            while self.bytes > MAX_BYTES:
                self.bytes -= self.pages.popitem(last=False)[1].size
        return answer(page, environ, start_response)


def cache_key(environ: Environ, tls_header: str = "") -> tuple[str, ...] | None:
    """(scheme, host, path, query): the query last, sorted, with the parameters pages know. None: not a page to keep."""
    path: str = environ.get("PATH_INFO", "")
    if (
        not (path.startswith(LANGUAGE_PREFIXES) or path in FILES)
        or any(part in path for part in UNCACHED)
        or "HTTP_AUTHORIZATION" in environ
    ):
        return None
    query: str = environ.get("QUERY_STRING", "")
    if query:
        known = (
            [
                pair
                for pair in parse_qsl(query, keep_blank_values=False, max_num_fields=100)
                if pair[0] in PAGE_PARAMETERS
            ]
            if query.count("&") < 100
            else []
        )
        query = urlencode(sorted(known))
    # Without this a page kept for HTTPS would answer HTTP, which is to be redirected. A header nobody set is not read.
    scheme = environ.get(tls_header, "") if tls_header else environ.get("wsgi.url_scheme", "http")
    return (scheme, environ.get("HTTP_HOST", ""), path, query)


def call(application: Application, environ: Environ) -> tuple[str, Headers, bytes]:
    """The whole answer of an application."""
    answered: list[tuple[str, Headers]] = []

    def start(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], None]:
        answered[:] = [(status, headers)]
        return lambda data: None

    parts = application(environ, start)
    try:
        body = b"".join(parts)
    finally:
        if close := getattr(parts, "close", None):
            close()
    status, headers = answered[0]
    return status, headers, body


def cacheable(status: str, headers: Headers) -> bool:
    """Whole, public pages only: nothing that sets a cookie, differs by a header, or asks not to be kept."""
    if not status.startswith("200 "):
        return False
    for name, value in headers:
        match name.lower():
            case "set-cookie" | "content-encoding":
                return False
            case "cache-control" if any(word in value for word in ("no-store", "private")):
                return False
            # What is kept has its language in the address, or none.
            case "vary" if value.strip().lower() not in ("", "accept-language"):
                return False
    return True


def make_page(
    status: str, headers: Headers, body: bytes, fresh: Freshness, brotli_quality: int = KEPT_QUALITY
) -> Page:
    bodies = {"identity": body}
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    if len(body) >= MIN_COMPRESSED and not kind.startswith(PACKED):
        bodies["gzip"] = gzip.compress(body, 6, mtime=0)
        bodies["br"] = brotli.compress(body, quality=brotli_quality)
    replaced = ("content-length", "etag", "cache-control", "vary", "last-modified")
    kept = [(name, value) for name, value in headers if name.lower() not in replaced]
    # Readers' browsers ask each time and get 304: nothing is shown after it was corrected.
    kept += [("Cache-Control", "public, no-cache"), ("Vary", "Accept-Encoding")]
    return Page(status, kept, bodies, hashlib.sha256(body).hexdigest()[:20], fresh.stamp, fresh.changes_at)


def answer(page: Page, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    coding = chosen_coding(environ.get("HTTP_ACCEPT_ENCODING", ""), page.bodies)
    etag = f'"{page.etag}-{coding}"'
    headers = [*page.headers, ("ETag", etag)]
    if matches(environ.get("HTTP_IF_NONE_MATCH", ""), etag):
        start_response("304 Not Modified", [(n, v) for n, v in headers if n != "Content-Type"])
        return []
    if coding != "identity":
        headers.append(("Content-Encoding", coding))
    body = page.bodies[coding]
    start_response(page.status, [*headers, ("Content-Length", str(len(body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def chosen_coding(accepted: str, bodies: dict[str, bytes]) -> str:
    """The smallest coding the reader takes (RFC 9110, 12.5.3); q=0 refuses one."""
    offered = set()
    for part in accepted.lower().split(","):
        name, _, parameters = part.strip().partition(";")
        if parameters.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            offered.add(name.strip())
    return next((coding for coding in ("br", "gzip") if coding in offered and coding in bodies), "identity")


def matches(if_none_match: str, etag: str) -> bool:
    return if_none_match == "*" or etag in (
        tag.strip().removeprefix("W/") for tag in if_none_match.split(",")
    )
