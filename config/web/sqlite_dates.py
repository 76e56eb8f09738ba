"""Days and moments as SQLite's driver reads them, which holds them as text. A page reads the same ones hundreds of times: each
text is read once, and the last few thousand are kept."""

import sqlite3
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.db import connection
from django.utils.dateparse import parse_date, parse_datetime

KEPT = 4096
READERS: dict[str, Callable[[str], Any]] = {"date": parse_date, "datetime": parse_datetime}


def read_dates_once() -> None:
    """In the place of Django's readers, which it registers as it loads its own part for SQLite."""
    if connection.vendor == "sqlite":
        for name, parse in READERS.items():
            sqlite3.register_converter(name, lru_cache(KEPT)(_reader(parse)))


def _reader(parse: Callable[[str], Any]) -> Callable[[bytes], Any]:
    return lambda text: parse(text.decode())
