"""A list of news, corrections or withdrawn texts as its pages ask for it: how many there are, and any part of it.

Neither costs more where there are more of them. Numbers are kept by year (`ReadingCount`), so what stands far down is
looked for from the nearest turn of a year, on whichever side of that it lies.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from config.web.prepared import Many, Slot, prepared
from config.web.translated import LANGUAGES, reading_order
from config.web.turns import Turns
from news.models import ArticleVersion, Reading, ReadingCount, ReadingList, Reference, Topic

# A list, a topic (its primary key; None: all of the list), a kind and a year.
Share = tuple[str, int | None, str, int]


@prepared
def _shares(on_topic: bool, *lists: str) -> QuerySet:
    """Those that are kept, and the few that time alone brings and takes."""
    columns = ("list", "topic", "kind", "year")
    of = {"topic": Slot("topic")} if on_topic else {"topic__isnull": True}
    kept = _kept(lists).filter(**of).values(*columns)
    timed = _timed(lists).values(*columns).annotate(count=Count("pk")).values_list(*columns, "count")
    return kept.annotate(count=Sum("number")).values_list(*columns, "count").union(timed, all=True)


@prepared
def _topics(of_list: str) -> QuerySet:
    """How many are on each topic, and (none) altogether."""
    kept = _kept([of_list]).values("topic").annotate(count=Sum("number"))
    timed = _timed([of_list]).values("topic").annotate(count=Count("pk"))
    return kept.values_list("topic", "count").union(timed.values_list("topic", "count"), all=True)


def _kept(lists: Iterable[str]) -> QuerySet:
    return ReadingCount.objects.filter(list__in=lists, reader=next(reading_order())).order_by()


def _timed(lists: Iterable[str]) -> QuerySet:
    """Of all topics: asked for one, SQLite would look for them among all that is on it."""
    return Reading.objects.offered(Slot("now")).filter(list__in=lists, timed=True).order_by()


@prepared
def _rows(texts: bool) -> QuerySet:
    rows = Reading.objects.filter(pk__in=Many("keys"))
    return rows.with_versions(texts=texts).in_order()


@prepared
def _latest(of_list: str, number: int, on_topic: bool) -> QuerySet:
    rows = Reading.objects.offered(Slot("now")).filter(list=of_list).on(Slot("topic") if on_topic else None)
    return rows.with_versions(texts=True).in_order()[:number]


@prepared
def _naming(number: int) -> QuerySet:
    named = Reference.objects.to(Slot("kind"), Slot("key")).filter(version__isnull=False).values("version")
    rows = Reading.objects.offered(Slot("now")).filter(list=ReadingList.NEWS, version__in=named)
    # In the order of the list, but not by its index: SQLite would read all news for a person whom few texts name.
    in_order = (Coalesce("dated_at", "dated_at").desc(), "-version_id")
    return rows.on(None).with_versions(texts=True).order_by(*in_order)[:number]


@prepared
def _since(number: int) -> QuerySet:
    rows = Reading.objects.filter(list=ReadingList.NEWS, reader__in=LANGUAGES, version__language=F("reader"))
    rows = rows.current(Slot("now")).filter(dated_at__gte=Slot("since")).on(None)
    return rows.with_versions(texts=False).in_order()[:number]


def shares_of(*lists: ReadingList, now: datetime, topic: int | None = None) -> Counter[Share]:
    """How many a reader of the active language is offered of each share, of the whole lists or of one topic; one query."""
    found: Counter[Share] = Counter()
    asked = _shares(topic is not None, *(each.value for each in lists))
    for of_list, of_topic, *share, number in asked.rows(now=now, topic=topic):
        if of_topic == topic:
            found[of_list, of_topic, *share] += number
    return +found


def news_by_topic(now: datetime) -> Counter[int]:
    """How many a reader of the active language is offered on each topic; one query."""
    found: Counter[int] = Counter()
    for topic, number in _topics(ReadingList.NEWS.value).rows(now=now):
        if topic is not None:
            found[topic] += number
    return +found


def latest(of_list: ReadingList, number: int, topic: Topic | None = None) -> list[ArticleVersion]:
    """With the short texts; one query."""
    rows = _latest(of_list.value, number, topic is not None)
    return _versions(rows.rows(now=timezone.now(), topic=topic and topic.pk))


def latest_naming(kind: str, key: str, number: int) -> list[ArticleVersion]:
    """Of all news, as `latest`, those whose texts name the thing; one query."""
    return _versions(_naming(number).rows(now=timezone.now(), kind=kind, key=key))


def first_public_since(moment: datetime, number: int) -> list[ArticleVersion]:
    """What is offered now, in each language for itself, the newest first; one query."""
    return _versions(_since(number).rows(now=timezone.now(), since=moment))


def with_news_counted(topics: Iterable[Topic]) -> list[Topic]:
    """Each with `article_count`, the number of its articles that are offered now; one query for all."""
    counts, found = news_by_topic(timezone.now()), list(topics)
    for each in found:
        each.article_count = counts[each.pk]
    return found


def news_on(topic: Topic) -> "Listing":
    """One query."""
    now = timezone.now()
    shares = shares_of(ReadingList.NEWS, now=now, topic=topic.pk)
    return Listing(ReadingList.NEWS, shares, now, topic=topic.pk)


def all_news() -> "Listing":
    """One query."""
    now = timezone.now()
    return Listing(ReadingList.NEWS, shares_of(ReadingList.NEWS, now=now), now)


def last_published() -> datetime | None:
    """When readers last got a new version of anything that is listed, in any language; one query."""
    versions = ArticleVersion.objects.been_public().filter(article__withdrawn_at__isnull=True)
    return versions.order_by("-live_from").values_list("live_from", flat=True).first()


def corrections_and_withdrawn() -> tuple["Listing", "Listing"]:
    """Corrections of articles that stand at their own address, withdrawn ones too, and the withdrawn ones; one query."""
    now, lists = timezone.now(), (ReadingList.CORRECTIONS, ReadingList.WITHDRAWN)
    shares = shares_of(*lists, now=now)
    return Listing(lists[0], shares, now), Listing(lists[1], shares, now)


class Listing(Sequence[ArticleVersion]):
    """For a paginator: its length costs nothing, a part of it two queries. Each version comes as from `for_list`."""

    def __init__(
        self,
        of_list: ReadingList,
        shares: Counter[Share],
        now: datetime,
        *,
        topic: int | None = None,
        kind: str = "",
        year: int = 0,
    ) -> None:
        self._rows = Reading.objects.offered(now).filter(list=of_list).on(topic)
        if kind:
            self._rows = self._rows.filter(kind=kind)
        years: Counter[int] = Counter()
        for (named, of_topic, of_kind, of_year), number in shares.items():
            if (named, of_topic) == (of_list, topic) and kind in ("", of_kind) and year in (0, of_year):
                years[of_year] += number
        self._years = sorted(years, reverse=True)
        self._turns = Turns(years[each] for each in self._years)

    def __len__(self) -> int:
        return len(self._turns)

    def __getitem__(self, part: Any) -> Any:
        start, stop, _step = part.indices(len(self))
        keys = self._turns.stretch(start, stop, before=self._above, after=self._below)
        return _versions(_rows(False).rows(keys=keys) if keys else [])

    def _above(self, turn: int, start: int, stop: int) -> list[int]:
        rows = self._rows.filter(dated_at__gte=_begins(self._years[turn - 1])).in_order().reverse()
        return list(rows.values_list("pk", flat=True)[start:stop])

    def _below(self, turn: int, start: int, stop: int) -> list[int]:
        """Those of years that are left out stand above the newest one and below the oldest."""
        rows = self._rows.filter(dated_at__lt=_begins(self._years[turn] + 1)).in_order()
        return list(rows.values_list("pk", flat=True)[start:stop])


def _begins(year: int) -> datetime:
    """The first moment of a year at the site."""
    return datetime(year, 1, 1, tzinfo=timezone.get_current_timezone())


def _versions(rows: Sequence[Reading]) -> list[ArticleVersion]:
    for row in rows:
        row.version.published_at = row.dated_at
    return [row.version for row in rows]
