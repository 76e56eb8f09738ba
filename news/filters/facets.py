"""Filters of the register that know how many instruments each choice would show.

A choice narrows what the others count, not what its own filter counts: choosing one kind still tells how many there are of
another.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any, Self

from django.db.models import Count, Model, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.forms import Form
from django_filters import ChoiceFilter, Filter

from config.web.choices import Own, RememberedSelect

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

    def condition(self, chosen: str, prefix: str = "") -> Q:
        """`prefix`: before the name of the column."""
        return Q(**{f"{prefix}{self.field_name}": chosen})

    def falls_under(self, value: Any) -> Iterable[str]:
        """The choices that a value of the column belongs to."""
        return [str(value)]

    def held(self, chosen: str) -> list[str]:
        """The values that a choice stands for, as `RegisterCount` holds them."""
        return [chosen]

    def listed(
        self, counts: Counter[str], chosen: str | None, *, numbered: bool = True
    ) -> list[tuple[str, Any]]:
        """Its choices that would show something and the chosen one, each with how many instruments it would show, where that is
        known."""
        shown = [
            (value, words) for value, words in self.extra["choices"] if counts.get(value) or value == chosen
        ]
        if numbered:
            shown = [(value, f"{words} ({counts[value]})") for value, words in shown]
        return [("", self.extra["empty_label"]), *shown]

    def filter(self, rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
        return rows.filter(self.condition(chosen)) if chosen else rows


class Claim(Facet):
    """Yes or no: whether the column has one of the values."""

    def __init__(self, *args: Any, true: Collection[Any], values: Collection[str], **kwargs: Any) -> None:
        """`values`: all that the column may have, as `RegisterCount` holds them."""
        super().__init__(*args, **kwargs)
        self.true = true
        self.values = values

    def condition(self, chosen: str, prefix: str = "") -> Q:
        holds = Q(**{f"{prefix}{self.field_name}__in": self.true})
        return holds if chosen == "yes" else ~holds

    def falls_under(self, value: Any) -> Iterable[str]:
        return ["yes" if value in self.true else "no"]

    def held(self, chosen: str) -> list[str]:
        return [value for value in self.values if (value in self.true) == (chosen == "yes")]


class Among(Facet):
    """By one of the things whose keys the column holds (`StatusSpan.parties`)."""

    def __init__(self, *args: Any, ties: type[Model], to: str, **kwargs: Any) -> None:
        """`ties`: the table that ties instruments `to` such things."""
        super().__init__(*args, **kwargs)
        self.ties, self.to = ties, to

    def tied(self, chosen: str) -> QuerySet[Any]:
        """The keys of the instruments that have it."""
        rows = self.ties._default_manager.filter(**{self.to: self.keys[chosen]}).order_by()
        return rows.values("agreement")

    def offer(self, things: Iterable[tuple[str, int, str]]) -> None:
        """What there is to choose in this request: (choice, key, words), in order."""
        offered = list(things)
        self.extra["choices"] = [(choice, words) for choice, _key, words in offered]
        self.keys = {choice: key for choice, key, _words in offered}
        self.names = {str(key): choice for choice, key, _words in offered}

    def condition(self, chosen: str, prefix: str = "") -> Q:
        return Q(**{f"{prefix}{self.field_name}__contains": f" {self.keys[chosen]} "})

    def held(self, chosen: str) -> list[str]:
        return [str(self.keys[chosen])]

    def falls_under(self, value: str) -> Iterable[str]:
        return [self.names[key] for key in value.split() if key in self.names]


@dataclass(frozen=True, slots=True)
class Facets:
    """How many instruments fit, where that is known, and of each filter how many each of its choices would show; of those
    `without_numbers`, how many at most. `are_more`: the total is what was counted, and there are more. `keys`: of the instruments
    counted, in their order, where they had to be found for that."""

    total: int | None = 0
    counts: Mapping[str, Counter[str]] = field(default_factory=dict)
    without_numbers: Collection[str] = ()
    are_more: bool = False
    keys: Sequence[int] | None = None


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
        total, {name: by_choice(facet, values.get(name, Counter())) for name, facet in facets.items()}
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


def by_choice(facet: Facet, counted: Counter[Any]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for value, count in counted.items():
        for choice in facet.falls_under(value) if value is not None else ():
            counts[choice] += count
    return counts
