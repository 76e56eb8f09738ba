"""Queries as SQLite's driver takes them, with a question mark for each value: Django writes each anew each time it is asked, for
the longest ones of a page in the time that others take to be answered."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.db import connection

KEPT = 128  # as many as the driver keeps compiled
LONGEST = 16_000  # characters: what is longer writes many rows, and no page asks it


def rewrite_queries_once() -> None:
    """In the place of what Django does, which hangs on nothing but the text."""
    if connection.vendor == "sqlite":
        from django.db.backends.sqlite3.base import SQLiteCursorWrapper  # noqa: PLC0415 nothing of it where it is not asked

        SQLiteCursorWrapper.convert_query = _taker(SQLiteCursorWrapper.convert_query)  # type: ignore[method-assign]


def _taker(rewrite: Callable[..., str]) -> Callable[..., str]:
    @lru_cache(KEPT)
    def kept(query: str) -> str:
        return rewrite(None, query)

    def convert_query(self: Any, query: str, *, param_names: Any = None) -> str:
        if param_names or len(query) > LONGEST:
            return rewrite(self, query, param_names=param_names)
        return kept(query)

    return convert_query
