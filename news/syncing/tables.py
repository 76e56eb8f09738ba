"""The tables that fixtures fill: what names a record, in which file it stands, what of it is content.

`news` registers its own, `routes` registers its own when it starts; nothing else knows which there are.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Field, ForeignKey, ManyToManyField, Model, QuerySet

from news.kinds import kind_of
from news.syncing import columns
from news.syncing.merging import Content

Key = tuple[Any, ...]
Moves = Mapping[tuple[str, str], str]  # (kind, former key): present key


def as_it_is(content: dict[str, Any], media: Path) -> dict[str, Any]:
    return content


def every(rows: QuerySet) -> QuerySet:
    return rows


def nothing(held: Content) -> Collection[str]:
    return ()


@dataclass(frozen=True, eq=False, kw_only=True)
class Table:
    """One of them. `key`: the lookups that make a natural key, in order; those of its manager if not given."""

    model: type[Model]
    # Where new records are written; "" for what is only referred to (permissions come with migrations).
    file: str = ""
    key: tuple[str, ...] = ()
    # What is of this site's work and not of the record: who typed it, when it was sent for review. Files may give it to a new
    # record; it is never compared and never written into them.
    desk: frozenset[str] = frozenset()
    # What follows from the media beside the files: compared, not written into them.
    derived: frozenset[str] = frozenset()
    together: tuple[tuple[str, ...], ...] = ()
    # The column that names a stored file, which travels with the files of records.
    stored: str = ""
    # Which fields of a record as it is held can never change, and the sentence that says what to do instead.
    frozen: Callable[[Content], Collection[str]] = nothing
    instead: str = ""
    # Adds to a content what the media beside its file say; brings them before a row is written; tells the row what they say.
    completed: Callable[[dict[str, Any], Path], dict[str, Any]] = as_it_is
    bring: Callable[[Content, Path, Any], None] | None = None
    learn: Callable[[Any], None] | None = None
    # Readers cite it: it is never deleted.
    is_permanent: bool = False
    # Rows that may be written into files where they do not stand yet: what is public, and is no sample.
    offered: Callable[[QuerySet], QuerySet] = every

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @cached_property
    def lookups(self) -> tuple[str, ...]:
        manager = self.model._default_manager
        own = getattr(manager, "lookups", None) or [getattr(manager.all(), "key_field", "")]
        return self.key or tuple(own)

    @cached_property
    def fields(self) -> dict[str, Field]:
        """What is content, columns before many-to-many fields."""
        return {
            name: field
            for name, field in self.known.items()
            if name not in self.desk and field.related_model is not get_user_model()
        }

    @cached_property
    def known(self) -> dict[str, Field]:
        """All that a file may name."""
        every = [field for field in self.model._meta.local_concrete_fields if not field.primary_key]
        return {field.name: field for field in [*every, *self.to_many]}

    @cached_property
    def to_many(self) -> list[ManyToManyField]:
        own = self.model._meta.local_many_to_many
        return [field for field in own if field.remote_field.through._meta.auto_created]

    @cached_property
    def to_one(self) -> list[ForeignKey]:
        return [field for field in self.fields.values() if isinstance(field, ForeignKey)]

    @cached_property
    def converters(self) -> dict[str, columns.Convert]:
        """Of fields that are no relations."""
        return {name: columns.canonical(field) for name, field in self.known.items() if not field.is_relation}

    @cached_property
    def defaults(self) -> dict[str, Any]:
        """Of content; a moment of making has none."""
        found = {name: columns.default(field) for name, field in self.fields.items()}
        return {name: value for name, value in found.items() if value is not columns.NoDefault}

    @cached_property
    def key_converters(self) -> list[columns.Convert]:
        """Of what the database says for `lookups`."""
        return [columns.canonical(_column(self.model, lookup)) for lookup in self.lookups]

    @cached_property
    def kinds_of_key(self) -> list[str]:
        """For each part of the key: the kind of thing that it names, whose key an editor may change; "" for others."""
        columns_of_key = [_column(self.model, lookup) for lookup in self.lookups]
        kinds = [kind_of(column.model) for column in columns_of_key]
        return [
            kind.name if kind and kind.model is column.model and kind.key_field == column.name else ""
            for kind, column in zip(kinds, columns_of_key, strict=True)
        ]

    @cached_property
    def _key_parts(self) -> list[tuple[str, int | None]]:
        """For each part of the key: the field, and which part of the related record's own key it is."""
        parts = []
        for lookup in self.lookups:
            name, _, rest = lookup.partition("__")
            related = self.model._meta.get_field(name).related_model
            parts.append((name, table_of(related).lookups.index(rest) if rest else None))
        return parts

    def key_of(self, content: Content) -> Key:
        """The natural key that a content says; raises KeyError where it does not."""
        return tuple(
            content[name] if at is None else (content[name] or [None] * (at + 1))[at]
            for name, at in self._key_parts
        )

    def moved(self, key: Key, moves: Moves) -> Key:
        """The key once the things that it names have other ones."""
        parts = zip(self.kinds_of_key, key, strict=True)
        return tuple(moves.get((kind, part), part) if kind else part for kind, part in parts)


def _column(model: type[Model], lookup: str) -> Field:
    *steps, last = lookup.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model
    return model._meta.get_field(last)


_tables: dict[type[Model], Table] = {}


def register(*tables: Table) -> None:
    _tables.update({table.model: table for table in tables})
    in_order.cache_clear()


def table_of(model: type[Model]) -> Table:
    """Raises KeyError for a model that fixtures neither fill nor refer to."""
    return _tables[model]


def table_named(label: str) -> Table | None:
    """By "news.source"; None for what no fixture may fill."""
    return next((table for table in _tables.values() if table.file and table.label == label.lower()), None)


@cache
def in_order() -> tuple[Table, ...]:
    """Every table that fixtures fill, after those that its rows refer to."""
    done: list[type[Model]] = []
    for model in _tables:
        _visit(model, done)
    return tuple(table_of(model) for model in done if table_of(model).file)


def _visit(model: type[Model], done: list[type[Model]]) -> None:
    if model not in done and model in _tables:
        for before in _needs(_tables[model]):
            if before is not model:
                _visit(before, done)
        done.append(model)


def _needs(table: Table) -> Iterable[type[Model]]:
    """Relations, and what its natural key says must be there before (a publication comes after its trains)."""
    yield from (field.related_model for field in [*table.to_one, *table.to_many])
    labels = getattr(getattr(table.model, "natural_key", None), "dependencies", ())
    yield from (model for model in _tables if model._meta.label_lower in labels)
