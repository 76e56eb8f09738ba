"""What stands on the line, any part of it, from rows that are kept in its order (news/models/timeline.py).

A part costs the same wherever it lies: numbers are kept by year, so it is looked for from the nearest turn of a year.
"""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import accumulate
from typing import Any

from django.db.models import Q, QuerySet

from config.timeline.strands import STRANDS, Choice
from config.timeline.tallies import Tally
from news.models import TimelineRow

# A dated thing: the kind of the thing it belongs to, and its primary key.
Dated = tuple[str, int]


class Line(Sequence[Dated]):
    """For a paginator: its length costs nothing, a part of it one query. `tally`: how many there are of the choice."""

    def __init__(self, tally: Tally, now: datetime, *, newest_first: bool) -> None:
        years: dict[int, int] = {}
        for cell, number in tally.shown().items():
            years[cell.year] = years.get(cell.year, 0) + number
        self._choice, self._newest_first, self._now = tally.choice, newest_first, now
        self._years = sorted(years, reverse=True)
        # How many stand above each turn of a year, from the newest: [0, those of the newest year, …, all].
        self._turns = list(accumulate((years[each] for each in self._years), initial=0))

    def __len__(self) -> int:
        return self._turns[-1]

    def __getitem__(self, part: Any) -> Any:
        start, stop, _step = part.indices(len(self))
        if self._newest_first:
            return self._from_newest(start, stop)
        return self._from_newest(len(self) - stop, len(self) - start)[::-1]

    def _from_newest(self, start: int, stop: int) -> list[Dated]:
        if start >= stop:
            return []
        at = min(range(len(self._turns)), key=lambda place: abs(self._turns[place] - start))
        turn, found = self._turns[at], []
        if start < turn:
            above = Q(day__gte=date(self._years[at - 1], 1, 1))
            found += self._read(above, max(turn - stop, 0), turn - start, reverse=True)[::-1]
        if stop > turn:
            below = Q(day__lt=date(self._years[at] + 1, 1, 1))
            found += self._read(below, max(start - turn, 0), stop - turn)
        return found

    def _read(self, side: Q, start: int, stop: int, *, reverse: bool = False) -> list[Dated]:
        """Of what lies on one side of a turn, counted from there."""
        rows = _in_order(chosen(self._choice, self._now, side, stop, reverse=reverse), reverse=reverse)
        # With the day, by which a statement of several parts can be ordered.
        return [(kind, pk) for kind, pk, _day in rows.values_list("holder_kind", "row", "day")[start:stop]]


def chosen(
    choice: Choice, now: datetime, side: Q, number: int, *, reverse: bool = False
) -> QuerySet[TimelineRow]:
    """At least the first `number` rows of a choice. Each of several strands is read in its own order, for one of them may
    have few among many."""
    of = Q(topic__isnull=True) if choice.topic is None else Q(topic=choice.topic)
    rows = TimelineRow.objects.offered(now).filter(of, side)
    if choice.strands.issuperset(STRANDS):
        return rows
    strands = [rows.filter(strand=strand) for strand in sorted(choice.strands)]
    if len(strands) == 1:
        return strands[0]
    parts = (_in_order(each, reverse=reverse).values("pk")[:number] for each in strands)
    first, *others = (TimelineRow.objects.order_by().filter(pk__in=part) for part in parts)
    return first.union(*others, all=True)


def _in_order(rows: QuerySet[TimelineRow], *, reverse: bool) -> QuerySet[TimelineRow]:
    return rows.order_by("day", "-holder_kind", "row") if reverse else rows.in_order()


def whole_line(now: datetime) -> QuerySet[Any]:
    """The newest first."""
    rows = TimelineRow.objects.offered(now).filter(topic__isnull=True)
    return rows.in_order().values_list("holder_kind", "row")
