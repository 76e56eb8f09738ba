"""Addresses that were changed on another site: what is held here under a former key, and in the files under the present one, is
the same thing. It moves before anything is compared.

Where an editor here gave it yet another address, both are of the same thing too, and one of them is to lead to the other."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from news import audit
from news.indexing import move_references
from news.kinds import kind_named
from news.models import AuditEntry, FormerAddress
from news.publishing.addresses import move
from news.syncing.deleting import BY
from news.syncing.files import Fixtures
from news.syncing.merging import Side
from news.syncing.tables import Moves


@dataclass(frozen=True, slots=True)
class Addresses:
    """`moves`: here. `stays`: {(kind, key in the files): key here} of what keeps the address that an editor here gave it.
    `loaded`: {(kind, key when it was loaded): key in the files}."""

    moves: Moves
    stays: Moves
    loaded: Moves
    contested: frozenset[tuple[str, str]]  # of `moves`, those whose address an editor here gave them


def addresses_of(fixtures: Fixtures, prefer: Side | None) -> Addresses:
    said = {
        filed.key: filed.content["target_key"]
        for filed in fixtures.records.values()
        if filed.table.model is FormerAddress
    }
    moves = _moves(said)
    both = _given_by_both(said)
    elsewhere = {(kind, here): there for kind, _, here, there in both}
    stays = {(kind, there): here for (kind, here), there in elsewhere.items()}
    loaded = moves | {(kind, key): there for kind, key, _, there in both}
    if prefer is Side.FILES:
        return Addresses(moves | elsewhere, {}, loaded | elsewhere, frozenset(elsewhere))
    return Addresses(moves, stays, loaded, frozenset())


def _given_by_both(said: Moves) -> list[tuple[str, str, str, str]]:
    """(kind, former key, key here, key in the files) of things that are held under another key than the files', to which the same
    former key leads."""
    rows = FormerAddress.objects.filter(kind__in={kind for kind, _ in said}, key__in={key for _, key in said})
    led = {(kind, key): target for kind, key, target in rows.values_list("kind", "key", "target_key")}
    both = [
        (kind, key, here, said[kind, key])
        for (kind, key), here in led.items()
        if (kind, key) in said and said[kind, key] != here and (kind, here) not in said
    ]
    taken = set(FormerAddress.objects.values_list("kind", "key")) if both else set()
    there = {(kind, target): "" for kind, _, _, target in both}
    held = {(kind, key) for kind in {kind for kind, _ in there} for key in _held(kind, there)}
    return [each for each in both if not {(each[0], each[3])} & (held | taken)]


def _moves(said: Moves) -> Moves:
    """Of things that are held under the former key, and none under the present one."""
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


def carry_out(addresses: Addresses) -> Iterator[Model]:
    """The things that moved, as by an editor's act. Their former addresses are records of the files, and come with them; of an
    address that both gave, the one that is not taken leads to the other."""
    for (kind_name, there), here in addresses.stays.items():
        FormerAddress.objects.create(kind=kind_name, key=there, target_key=here)
    for (kind_name, old), new in addresses.moves.items():
        kind = kind_named(kind_name)
        thing = kind.model._base_manager.get(**{kind.key_field: old})
        move(kind, thing, new, leaves_address=(kind_name, old) in addresses.contested)
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
