"""Deletes what is gone from the files: only what no editor changed, what may go at all, and on which nothing rests."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, transaction
from django.db.models import Model
from django.db.models.deletion import Collector, ProtectedError, RestrictedError

from news import audit
from news.dependants import dependants
from news.models import AuditEntry, FigureValue
from news.printed_figures import prints_of_nothing
from news.syncing.errors import SyncError, refusal
from news.syncing.held import Held
from news.syncing.plan import Change
from news.syncing.tables import in_order

BY = "sync_fixtures"


def delete(changes: Iterable[Change], held: Held) -> int:
    """How many. Raises SyncError for the first that has to stay."""
    order = [table.model for table in in_order()]
    going = sorted(changes, key=lambda each: order.index(each.table.model), reverse=True)
    leaving = {(each.table.model, held.pks(each.table)[each.key]) for each in going}
    for change in going:
        if change.table.is_permanent:
            raise refusal(change.file, str(change), "is never deleted: readers cite it; withdraw it instead")
        instance = change.table.model._base_manager.get(pk=held.pks(change.table)[change.key])
        _delete(change, instance, leaving, held)
    _check_figures([change for change in going if change.table.model is FigureValue])
    return len(going)


def _delete(change: Change, instance: Model, leaving: set[tuple[type[Model], Any]], held: Held) -> None:
    collector = Collector(using=DEFAULT_DB_ALIAS)
    try:
        collector.collect([instance])
    except (ProtectedError, RestrictedError) as error:
        resting = getattr(error, "protected_objects", None) or error.restricted_objects
        raise _rests(change, next(iter(resting))) from error
    content = {table.model for table in in_order()}
    for model, rows in collector.data.items():
        for row in rows:
            if model in content and (model, row.pk) not in leaving:
                raise _rests(change, row)
    if reading := next(_what_readers_read(instance, leaving), None):
        raise _rests(change, reading)
    kind, key = audit.name_of(instance)
    title = str(instance)[:300]
    try:
        with transaction.atomic():
            instance.delete()
    except DatabaseError as error:
        raise refusal(change.file, str(change), error) from error
    old = dict(held.contents(change.table)[change.key])
    AuditEntry.objects.create(
        done_by=BY, act="delete", kind=kind, key=key, title=title, old=old, comment="Gone from the fixtures."
    )


def _what_readers_read(instance: Model, leaving: set[tuple[type[Model], Any]]) -> Iterator[Model]:
    """Texts that name it by its key, which no column says: a source that is cited, a figure that is printed."""
    found = dependants(instance)
    yield from (*found.public, *found.earlier)
    named_by = [record.thing for record in found.public_records]
    yield from (thing for thing in named_by if (type(thing), thing.pk) not in leaving)


def _check_figures(values: Sequence[Change]) -> None:
    figures = {key: change for change in values for key in change.key[:1]}
    for version, key in prints_of_nothing(figures):
        raise _rests(figures[key], version)


def _rests(change: Change, row: Model) -> SyncError:
    return refusal(change.file, str(change), f"cannot go, {row._meta.verbose_name} “{row}” rests on it")
