"""A figure as pages print it: its latest value with qualifier, date, speaker and source, and a chart where there is a line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from config.web import dates
from config.web.charts import Point, bar_chart, line_chart
from news.facts_due import note_to_readers
from news.models import Figure, FigureValue, Qualifier
from news.texts.figure_text import figure_text, number_text
from news.texts.markdown_printer import value_text
from news.texts.notes import Notes


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One value of a figure, its source numbered on the page."""

    value: FigureValue
    amount: str
    numbers: tuple[int, ...]

    @property
    def qualifier(self) -> str:
        """The hedge as its source gives it; the card says so where there is none."""
        exact = self.value.qualifier == Qualifier.EXACT
        return gettext("without qualifier") if exact else self.value.get_qualifier_display()

    @property
    def text(self) -> str:
        """almost 3 %"""
        return f"{self.value.get_qualifier_display()} {self.amount}" if self.value.qualifier else self.amount

    @property
    def point(self) -> Point:
        exact = self.value.qualifier == Qualifier.EXACT
        label = dates.partial_date(self.value.as_of_date)
        return Point(self.value.as_of, self.value.amount, label, self.text, exact)


@dataclass(frozen=True, slots=True)
class FigureCard:
    """A figure and its values, oldest first."""

    figure: Figure
    lines: tuple[ValueLine, ...]
    # That nobody has looked at it for long; "" as a rule.
    age_note: str = ""

    @property
    def latest(self) -> ValueLine:
        return self.lines[-1]

    @property
    def newest_first(self) -> list[ValueLine]:
        return list(reversed(self.lines))

    @property
    def unit(self) -> str:
        """per cent; money, USD"""
        unit = self.figure.get_unit_display()
        return f"{unit}, {self.figure.currency}" if self.figure.currency else unit

    @property
    def points(self) -> list[Point]:
        return [line.point for line in self.lines]

    @property
    def description(self) -> str:
        """The chart in words: 2024: 2 %; 2025: almost 3 %."""
        return "; ".join(f"{point.label}: {point.text}" for point in self.points)

    @property
    def small_chart(self) -> SafeString:
        """The last two values as bars; nothing where one value is held."""
        name = f"bars-{self.figure.key}"
        return bar_chart(self.points[-2:], name=name, title=self.figure.name, description=self.description)

    @property
    def chart(self) -> SafeString:
        language = get_language() or "en"
        return line_chart(
            self.points,
            name=f"line-{self.figure.key}",
            title=self.figure.name,
            description=self.description,
            tick_text=lambda amount: _tick_text(self.figure, amount, language),
        )


def _tick_text(figure: Figure, amount: Decimal, language: str) -> str:
    """Percents and multiples bear their sign on the scale; money and counts are named in the title."""
    if figure.unit in ("percent", "times"):
        return figure_text(amount, figure.unit, language=language)
    return number_text(amount, language)


def figure_card(figure: Figure, notes: Notes, as_of: date) -> FigureCard:
    """The card of a figure whose values are already read (`Figure.objects.for_list()`)."""
    return FigureCard(figure, tuple(value_lines(figure.values.all(), notes)), note_to_readers(figure, as_of))


def value_lines(values: Iterable[FigureValue], notes: Notes) -> list[ValueLine]:
    """In the order given, which is the order in which the page shows them."""
    language = get_language() or "en"
    return [
        ValueLine(value, value_text(value, language), (notes.mark(value.source).number,)) for value in values
    ]
