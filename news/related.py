"""Things that stand beside a text: each with its title, its address and its state on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language

from news.kinds import kind_named


@dataclass(frozen=True, slots=True)
class RelatedThing:
    title: str
    language: str
    url: str
    # In the form of site/_state.html; nothing for kinds without states.
    state: Any


def related_things(name: str, things: Iterable[Any], as_of: date) -> list[RelatedThing]:
    """In their order. `name` is their kind's; costs what the kind's states cost."""
    kind, things = kind_named(name), list(things)
    if kind is None or not things:
        return []
    states, language = kind.states(things, as_of), get_language() or "en"
    return [
        RelatedThing(*kind.title(thing, language), thing.get_absolute_url(), states.get(kind.key(thing)))
        for thing in things
    ]
