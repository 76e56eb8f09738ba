"""Lists for machines: what each column is called, what it holds and how it is read. One list of columns makes the CSV, the JSON
and the key to both."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.functional import Promise

# A whole address of a path of this site.
Absolute = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Column:
    """`read(thing, absolute)` gives what a cell holds: text, a number, a day, a truth, a list of them, or nothing."""

    name: str
    says: str | Promise
    read: Callable[[Any, Absolute], Any]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    name: str
    says: str | Promise
    columns: Sequence[Column]

    @property
    def header(self) -> list[str]:
        return [column.name for column in self.columns]

    def rows(self, things: Iterable[Any], absolute: Absolute) -> list[dict[str, Any]]:
        return [self.row(thing, absolute) for thing in things]

    def row(self, thing: Any, absolute: Absolute) -> dict[str, Any]:
        return {column.name: column.read(thing, absolute) for column in self.columns}


def utc_moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def iso_day(value: Any) -> str | None:
    """Days and dates known only in part, as ISO 8601 writes them: 2025-03-13, 2025-03, 2025."""
    return str(value) if value else None
