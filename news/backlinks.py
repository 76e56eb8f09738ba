"""What cites a thing: "what rests on this source", "in the news", "related". One function for every page that asks.

What refers to it in a text is known from the references, what cites it by a foreign key from the registry; titles, days and
whether readers are led there from the search documents, as in named.py.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, DateTimeField, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone

from config.web.partial_dates import PartialDate
from config.web.prepared import Many, Slot, prepared
from news.kinds import Kind, kind_named, page_kinds
from news.models import Article, ArticleVersion, Reference, SearchDocument
from news.named import LIVE, STANDING, Names


@dataclass(frozen=True, slots=True)
class Backlink:
    """One public thing that cites another; `language` is that of its title. `times` counts references in its texts."""

    kind: Kind
    key: str
    title: str
    language: str
    url: str
    dated_on: date | None
    times: int

    @property
    def dated(self) -> PartialDate | None:
        return self.kind.known_date(self.dated_on)


def what_cites(kind: str, key: str, at: datetime | None = None) -> list[Backlink]:
    """What readers can follow back from a thing: articles by their live versions, records by their texts and foreign keys.

    In the order of the registry, the newest of a kind first. Two queries.
    """
    now = at or timezone.now()
    times = _times(kind, key, now)
    rows = _citing(kind).rows(key=key, now=now, **{name: list(held) for name, held in times.items()})
    days = {(name, found): _day(first, day) for name, found, *_title, day, first in rows}
    links = [
        Backlink(
            thing.kind, thing.key, *thing.title(), thing.url, days[name], times[name[0]].get(thing.key, 0)
        )
        for name, thing in Names(row[:5] for row in rows).items()
    ]
    links.sort(key=lambda link: (link.dated_on or date.min, link.title), reverse=True)
    turns = {name: at for at, name in enumerate(times)}
    return sorted(links, key=lambda link: turns[link.kind.name])


@prepared
def _references() -> QuerySet:
    rows = Reference.objects.public(Slot("now")).to(Slot("kind"), Slot("key")).order_by()
    return rows.values_list("holder_kind", "holder_key", "times")


@prepared
def _citing(kind: str) -> QuerySet:
    """Documents of what cites a thing of the kind. Each condition finds an index of its own, on PostgreSQL too."""
    written, citing = Q(pk__in=[]), []
    for holder in page_kinds():
        written |= _of(holder) & Q(key__in=Many(holder.name))
        for path in holder.cites.get(kind, ()):
            citing.append(_documents(_of(holder) & Q(key__in=_by_foreign_key(holder, path, kind))))
    return _documents(written).union(*citing)


def _of(holder: Kind) -> Q:
    return Q(kind=holder.name, part="") & (LIVE if holder.model is Article else STANDING)


def _documents(condition: Q) -> QuerySet:
    first = ArticleVersion.objects.been_public(Slot("now")).filter(article__slug=OuterRef("key"))
    first_live = Subquery(first.order_by("live_from").values("live_from")[:1])
    of_article = Case(When(kind="article", then=first_live), output_field=DateTimeField())
    rows = SearchDocument.objects.filter(condition).order_by().annotate(first=of_article)
    return rows.values_list("kind", "key", "language", "title", "title_language", "dated_on", "first")


def _by_foreign_key(holder: Kind, path: str, kind: str) -> QuerySet:
    """Keys of the things that cite one of the kind so."""
    cited = kind_named(kind)
    assert cited is not None  # noqa: S101 the registry names it
    citing = holder.model._default_manager.filter(**{f"{path}__{cited.key_field}": Slot("key")})
    return citing.order_by().values(holder.key_field)


def _times(kind: str, key: str, now: datetime) -> dict[str, dict[str, int]]:
    """How often texts that readers can read refer to it: {kind of the holder: {its key: times}}."""
    found: dict[str, dict[str, int]] = {holder.name: {} for holder in page_kinds()}
    for holder_kind, holder_key, times in _references().rows(kind=kind, key=key, now=now):
        # An article in three languages cites as often as its most citing version, not three times as often.
        if (held := found.get(holder_kind)) is not None:
            held[holder_key] = max(held.get(holder_key, 0), times)
    return found


def _day(first: datetime | None, day: date | None) -> date | None:
    """Of an article the day on which it was first public, of anything else the day of its document."""
    return timezone.localdate(first) if first else day
