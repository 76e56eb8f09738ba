"""Which requests ask for a page to keep, and under which key: the same page has one key, different pages never share one."""

import io
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

Environ = dict[str, Any]

MOST_FIELDS = 50
MOST_LETTERS = 1_000  # of a query; longer ones are free text, asked once
PORTS = {"http": ":80", "https": ":443"}
# Of a request for a page to keep, nothing but the key reaches the page: not a header, not a body, not the address as typed.
UNKEYED = frozenset(
    ["CONTENT_LENGTH", "CONTENT_TYPE", "RAW_URI", "REQUEST_URI", "SCRIPT_URL", "REDIRECT_URL"]
)


class Key(NamedTuple):
    """In the form of a request that needs no changing: what is found under it as it came was kept under it."""

    scheme: str
    host: str
    path: str
    query: str


@dataclass(frozen=True, slots=True)
class Addresses:
    """`prefixes`: of pages; `files`: kept as pages are; `apart`: parts of a path whose pages are not kept; `parameters`: every
    parameter that a kept page reads, the others are dropped; `tls_header`: the WSGI name of the header by which a trusted
    proxy says that the reader came by HTTPS."""

    prefixes: tuple[str, ...]
    files: frozenset[str] = frozenset()
    apart: tuple[str, ...] = ()
    parameters: frozenset[str] = frozenset()
    tls_header: str = ""

    def is_page(self, path: str) -> bool:
        return path.startswith(self.prefixes)

    def key(self, environ: Environ) -> Key | None:
        """None: not a page to keep."""
        path: str = environ.get("PATH_INFO", "")
        if not (self.is_page(path) or path in self.files) or any(part in path for part in self.apart):
            return None
        scheme = self.scheme(environ)
        host, query = (
            _host(environ.get("HTTP_HOST", ""), scheme),
            self._query(environ.get("QUERY_STRING", "")),
        )
        return None if query is None or not host else Key(scheme, host, path, query)

    def scheme(self, environ: Environ) -> str:
        """Without it a page kept for HTTPS would answer HTTP, which is to be redirected. A header nobody set is not read."""
        if not self.tls_header:
            return str(environ.get("wsgi.url_scheme", "http"))
        told = environ.get(self.tls_header, "").partition(",")[0].strip()  # as Django reads it
        return "https" if told == "https" else "http"

    def _query(self, query: str) -> str | None:
        """Sorted by name, values of one name in their order. Bytes that are not ASCII stay the bytes they are."""
        if not query:
            return ""
        if len(query) > MOST_LETTERS or query.count("&") >= MOST_FIELDS:
            return None
        known = [pair for pair in parse_qsl(query, encoding="latin-1") if pair[0] in self.parameters]
        return urlencode(sorted(known, key=itemgetter(0)), encoding="latin-1", errors="replace")

    def request(self, key: Key, environ: Environ) -> Environ:
        """The request as the application is to see it."""
        made = {
            name: value
            for name, value in environ.items()
            if name not in UNKEYED and not name.startswith("HTTP_")
        }
        made |= {
            "REQUEST_METHOD": "GET",
            "HTTP_HOST": key.host,
            "PATH_INFO": key.path,
            "QUERY_STRING": key.query,
            "wsgi.input": io.BytesIO(),
        }
        if self.tls_header:
            made[self.tls_header] = key.scheme
        return made


def _host(host: str, scheme: str) -> str:
    """In small letters, without the port that goes without saying and the dot of the root."""
    return host.lower().removesuffix(PORTS.get(scheme, "")).removesuffix(".")
