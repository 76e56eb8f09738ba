"""Queries for which a reader or an editor waits too long, and those that fail: said with the view that asked."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.db.backends.base.base import BaseDatabaseWrapper

from config.web import metrics
from config.web.requests import current_id, current_view

logger = logging.getLogger(__name__)
MOST = 500  # characters of a query


def watch(sender: Any, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """`connection_created` receiver."""
    if observe not in connection.execute_wrappers:
        connection.execute_wrappers.append(observe)


def observe(execute: Callable[..., Any], query: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """The text of a query without its values, which may be what somebody typed. Nobody waits for what a command asks in bulk."""
    began = time.perf_counter()
    try:
        return execute(query, params, many, context)
    except (DatabaseError, InterfaceError) as error:
        metrics.database_failed(type(error).__name__)
        raise
    finally:
        milliseconds = (time.perf_counter() - began) * 1000
        if milliseconds >= settings.SLOW_QUERY_MS and current_id():
            view = current_view() or "none"
            metrics.query_was_slow(view)
            logger.warning("slow query", extra={"query": str(query)[:MOST], "ms": round(milliseconds, 1)})
