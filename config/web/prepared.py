"""Queries that pages ask on every request: composed once a process, then only given their values and run.

Composing a query with Django's query sets takes several times as long as running it, and making rows of it longer still. A
prepared query is the same query set, written with `Slot` and `Many` where values come later:

    @prepared
    def versions() -> QuerySet:
        return ArticleVersion.objects.live(Slot("now")).filter(article__slug=Slot("slug"))

    versions().rows(now=timezone.now(), slug=slug)

What a query set is made for (whether something is asked at all) are arguments; what differs from one request to the next
are slots. The reader's language is taken care of.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache, wraps
from operator import itemgetter
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Expression, Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import get_language

Composed = TypeVar("Composed")
# As the database gives them: dates and decimals of SQLite are text still.
Rows = tuple[tuple[Any, ...], ...]


class Slot(Expression):
    """A value that is given when the query runs."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)

    def values(self, given: Mapping[str, Any]) -> list[Any]:
        return [_adapted(given[self.name])]


class Many(Slot):
    """Several values, after `__in`: `filter(slug__in=Many("slugs"))`. None of them finds nothing."""

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return f"({self.mark})", (self,)

    @property
    def mark(self) -> str:
        return f"<<{self.name}>>"

    def values(self, given: Mapping[str, Any]) -> list[Any]:
        return [_adapted(value) for value in given[self.name]]


def _adapted(value: Any) -> Any:
    """As the database takes it."""
    if not isinstance(value, date):
        return value
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value)


class Statement:
    """SQL with slots."""

    def __init__(self, sql: str, params: Sequence[Any]) -> None:
        self.sql, self.params = sql, params
        self._many = list({each.name: each for each in params if isinstance(each, Many)}.values())

    def rows(self, given: Mapping[str, Any], places: slice | None = None) -> Rows:
        """Of the database, for the values of a request. `places`: those that stand there, in the order of the query."""
        sql, params = self.bound(given)
        if places is not None:
            sql += f" LIMIT {places.stop - places.start:d} OFFSET {places.start:d}"
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return tuple(cursor.fetchall())

    def bound(self, given: Mapping[str, Any]) -> tuple[str, list[Any]]:
        """SQL and its parameters. A value is brought into the form of the database once, however often it is named."""
        sql = self.sql
        for each in self._many:
            sql = sql.replace(each.mark, ", ".join(["%s"] * len(given[each.name])) or "NULL")
        params: list[Any] = []
        taken: dict[str, list[Any]] = {}
        for each in self.params:
            if not isinstance(each, Slot):
                params.append(each)
                continue
            if each.name not in taken:
                taken[each.name] = each.values(given)
            params += taken[each.name]
        return sql, params


