"""Writes a plan's records, many at a time, in the order in which they refer to each other."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import ForeignKey, Model

from news.syncing.batches import in_batches
from news.syncing.errors import refusal
from news.syncing.held import Held
from news.syncing.media import Shelf
from news.syncing.merging import Content
from news.syncing.plan import Change
from news.syncing.tables import Table, table_of

More = Callable[[str, int], None]  # of which table, and how many records more
Row = tuple[Change, Model]


class Writer:
    """`touched`: {model: primary keys} of what was written."""

    def __init__(self, held: Held, shelf: Shelf, more: More) -> None:
        self.held, self.shelf, self.more = held, shelf, more
        self.touched: dict[type[Model], set[Any]] = defaultdict(set)

    def write(self, table: Table, changes: Sequence[Change]) -> None:
        """Of one table. Rows are updated before new ones come, which may take their place; but for those that name a new one."""
        there = self.held.pks(table)
        new = [each for each in changes if each.key not in there]
        coming = {each.key for each in new}
        early, late = [], []
        for each in changes:
            if each.key in there:
                (late if coming & set(_of_its_own_kind(each)) else early).append(each)
        self._update(early)
        for level in _levels(new):
            self._create(table, level)
        self._update(late)

    def _create(self, table: Table, changes: Sequence[Change]) -> None:
        for batch in in_batches(changes):
            self._bring(batch)
            rows = [(change, self._new(change)) for change in batch]
            for change, instance in rows:
                self._make_ready(change, instance, set(change.merged.writes))
            together(rows, lambda rows: table.model._base_manager.bulk_create([row for _, row in rows]))
            for change, instance in rows:
                self.held.learn(table, change.key, instance.pk)
            self._done(table, rows)
            self._add_many(table, rows)

    def _new(self, change: Change) -> Model:
        """With what the file says of the desk too, but for accounts, which are this site's."""
        table, given = change.table, change.filed.given
        values = {
            name: given[name]
            for name in table.desk & given.keys()
            if table.known[name].related_model is not get_user_model()
        }
        return table.model(**dict(self._columns(table, {**values, **change.merged.writes})))

    def _update(self, changes: Iterable[Change]) -> None:
        by_fields: dict[tuple[Table, frozenset[str]], list[Change]] = defaultdict(list)
        for change in changes:
            by_fields[change.table, frozenset(change.merged.writes)].append(change)
        for (table, names), same in by_fields.items():
            for batch in in_batches(same):
                self._update_batch(table, names, batch)

    def _update_batch(self, table: Table, names: frozenset[str], batch: Sequence[Change]) -> None:
        there = self.held.pks(table)
        self._bring(batch)
        instances = table.model._base_manager.in_bulk([there[change.key] for change in batch])
        rows = [(change, instances[there[change.key]]) for change in batch]
        for change, instance in rows:
            for column, value in self._columns(table, change.merged.writes):
                setattr(instance, column, value)
            self._make_ready(change, instance, set(names))
        many = {field.name for field in table.to_many}
        columns = sorted(names - many) + (self._learnt(table) if table.learn else [])
        if columns:
            together(
                rows,
                lambda rows: table.model._base_manager.bulk_update([row for _, row in rows], columns),
            )
        self._done(table, rows)
        self._add_many(table, rows)

    def _columns(self, table: Table, content: Content) -> Iterator[tuple[str, Any]]:
        """As a model takes them; many-to-many fields are no columns."""
        for name, value in content.items():
            field = table.known[name]
            if isinstance(field, ForeignKey):
                yield field.attname, self.held.pk_of(field.related_model, value)
            elif not field.is_relation:
                yield name, field.to_python(value)

    def _bring(self, changes: Iterable[Change]) -> None:
        for change in changes:
            if change.table.bring and change.filed:
                try:
                    change.table.bring(change.filed.content, change.filed.media, self.shelf)
                except OSError as error:
                    raise refusal(change.file, str(change), error, "file") from error

    def _make_ready(self, change: Change, instance: Model, names: set[str]) -> None:
        """What the database does not ask of every column: lengths, choices, forms of addresses."""
        table = change.table
        if table.learn:
            table.learn(instance)
        relations = {field.name for field in table.model._meta.fields if field.is_relation}
        unasked = {field.name for field in table.model._meta.fields} - names | relations | {"file"}
        try:
            instance.clean_fields(exclude=unasked)
        except ValidationError as error:
            field, messages = next(iter(error.message_dict.items()))
            raise refusal(change.file, str(change), " ".join(messages), field) from error

    @staticmethod
    def _learnt(table: Table) -> list[str]:
        """What preparing a row fills in."""
        return sorted((table.desk | table.derived) & {field.name for field in table.model._meta.fields})

    def _add_many(self, table: Table, rows: Sequence[Row]) -> None:
        """Rows of many-to-many fields: those too many go, those missing come."""
        for field in table.to_many:
            asked = [(change, row) for change, row in rows if field.name in change.merged.writes]
            if not asked:
                continue
            through, own, other = (
                field.remote_field.through,
                field.m2m_column_name(),
                field.m2m_reverse_name(),
            )
            target = table_of(field.related_model)
            wanted = {
                (row.pk, self.held.pks(target)[tuple(key)])
                for change, row in asked
                for key in change.merged.writes[field.name]
            }
            present = through._base_manager.filter(**{f"{own}__in": [row.pk for _, row in asked]})
            pairs = {(a, b): pk for pk, a, b in present.values_list("pk", own, other)}
            through._base_manager.filter(pk__in=[pairs[pair] for pair in pairs.keys() - wanted]).delete()
            new = [through(**{own: a, other: b}) for a, b in sorted(wanted - pairs.keys())]
            through._base_manager.bulk_create(new)

    def _done(self, table: Table, rows: Sequence[Row]) -> None:
        self.touched[table.model].update(row.pk for _, row in rows)
        self.more(str(table.model._meta.verbose_name_plural), len(rows))


def _levels(new: Sequence[Change]) -> Iterator[list[Change]]:
    """New rows that name each other: first those that name none that is still to come."""
    waiting = list(new)
    while waiting:
        keys = {each.key for each in waiting}
        level = [each for each in waiting if not keys & set(_of_its_own_kind(each))]
        if not level:
            first = waiting[0]
            raise refusal(first.file, str(first), "names itself, by others or directly")
        yield level
        done = {each.key for each in level}
        waiting = [each for each in waiting if each.key not in done]


def _of_its_own_kind(change: Change) -> list[Any]:
    """The keys of rows of its own table that it will name."""
    return [
        tuple(change.merged.writes[field.name])
        for field in change.table.to_one
        if field.related_model is change.table.model and change.merged.writes.get(field.name)
    ]


def together(rows: Sequence[Row], write: Callable[[Sequence[Row]], Any]) -> None:
    """In one go; if the database refuses, it is asked again row by row, to say which record it means."""
    try:
        with transaction.atomic():
            write(rows)
    except DatabaseError as refused:
        for row in rows:
            try:
                with transaction.atomic():
                    write([row])
            except DatabaseError as error:
                change, _ = row
                raise refusal(change.file, str(change), _first_line(error)) from error
        raise refusal(rows[0][0].file, "records together", _first_line(refused)) from refused


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split("\n")[:2])
