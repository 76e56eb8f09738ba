"""How many dated things the timeline holds: of each strand, year, month and topic, whatever of it is chosen."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from config.timeline.strands import STRANDS, Choice
from config.web.parameters import FIRST_YEAR, LAST_YEAR
from config.web.prepared import Many, Slot, prepared
from config.web.translated import LANGUAGES, columns, reading_order
from news.models import TimelineCount, TimelineRow, Topic

ANY_TIME: dict[str, Any] = {"first": None, "last": None}


@dataclass(frozen=True, slots=True)
class Cell:
    """What is counted together. `month` is 0 where only the year is known, or only years are asked for; `on_topic`: it is of
    the topic chosen, not of the whole line."""

    strand: str
    planned: bool
    year: int
    month: int = 0
    on_topic: bool = False


class Tally:
    """Of everything held, by cell: what any choice of strands and years would show is summed from it, without a query."""

    def __init__(self, cells: Counter[Cell], choice: Choice) -> None:
        self.cells = cells
        self.choice = choice

    def shown(self, choice: Choice | None = None) -> Counter[Cell]:
        """The cells that a choice leaves; `choice` has the topic of the page, or none."""
        choice = choice or self.choice
        return Counter(
            {
                cell: number
                for cell, number in self.cells.items()
                if cell.strand in choice.strands
                and choice.takes(cell.year)
                and cell.on_topic == (choice.topic is not None)
            }
        )

    def months(self) -> Counter[Cell]:
        """The cells shown, each of one month."""
        return self.shown()

    def total(self, **changes: Any) -> int:
        """How many entries are shown, or would be with some other choice: `total(topic=None)`."""
        return self.shown(replace(self.choice, **changes)).total()

    @cached_property
    def strands(self) -> Counter[str]:
        """How many each strand would show, whichever are chosen."""
        return _sum(self.shown(replace(self.choice, strands=frozenset(STRANDS))), "strand")

    @cached_property
    def years(self) -> Counter[int]:
        """How many each year would show, whichever years are chosen."""
        return _sum(self.shown(replace(self.choice, **ANY_TIME)), "year")


def _sum(cells: Counter[Cell], name: str) -> Counter[Any]:
    sums: Counter[Any] = Counter()
    for cell, number in cells.items():
        sums[getattr(cell, name)] += number
    return sums


class KeptTally(Tally):
    """By years, of which there are few; months only where a drawing asks for them."""

    def __init__(self, choice: Choice, now: datetime) -> None:
        """One query, whatever is chosen."""
        super().__init__(_cells(choice, now), choice)
        self.now = now

    def months(self) -> Counter[Cell]:
        """One query; for a choice of few years."""
        return Tally(_cells(self.choice, self.now, by_month=True), self.choice).shown()


def _cells(choice: Choice, now: datetime, *, by_month: bool = False) -> Counter[Cell]:
    cells: Counter[Cell] = Counter()
    rows = _counted(choice.topic is not None, by_month).rows(topic=choice.topic, now=now, **_period(choice))
    for topic, strand, planned, year, *month, number in rows:
        cells[Cell(strand, bool(planned), year, *(month or [0]), topic is not None)] += number
    return +cells


def _period(choice: Choice) -> dict[str, int]:
    return {"first": choice.first or FIRST_YEAR, "last": choice.last or LAST_YEAR}


@prepared
def _counted(on_topic: bool, by_month: bool) -> QuerySet:
    """What is kept, and the few that time alone brings and takes: of the whole line, and of a topic. Each is asked for by itself,
    since no index of the few serves an OR."""
    keys = ("topic", "strand", "planned", "year", *(["month"] if by_month else []))
    within = Q(year__gte=Slot("first"), year__lte=Slot("last")) if by_month else Q()
    places = [Q(topic__isnull=True)]
    if on_topic:
        places.append(Q(topic=Slot("topic")))
    first, *others = (
        rows.filter(of, within).order_by().values(*keys).annotate(count=count).values_list(*keys, "count")
        for of in places
        for rows, count in (
            (TimelineCount.objects.all(), Sum("number")),
            (TimelineRow.objects.offered(Slot("now")).filter(timed=True), Count("pk")),
        )
    )
    return first.union(*others, all=True)


@dataclass(frozen=True, slots=True)
class TopicCount:
    pk: int
    slug: str
    name: str
    number: int


def topic_counts(choice: Choice, now: datetime) -> list[TopicCount]:
    """How many entries each topic would show, whichever is chosen, by their names; one query."""
    rows = _topics().rows(strands=sorted(choice.strands), now=now, **_period(choice))
    counts = [TopicCount(pk, slug, _name(names), number) for pk, slug, number, *names in rows]
    return sorted(counts, key=lambda one: one.name)


@prepared
def _topics() -> QuerySet:
    chosen = Q(strand__in=Many("strands"), year__gte=Slot("first"), year__lte=Slot("last"))
    kept = TimelineCount.objects.filter(chosen, topic=OuterRef("pk"))
    timed = TimelineRow.objects.offered(Slot("now")).filter(chosen, topic=OuterRef("pk"), timed=True)
    number = _number(kept, "number", "SUM") + _number(timed, "pk", "COUNT")
    rows = Topic.objects.order_by().annotate(count=number)
    return rows.values_list("pk", "slug", "count", *columns("name"))


def _number(rows: QuerySet[Any], column: str, function: str) -> Coalesce:
    counted = rows.order_by().annotate(found=Func(column, function=function, output_field=IntegerField()))
    return Coalesce(Subquery(counted.values("found")), 0)


def _name(names: Iterable[str]) -> str:
    by_language = dict(zip(LANGUAGES, names, strict=True))
    return next((by_language[code] for code in reading_order() if by_language[code]), "")
