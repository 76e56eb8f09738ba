"""Addresses that were changed on another site: what is held here under a former key, and in the files under the present one, is
the same thing. It moves before anything is compared."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from news import audit
from news.indexing import move_references
from news.kinds import kind_named
from news.models import AuditEntry, FormerAddress
from news.publishing.addresses import move
from news.syncing.deleting import BY
from news.syncing.files import Fixtures
from news.syncing.tables import Moves


def moves_of(fixtures: Fixtures) -> Moves:
    """Of things that are held under the former key, and none under the present one."""
    said = {
        filed.key: filed.content["target_key"]
        for filed in fixtures.records.values()
        if filed.table.model is FormerAddress
    }
    held = {(kind, key) for kind in {kind for kind, _ in said} for key in _held(kind, said)}
    moves = {name: to for name, to in said.items() if name in held and (name[0], to) not in held}
    # Of two that would have one address none moves; the database then says what is wrong.
    times = Counter((kind, to) for (kind, _), to in moves.items())
    return {(kind, key): to for (kind, key), to in moves.items() if times[kind, to] == 1}


def _held(kind_name: str, said: Moves) -> list[Any]:
    """Those of the keys that are spoken of, former and present ones, under which there is something."""
    kind = kind_named(kind_name)
    if kind is None:
        return []
    keys = {each for (name, key), to in said.items() if name == kind_name for each in (key, to)}
    rows = kind.model._base_manager.filter(**{f"{kind.key_field}__in": keys})
    return list(rows.values_list(kind.key_field, flat=True))


def carry_out(moves: Moves) -> Iterator[Model]:
    """The things that moved, as by an editor's act. Their former addresses are records of the files, and come with them."""
    for (kind_name, old), new in moves.items():
        kind = kind_named(kind_name)
        thing = kind.model._base_manager.get(**{kind.key_field: old})
        move(kind, thing, new, leaves_address=False)
        move_references(kind, old, new)
        name, key = audit.name_of(thing)
        AuditEntry.objects.create(
            done_by=BY,
            act="rename",
            kind=name,
            key=key,
            title=str(thing)[:300],
            old={kind.key_field: old},
            new={kind.key_field: new},
            comment="The fixtures give it this address.",
        )
        yield thing
