"""Why a synchronisation cannot go on: which file, which record, which field, in words."""

from collections.abc import Iterable
from typing import Any


class SyncError(Exception):
    """Nothing was changed."""


def name_of(label: str, key: Iterable[Any]) -> str:
    """A record for people: `news.articleversion two-suburban-lines/en/1`."""
    return f"{label} {'/'.join('–' if part is None else str(part) for part in key)}"


def refusal(file: str, record: str, message: object, field: str = "") -> SyncError:
    where = f"{file}: {record}" if file else record
    return SyncError(f"{where}{f', {field}' if field else ''}: {message}")
