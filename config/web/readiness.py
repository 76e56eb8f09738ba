"""May readers be sent to this process? Each check answers for one thing it needs; what follows saves may not be overdue."""

import os
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass, field
from functools import partial
from math import inf

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, connections

from config.web.schema import unapplied

EVERY = 1.0  # seconds


class NotReadyError(Exception):
    """Says what is wrong, in words."""


Check = Callable[[], None]  # raises NotReadyError
Overdue = Callable[[], int]  # how many things wait for what should have followed their saving

_checks: dict[str, Check] = {}
_overdue: dict[str, Overdue] = {}


def register(name: str, check: Check) -> None:
    _checks[name] = check


def register_overdue(name: str, count: Overdue, *, readers_wait: bool = True) -> None:
    """`count` costs one indexed query: it is asked at every look. `readers_wait`: they are not sent to where it is overdue."""
    _overdue[name] = count
    if readers_wait:
        _checks[name] = partial(_none_overdue, name)


def answers() -> dict[str, str]:
    """{check: "ok", or what is wrong}, of all of them; the database first, without which the others are not asked."""
    try:
        _database()
    except NotReadyError as reason:
        return {"database": str(reason)}
    return {"database": "ok"} | {name: _said(check) for name, check in _all_checks()}


def overdue() -> dict[str, int]:
    return {name: count() for name, count in _overdue.items()}


def answers_in_time() -> dict[str, str]:
    """The same within READY_SECONDS, even where the database takes the question and does not answer; asked anew once a second
    at most, for anybody may ask."""
    if not settings.READY_SECONDS:
        return answers()
    if time.monotonic() - _last.at >= EVERY:
        try:
            said = _asking.submit(_and_close, answers).result(settings.READY_SECONDS)
        except TookTooLong:
            said = {"database": f"no answer within {settings.READY_SECONDS} s"}
        _last.said, _last.at = said, time.monotonic()
    return _last.said


@dataclass(slots=True)
class _Last:
    said: dict[str, str] = field(default_factory=dict)
    at: float = -inf


_last = _Last()
# Two, so that a look that hangs leaves room for one that finds the database back.
_asking = ThreadPoolExecutor(max_workers=2, thread_name_prefix="readiness")


def _and_close(work: Callable[[], Mapping[str, str]]) -> dict[str, str]:
    try:
        return dict(work())
    finally:
        connections.close_all()


def _all_checks() -> Iterator[tuple[str, Check]]:
    yield "migrations", _migrations
    yield "storage", check_storage
    yield from _checks.items()


def _said(check: Check) -> str:
    try:
        check()
    except NotReadyError as reason:
        return str(reason)
    except Exception as error:  # whatever a storage raises, an answer is due
        return f"{type(error).__name__}: {error}".strip()
    return "ok"


def _database() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        raise NotReadyError(f"out of reach ({type(error).__name__})") from error


def _migrations() -> None:
    if waiting := unapplied(connection):
        raise NotReadyError(f"{len(waiting)} are not applied; type:  manage.py migrate")


def check_storage() -> None:
    """Writes a file and takes it away again, as an upload would."""
    name = default_storage.save(f"ready/{os.getpid()}-{uuid.uuid4().hex}", ContentFile(b"ready"))
    default_storage.delete(name)


def _none_overdue(name: str) -> None:
    if count := _overdue[name]():
        raise NotReadyError(f"{count} overdue; type:  manage.py reindex")
