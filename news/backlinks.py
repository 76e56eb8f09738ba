"""What cites a thing: "what rests on this source", "in the news", "related". One function for every page that asks.

Articles are told by the version that a reader of the active language is offered, records by their texts and by foreign keys,
which the registry knows; titles and days of records stand in the search documents.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from config.web.partial_dates import PartialDate
from config.web.prepared import Slot, prepared
from config.web.translated import reading_order
from news.kinds import Kind, kind_named, page_kinds
from news.models import Reading, ReadingList, Reference, SearchDocument
from news.named import STANDING

ARTICLE = "article"
# Of a record, by its document.
TOLD = ("title", "title_language", "dated_on")


@dataclass(frozen=True, slots=True)
class Backlink:
    """One public thing that cites another; `language` is that of its title."""

    kind: Kind
    key: str
    title: str
    language: str
    dated_on: date | None

    @property
    def url(self) -> str:
        return self.kind.url(self.key)

    @property
    def dated(self) -> PartialDate | None:
        return self.kind.known_date(self.dated_on)


def what_cites(
    kind: str, key: str, places: slice, at: datetime | None = None
) -> list[tuple[Kind, list[Backlink]]]:
    """What readers can follow back from a thing, by kinds in the order of the registry: of each what stands at the places.

    Records stand in the order of their days, the newest first; articles in that in which their versions were written, so that
    no more are read than are told. Two queries.
    """
    found: dict[str, list[Backlink]] = {}
    for name, of_key, title, *row in _records(kind).rows(kind=kind, key=key):
        if title:
            found.setdefault(name, []).append(Backlink(_kind(name), of_key, title, *row))
    told = {name: newest_first(links)[places] for name, links in found.items()}
    told[ARTICLE] = list(_in_articles(kind, key, places, at or timezone.now()))
    return [(holder, told[holder.name]) for holder in page_kinds() if told.get(holder.name)]


def _in_articles(kind: str, key: str, places: slice, now: datetime) -> Iterator[Backlink]:
    for *row, first in _articles().part(places, kind=kind, key=key, now=now):
        yield Backlink(_kind(ARTICLE), *row, timezone.localdate(first))


def offered_references(kind: Any, key: Any, now: Any) -> QuerySet[Reference]:
    """From versions that the list of news offers to a reader of the active language: one an article, that written last first."""
    rows = Reference.objects.to(kind, key).filter(Exists(_offered(now)))
    return rows.order_by("-version_id")


def _offered(now: Any) -> QuerySet[Reading]:
    """Of a reference's version: its line in the list of news."""
    lines = Reading.objects.offered(now).filter(version=OuterRef("version"), list=ReadingList.NEWS)
    return lines.on(None)


@prepared
def _articles() -> QuerySet:
    """Along the index of references; of each version, if it is offered by the list of news, when its article was first public."""
    rows = offered_references(Slot("kind"), Slot("key"), Slot("now"))
    first = Subquery(_offered(Slot("now")).order_by().values("dated_at")[:1])
    columns = ("article__slug", "headline", "language")
    return rows.annotate(first=first).values_list(*(f"version__{column}" for column in columns), "first")


@prepared
def _records(kind: str) -> QuerySet:
    """What cites a thing of the kind, with its title and day; each way of citing finds an index of its own. A text of what
    readers are not led to has no title."""
    ways = [_texts()]
    for holder in page_kinds():
        if holder.name != ARTICLE:
            ways += (
                _documents(holder, _by_foreign_key(holder, path, kind)) for path in holder.cites.get(kind, ())
            )
    first, *others = ways
    return first.union(*others)


def _texts() -> QuerySet:
    its = SearchDocument.objects.filter(STANDING, kind=OuterRef("holder_kind"), key=OuterRef("holder_key"))
    its = its.filter(part="", language=next(reading_order())).order_by()
    rows = Reference.objects.to(Slot("kind"), Slot("key")).filter(version=None).order_by()
    told = {f"its_{name}": Subquery(its.values(name)[:1]) for name in TOLD}
    return rows.annotate(**told).values_list("holder_kind", "holder_key", *told).distinct()


def _documents(holder: Kind, keys: QuerySet) -> QuerySet:
    rows = SearchDocument.objects.filter(STANDING, kind=holder.name, key__in=keys, part="")
    rows = rows.filter(language=next(reading_order())).order_by()
    return rows.values_list("kind", "key", *TOLD)


def _by_foreign_key(holder: Kind, path: str, kind: str) -> QuerySet:
    """Keys of the things that cite one of the kind so."""
    citing = holder.model._default_manager.filter(**{f"{path}__{_kind(kind).key_field}": Slot("key")})
    return citing.order_by().values(holder.key_field)


def _kind(name: str) -> Kind:
    kind = kind_named(name)
    assert kind is not None  # noqa: S101 the registry names it
    return kind


def newest_first(links: Iterable[Backlink]) -> list[Backlink]:
    return sorted(links, key=lambda link: (link.dated_on or date.min, link.title), reverse=True)
