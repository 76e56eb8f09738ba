"""Which database a question is put to: that of the content, or a standby of it that an operator names by SEARCH_DATABASE_URL.

A standby that does not answer is left alone for a while, and the content's own is asked: readers see nothing of it.
"""

import time
from collections.abc import Callable
from logging import getLogger
from threading import Timer
from typing import TypeVar

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from config.web.postgresql import hang_up

STANDBY = "search"
WAITED_FOR, LEFT_ALONE = 3.0, 10.0  # seconds
Answer = TypeVar("Answer")

_log = getLogger(__name__)
_asked_again_at = 0.0


def has_standby() -> bool:
    return STANDBY in settings.DATABASES


def ask(question: Callable[[BaseDatabaseWrapper], Answer]) -> Answer:
    """What `question` makes of the database it is given. It only reads, and may be put twice."""
    global _asked_again_at
    if has_standby() and time.monotonic() >= _asked_again_at:
        try:
            return _asked(question, connections[STANDBY])
        except (OperationalError, InterfaceError) as error:
            _asked_again_at = time.monotonic() + LEFT_ALONE
            connections[STANDBY].close()
            _log.warning("the standby did not answer a search", extra={"reason": str(error).strip()})
    return question(connection)


def _asked(question: Callable[[BaseDatabaseWrapper], Answer], standby: BaseDatabaseWrapper) -> Answer:
    """One that hangs is hung up."""
    bound = Timer(WAITED_FOR, hang_up, [standby])
    bound.start()
    try:
        return question(standby)
    finally:
        bound.cancel()


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
