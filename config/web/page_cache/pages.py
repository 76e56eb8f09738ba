"""Pages as they are sent: headers and bytes ready in each coding, and a shelf that holds so many bytes of them."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from config.web.page_cache.addresses import Environ, Key
from config.web.page_cache.codings import IDENTITY, encoded

StartResponse = Callable[..., Any]
Headers = list[tuple[str, str]]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

MIN_ENCODED = 500  # bytes; below it a header costs more than it saves
PACKED = ("application/zip", "image/")  # kinds that are compressed already
OVERHEAD = 2_048  # bytes of a page's objects
# Said anew by the door, or true of one moment and one connection only.
REPLACED = frozenset(
    [
        "age",
        "cache-control",
        "connection",
        "content-length",
        "date",
        "etag",
        "keep-alive",
        "last-modified",
        "server",
        "server-timing",
        "transfer-encoding",
        "vary",
        "x-request-id",
    ]
)
# Nothing that a header of the request could have changed: pages are made without any.
HARMLESS = frozenset(["", "accept-language", "accept-encoding"])
NOT_PUBLIC = ("no-store", "private", "no-cache")
# Why there is no page: never kept, so only for those who ask meanwhile; told in another form to those who want data (`door`).
HARMLESS_OF_NONE = HARMLESS | {"accept"}
NOT_SHARED = ("no-store", "private")


@dataclass(frozen=True, slots=True)
class Reply:
    """What an application answered, whole."""

    status: str
    headers: Headers
    body: bytes

    @property
    def failed(self) -> bool:
        return self.status.startswith("5")

    @property
    def is_for_everybody(self) -> bool:
        """It sets no cookie, does not differ by a header, and does not ask to be kept from others."""
        not_public, harmless = (NOT_PUBLIC, HARMLESS) if self.is_whole else (NOT_SHARED, HARMLESS_OF_NONE)
        for name, value in self.headers:
            match name.lower():
                case "set-cookie" | "content-encoding" | "content-range" | "www-authenticate":
                    return False
                case "cache-control" if any(word in value.lower() for word in not_public):
                    return False
                case "vary" if not harmless.issuperset(part.strip().lower() for part in value.split(",")):
                    return False
        return True

    @property
    def is_whole(self) -> bool:
        return self.status.startswith("200 ")

    @property
    def is_page(self) -> bool:
        return self.is_whole and self.is_for_everybody

    def send(self, environ: Environ, start_response: StartResponse) -> list[bytes]:
        start_response(self.status, self.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]


def reply_of(application: Application, environ: Environ) -> Reply:
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
    return Reply(*answered[0], body)


@dataclass(frozen=True, slots=True)
class Ready:
    """One coding of a page: what is handed to the server, made once."""

    status: str
    etag: str
    headers: Headers
    not_modified: Headers
    body: list[bytes]

    def send(self, environ: Environ, start_response: StartResponse) -> list[bytes]:
        """The page, or 304 where the reader has these very bytes."""
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known is not None and matches(known, self.etag):
            start_response("304 Not Modified", self.not_modified)
            return []
        start_response(self.status, self.headers)
        return self.body if environ["REQUEST_METHOD"] == "GET" else []


@dataclass(slots=True)
class Page:
    """`made_of`: the state of the content it was made of; a page is given out while that is the present one.
    `is_wanted`: somebody asked for it again since the shelf last looked."""

    reply: Reply
    made_of: object
    made_at: float  # seconds since 1970
    ready: dict[str, Ready] = field(default_factory=dict)
    is_wanted: bool = False

    @property
    def size(self) -> int:
        bodies = {id(body): len(body) for ready in self.ready.values() for body in ready.body}
        return OVERHEAD + sum((bodies | {id(self.reply.body): len(self.reply.body)}).values())

    @property
    def is_encodable(self) -> bool:
        kind = next((value for name, value in self.reply.headers if name.lower() == "content-type"), "")
        return len(self.reply.body) >= MIN_ENCODED and not kind.startswith(PACKED)

    def encode(self, coding: str) -> Ready:
        """Two that ask at once both do it, and one is kept."""
        if coding not in self.ready:
            plain = coding == IDENTITY or self.is_encodable
            self.ready[coding] = _ready(self.reply, coding) if plain else self.encode(IDENTITY)
        return self.ready[coding]


def _ready(reply: Reply, coding: str) -> Ready:
    body = encoded(reply.body, coding)
    etag = f'"{hashlib.sha256(reply.body).hexdigest()[:20]}-{coding}"'
    kept = [(name, value) for name, value in reply.headers if name.lower() not in REPLACED]
    # Readers' browsers ask each time and get 304: nothing is shown after it was corrected.
    kept += [("Cache-Control", "public, no-cache"), ("Vary", "Accept-Encoding"), ("ETag", etag)]
    whole = [*kept, ("Content-Length", str(len(body)))]
    if coding != IDENTITY:
        whole.append(("Content-Encoding", coding))
    not_modified = [(name, value) for name, value in kept if name.lower() != "content-type"]
    return Ready(reply.status, etag, whole, not_modified, [body])


def matches(if_none_match: str, etag: str) -> bool:
    """Weakly (RFC 9110, 13.1.2). Our tags hold no comma."""
    tags = (tag.strip().removeprefix("W/") for tag in if_none_match.split(","))
    return if_none_match.strip() == "*" or etag in tags


class Shelf:
    """Pages by key, at most `most` bytes of them; what nobody asked for lately goes first. Thread-safe.

    A page found takes no lock: it is marked as wanted, and when room is needed it is passed over once.
    """

    def __init__(self, most: int, most_a_page: int) -> None:
        self.most, self.most_a_page = most, most_a_page
        self.pages: OrderedDict[Key, Page] = OrderedDict()
        self.bytes = 0
        self._sizes: dict[Key, int] = {}
        self._lock = threading.Lock()

    def put(self, key: Key, page: Page) -> None:
        if len(page.reply.body) > self.most_a_page:
            return self.drop(key)
        with self._lock:
            self._take(key)
            self.pages[key], self._sizes[key] = page, page.size
            self.bytes += page.size
            self._make_room()
        return None

    def weigh(self, key: Key, page: Page) -> None:
        """After a coding was added to it."""
        with self._lock:
            if self.pages.get(key) is page:
                self.bytes += page.size - self._sizes[key]
                self._sizes[key] = page.size
                self._make_room()

    def drop(self, key: Key) -> None:
        with self._lock:
            self._take(key)

    def _take(self, key: Key) -> None:
        if self.pages.pop(key, None):
            self.bytes -= self._sizes.pop(key)

    def _make_room(self) -> None:
        while self.bytes > self.most and self.pages:
            key, page = next(iter(self.pages.items()))
            if page.is_wanted:
                page.is_wanted = False
                self.pages.move_to_end(key)
            else:
                self._take(key)
