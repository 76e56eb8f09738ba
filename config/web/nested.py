"""Rows that belong to other rows, read in the same query: a list in one column, made into models again.

For what is few for each (the stops of a route, the offices of a person): a query of their own would cost more than they do.

    @prepared
    def routes() -> QuerySet:
        return Route.objects.annotate(stops_held=nested(RouteStop.objects.all(), "route", "station"))

    for route in routes().rows():
        give(route, "stops", made(RouteStop, route.stops_held, "station"))
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db.models import (
    Aggregate,
    BooleanField,
    DateField,
    DateTimeField,
    DecimalField,
    Expression,
    F,
    JSONField,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import JSONObject

from config.web.prepared import attach, loaded

# What JSON has no type for, or SQLite none.
READ_BACK = (BooleanField, DateField, DecimalField)


class _Gathered(Aggregate):
    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **kwargs: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_AGG", **kwargs)


def nested(rows: QuerySet[Any], to: str, *joined: str) -> Subquery:
    """The rows that lead to the outer one by the foreign key `to`, with what their own foreign keys `joined` lead to; None
    where there are none. In no order. Of rows that are read `only` in part, no more."""
    read = rows.query.get_select_mask()
    columns: dict[str, Expression | F] = {**_columns(rows.model, read)}
    for name in joined:
        key = rows.model._meta.get_field(name)
        columns[name] = JSONObject(**_columns(key.related_model, read.get(key), f"{name}__"))
    found = rows.order_by().filter(**{to: OuterRef("pk")}).values(to)
    return Subquery(found.annotate(rows_nested=_Gathered(JSONObject(**columns))).values("rows_nested"))


def made(
    model: type[Model], held: Sequence[Mapping[str, Any]] | None, *joined: str, by: Callable[[Any], Any]
) -> list[Any]:
    """The rows of one column as models, in the order of `by`. A thing that several rows name is made once."""
    found = []
    things: dict[tuple[str, Any], Model] = {}
    for values in held or ():
        row = _row(model, {name: value for name, value in values.items() if name not in joined})
        for name in joined:
            key = values[f"{name}_id"]
            if key is not None and (name, key) not in things:
                things[name, key] = _row(_joined(model, name), values[name])
            row._state.fields_cache[name] = things.get((name, key))
        found.append(row)
    return sorted(found, key=by)


def give(thing: Model, name: str, back: str, rows: Iterable[Model]) -> None:
    """As if `prefetch_related(name)` had read the rows: each knows the thing by its foreign key `back`."""
    rows = list(rows)
    for row in rows:
        setattr(row, back, thing)
    attach(thing, name, rows)


def _columns(model: type[Model], read: Container[Any] | None, path: str = "") -> dict[str, F]:
    """Of those that are read; of all where none is named."""
    names = [each.attname for each in model._meta.concrete_fields if not read or each in read]
    return {name: F(f"{path}{name}") for name in names}


def _joined(model: type[Model], name: str) -> type[Model]:
    return model._meta.get_field(name).related_model  # type: ignore[return-value]


def _row(model: type[Model], values: Mapping[str, Any]) -> Model:
    read = dict(values)
    for name, field in _read_back(model):
        if read.get(name) is not None:
            read[name] = _value(field, read[name])
    return loaded(model, read.items())


@cache
def _read_back(model: type[Model]) -> list[tuple[str, Any]]:
    return [(each.attname, each) for each in model._meta.concrete_fields if isinstance(each, READ_BACK)]


def _value(field: Any, value: Any) -> Any:
    found = field.to_python(value)
    if isinstance(field, DateTimeField) and isinstance(found, datetime) and found.tzinfo is None:
        return found.replace(tzinfo=UTC)  # as SQLite keeps moments
    return found
