"""Filters of the register that know how many instruments each choice would show.

A choice narrows what the others count, not what its own filter counts: choosing one kind still tells how many there are of
another.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from django.db.models import Count, Q, QuerySet, Sum, TextField, Value
from django.db.models.functions import Cast
from django.forms import Form
from django_filters import ChoiceFilter, Filter

from config.web.choices import Own, RememberedSelect
from config.web.prepared import Many, Slot, prepared
from news.agreements.counting import ALL, COLUMNS, Item, items_of
from news.models import RegisterCount, StatusSpan

# The column and the values of no choice, as `RegisterCount` holds it.
ALL_HELD = ("", [""])
# What one query counts, in every combination that occurs: columns with few values. Any other takes a query of its own.
COUNTED = ("status", "disputed", "family", "designation", "text_availability")


class Lent(Filter):
    """A filter whose own copy, one a request, shares what it was given: copying that would cost more than the list."""

    def __deepcopy__(self, memo: Any) -> Self:
        own = copy(self)
        own.extra = dict(self.extra)
        own.__dict__.pop("_field", None)
        return own


class Shared(Lent, ChoiceFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, widget=RememberedSelect, **kwargs)


class FilterForm(Form):
    """The form of a filter set, which makes it anew for each request: its fields need not be copied once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.base_fields = Own(self.base_fields)
        super().__init__(*args, **kwargs)


