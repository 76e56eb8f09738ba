"""What is answered when something broke. Where an editor had sent a form, what was typed comes back with the words of why."""

import errno
import sqlite3
import sys
from collections.abc import Iterator

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse

from news.signing_in.guard import ACCOUNTS, OPEN, carried

NO_ROOM, AWAY, FAULT = "no room", "away", "fault"
FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EROFS))
FULL_SQLITE = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY")
FULL_POSTGRESQL = "53100"  # disk_full
RETRY_AFTER = "60"  # seconds


def something_broke(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database: it may be what broke."""
    if not _is_typed(request):
        return HttpResponse(render_to_string("500.html"), status=500)
    why = cause(sys.exc_info()[1])
    sent = carried(request)
    context = {
        "why": why,
        "address": request.get_full_path(),
        "csrf_token": get_token(request),
        "carried": sent,
        "readable": [value for _, value in sent if "\n" in value.strip()],
        "loses_files": bool(request.FILES),
    }
    status = 500 if why == FAULT else 503
    headers = {"Retry-After": RETRY_AFTER} if status == 503 else {}
    return HttpResponse(render_to_string("admin/unsaved.html", context), status=status, headers=headers)


def _is_typed(request: HttpRequest) -> bool:
    """A form of the desk, of which nothing is secret. Scripts of the desk keep by themselves what they send."""
    name = (request.resolver_match and request.resolver_match.url_name) or ""
    is_secret = name in OPEN or name.startswith(ACCOUNTS)
    is_of_the_desk = request.method == "POST" and request.path.startswith(reverse("admin:index"))
    return is_of_the_desk and not is_secret and request.accepts("text/html") and bool(request.POST)


def cause(error: BaseException | None) -> str:
    """Which of the three, by what the system or the database said first."""
    chain = [*_chain(error)]
    if any(_is_no_room(each) for each in chain):
        return NO_ROOM
    is_away = any(isinstance(each, (OperationalError, InterfaceError)) for each in chain)
    return AWAY if is_away else FAULT


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _is_no_room(error: BaseException) -> bool:
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorname", "").startswith(FULL_SQLITE)
    return getattr(error, "errno", None) in FULL or getattr(error, "sqlstate", None) == FULL_POSTGRESQL
