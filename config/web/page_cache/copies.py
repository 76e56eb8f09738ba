"""What is given out while the database is out of reach: the last good copy, marked as one, or a page that says so."""

from datetime import UTC, datetime
from functools import lru_cache

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware
from django.template.loader import render_to_string
from django.utils.translation import override

from config.web import headers as policies
from config.web.page_cache.codings import encoded, preferred
from config.web.page_cache.pages import REPLACED, Headers, Page, Reply

MAIN = b'<main id="main" tabindex="-1">'
RETRY_AFTER = "2"  # seconds


def copy_of(page: Page, language: str, accepted: str, now: float) -> Reply:
    """With a line above the text that says of when it is, in `language`, and headers that say it to machines. Not to be kept by
    anybody: the page is asked for again at the next visit."""
    coding = preferred(accepted)[0] if page.is_encodable else "identity"
    headers: Headers = [(name, value) for name, value in page.reply.headers if name.lower() not in REPLACED]
    headers += [
        ("Cache-Control", "no-store"),
        ("Vary", "Accept-Encoding"),
        ("Age", str(max(0, int(now - page.made_at)))),
        ("Warning", '111 - "Revalidation Failed"'),
    ]
    body = encoded(marked(page.reply.body, page.made_at, language), coding)
    if coding != "identity":
        headers.append(("Content-Encoding", coding))
    return Reply(page.reply.status, [*headers, ("Content-Length", str(len(body)))], body)


def marked(body: bytes, made_at: float, language: str) -> bytes:
    """Data has no such line: its headers say it."""
    before, main, after = body.partition(MAIN)
    return before + main + _line(int(made_at), language) + after if main else body


@lru_cache(maxsize=64)
def _line(made_at: int, language: str) -> bytes:
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with override(known):
        return (
            render_to_string("site/_copy.html", {"made_at": datetime.fromtimestamp(made_at, UTC)})
            .strip()
            .encode()
        )


@lru_cache(maxsize=1)
def away() -> Reply:
    """503, in three languages, under the policies of every other answer."""
    request, response = _Secure(), HttpResponse(render_to_string("503.html"), status=503)
    for middleware in (CSPMiddleware, SecurityMiddleware, XFrameOptionsMiddleware):
        middleware(_never).process_response(request, response)
    policies.Headers(lambda request: response)(request)
    response["Cache-Control"], response["Retry-After"] = "no-store", RETRY_AFTER
    response["Content-Length"] = str(len(response.content))
    return Reply("503 Service Unavailable", list(response.items()), response.content)


class _Secure(HttpRequest):
    """Of HSTS too; over HTTP a browser passes over that header."""

    def is_secure(self) -> bool:
        return True


def _never(request: HttpRequest) -> HttpResponse:
    """Behind a middleware that only adds its headers."""
    raise NotImplementedError
