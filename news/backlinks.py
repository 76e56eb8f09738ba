"""What cites a thing: "what rests on this source", "in the news", "related". One function for every page that asks."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from config.web.prepared import Many, Slot, prepared
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
        if written or kind in holder.cites:
            things = _citing(holder.name, kind).rows(key=key, written=list(written), now=at or timezone.now())
            links = [_backlink(holder, thing, written) for thing in things]
            found += sorted(links, key=lambda link: (link.dated_on or date.min, link.title), reverse=True)
    return found


@prepared
def _references() -> QuerySet:
    rows = Reference.objects.public(Slot("now")).to(Slot("kind"), Slot("key")).order_by()
    return rows.values_list("holder_kind", "holder_key", "times")


@prepared
def _citing(holder: str, kind: str) -> QuerySet:
    """Things of one kind that cite a thing of another, in their texts or by foreign keys."""
    holding = _kind(holder)
    written = Q(**{f"{holding.key_field}__in": Many("written")})
    return holding.things(Slot("now")).filter(_by_foreign_keys(holding, kind) | written, is_listed=True)


def _kind(name: str) -> Kind:
    kind = kind_named(name)
    assert kind is not None  # noqa: S101 it is one of page_kinds()
    return kind


def _times(kind: str, key: str, at: datetime | None) -> dict[str, dict[str, int]]:
    """How often texts that readers can read refer to it: {kind of the holder: {its key: times}}."""
    found: dict[str, dict[str, int]] = {}
    for holder_kind, holder_key, times in _references().rows(kind=kind, key=key, now=at or timezone.now()):
        held = found.setdefault(holder_kind, {})
        # An article in three languages cites as often as its most citing version, not three times as often.
        held[holder_key] = max(held.get(holder_key, 0), times)
    return found


def _by_foreign_keys(holder: Kind, kind: str) -> Q:
    """A subquery a path: joins of several would multiply rows."""
    cited = kind_named(kind)
    condition = Q(pk__in=[])
    for path in holder.cites.get(kind, ()) if cited else ():
        citing = holder.model._default_manager.filter(**{f"{path}__{cited.key_field}": Slot("key")})
        condition |= Q(pk__in=citing.order_by().values("pk"))
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
