"""Who answers a question: the database of the content, or what an operator names to relieve it.

That is a standby of the database (SEARCH_DATABASE_URL) or OpenSearch (OPENSEARCH_URL). One that does not answer is left alone for
a while, and the content's own database is asked: readers see nothing of it.
"""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from logging import getLogger
from threading import Timer
from typing import Any, Protocol, TypeVar

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, connections

from config.web.postgresql import hang_up
from news.models import SearchDocument
from news.search.index import Asked, Index
from news.search.opensearch.client import OpenSearchError
from news.search.opensearch.engine import OpenSearch

STANDBY = "search"
WAITED_FOR, LEFT_ALONE = 3.0, 10.0  # seconds
Answer = TypeVar("Answer")

_log = getLogger(__name__)
_asked_again_at = 0.0


class Engine(Protocol):
    """See news.search.index.Index."""

    def counted(self, asked: Asked) -> Counter[str]: ...
    def ranked(self, asked: Asked, start: int, stop: int) -> list[SearchDocument]: ...


class Standby(Index):
    """One that hangs is hung up."""

    alias = STANDBY

    def rows(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        bound = Timer(WAITED_FOR, hang_up, [connections[STANDBY]])
        bound.start()
        try:
            return super().rows(sql, values)
        except (OperationalError, InterfaceError):
            connections[STANDBY].close()
            raise
        finally:
            bound.cancel()


def has_standby() -> bool:
    return STANDBY in settings.DATABASES


def relief() -> Engine | None:
    if has_standby():
        return Standby()
    return OpenSearch() if settings.OPENSEARCH_URL else None


def ask(question: Callable[[Engine], Answer]) -> Answer:
    """What `question` is told by who answers it. It only reads, and may be put twice."""
    global _asked_again_at
    if (engine := relief()) and time.monotonic() >= _asked_again_at:
        try:
            return question(engine)
        except (OperationalError, InterfaceError, OpenSearchError) as error:
            _asked_again_at = time.monotonic() + LEFT_ALONE
            _log.warning("the database answers searches for now", extra={"reason": str(error).strip()})
    return question(Index())


def behind_by() -> int:
    """How many changes of the content the standby has not heard of yet."""
    value = "SELECT value FROM news_contentstamp"
    values = []
    for database in (connections[STANDBY], connection):
        with database.cursor() as cursor:
            cursor.execute(value)
            row = cursor.fetchone()
            values.append(int(row[0]) if row else 0)
    return max(0, values[1] - values[0])
