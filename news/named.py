"""What public things are called, by kind and key: one query for the things of a page, of whatever kinds.

Read from the search documents, which know title and language of every thing that readers may be led to, and of articles
the time in which each version is live. What has none (withdrawn, not yet public, without a page) is not found here.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from django.db.models import Case, Model, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from config.web.prepared import Many, Rows, Slot, prepared
from config.web.translated import LANGUAGES, reading_order
from news.kinds import Kind, Titled, kind_named, page_kinds
from news.models import Article, Reference, SearchDocument

# Of a thing: its kind and key.
Name = tuple[str, str]
KEPT = 64  # names of so many pages: each takes some thirty kilobytes


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that readers may be led to. Equal where it is the same thing."""

    kind: Kind = field(compare=False, repr=False)
    key: str
    # The title that a document of a language bears, and which language that is in.
    titles: Mapping[str, Titled] = field(compare=False, repr=False)

    def title(self, language: str | None = None) -> Titled:
        """As a reader of the language (the active one by default) reads it."""
        return next((self.titles[code] for code in reading_order(language) if code in self.titles), ("", ""))

    @property
    def url(self) -> str:
        """Its page in the active language."""
        return self.kind.url(self.key)


class Names(Mapping[Name, Named]):
    """Things by kind and key, of rows that begin with kind, key, language, title and the title's language: made of them when
    the first is asked for. Two of equal rows are equal, so that what is printed of them can be remembered."""

    def __init__(self, rows: Iterable[tuple[Any, ...]] = ()) -> None:
        self.rows = tuple(rows)

    def __hash__(self) -> int:
        return hash(self.rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Names) and self.rows == other.rows

    def __getitem__(self, name: Name) -> Named:
        return self._things[name]

    def __iter__(self) -> Iterator[Name]:
        return iter(self._things)

    def __len__(self) -> int:
        return len(self._things)

    @cached_property
    def _things(self) -> dict[Name, Named]:
        found: dict[Name, dict[str, Titled]] = {}
        for kind, key, language, title, title_language, *_more in self.rows:
            found.setdefault((kind, key), {})[language] = (title, title_language)
        return {(name, key): Named(_kind(name), key, titles) for (name, key), titles in found.items()}

    @property
    def topics(self) -> list[Named]:
        """Of `with_topics_of`: those of the article, in the order of their keys."""
        return list(Names(row for row in self.rows if row[5:] == (1,)).values())


def name_of(kind: Kind, thing: Model) -> Named:
    """Of a thing that is read already (one of `Kind.things`)."""
    return Named(kind, kind.key(thing), {code: kind.title(thing, code) for code in LANGUAGES})


# A document has either no moment at which it begins, or one that has passed: each finds an index of its own.
STANDING = Q(live_from__isnull=True)
LIVE = Q(live_from__lte=Slot("now")) & (Q(live_until__isnull=True) | Q(live_until__gt=Slot("now")))
# Of an article there are documents in the languages it is in, of anything else in all of them.
ASKED_FOR = Q(language__in=Many("languages")) | Q(kind="article")


@prepared
def _titles(with_topics: bool) -> QuerySet:
    named = Q(kind__in=Many("kinds"), key__in=Many("keys"), part="")
    standing, live = named & STANDING, named & LIVE
    its_topic = Q(pk__in=[])
    if with_topics:
        topics = Article.topics.through.objects.filter(article=Slot("topics_of")).values("topic__slug")
        its_topic = Q(kind="topic", key__in=topics)
        standing |= its_topic & STANDING
    rows = SearchDocument.objects.filter(standing | live, ASKED_FOR).order_by("key")
    rows = rows.annotate(is_topic=Case(When(its_topic, then=Value(1)), default=Value(0)))
    return rows.values_list("kind", "key", "language", "title", "title_language", "is_topic")


def named_things(
    names: Iterable[Name], at: datetime | None = None, *, languages: Collection[str] = LANGUAGES
) -> Names:
    """Those that are found, as readers of the languages read them."""
    kinds, keys = wanted(names)
    asked = {"kinds": kinds, "keys": keys, "now": at or timezone.now(), "languages": languages}
    return _same(_titles(False).read(**asked) if keys else ())


def with_topics_of(article: int, names: Iterable[Name], *, languages: Collection[str] = LANGUAGES) -> Names:
    """The same, and the topics of an article (its primary key): still one query."""
    kinds, keys = wanted(names)
    asked = {"kinds": kinds, "keys": keys, "now": timezone.now(), "languages": languages}
    return _same(_titles(True).read(**asked, topics_of=article))


@lru_cache(KEPT)
def _same(rows: Rows) -> Names:
    """Of the same rows the same names, whose things are made once."""
    return Names(rows)


@prepared
def _titles_referred_to() -> QuerySet:
    """The same with those, of some kinds, that the texts of a version refer to, and their place among what it refers to."""
    columns = ("kind", "key", "language", "title", "title_language", "place")
    references = Reference.objects.filter(version=Slot("version")).order_by()
    same = references.filter(target_kind=OuterRef("kind"), target_key=OuterRef("key"))
    rows = (
        SearchDocument.objects.filter(ASKED_FOR, part="")
        .order_by()
        .annotate(place=Subquery(same.values("pk")[:1]))
    )
    named = Q(kind__in=Many("kinds"), key__in=Many("keys"))
    referred = Q(kind__in=Many("led_to"), key__in=references.values("target_key"))
    found = [rows.filter(each).values_list(*columns) for each in (referred & STANDING, referred & LIVE)]
    return rows.filter((named & STANDING) | (named & LIVE)).values_list(*columns).union(*found)


def with_references_of(
    version: int, names: Iterable[Name], *, led_to: Collection[str], languages: Collection[str] = LANGUAGES
) -> tuple[Names, Mapping[str, Sequence[str]]]:
    """The same, and what of the kinds `led_to` all texts of a version (its primary key) refer to: keys by kind, in the order in
    which they were indexed, which is that of the texts; still one query."""
    kinds, keys = wanted(names)
    asked = {"kinds": kinds, "keys": keys, "now": timezone.now(), "languages": languages}
    return _referred(_titles_referred_to().read(**asked, version=version, led_to=led_to))


@lru_cache(KEPT)
def _referred(rows: Rows) -> tuple[Names, Mapping[str, Sequence[str]]]:
    places = {(kind, key): place for kind, key, *_title, place in rows if place}
    refers_to: dict[str, list[str]] = {}
    for kind, key in sorted(places, key=places.__getitem__):
        refers_to.setdefault(kind, []).append(key)
    return Names(row[:5] for row in rows), refers_to


def wanted(names: Iterable[Name]) -> tuple[list[str], list[str]]:
    """The kinds and the keys of those that have a page, for a query."""
    pages = {kind.name for kind in page_kinds()}
    found = {(kind, key) for kind, key in names if kind in pages}
    return sorted({kind for kind, _key in found}), sorted({key for _kind, key in found})


def _kind(name: str) -> Kind:
    kind = kind_named(name)
    assert kind is not None  # noqa: S101 only kinds write search documents
    return kind
