"""Reads figures with their values, oldest first, and who said them where: in a query, however many they are."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from config.web.nested import give
from config.web.prepared import Many, prepared
from news.models import Figure, FigureValue


@prepared
def _values() -> QuerySet:
    values = FigureValue.objects.filter(figure__in=Many("figures")).select_related("source", "said_by")
    return values.order_by("as_of", "pk")


def with_values(figures: Iterable[Figure]) -> list[Figure]:
    found, held = list(figures), defaultdict(list)
    for value in _values().rows(figures=[figure.pk for figure in found]):
        held[value.figure_id].append(value)
    for figure in found:
        give(figure, "values", "figure", held[figure.pk])
    return found


def read_figure(key: str) -> Figure | None:
    """A public one; two queries."""
    return next(iter(with_values(Figure.objects.public().filter(key=key))), None)
