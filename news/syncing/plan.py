"""What a synchronisation would do: every record that is not already as it should be, with its reasons. It changes nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import ForeignKey

from news.syncing.errors import name_of, refusal
from news.syncing.files import Filed, Fixtures, Name, content_hash
from news.syncing.held import Held
from news.syncing.known import Known
from news.syncing.merging import Content, Merged, Outcome, Side, merge
from news.syncing.tables import Key, Table, in_order, table_named, table_of


@dataclass(frozen=True, slots=True)
class Change:
    """One record. `filed` is None of what is gone from the files; `refused`: why it cannot be done as the files say."""

    table: Table
    key: Key
    file: str
    merged: Merged
    filed: Filed | None = None
    refused: str = ""

    @property
    def outcome(self) -> Outcome:
        return self.merged.outcome

    def __str__(self) -> str:
        return name_of(self.table.label, self.key)


@dataclass(frozen=True)
class Plan:
    """`to_remember`: records that the files say otherwise than last time, whatever becomes of them; `to_forget`: records that
    neither the files nor the database have any more."""

    changes: Sequence[Change]
    unchanged: int
    to_remember: Sequence[Filed] = field(repr=False)
    to_forget: Sequence[Name] = field(repr=False)

    @cached_property
    def by_outcome(self) -> dict[Outcome, list[Change]]:
        found: dict[Outcome, list[Change]] = {outcome: [] for outcome in Outcome}
        for change in self.changes:
            found[change.outcome].append(change)
        return found

    @property
    def refused(self) -> list[Change]:
        return [change for change in self.changes if change.refused]

    @property
    def is_undecided(self) -> bool:
        """Somebody has to say who is right, or to change the files; until then nothing is written."""
        return bool(self.by_outcome[Outcome.CONFLICT] or self.refused)

    @property
    def is_done(self) -> bool:
        """Nothing to write, of content or of what was loaded last."""
        writes = any(change.merged.writes for change in self.changes)
        return not (writes or self.to_remember or self.to_forget)


def plan_of(fixtures: Fixtures, held: Held, known: Known, *, prefer: Side | None = None) -> Plan:
    """Raises SyncError where a record names another that is nowhere."""
    hashes = {name: content_hash(filed.content) for name, filed in fixtures.records.items()}
    differing = [filed for filed in fixtures.records.values() if not _is_same(filed, held)]
    gone = known.missing_from(fixtures)
    bases = known.contents([*(filed.name for filed in differing), *(name for name, _ in gone)])
    changes = [
        *(_change(filed, bases.get(filed.name), held, prefer) for filed in differing),
        *_gone(gone, bases, held),
    ]
    changes = [change for change in changes if change.outcome is not Outcome.SAME]
    _check_relations(changes, fixtures, held)
    order = {table.label: at for at, table in enumerate(in_order())}
    return Plan(
        changes=sorted(changes, key=lambda change: order[change.table.label]),
        unchanged=len(fixtures.records) - sum(change.filed is not None for change in changes),
        to_remember=[
            filed for filed in fixtures.records.values() if not known.is_as(filed, hashes[filed.name])
        ],
        to_forget=[*(name for name, _ in gone if _held(held, name) is None), *known.left.values()],
    )


def _is_same(filed: Filed, held: Held) -> bool:
    """Nothing to ask: the database holds what the file says."""
    own = held.contents(filed.table).get(held.present(filed.table, filed.key))
    said = held.today(filed.table, filed.content)
    return own is not None and all(own[name] == value for name, value in said.items())


def _change(filed: Filed, base: Content | None, held: Held, prefer: Side | None) -> Change:
    table, key = filed.table, held.present(filed.table, filed.key)
    own, said = held.contents(table).get(key), held.today(table, filed.content)
    before = held.today(table, base) if base is not None else None
    merged = merge(before, own, said, together=table.together, prefer=prefer)
    frozen = set(table.frozen(own)) & set(merged.writes) if own else set()
    refused = f"{table.instead} ({', '.join(sorted(frozen))})" if frozen else ""
    return Change(table, key, filed.file, merged, filed, refused)


def _gone(gone: Iterable[tuple[Name, str]], bases: dict[Name, Content], held: Held) -> Iterator[Change]:
    for name, file in gone:
        label, key = name
        yield Change(table_named(label), key, file, merge(bases.get(name), _held(held, name), None))


def _held(held: Held, name: Name) -> Content | None:
    label, key = name
    return held.contents(table_named(label)).get(key)


def _check_relations(changes: Sequence[Change], fixtures: Fixtures, held: Held) -> None:
    """What is to be written names what is there or will be."""
    stay_away = {(each.table.label, each.key) for each in changes if each.filed and not each.merged.writes}
    for change in changes:
        for name, value in change.merged.writes.items():
            column = change.table.fields[name]
            if not column.is_relation or not value:
                continue
            target = table_of(column.related_model)
            for key in [value] if isinstance(column, ForeignKey) else value:
                if tuple(key) in held.pks(target):
                    continue
                named = target.label, tuple(key)
                if named not in fixtures.records or named in stay_away:
                    why = "an editor deleted" if named in fixtures.records else "there is no"
                    raise refusal(change.file, str(change), f"{why} {name_of(*named)}", name)
