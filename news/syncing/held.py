"""What the database holds, in the form in which files are read; each table once, when it is asked for."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.db.models import Model

from news.kinds import kind_of
from news.models import FormerAddress
from news.syncing.files import in_one_order
from news.syncing.merging import Content
from news.syncing.tables import Key, Moves, Table, table_of


class Held:
    """A reading of the database; it does not see what is written afterwards, unless it is told (`learn`).

    With `moves`: as it is once those are carried out; `stays`: {(kind, key in the files): key here} of what does not move.
    """

    def __init__(self, moves: Moves | None = None, stays: Moves | None = None) -> None:
        self._moves = moves or {}
        self._stays = stays or {}
        self._keys: dict[str, dict[Any, Key]] = {}
        self._pks: dict[str, dict[Key, Any]] = {}
        self._contents: dict[str, dict[Key, Content]] = {}

    def keys(self, table: Table) -> dict[Any, Key]:
        """{primary key: natural key}"""
        if table.label not in self._keys:
            self._keys[table.label] = {pk: table.moved(key, self._moves) for pk, key in _read_keys(table)}
        return self._keys[table.label]

    def pks(self, table: Table) -> dict[Key, Any]:
        if table.label not in self._pks:
            self._pks[table.label] = {key: pk for pk, key in self.keys(table).items()}
        return self._pks[table.label]

    def contents(self, table: Table) -> dict[Key, Content]:
        if table.label not in self._contents:
            self._contents[table.label] = dict(self._read(table))
        return self._contents[table.label]

    def present(self, table: Table, key: Key) -> Key:
        """The key under which the database has what a file names: an editor may have given it another address since."""
        if not self._former or key in self.pks(table):
            return key
        return table.moved(key, self._former)

    def today(self, table: Table, content: Content) -> Content:
        """A content in which everything is named as the database has it."""
        if not self._former:
            return content
        own = dict(zip(table.lookups, table.kinds_of_key, strict=True))
        return {name: self._today(table, name, value, own.get(name, "")) for name, value in content.items()}

    def _today(self, table: Table, name: str, value: Any, kind: str) -> Any:
        field = table.fields.get(name)
        if kind:
            return self._former.get((kind, value), value)
        if not value or field is None or not field.is_relation:
            return value
        target = table_of(field.related_model)
        if field.many_to_many:
            return in_one_order(list(self.present(target, tuple(key))) for key in value)
        return list(self.present(target, tuple(value)))

    @cached_property
    def _former(self) -> dict[tuple[str, str], str]:
        rows = FormerAddress.objects.values_list("kind", "key", "target_key")
        present = {(kind, key): self._moves.get((kind, target), target) for kind, key, target in rows}
        return {**present, **self._moves, **self._stays}

    def learn(self, table: Table, key: Key, pk: Any) -> None:
        self.pks(table)[key] = pk

    def pk_of(self, model: type[Model], key: list[Any] | None) -> Any:
        """Raises KeyError for what is not there."""
        return None if key is None else self.pks(table_of(model))[tuple(key)]

    def _read(self, table: Table) -> Iterator[tuple[Key, Content]]:
        own = {name: field for name, field in table.fields.items() if not field.many_to_many}
        read = [_reader(self, table, name) for name in own]
        many = {field.name: self._read_many(field) for field in table.to_many}
        keys, kind = self.keys(table), kind_of(table.model)
        own_key = kind.key_field if kind and kind.model is table.model and self._moves else ""
        rows = table.model._base_manager.values_list("pk", *(field.attname for field in own.values()))
        for pk, *values in rows.iterator(chunk_size=5000):
            content = {name: one(value) for name, one, value in zip(own, read, values, strict=True)}
            content |= {name: in_one_order(rows[pk]) for name, rows in many.items()}
            if own_key:
                content[own_key] = self._moves.get((kind.name, content[own_key]), content[own_key])
            yield keys[pk], content

    def _read_many(self, field: Any) -> dict[Any, list[list[Any]]]:
        targets, found = self.keys(table_of(field.related_model)), defaultdict(list)
        through = field.remote_field.through._base_manager
        pairs = through.values_list(field.m2m_column_name(), field.m2m_reverse_name())
        for pk, target in pairs.iterator(chunk_size=5000):
            found[pk].append(list(targets[target]))
        return found


def _reader(held: Held, table: Table, name: str) -> Any:
    field = table.fields[name]
    if not field.is_relation:
        return table.converters[name]
    targets = held.keys(table_of(field.related_model))
    return lambda pk: None if pk is None else list(targets[pk])


def _read_keys(table: Table) -> Iterator[tuple[Any, Key]]:
    converters = table.key_converters
    rows = table.model._base_manager.values_list("pk", *table.lookups)
    for pk, *values in rows.iterator(chunk_size=5000):
        yield pk, tuple(one(value) for one, value in zip(converters, values, strict=True))
