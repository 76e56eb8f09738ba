"""Things that stand beside a text: each with its title, its address and its state on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from news.kinds import kind_named
from news.named import Named


@dataclass(frozen=True, slots=True)
class RelatedThing:
    title: str
    language: str
    url: str
    # In the form of site/_state.html; nothing for kinds without states.
    state: Any


def related_things(name: str, things: Iterable[Named], as_of: date) -> list[RelatedThing]:
    """In their order. `name` is their kind's; costs what the kind's states cost."""
    kind, things = kind_named(name), list(things)
    if kind is None or not things:
        return []
    states = kind.states([thing.key for thing in things], as_of)
    return [RelatedThing(*thing.title(), thing.url, states.get(thing.key)) for thing in things]