class Facet(Shared):
    """By one column of a span, with the choice as it stands there."""

    def condition(self, chosen: str) -> Q:
        return Q(**{self.field_name: chosen})

    def falls_under(self, value: Any) -> Iterable[str]:
        """The choices that a value of the column belongs to."""
        return [str(value)]

    def held(self, chosen: str) -> list[str]:
        """The values that a choice stands for, as `RegisterCount` holds them."""
        return [chosen]

    def listed(self, counts: Counter[str], chosen: str | None) -> list[tuple[str, Any]]:
        """Its choices that would show something and the chosen one, each with how many instruments it would show."""
        shown = [
            (value, words) for value, words in self.extra["choices"] if counts.get(value) or value == chosen
        ]
        told = [(value, f"{words} ({counts[value]})") for value, words in shown]
        return [("", self.extra["empty_label"]), *told]

    def filter(self, rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
        return rows.filter(self.condition(chosen)) if chosen else rows


class Claim(Facet):
    """Yes or no: whether the column has one of the values."""

    def __init__(self, *args: Any, true: Collection[Any], values: Collection[str], **kwargs: Any) -> None:
        """`values`: all that the column may have, as `RegisterCount` holds them."""
        super().__init__(*args, **kwargs)
        self.true = true
        self.values = values

    def condition(self, chosen: str) -> Q:
        holds = Q(**{f"{self.field_name}__in": self.true})
        return holds if chosen == "yes" else ~holds

    def falls_under(self, value: Any) -> Iterable[str]:
        return ["yes" if value in self.true else "no"]

    def held(self, chosen: str) -> list[str]:
        return [value for value in self.values if (value in self.true) == (chosen == "yes")]


class Among(Facet):
    """By one of the things whose keys the column holds (`StatusSpan.parties`)."""

    def offer(self, things: Iterable[tuple[str, int, str]]) -> None:
        """What there is to choose in this request: (choice, key, words), in order."""
        offered = list(things)
        self.extra["choices"] = [(choice, words) for choice, _key, words in offered]
        self.keys = {choice: key for choice, key, _words in offered}
        self.names = {str(key): choice for choice, key, _words in offered}

    def condition(self, chosen: str) -> Q:
        return Q(**{f"{self.field_name}__contains": f" {self.keys[chosen]} "})

    def held(self, chosen: str) -> list[str]:
        return [str(self.keys[chosen])]

    def falls_under(self, value: str) -> Iterable[str]:
        return [self.names[key] for key in value.split() if key in self.names]


@dataclass(frozen=True, slots=True)
class Facets:
    """How many instruments fit, and of each filter how many each of its choices would show."""

    total: int = 0
    counts: Mapping[str, Counter[str]] = field(default_factory=dict)


def kept_facets(facets: Mapping[str, Facet], chosen: Mapping[str, str], today: date) -> Facets:
    """Of the present day, with one choice at most: from numbers that are kept, and the few spans that time has changed since;
    two queries, which cost the same however many instruments there are."""
    [(name, choice)] = chosen.items() if chosen else [("", "")]
    field, held = (facets[name].field_name, facets[name].held(choice)) if name else ALL_HELD
    # By the column chosen or none: how many there are of each value of each column.
    pairs: dict[str, Counter[Item]] = {"": Counter(), field: Counter()}
    for facet, other, also, number in _kept(bool(name)).rows(facet=field, held=held):
        pairs[facet][other, also] += number
    for span, sign in _changed(today):
        items = items_of(span)
        for facet in {"", field} if any((field, value) in items for value in held) else {""}:
            pairs[facet].update(dict.fromkeys(items, sign))
    counts = {each: _kept_of(facets[each], pairs, field, held, own=each == name) for each in facets}
    return Facets(pairs[field][ALL], counts)


def _kept_of(
    facet: Facet, pairs: Mapping[str, Counter[Item]], field: str, held: Collection[str], *, own: bool
) -> Counter[str]:
    """How many each choice of a filter would show. Its own choice does not narrow it; that of another filter by the same column
    leaves the values that it stands for."""
    same = facet.field_name == field
    found = pairs["" if same else field]
    values = {
        value: number
        for (column, value), number in found.items()
        if number and column == facet.field_name and (own or not same or value in held)
    }
    return _by_choice(facet, Counter(values))


@prepared
def _kept(narrowed: bool) -> QuerySet:
    rows = RegisterCount.objects.filter(facet="")
    if narrowed:
        rows |= RegisterCount.objects.filter(facet=Slot("facet"), value__in=Many("held"))
    columns = ("facet", "other", "also")
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


def count_facets(spans: QuerySet[Any], facets: Mapping[str, Facet], chosen: Mapping[str, str]) -> Facets:
    """`spans`: one an instrument; `chosen`: by the name of the filter. Two queries."""
    together = {name: facet for name, facet in facets.items() if facet.field_name in COUNTED}
    conditions = {name: facets[name].condition(value) for name, value in chosen.items()}

    def but(*names: str) -> QuerySet[Any]:
        return spans.filter(
            *(condition for name, condition in conditions.items() if name not in names)
        ).order_by()

    counted = but(*together).values(*COUNTED).annotate(count=Count("*")).values_list(*COUNTED, "count")
    total, values = _tally(counted, together, chosen)
    first, *others = (
        _by_value(but(name), name, facet) for name, facet in facets.items() if name not in together
    )
    for name, value, number in first.union(*others, all=True):
        values.setdefault(name, Counter())[value] += number
    return Facets(
        total, {name: _by_choice(facet, values.get(name, Counter())) for name, facet in facets.items()}
    )


def _by_value(spans: QuerySet[Any], name: str, facet: Facet) -> QuerySet[Any]:
    """The name of the filter, each value of its column as text, and how many have it."""
    named = spans.annotate(of=Value(name), held=Cast(facet.field_name, TextField()))
    return named.values("of", "held").annotate(count=Count("*")).values_list("of", "held", "count")


def _tally(
    rows: Iterable[tuple[Any, ...]], facets: Mapping[str, Facet], chosen: Mapping[str, str]
) -> tuple[int, dict[str, Counter[Any]]]:
    """How many there are, and of each filter by the value of its column. A row counts for a filter where every other one is
    satisfied; its last column is its count."""
    total, places = 0, {name: COUNTED.index(facet.field_name) for name, facet in facets.items()}
    asked = [(name, facets[name].falls_under, chosen[name]) for name in facets if name in chosen]
    values: dict[str, Counter[Any]] = {name: Counter() for name in facets}
    for row in rows:
        failing = [
            name for name, falls_under, choice in asked if choice not in falls_under(row[places[name]])
        ]
        if not failing:
            total += row[-1]
        if len(failing) < 2:
            for name in failing or facets:
                values[name][row[places[name]]] += row[-1]
    return total, values


def _by_choice(facet: Facet, counted: Counter[Any]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for value, count in counted.items():
        for choice in facet.falls_under(value) if value is not None else ():
            counts[choice] += count
    return counts
