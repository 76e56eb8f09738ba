"""Several prepared queries asked as one statement: for pages of which each part is small, and whose parts are many.

    @together
    def told() -> dict[str, QuerySet]:
        return {
            "events": RouteEvent.objects.filter(route=Slot("route")).order_by("dated_on"),
            "claims": RouteClaim.objects.filter(route=Slot("route")).order_by("subject"),
        }

    told().rows(route=route.pk)["events"]

Each is a table of the statement, and each of its rows comes as a JSON array of its columns, numbered in its own order: rows
of different width under one roof. A query sent and answered costs more than the writing and reading of some dozen such rows.
"""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import DateField, QuerySet, Window
from django.db.models.functions import RowNumber
from django.db.models.query import ValuesListIterable

from config.web.prepared import Prepared, Rows, Statement, kept

NUMBER = "number_in_order"
MOST_ARGUMENTS = 80  # PostgreSQL takes 100 at most, SQLite 127


class Together:
    """Composed once, as a prepared query is; it keeps nothing of what it found."""

    def __init__(self, parts: Mapping[str, QuerySet[Any]]) -> None:
        self._parts = {name: Prepared(_numbered(queryset)) for name, queryset in parts.items()}
        self._tuples = {name for name, rows in parts.items() if rows._iterable_class is ValuesListIterable}
        self._statement = self._composed()

    def rows(self, **given: Any) -> dict[str, list[Any]]:
        """What each query set would give, by its name."""
        return self.made(self.read(**given))

    def read(self, **given: Any) -> Rows:
        """As `Prepared.read`."""
        return self._statement.rows(given)

    def made(self, rows: Rows) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {name: [] for name in self._parts}
        for name, _number, row in rows:
            found[name].append(row)
        return {name: self._made(name, rows) for name, rows in found.items()}

    def _made(self, name: str, rows: list[str]) -> list[Any]:
        part = self._parts[name]
        made = part.made(_read(part, rows))
        # Of tuples the last column is the number.
        return [tuple(row[:-1]) for row in made] if name in self._tuples else list(made)

    def _composed(self) -> Statement:
        tables: list[str] = []
        selects: list[str] = []
        params: list[Any] = []
        for name, part in self._parts.items():
            assert part.statement, f"{name} never finds anything"  # noqa: S101
            columns = [f"c{at}" for at in range(len(part.outputs))]
            tables.append(f"{name} ({', '.join(columns)}) AS ({part.statement.sql})")
            number = f"c{part.annotated[NUMBER]}"
            selects.append(f"SELECT '{name}', {number}, {_array(columns)} FROM {name}")  # noqa: S608 our own words
            params += part.statement.params
        return Statement(f"WITH {', '.join(tables)} {' UNION ALL '.join(selects)} ORDER BY 1, 2", params)


def together(compose: Callable[..., Mapping[str, QuerySet[Any]]]) -> Callable[..., Together]:
    """Kept as `prepared` queries are."""
    return kept(Together, compose)


def _numbered(queryset: QuerySet[Any]) -> QuerySet[Any]:
    order: Any = queryset.query.order_by
    assert order, "say in which order: a model's own may lead through relations"  # noqa: S101
    return queryset.order_by().annotate(**{NUMBER: Window(RowNumber(), order_by=[*order])})


def _array(columns: list[str]) -> str:
    """An array of arrays: functions take so many arguments and no more."""
    build = "json_build_array" if connection.vendor == "postgresql" else "json_array"
    parts = [columns[at : at + MOST_ARGUMENTS] for at in range(0, len(columns), MOST_ARGUMENTS)]
    arrays = ", ".join(f"{build}({', '.join(part)})" for part in parts)
    return f"CAST({build}({arrays}) AS text)"


def _read(part: Prepared, rows: list[str]) -> list[list[Any]]:
    """As the database would have given the columns. SQLite has no more types than JSON."""
    if connection.vendor != "postgresql":
        return [[*chain(*row)] for row in json.loads(f"[{','.join(rows)}]")]
    dated = [(at, field) for at, field in enumerate(part.outputs) if isinstance(field, DateField)]
    read = [[*chain(*row)] for row in json.loads(f"[{','.join(rows)}]", parse_float=Decimal)]
    for row in read:
        for at, field in dated:
            row[at] = field.to_python(row[at])
    return read
