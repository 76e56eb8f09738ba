"""Carries out a plan: one transaction, all checks at its end, and nothing changed if any of them fails."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import IntegrityError, connection
from django.db.models import Model

from news import audit
from news.indexing import index_many
from news.kinds import kind_of
from news.models import ArticleVersion, AuditEntry
from news.readiness import blocks
from news.syncing.batches import in_batches
from news.syncing.deleting import BY, delete
from news.syncing.errors import SyncError, refusal
from news.syncing.files import Fixtures
from news.syncing.held import Held
from news.syncing.known import Known, forget, remember
from news.syncing.locking import alone
from news.syncing.media import Shelf
from news.syncing.merging import Outcome, Side
from news.syncing.moving import Addresses, addresses_of, carry_out
from news.syncing.plan import Change, Plan, plan_of
from news.syncing.progress import Progress
from news.syncing.tables import in_order
from news.syncing.writing import Writer


@dataclass(frozen=True, kw_only=True)
class Order:
    """What was asked for. `earlier`: files that plain `loaddata` loaded before the first synchronisation."""

    fixtures: Fixtures
    earlier: Fixtures | None = None
    prefer: Side | None = None
    delete_gone: bool = False

    def plan(self) -> Plan:
        addresses = self.addresses()
        return self.plan_of(Held(addresses.moves, addresses.stays), addresses)

    def addresses(self) -> Addresses:
        return addresses_of(self.fixtures, self.prefer)

    def plan_of(self, held: Held, addresses: Addresses) -> Plan:
        return plan_of(self.fixtures, held, Known(self.earlier, addresses.loaded), prefer=self.prefer)


class ConflictsError(SyncError):
    """Somebody has to decide, or to change the files."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("conflicts")
        self.plan = plan


def apply(order: Order, *, progress: Progress, wait: float) -> Plan:
    """Returns the plan as it was carried out. Raises SyncError; then nothing was changed, pictures included."""
    plan = order.plan()
    if plan.is_done and not (order.delete_gone and plan.by_outcome[Outcome.GONE]):
        with Shelf() as shelf:
            shelf.keep_shipped()
        return _decided(plan)
    with Shelf() as shelf, alone(progress.say, seconds=wait):
        addresses = order.addresses()
        moved = list(carry_out(addresses))
        held = Held(addresses.moves, addresses.stays)
        plan = _decided(order.plan_of(held, addresses))
        progress.expect(sum(1 for each in plan.changes if each.merged.writes))
        writer = Writer(held, shelf, progress.more)
        for thing in moved:
            writer.touched[type(thing)].add(thing.pk)
        for table in in_order():
            writer.write(table, [each for each in plan.changes if each.table is table and each.merged.writes])
        gone = plan.by_outcome[Outcome.GONE] if order.delete_gone else []
        _say_who_was_overruled(plan, held)
        things = things_of(writer.touched)
        progress.expect(sum(map(len, things.values())))
        index_many(things, partial(progress.more, "searched and linked"))
        # Once it is known what the texts name now.
        delete(gone, held)
        shelf.keep_shipped()
        _check(plan, writer.touched, held)
        remember(plan.to_remember)
        forget([*plan.to_forget, *((each.table.label, each.key) for each in gone)])
    return plan


def _decided(plan: Plan) -> Plan:
    if plan.is_undecided:
        raise ConflictsError(plan)
    return plan


def things_of(touched: Mapping[type[Model], set[Any]]) -> dict[str, set[Any]]:
    """{kind: primary keys} of what rows belong to: a value to its figure, a version to its article."""
    things: dict[str, set[Any]] = defaultdict(set)
    for model, pks in touched.items():
        kind = kind_of(model)
        if kind is None:
            continue
        if model is kind.model:
            things[kind.name] |= pks
            continue
        for batch in in_batches(sorted(pks)):
            rows = model._base_manager.filter(pk__in=batch)
            things[kind.name].update(rows.values_list(kind.parts[model], flat=True).distinct())
    return things


def _say_who_was_overruled(plan: Plan, held: Held) -> None:
    """What an editor had written and the files replace stays readable, in the audit."""
    overruled = [change for change in plan.changes if change.merged.overruled]
    AuditEntry.objects.bulk_create(_entry(change, held) for change in overruled)


def _entry(change: Change, held: Held) -> AuditEntry:
    thing = change.table.model._base_manager.get(pk=held.pks(change.table)[change.key])
    kind, key = audit.name_of(thing)
    differences = change.merged.overruled
    old, new = (
        {
            name: value
            for each in differences
            for name, value in zip(each.fields, getattr(each, side), strict=True)
        }
        for side in ("held", "filed")
    )
    comment = "Decided for the fixtures over what an editor had changed."
    return AuditEntry(
        done_by=BY,
        act="change",
        kind=kind,
        key=key,
        title=str(thing)[:300],
        old=old,
        new=new,
        comment=comment,
    )


def _check(plan: Plan, touched: Mapping[type[Model], set[Any]], held: Held) -> None:
    """Foreign keys of every table, and that what readers see of the versions that were written may be public."""
    tables = [
        model._meta.db_table
        for table in in_order()
        for model in [table.model, *(field.remote_field.through for field in table.to_many)]
    ]
    try:
        connection.check_constraints(tables)
    except IntegrityError as error:
        raise SyncError(f"Rows would refer to what is not there: {error}") from error
    changes = {
        held.pks(each.table)[each.key]: each
        for each in plan.changes
        if each.table.model is ArticleVersion and each.merged.writes
    }
    pks = touched.get(ArticleVersion, set())
    public = ArticleVersion.objects.filter(pk__in=pks, live_from__isnull=False, live_until__isnull=True)
    for version in public.select_related("article"):
        for found in blocks(version):
            change: Change = changes[version.pk]
            raise refusal(change.file, str(change), found.message, found.field)
