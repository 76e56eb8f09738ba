"""A list of news or corrections as its pages ask for it: how many there are, and those from one place to another.

Neither costs more where there are more of them. Numbers are kept by year (`ReadingCount`), so what stands far down is
looked for from the nearest turn of a year, on whichever side of that it lies.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from config.web.prepared import Many, Slot, prepared
from config.web.translated import reading_order
from news.models import ArticleVersion, Reading, ReadingCount, ReadingList, Topic

# A topic (its primary key; None: all of the list), a kind and a year.
Share = tuple[int | None, str, int]


@prepared
def _shares(of_list: str) -> QuerySet:
    """Those that are kept, and the few that time alone brings and takes."""
    columns = ("topic", "kind", "year")
    kept = ReadingCount.objects.filter(list=of_list, reader=next(reading_order())).order_by().values(*columns)
    timed = Reading.objects.offered(Slot("now")).filter(list=of_list, timed=True).order_by().values(*columns)
    timed = timed.annotate(count=Count("pk")).values_list(*columns, "count")
    return kept.annotate(count=Sum("number")).values_list(*columns, "count").union(timed, all=True)


@prepared
def _rows(texts: bool) -> QuerySet:
    rows = Reading.objects.filter(pk__in=Many("keys"))
    return rows.with_versions(texts=texts).in_order()


@prepared
def _latest(number: int) -> QuerySet:
    rows = Reading.objects.offered(Slot("now")).filter(list=ReadingList.NEWS, topic__isnull=True)
    return rows.with_versions(texts=True).in_order()[:number]


def shares_of(of_list: ReadingList, now: datetime) -> Counter[Share]:
    """How many a reader of the active language is offered of each share; one query."""
    found: Counter[Share] = Counter()
    for topic, kind, year, number in _shares(of_list).rows(now=now):
        found[topic, kind, year] += number
    return +found


def latest_news(number: int) -> list[ArticleVersion]:
    """With the short texts; one query."""
    return _versions(_latest(number).rows(now=timezone.now()))


def news_on(topic: Topic) -> "Listing":
    """One query."""
    now = timezone.now()
    return Listing(ReadingList.NEWS, shares_of(ReadingList.NEWS, now), now, topic=topic.pk)


def all_corrections() -> "Listing":
    """Of articles that stand at their own address, withdrawn ones too; one query."""
    now = timezone.now()
    return Listing(ReadingList.CORRECTIONS, shares_of(ReadingList.CORRECTIONS, now), now)


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
        for (of_topic, of_kind, of_year), number in shares.items():
            if of_topic == topic and kind in ("", of_kind) and year in (0, of_year):
                years[of_year] += number
        self._years = sorted(years, reverse=True)
        # How many stand above each turn of a year, from the newest: [0, those of the newest year, …, all].
        self._turns = list(accumulate((years[each] for each in self._years), initial=0))

    def __len__(self) -> int:
        return self._turns[-1]

    def __getitem__(self, part: Any) -> Any:
        start, stop, _step = part.indices(len(self))
        rows = _rows(False).rows(keys=self._keys(start, stop)) if start < stop else []
        return _versions(rows)

    def _keys(self, start: int, stop: int) -> list[int]:
        """Of the rows from one place to another."""
        at = min(range(len(self._turns)), key=lambda place: abs(self._turns[place] - start))
        turn, found = self._turns[at], []
        if start < turn:
            above = self._rows.filter(published_at__gte=_begins(self._years[at - 1])).in_order().reverse()
            found += above.values_list("pk", flat=True)[max(turn - stop, 0) : turn - start]
        if stop > turn:
            # Those of years that are left out stand above the newest one and below the oldest.
            below = self._rows.filter(published_at__lt=_begins(self._years[at] + 1)).in_order()
            found += below.values_list("pk", flat=True)[max(start - turn, 0) : stop - turn]
        return found


def _begins(year: int) -> datetime:
    """The first moment of a year at the site."""
    return datetime(year, 1, 1, tzinfo=timezone.get_current_timezone())


def _versions(rows: Sequence[Reading]) -> list[ArticleVersion]:
    for row in rows:
        row.version.published_at = row.published_at
    return [row.version for row in rows]
