"""How many instruments the choices of the register's list would show, from numbers that are kept (`RegisterCount`): they cost the
same however many instruments there are.

Kept is how many have one value beside another. So numbers are known beside one choice, and beside two that narrow each other;
beside more, or on another day, only which choices may show something.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import reduce
from operator import and_

from django.db.models import QuerySet, Sum, Value

from config.web.prepared import Many, Slot, prepared
from news.agreements.counting import ALL, COLUMNS, Item, items_of
from news.agreements.listed import values_on
from news.agreements.register_rows import RegisterList
from news.agreements.terms import StatusValue
from news.filters.facets import Facet, Facets, by_choice
from news.models import RegisterCount, StatusSpan

STATUS = "status"


class Kept:
    """The numbers of the present day, whole and beside each choice. One query."""

    def __init__(self, facets: Mapping[str, Facet], chosen: Mapping[str, str]) -> None:
        self._facets = facets
        # By the name of the filter, its column and the values that its choice stands for.
        self._chosen = {
            name: (facets[name].field_name, facets[name].held(choice)) for name, choice in chosen.items()
        }
        # By the filter that is chosen (none: of all): how many there are of each value of each column.
        self._beside: dict[str, Counter[Item]] = {name: Counter() for name in ("", *chosen)}
        given = {f"facet{at}": column for at, (column, _held) in enumerate(self._chosen.values())}
        many = {f"held{at}": held for at, (_column, held) in enumerate(self._chosen.values())}
        for column, value, other, also, number in _kept(len(chosen)).rows(**given, **many):
            for name in self._taken_by(column, value):
                self._beside[name][other, also] += number

    def _taken_by(self, column: str, value: str) -> list[str]:
        if not column:
            return [""]
        return [name for name, (own, held) in self._chosen.items() if own == column and value in held]

    @property
    def all_of_them(self) -> int:
        return self._beside[""][ALL]

    def rarest(self, names: Iterable[str], most: int) -> str:
        """Of some that are chosen the one that the fewest have, if those are no more than so many; or none."""
        number, name = min(((self._beside[name][ALL], name) for name in names), default=(most + 1, ""))
        return name if number <= most else ""

    def settle(self, today: date) -> None:
        """Counts what time has changed since. One query."""
        for span, sign in _changed(today):
            items = items_of(span)
            for name in {"", *(name for item in items for name in self._taken_by(*item))}:
                self._beside[name].update(dict.fromkeys(items, sign))

    def today(self) -> Facets:
        """Beside what is chosen."""
        counts = {name: self._counted(name) for name in self._facets}
        unknown = {
            name: self._possible(name, self._chosen) for name, found in counts.items() if found is None
        }
        return Facets(self._total(), counts | unknown, unknown.keys())

    def on(self, day: date, today: date) -> Facets:
        """The same of another day: statuses are counted by their changes up to it, where nothing else is chosen. Of a filter that
        is left out, any choice may show something. One query."""
        statuses = values_on(RegisterList.LAW, day)
        # Of which nothing is known but that they are there.
        statuses[StatusValue.RECORDED] = self._values(STATUS)[StatusValue.RECORDED]
        by_status = [name for name, facet in self._facets.items() if facet.field_name == STATUS]
        lasting = [name for name in self._chosen if name not in by_status]
        # What had not begun by the day is shown where it is asked for by its status, and is kept nowhere.
        asks_for_more = self._chosen.get(STATUS) == (STATUS, [StatusValue.RECORDED])
        counts = {
            name: by_choice(self._facets[name], self._left(statuses, {*by_status} - {name}))
            for name in by_status
        }
        if day <= today and not asks_for_more:
            others = (name for name in self._facets if name not in by_status)
            counts |= {name: self._possible(name, lasting) for name in others}
        if lasting or asks_for_more:
            return Facets(None, counts, self._facets.keys())
        return Facets(self._left(statuses, by_status).total(), counts, self._facets.keys() - by_status)

    def _values(self, column: str, beside: str = "") -> Counter[str]:
        """How many there are of each value of a column, beside the choice of a filter or all."""
        found = self._beside[beside].items()
        return Counter({value: number for (of, value), number in found if of == column and number})

    def _left(self, values: Counter[str], names: Iterable[str]) -> Counter[str]:
        """Those that the filters leave, all by the column of the values, if they are chosen."""
        held = [self._chosen[name][1] for name in names if name in self._chosen]
        return Counter(
            {value: number for value, number in values.items() if all(value in each for each in held)}
        )

    def _others(self, name: str) -> tuple[list[str], list[str]]:
        """What is chosen beside a filter: by its own column, and by others."""
        column, others = self._facets[name].field_name, [each for each in self._chosen if each != name]
        same = [each for each in others if self._chosen[each][0] == column]
        return same, [each for each in others if each not in same]

    def _counted(self, name: str) -> Counter[str] | None:
        """How many each choice of a filter would show; its own choice does not narrow it."""
        same, others = self._others(name)
        if len(others) > 1:
            return None
        return by_choice(
            self._facets[name], self._left(self._values(self._facets[name].field_name, *others), same)
        )

    def _possible(self, name: str, chosen: Iterable[str]) -> Counter[str]:
        """Its choices that some have beside each one chosen: as many as there may be at most."""
        same, others = self._others(name)
        column, found = self._facets[name].field_name, []
        for beside in ("", *others):
            if not beside or beside in chosen:
                found.append(by_choice(self._facets[name], self._left(self._values(column, beside), same)))
        return reduce(and_, found)

    def _total(self) -> int | None:
        columns: dict[str, list[str]] = {}
        for name, (column, _held) in self._chosen.items():
            columns.setdefault(column, []).append(name)
        if not columns:
            return self.all_of_them
        # A column by which two filters choose comes last: what is kept is beside one choice.
        *others, last = sorted(columns, key=lambda column: len(columns[column]))
        if len(others) > 1:
            return None
        return self._left(self._values(last, *(columns[each][0] for each in others)), columns[last]).total()


@prepared
def _kept(chosen: int) -> QuerySet:
    """`chosen`: how many choices there are."""
    rows = RegisterCount.objects.filter(facet="")
    for at in range(chosen):
        rows |= RegisterCount.objects.filter(facet=Slot(f"facet{at}"), value__in=Many(f"held{at}"))
    columns = ("facet", "value", "other", "also")
    return rows.order_by().values(*columns).annotate(sum=Sum("number")).values_list(*columns, "sum")


@prepared
def _stale() -> QuerySet:
    """Spans that are counted and have ended; and such as have begun and are not counted yet."""
    ended = StatusSpan.objects.filter(counted=True, ends_on__lte=Slot("today"))
    begun = StatusSpan.objects.present(Slot("today")).filter(counted=False)
    ended, begun = (rows.order_by().annotate(sign=Value(sign)) for rows, sign in ((ended, -1), (begun, 1)))
    return ended.values_list(*COLUMNS, "sign").union(begun.values_list(*COLUMNS, "sign"), all=True)


def _changed(today: date) -> Iterator[tuple[StatusSpan, int]]:
    for *values, sign in _stale().rows(today=today):
        yield StatusSpan(**dict(zip(COLUMNS, values, strict=True))), sign