class Prepared:
    """A query set that has been composed; it keeps nothing of what it found."""

    def __init__(self, queryset: QuerySet[Any]) -> None:
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        self.statement: Statement | None
        try:
            self.statement = Statement(*compiler.as_sql())
        except EmptyResultSet:
            self.statement = None
            return
        select = compiler.select[: compiler.col_count]
        converters = compiler.get_converters([each[0] for each in select])
        self._converters = [(at, found, expression) for at, (found, expression) in converters.items()]
        self._form = _FORMS[queryset._iterable_class](compiler, queryset)
        # Of each column the field that says what it holds; and where annotations stand.
        self.outputs = [each[0].output_field for each in compiler.select]
        self.annotated = dict(compiler.annotation_col_map)

    def rows(self, **given: Any) -> list[Any]:
        """What the query set would give, read at once."""
        return list(self.iterator(**given))

    def part(self, places: slice, **given: Any) -> list[Any]:
        """What a slice of the query set would give; the query set has none of its own."""
        return list(self.made(self.statement.rows(given, places) if self.statement else ()))

    def first(self, **given: Any) -> Any:
        """The first row, or None; the query says how many it reads."""
        return next(self.iterator(**given), None)

    def iterator(self, **given: Any) -> Iterator[Any]:
        return self.made(self.read(**given))

    def read(self, **given: Any) -> Rows:
        """The rows of the database, of which nothing is made yet. Of equal rows the same is made, so that what was made of
        them, and what was printed of that, may be remembered by them."""
        return self.statement.rows(given) if self.statement else ()

    def made(self, rows: Sequence[Sequence[Any]]) -> Iterator[Any]:
        """What the query set gives, of the rows of the database."""
        return self._form(self._converted(rows)) if rows else iter(())

    def _converted(self, rows: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
        if not self._converters:
            return rows
        columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
        for at, converters, expression in self._converters if columns else ():
            for convert in converters:
                # A column says the same of many rows: each value is converted once.
                made = {value: convert(value, expression, connection) for value in {*columns[at]}}
                columns[at] = [made[value] for value in columns[at]]
        return list(zip(*columns, strict=True))


def prepared(compose: Callable[..., QuerySet[Any]]) -> Callable[..., Prepared]:
    """Keeps the prepared query for each set of arguments (give it only such as have few values) and each language, since
    query sets order and choose by what the reader reads."""
    return kept(Prepared, compose)


def kept(make: Callable[[Any], Composed], compose: Callable[..., Any]) -> Callable[..., Composed]:
    @cache
    def composed(language: str | None, *shape: Any) -> Composed:
        return make(compose(*shape))

    @wraps(compose)
    def find(*shape: Any) -> Composed:
        return composed(get_language(), *shape)

    return find


def attach(thing: Model, name: str, rows: Iterable[Model]) -> None:
    """As if `prefetch_related(name)` had read the rows: `thing.<name>.all()` gives them without a query."""
    found = getattr(thing, name).get_queryset()
    found._result_cache, found._prefetch_done = list(rows), True
    thing.__dict__.setdefault("_prefetched_objects_cache", {})[name] = found


def lead(rows: Iterable[Model], name: str, things: Mapping[int, Model]) -> None:
    """As if `select_related(name)` had read it: each row knows the thing its foreign key `name` leads to. `things`: by
    primary key."""
    for row in rows:
        row._state.fields_cache[name] = things[row.__dict__[f"{name}_id"]]


def loaded(model: type[Model], values: Iterable[tuple[str, Any]]) -> Model:
    """As `Model.from_db` does, without asking each column how it wants to be set."""
    thing: Model = model.__new__(model)
    thing._state = state = ModelState()
    state.adding, state.db = False, DEFAULT_DB_ALIAS
    thing.__dict__.update(values)
    return thing


# From rows to what a query set gives ----------------------------------------------------------------------


class _Things:
    """Models with what `select_related` reads; a thing that several rows name is made once."""

    def __init__(self, compiler: SQLCompiler, queryset: QuerySet[Any]) -> None:
        assert not vars(queryset)["_prefetch_related_lookups"], "read them by a query of their own"  # noqa: S101
        self._maker = _Maker(compiler.klass_info, compiler.select)
        self._annotations = list(compiler.annotation_col_map.items())

    def __call__(self, rows: Sequence[Sequence[Any]]) -> Iterator[Model]:
        seen: dict[Any, Model] = {}
        for row in rows:
            thing = self._maker.own(row, seen)
            for name, at in self._annotations:
                setattr(thing, name, row[at])
            yield thing


class _Maker:
    """Makes the objects of one table of a query, and those joined to it."""

    def __init__(self, info: Mapping[str, Any], select: Sequence[Any]) -> None:
        self._model = info["model"]
        self._names = [select[at][0].target.attname for at in info["select_fields"]]
        self._pk = info["select_fields"][self._names.index(self._model._meta.pk.attname)]
        self._read = _columns_at(info["select_fields"])
        self._related = [
            (_Maker(each, select), each["local_setter"], each["remote_setter"])
            for each in info.get("related_klass_infos", ())
        ]

    def own(self, row: Sequence[Any], seen: dict[Any, Model]) -> Model:
        thing = loaded(self._model, zip(self._names, self._read(row), strict=True))
        for maker, keep, keep_back in self._related:
            other = maker.shared(row, seen)
            keep(thing, other)
            if other is not None:
                keep_back(other, thing)
        return thing

    def shared(self, row: Sequence[Any], seen: dict[Any, Model]) -> Model | None:
        if (pk := row[self._pk]) is None:
            return None
        name = (self, pk)
        if name not in seen:
            seen[name] = self.own(row, seen)
        return seen[name]


def _columns_at(places: Sequence[int]) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """Takes these columns of a row."""
    if len(places) > 1:
        return itemgetter(*places)
    [place] = places
    return itemgetter(slice(place, place + 1))


class _Values:
    def __init__(self, compiler: SQLCompiler, queryset: QuerySet[Any]) -> None:
        pass

    def __call__(self, rows: Sequence[Sequence[Any]]) -> Iterator[Any]:
        yield from rows


class _Flat(_Values):
    def __call__(self, rows: Sequence[Sequence[Any]]) -> Iterator[Any]:
        yield from (row[0] for row in rows)


_FORMS: Mapping[type, Callable[[SQLCompiler, QuerySet[Any]], Callable[..., Iterator[Any]]]] = {
    ModelIterable: _Things,
    ValuesListIterable: _Values,
    FlatValuesListIterable: _Flat,
}
