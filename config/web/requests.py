"""Which request is this, what does it ask for, how long does it take: known to every log line written meanwhile."""

import logging
import os
import re
import time
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse

from config.web import metrics

logger = logging.getLogger(__name__)

# What a proxy may pass on: enough for its own ids, nothing that could break a line or a header.
SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")
HEADER = "X-Request-ID"

_id: ContextVar[str] = ContextVar("request_id", default="")
_view: ContextVar[str] = ContextVar("view", default="")


def current_id() -> str:
    """ "" outside of a request."""
    return _id.get()


def current_view() -> str:
    """The name of the address that is answered (`article_detail`, `admin:news_article_change`); "" where there is none."""
    return _view.get()


class RequestIds:
    """WSGI, before everything: the id that came in X-Request-ID, or a new one, on every answer, cached or not."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        given = environ.get("HTTP_X_REQUEST_ID", "")
        request_id = given if SANE.fullmatch(given) else os.urandom(8).hex()
        _id.set(request_id)

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            return start_response(status, [*headers, (HEADER, request_id)], exc_info)

        return self.application(environ, start)


class RequestLog:
    """Middleware: one line a request that Django answers, and its numbers. The address without its parameters, which may
    be what a reader looks for; no name and no address of the reader."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = _view.set("")
        try:
            return self._answer(request)
        finally:
            _view.reset(before)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - began
        metrics.request_answered(current_view() or "none", response.status_code, seconds)
        told = {"method": request.method, "path": request.path, "status": response.status_code}
        logger.info("request", extra=told | {"ms": round(seconds * 1000, 1)})
        return response

    def process_view(self, request: HttpRequest, *args: Any) -> None:
        _view.set(request.resolver_match.view_name if request.resolver_match else "")
