"""What stands on a page of one of the register's lists, from rows that are kept in its order (news/models/register_rows.py).

A page costs the same wherever it lies: numbers are kept by year, so it is looked for from the nearest turn of a year.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from django.db.models import Count, F, QuerySet, Sum, Value

from config.web.prepared import Many, Slot, prepared
from config.web.turns import Turns
from news.agreements.register_rows import RegisterList, day_of_year
from news.agreements.terms import Family
from news.models import RegisterRow, RegisterRowCount, StatusSpan

FIRST_DAY, NEVER = date.min, date.max


class ListedRow(NamedTuple):
    """A row as it is read: its instrument, the promise or relation that it is of, its day and its name; of a change, from what
    to what."""

    agreement: int
    row: int | None
    day: date
    name: str
    former: str
    value: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """Of some lists: how many rows each year has, and how many of its year stand before a day that parts them."""

    years: Mapping[str, Mapping[int, int]]
    within: Mapping[tuple[str, date], int]

    def before(self, name: str, day: date) -> int:
        """How many rows of the list stand before the day, the first of a year or one that was asked about."""
        of_years = sum(number for year, number in self.years.get(name, {}).items() if year < day.year)
        return of_years + self.within.get((name, day), 0)


def numbers(names: Collection[str], today: date, first: date = FIRST_DAY, last: date = NEVER) -> Numbers:
    """`first`, `last`: days that part the lists. One query."""
    given: dict[str, Any] = {"names": sorted(names), "today": today, "first": first, "last": last}
    given["without_knowledge"] = sorted({*names} - {RegisterList.KNOWLEDGE})
    for name, day in (("first", first), ("last", last)):
        given |= {f"turn_of_{name}": date(day.year, 1, 1), f"year_of_{name}": day.year}
        given |= {f"day_of_{name}": day_of_year(day)}
    years: dict[str, Counter[int]] = {name: Counter() for name in names}
    within: dict[tuple[str, date], int] = {}
    for part, name, year, number in _numbers().rows(**given):
        if part == "year":
            years[name][year] += number
        else:
            within[name, given[part]] = within.get((name, given[part]), 0) + number
    return Numbers(years, within)


@prepared
def _numbers() -> QuerySet:
    rows, counted_by_year = (
        RegisterRow.objects.filter(list__in=Many(names)).offered(Slot("today")).order_by()
        for names in ("names", "without_knowledge")
    )
    kept = RegisterRowCount.objects.filter(list__in=Many("names")).order_by()
    parts: list[tuple[QuerySet, str, Any]] = [
        (kept.values("list", of_year=F("year")), "year", Sum("number")),
        (rows.filter(timed=True).values("list", of_year=F("year")), "year", Count("*")),
    ]
    for name in ("first", "last"):
        by_day = kept.filter(
            list=RegisterList.KNOWLEDGE, year=Slot(f"year_of_{name}"), value__lt=Slot(f"day_of_{name}")
        )
        one_by_one = counted_by_year.filter(day__gte=Slot(f"turn_of_{name}"), day__lt=Slot(name))
        # Of a part of a year the index says enough without the year.
        parts += [
            (found.values("list").annotate(of_year=Value(0)), name, number)
            for found, number in ((by_day, Sum("number")), (one_by_one, Count("*")))
        ]
    first, *others = (
        found.annotate(part=Value(name), found=number).values_list("part", "list", "of_year", "found")
        for found, name, number in parts
    )
    return first.union(*others, all=True)


def values_on(name: RegisterList, day: date) -> Counter[str]:
    """Of a list of changes, how many things have come to each value by the end of a day. One query."""
    counts: Counter[str] = Counter()
    turn = {"year": day.year, "turn": date(day.year, 1, 1)}
    for former, value, number in _changes().rows(name=name.value, day=day, **turn):
        counts[value] += number
        counts[former] -= number
    del counts[""]
    return +counts


@prepared
def _changes() -> QuerySet:
    kept = RegisterRowCount.objects.filter(list=Slot("name"), year__lt=Slot("year"))
    since = RegisterRow.objects.filter(list=Slot("name"), day__gte=Slot("turn"), day__lte=Slot("day"))
    first, other = (
        rows.order_by()
        .values("former", "value")
        .annotate(found=found)
        .values_list("former", "value", "found")
        for rows, found in ((kept, Sum("number")), (since, Count("*")))
    )
    return first.union(other, all=True)


def promised_by(day: date) -> QuerySet:
    """The promises stated by the end of a day, by their keys, the first due first."""
    rows = RegisterRow.objects.filter(list=RegisterList.PROMISES, begins_on__lte=day)
    return rows.in_order().values_list("row", flat=True)


def treaties_begun(day: date) -> QuerySet:
    """By the end of a day, by their keys, in the order of the register: to be walked along."""
    spans = StatusSpan.objects.along().begun(day).walked(["family"])
    return spans.filter(walked_family=Family.TREATY).in_order().values_list("agreement", flat=True)


def latest_of(name: RegisterList, agreement: int, last: date, most: int) -> list[ListedRow]:
    """Of one instrument, up to a day and so many at most, the latest first. One query."""
    rows = RegisterRow.objects.filter(agreement=agreement, list=name, day__lte=last)
    return _listed(rows.in_order().reverse()[:most])


def whole(name: RegisterList, today: date) -> "ListedRows":
    """All of a list, in its order. One query."""
    return ListedRows(name, numbers([name], today), today)


class ListedRows(Sequence[ListedRow]):
    """For a paginator: its length costs nothing, a part of it a query, two where a turn lies in it. Rows from the first day to
    the one before the last; `numbers` were asked about both."""

    def __init__(
        self,
        name: RegisterList,
        of: Numbers,
        today: date,
        first: date = FIRST_DAY,
        last: date = NEVER,
        *,
        latest_first: bool = False,
    ) -> None:
        self._name, self._today, self._latest_first = name, today, latest_first
        years = (year for year, number in of.years.get(name, {}).items() if number)
        inside = (date(year, 1, 1) for year in years if first.year < year <= last.year)
        self._days = [first, *sorted({day for day in inside if first < day < last}), last]
        before = [of.before(name, day) for day in self._days]
        self._turns = Turns(later - earlier for earlier, later in pairwise(before))

    def __len__(self) -> int:
        return len(self._turns)

    def __getitem__(self, part: Any) -> Any:
        start, stop, _step = part.indices(len(self))
        if self._latest_first:
            start, stop = len(self) - stop, len(self) - start
        found = self._turns.stretch(start, stop, before=self._before, after=self._after)
        return found[::-1] if self._latest_first else found

    def _before(self, turn: int, start: int, stop: int) -> list[ListedRow]:
        return _listed(self._rows(self._days[0], self._days[turn]).reverse()[start:stop])

    def _after(self, turn: int, start: int, stop: int) -> list[ListedRow]:
        return _listed(self._rows(self._days[turn], self._days[-1])[start:stop])

    def _rows(self, first: date, last: date) -> QuerySet:
        rows = RegisterRow.objects.filter(list=self._name, day__gte=first, day__lt=last)
        return rows.offered(self._today).in_order()


def _listed(rows: QuerySet) -> list[ListedRow]:
    return [ListedRow(*each) for each in rows.values_list(*ListedRow._fields)]
