"""What the record says twice and differently: two values in force for one figure, and translations with other numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Max, Min, Q, QuerySet

from news.models import Figure, FigureValue, GapKind, TranslationGap, Verification
from news.texts.markdown_printer import value_text

MOST_CONFLICTS = 50
PERIOD = ("figure", "as_of", "as_of_precision")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Values of one figure for one period that differ in amount or in hedge, from different sources."""

    figure: Figure
    values: tuple[FigureValue, ...]

    @property
    def period(self) -> FigureValue:
        return self.values[0]

    def lines(self, language: str) -> list[tuple[FigureValue, str]]:
        return [(value, value_text(value, language)) for value in self.values]


def conflicts() -> list[Conflict]:
    """At most 50, by the key of the figure. Values that are told to be disputed, or are retracted, contradict nobody unawares."""
    held = FigureValue.objects.exclude(verification=Verification.RETRACTED)
    periods = (
        held.order_by()
        .values(*PERIOD)
        .annotate(
            number=Count("pk"),
            disputed=Count("pk", filter=Q(verification=Verification.DISPUTED)),
            least=Min("amount"),
            most=Max("amount"),
            one_hedge=Min("qualifier"),
            other_hedge=Max("qualifier"),
        )
        .filter(Q(least__lt=F("most")) | ~Q(one_hedge=F("other_hedge")), disputed__lt=F("number"))
        .order_by("figure__key", "as_of")[:MOST_CONFLICTS]
    )
    wanted = [tuple(period[name] for name in PERIOD) for period in periods]
    values = held.filter(figure__in={figure for figure, *_rest in wanted}).select_related("figure", "source")
    return _grouped(values.order_by("as_of", "pk"), wanted)


def _grouped(values: Iterable[FigureValue], wanted: list[tuple[object, ...]]) -> list[Conflict]:
    groups: dict[tuple[object, ...], list[FigureValue]] = {}
    for value in values:
        groups.setdefault((value.figure_id, value.as_of, value.as_of_precision), []).append(value)
    return [Conflict(groups[key][0].figure, tuple(groups[key])) for key in wanted]


def disagreeing() -> QuerySet[TranslationGap]:
    """Public translations with a number, date or percentage that their original has not, or without one that it has."""
    gaps = TranslationGap.objects.open().filter(kind=GapKind.NUMBERS)
    return gaps.for_desk().order_by("version__article__slug", "language", "pk")
