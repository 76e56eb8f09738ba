"""What cites a thing: "what rests on this source", "in the news", "related". One function for every page that asks."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language

from news.kinds import Kind, kind_named, page_kinds
from news.models import Reference


@dataclass(frozen=True, slots=True)
class Backlink:
    """One public thing that cites another; `language` is that of its title. `times` counts references in its texts."""

    kind: Kind
    thing: Any
    title: str
    language: str
    url: str
    dated_on: date | None
    times: int


def what_cites(kind: str, key: str, at: datetime | None = None) -> list[Backlink]:
    """What readers can follow back from a thing: articles by their live versions, records by their texts and foreign keys.

    In the order of the registry, the newest of a kind first. One query, and one more for each kind that cites it at all.
    """
    times = _times(kind, key, at)
    found = []
    for holder in page_kinds():
        written = times.get(holder.name, {})
        condition = _by_foreign_keys(holder, kind, key) | Q(**{f"{holder.key_field}__in": written})
        if written or kind in holder.cites:
            things = holder.things(at).filter(condition, is_listed=True)
            links = [_backlink(holder, thing, written) for thing in things]
            found += sorted(links, key=lambda link: (link.dated_on or date.min, link.title), reverse=True)
    return found


def _times(kind: str, key: str, at: datetime | None) -> dict[str, dict[str, int]]:
    """How often texts that readers can read refer to it: {kind of the holder: {its key: times}}."""
    rows = Reference.objects.public(at).to(kind, key).order_by()
    found: dict[str, dict[str, int]] = {}
    for holder_kind, holder_key, times in rows.values_list("holder_kind", "holder_key", "times"):
        held = found.setdefault(holder_kind, {})
        # An article in three languages cites as often as its most citing version, not three times as often.
        held[holder_key] = max(held.get(holder_key, 0), times)
    return found


def _by_foreign_keys(holder: Kind, kind: str, key: str) -> Q:
    """A subquery a path: joins of several would multiply rows."""
    cited = kind_named(kind)
    condition = Q(pk__in=[])
    for path in holder.cites.get(kind, ()) if cited else ():
        citing = holder.model._default_manager.filter(**{f"{path}__{cited.key_field}": key})
        condition |= Q(pk__in=citing.values("pk"))
    return condition


def _backlink(holder: Kind, thing: Any, times: dict[str, int]) -> Backlink:
    key = holder.key(thing)
    title, language = holder.title(thing, get_language() or "en")
    return Backlink(
        kind=holder,
        thing=thing,
        title=title,
        language=language,
        url=holder.url(key),
        dated_on=holder.date_of(thing),
        times=times.get(key, 0),
    )
