"""The WSGI application in front of the site's."""

import re
import time
from collections.abc import Iterable

from config.web import metrics
from config.web.page_cache import copies
from config.web.page_cache.addresses import Addresses, Environ, Key
from config.web.page_cache.codings import preferred
from config.web.page_cache.flights import Flights
from config.web.page_cache.pages import Application, Page, Reply, Shelf, StartResponse, reply_of
from config.web.page_cache.watch import State, Watch

MAX_BYTES = 64 * 1024 * 1024
MAX_PAGE_BYTES = 2 * 1024 * 1024
SAFE = frozenset(["GET", "HEAD", "OPTIONS", "TRACE"])
NOWHERE = re.compile(r"(?!)")


class PageCache:
    """Thread-safe. `without_database`: matches paths that are answered while the database is out of reach."""

    def __init__(
        self,
        application: Application,
        watch: Watch,
        addresses: Addresses,
        without_database: re.Pattern[str] = NOWHERE,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self.application, self.watch, self.addresses = application, watch, addresses
        self.without_database = without_database
        self.shelf = Shelf(max_bytes, MAX_PAGE_BYTES)
        self.flights: Flights[Page | Reply] = Flights()
        self._kept = self.shelf.pages
        self._scheme = addresses.tls_header or "wsgi.url_scheme"

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        get = environ.get
        # Nearly every request is for a page that was kept under these very words and is of the present state.
        key: tuple[str | None, ...] = (
            get(self._scheme),
            get("HTTP_HOST"),
            get("PATH_INFO"),
            get("QUERY_STRING"),
        )
        page: Page | None = self._kept.get(key)  # type: ignore[call-overload]
        watch = self.watch
        if (
            page is not None
            and page.made_of is watch.state
            and watch.clock() < watch.believed_until
            and environ["REQUEST_METHOD"] in ("GET", "HEAD")
            and "HTTP_AUTHORIZATION" not in environ
        ):
            ready = page.ready.get(preferred(get("HTTP_ACCEPT_ENCODING", ""))[0])
            if ready is not None:
                page.is_wanted = True
                metrics.page_answered("hit")
                return ready.send(environ, start_response)
        return self._answer(environ, start_response)

    def _answer(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if self.without_database.match(environ.get("PATH_INFO", "")):
            return self.application(environ, start_response)
        state = self.watch.current()
        if environ["REQUEST_METHOD"] not in SAFE:
            return self._act(environ, start_response)
        key = self._key(environ)
        if key is None:
            return self._pass(environ, start_response)
        if state is None:
            return self._stand_in(key, environ, start_response)
        page = self._kept.get(key)
        if page is None or page.made_of is not state:
            return self._make(key, state, environ, start_response)
        page.is_wanted = True
        metrics.page_answered("hit")
        return self._send(key, page, environ, start_response)

    def _key(self, environ: Environ) -> Key | None:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or "HTTP_AUTHORIZATION" in environ:
            return None
        return self.addresses.key(environ)

    def _act(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Whatever it changes shows in the next page of this process. While the database is away the site still answers, for it
        alone can give back what was typed."""
        try:
            return self.application(environ, start_response)
        finally:
            if not self.watch.is_away:
                self.watch.look()

    def _pass(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """A request whose answer is not kept; searches and journeys are still pages, and sent encoded."""
        metrics.page_answered("unkept")
        if self.watch.is_away:
            return copies.away().send(environ, start_response)
        is_page = self.addresses.is_page(environ.get("PATH_INFO", ""))
        if not is_page or environ["REQUEST_METHOD"] not in ("GET", "HEAD") or "HTTP_AUTHORIZATION" in environ:
            return self.application(environ, start_response)
        reply = reply_of(self.application, environ | {"REQUEST_METHOD": "GET"})
        if reply.failed and self.watch.is_away:
            return copies.away().send(environ, start_response)
        if not reply.is_page:
            return reply.send(environ, start_response)
        page = Page(reply, None, 0)
        return page.encode(preferred(environ.get("HTTP_ACCEPT_ENCODING", ""))[0]).send(
            environ, start_response
        )

    def _make(
        self, key: Key, state: State, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        try:
            made = self.flights.share((key, state), lambda: self._made(key, state, environ), _is_shared)
        except Exception:
            if self._copy(key) is None:
                raise
            return self._stand_in(key, environ, start_response)
        metrics.page_answered("miss")
        if isinstance(made, Page):
            return self._send(key, made, environ, start_response)
        if made.failed and (self._copy(key) or self.watch.is_away):
            return self._stand_in(key, environ, start_response)
        if _wants_data(environ) and not made.failed:
            # Why there is no page, in the form this one reads: the only thing in an answer that a header decides.
            return self.application(environ, start_response)
        return made.send(environ, start_response)

    def _made(self, key: Key, state: State, environ: Environ) -> Page | Reply:
        """From the key alone. The state was read before, so the page is of it or of a later one, which then makes it anew."""
        reply = reply_of(self.application, self.addresses.request(key, environ))
        if reply.is_page:
            page = Page(reply, state, time.time())
            self.shelf.put(key, page)
            return page
        if not reply.failed:
            self.shelf.drop(key)
        return reply

    def _send(self, key: Key, page: Page, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        coding = preferred(environ.get("HTTP_ACCEPT_ENCODING", ""))[0]
        is_new = coding not in page.ready
        ready = page.encode(coding)
        if is_new:
            self.shelf.weigh(key, page)
        return ready.send(environ, start_response)

    def _stand_in(self, key: Key, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        metrics.page_answered("stale")
        page = self._copy(key)
        if page is None:
            return copies.away().send(environ, start_response)
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        language = key.path[1:3]
        return copies.copy_of(page, language, accepted, time.time()).send(environ, start_response)

    def _copy(self, key: Key) -> Page | None:
        page = self._kept.get(key)
        return page if page and self.watch.may_stand_in(page.made_of) else None


def _is_shared(made: Page | Reply) -> bool:
    return isinstance(made, Page) or (made.is_for_everybody and not made.failed)


def _wants_data(environ: Environ) -> bool:
    accepted = environ.get("HTTP_ACCEPT", "")
    return "json" in accepted and "text/html" not in accepted
