"""The lists of sources, people and figures as their pages ask for them: how many there are, and any part of one.

Neither costs more where there are more of them: numbers are kept by how what they are ordered by begins (`ListCount`), so what
stands far down is looked for from the nearest place where another beginning comes.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, QuerySet, Sum

from config.web.prepared import Slot, prepared
from config.web.translated import reading_order
from config.web.turns import Turns
from news.models import Figure, ListCount, Person, Source


@prepared
def _parts(of_list: str, reader: str, of_grade: bool) -> QuerySet:
    counts = ListCount.objects.filter(list=of_list, reader=reader)
    if of_grade:
        counts = counts.filter(grade=Slot("grade"))
    numbers = counts.order_by().values("part").annotate(number_of=Sum("number"))
    return numbers.filter(number_of__gt=0).order_by("part").values_list("part", "number_of")


class CountedList(Sequence[Any]):
    """For a paginator: its length is one query, a part of it another. `rows`: as `for_list` orders them."""

    def __init__(
        self, rows: QuerySet[Any], of_list: str, *, grade: str = "", reader: str | None = None
    ) -> None:
        if reader is None:
            reader = next(reading_order())
        self._rows = rows.filter(grade=grade) if grade else rows
        parts = _parts(of_list, reader, bool(grade)).rows(grade=grade)
        self._parts = [part for part, _number in parts]
        self._turns = Turns(number for _part, number in parts)

    def __len__(self) -> int:
        return len(self._turns)

    def __getitem__(self, places: Any) -> list[Model]:
        start, stop, _step = places.indices(len(self))
        return self._turns.stretch(start, stop, before=self._before, after=self._after)

    def _before(self, turn: int, start: int, stop: int) -> list[Model]:
        return list(self._rows.filter(part__lte=self._parts[turn - 1]).reverse()[start:stop])

    def _after(self, turn: int, start: int, stop: int) -> list[Model]:
        return list(self._rows.filter(part__gte=self._parts[turn])[start:stop])


def listed_sources(grade: str = "") -> CountedList:
    return CountedList(Source.objects.public().for_list(), "source", grade=grade)


def listed_people() -> CountedList:
    return CountedList(Person.objects.public().for_list(), "person")


def listed_figures() -> CountedList:
    return CountedList(Figure.objects.public().for_list(), "figure", reader="")
