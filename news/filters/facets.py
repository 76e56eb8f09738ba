"""Filters of the register that know how many instruments each choice would show.

A choice narrows what the others count, not what its own filter counts: choosing one kind still tells how many there are of
another.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django_filters import ChoiceFilter

# What one query counts, in every combination that occurs.
COUNTED = ("status", "year", "disputed", "family", "designation", "text_availability")


class Facet(ChoiceFilter):
    """By one column of a span, with the choice as it stands there."""

    def condition(self, chosen: str) -> Q:
        return Q(**{self.field_name: chosen})

    def choice(self, value: Any) -> str:
        """Under which a value of the column falls."""
        return str(value)

    def filter(self, rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
        return rows.filter(self.condition(chosen)) if chosen else rows


class Claim(Facet):
    """Yes or no: whether the column has one of the values."""

    def __init__(self, *args: Any, true: Collection[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.true = true

    def condition(self, chosen: str) -> Q:
        holds = Q(**{f"{self.field_name}__in": self.true})
        return holds if chosen == "yes" else ~holds

    def choice(self, value: Any) -> str:
        return "yes" if value in self.true else "no"


class Among(Facet):
    """By one of the things whose keys the column holds (`StatusSpan.parties`). `keys`: {choice: key}, given a request."""

    keys: Mapping[str, int] = {}

    def condition(self, chosen: str) -> Q:
        return Q(**{f"{self.field_name}__contains": f" {self.keys[chosen]} "})


@dataclass(frozen=True, slots=True)
class Facets:
    """How many instruments fit, and of each filter how many each of its choices would show."""

    total: int = 0
    counts: Mapping[str, Counter[str]] = field(default_factory=dict)


def count_facets(spans: QuerySet[Any], facets: Mapping[str, Facet], chosen: Mapping[str, str]) -> Facets:
    """`spans`: one an instrument; `chosen`: by the name of the filter. One query, and one for each filter by keys."""
    by_keys = {name: facet for name, facet in facets.items() if isinstance(facet, Among)}
    by_column = {name: facet for name, facet in facets.items() if name not in by_keys}
    conditions = {name: facets[name].condition(value) for name, value in chosen.items()}

    def rows(*columns: str, but: Iterable[str]) -> Iterable[tuple[Any, ...]]:
        kept = [condition for name, condition in conditions.items() if name not in but]
        counted = spans.filter(*kept).order_by().values(*columns).annotate(count=Count("*"))
        return counted.values_list(*columns, "count")

    total, counts = _tally(rows(*COUNTED, but=by_column), by_column, chosen)
    for name, facet in by_keys.items():
        names = {str(key): choice for choice, key in facet.keys.items()}
        counts[name] = Counter()
        for keys, count in rows(facet.field_name, but=[name]):
            for key in keys.split():
                if key in names:
                    counts[name][names[key]] += count
    return Facets(total, counts)


def _tally(
    rows: Iterable[tuple[Any, ...]], facets: Mapping[str, Facet], chosen: Mapping[str, str]
) -> tuple[int, dict[str, Counter[str]]]:
    """A row counts for a filter where every other one is satisfied. The last of a row is its count."""
    total, places = 0, {name: COUNTED.index(facet.field_name) for name, facet in facets.items()}
    asked = [(name, facets[name].choice, places[name], chosen[name]) for name in facets if name in chosen]
    values: dict[str, Counter[Any]] = {name: Counter() for name in facets}
    for row in rows:
        failing = [name for name, choice, place, value in asked if choice(row[place]) != value]
        if not failing:
            total += row[-1]
        if len(failing) < 2:
            for name in failing or facets:
                values[name][row[places[name]]] += row[-1]
    counts = {name: Counter[str]() for name in facets}
    for name, counted in values.items():
        for value, count in counted.items():
            counts[name][facets[name].choice(value)] += count
    return total, counts
