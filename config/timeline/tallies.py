"""How many dated things the timeline holds: of each strand, year, month and topic, whatever of it is chosen."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import Case, Count, Func, IntegerField, OuterRef, QuerySet, Subquery, Value, When

from config.timeline.strands import RECORDS, STRANDS, Choice, about, chosen, dated, records_of, union
from config.web.partial_dates import DatePrecision
from config.web.translated import LANGUAGES, columns, reading_order
from news.models import Topic

ANY_TIME: dict[str, Any] = {"first": None, "last": None}


@dataclass(frozen=True, slots=True)
class Cell:
    """What is counted together. `month` is 0 where only the year is known; `fits`: it is on the topic chosen."""

    strand: str
    planned: bool
    year: int
    month: int
    fits: bool


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
                and (cell.fits or not choice.topic)
            }
        )

    def total(self, **changes: Any) -> int:
        """How many entries are shown, or would be with some other choice: `total(topic="")`."""
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


def tally(choice: Choice) -> Tally:
    """One query, whatever is chosen. By days, which are fewer than things: to ask a database for the year of each costs more."""
    cells: Counter[Cell] = Counter()
    for strand, planned, day, known, fits, number in union(_counted(record, choice) for record in RECORDS):
        month = 0 if known == DatePrecision.YEAR else day.month
        cells[Cell(strand, bool(planned), day.year, month, bool(fits))] += number
    return Tally(cells, choice)


def _counted(record: str, choice: Choice) -> QuerySet[Any]:
    fits = Value(1)
    if choice.topic:
        fits = Case(When(about(record, topic__slug=choice.topic), then=Value(1)), default=Value(0))
    keys = ("strand", "planned", "day", "known", "fits")
    counted = dated(record).annotate(fits=fits).order_by().values(*keys).annotate(number=Count("pk"))
    return counted.values_list(*keys, "number")


@dataclass(frozen=True, slots=True)
class TopicCount:
    slug: str
    name: str
    number: int


def topic_counts(choice: Choice) -> list[TopicCount]:
    """How many entries each topic would show, whichever is chosen, by their names; one query."""
    number = sum((_number(record, choice) for record in records_of(choice)), start=Value(0))
    rows = Topic.objects.order_by().annotate(number=number).values_list("slug", "number", *columns("name"))
    counts = [TopicCount(slug, _name(names), number) for slug, number, *names in rows]
    return sorted(counts, key=lambda one: one.name)


def _number(record: str, choice: Choice) -> Subquery:
    on_topic = chosen(record, choice).filter(about(record, topic=OuterRef(OuterRef("pk")))).order_by()
    counted = on_topic.annotate(number=Func("pk", function="COUNT", output_field=IntegerField()))
    return Subquery(counted.values("number"))


def _name(names: Iterable[str]) -> str:
    by_language = dict(zip(LANGUAGES, names, strict=True))
    return next((by_language[code] for code in reading_order() if by_language[code]), "")
