"""What stands on the line, any part of it, from rows that are kept in its order (news/models/timeline.py).

A part costs the same wherever it lies: numbers are kept by year, so it is looked for from the nearest turn of a year.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from config.timeline.strands import STRANDS, Choice
from config.timeline.tallies import Tally
from config.web.turns import Turns
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
        self._turns = Turns(years[each] for each in self._years)

    def __len__(self) -> int:
        return len(self._turns)

    def __getitem__(self, part: Any) -> Any:
        start, stop, _step = part.indices(len(self))
        if self._newest_first:
            return self._from_newest(start, stop)
        return self._from_newest(len(self) - stop, len(self) - start)[::-1]

    def _from_newest(self, start: int, stop: int) -> list[Dated]:
        return self._turns.stretch(start, stop, before=self._above, after=self._below)

    def _above(self, turn: int, start: int, stop: int) -> list[Dated]:
        return self._read(Q(day__gte=date(self._years[turn - 1], 1, 1)), start, stop, reverse=True)

    def _below(self, turn: int, start: int, stop: int) -> list[Dated]:
        return self._read(Q(day__lt=date(self._years[turn] + 1, 1, 1)), start, stop)

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
