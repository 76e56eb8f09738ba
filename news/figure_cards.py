"""A figure as pages print it: its latest value with qualifier, date, speaker and source, and a chart where there is a line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from config.web import dates
from config.web.charts.bars import bar_chart
from config.web.charts.over_time import Chart, over_time
from config.web.charts.values import Point
from config.web.partial_dates import PartialDate
from news.facts_due import note_to_readers
from news.models import Figure, FigureValue, Qualifier, Verification
from news.texts.figure_text import figure_text, number_text, scale_text, size_of
from news.texts.markdown_printer import value_text
from news.texts.notes import Notes

# Values that a description tells one by one.
MOST_TOLD = 12


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
    def is_held(self) -> bool:
        return is_held(self.value)

    def point(self, size: int = 1, language: str = "en") -> Point:
        """On a scale that counts in `size`."""
        value, unit = self.value.amount / size, self.value.figure.unit
        short = (
            figure_text(value, unit, language=language) if unit == "percent" else number_text(value, language)
        )
        hedged = self.value.qualifier != Qualifier.EXACT
        return Point(
            self.value.as_of_date,
            value,
            dates.partial_date(self.value.as_of_date),
            self.text,
            f"{self.value.get_qualifier_display()} {short}" if hedged else short,
            exact=not hedged,
            claimant=self.value.said_by.name if self.value.said_by else self.value.source.publisher,
            withdrawn=not self.is_held,
        )


class Told(NamedTuple):
    """What a card prints: the value that stands, `values`: how many are held, and what is not said is empty."""

    qualifier: str
    amount: str
    numbers: tuple[int, ...]
    url: str
    name: str
    chart: SafeString
    values: int
    said_by: str
    period: PartialDate
    verification: str
    age_note: str


@dataclass(frozen=True)
class FigureCard:
    """A figure and its values, oldest first."""

    figure: Figure
    lines: tuple[ValueLine, ...]
    # That nobody has looked at it for long; "" as a rule.
    age_note: str = ""

    @cached_property
    def latest(self) -> ValueLine:
        """The last that stands; the last of all where none does."""
        return self.lines[last_held([line.value for line in self.lines])]

    @property
    def newest_first(self) -> list[ValueLine]:
        return list(reversed(self.lines))

    @property
    def unit(self) -> str:
        """per cent; money, USD"""
        unit = self.figure.get_unit_display()
        return f"{unit}, {self.figure.currency}" if self.figure.currency else unit

    @cached_property
    def description(self) -> str:
        """The values in words: 2024: 2 %; 2025: almost 3 %. Of many the first and the last, the lowest and the highest."""
        told = list(self.lines)
        if len(told) > MOST_TOLD:
            by_amount = sorted(told, key=lambda line: line.value.amount)
            told = sorted({told[0], told[-1], by_amount[0], by_amount[-1]}, key=self.lines.index)
        words = "; ".join(f"{dates.partial_date(line.value.as_of_date)}: {line.text}" for line in told)
        if len(told) == len(self.lines):
            return words
        return gettext("%(count)d values, among them the lowest and the highest: %(values)s") % {
            "count": len(self.lines),
            "values": words,
        }

    @cached_property
    def told(self) -> Told:
        line, value = self.latest, self.latest.value
        said_by = value.said_by.name if value.said_by else ""
        return Told(
            *(line.qualifier, line.amount, line.numbers),
            *(self.figure.get_absolute_url(), self.figure.name, self.small_chart, len(self.lines)),
            *(said_by, value.as_of_date, value.get_verification_display(), self.age_note),
        )

    @property
    def small_chart(self) -> SafeString:
        """The last two values that stand as bars; nothing where one value is held, or where neither is surely the earlier."""
        points = [line.point() for line in self.lines if line.is_held][-2:]
        if len(points) == 2 and not points[0].when.certainly_before(points[1].when):
            return SafeString("")
        name = f"bars-{self.figure.key}"
        return bar_chart(points, name=name, title=self.figure.name, description=self.description)

    @cached_property
    def chart(self) -> Chart | None:
        language, figure = get_language() or "en", self.figure
        size = 1
        if figure.unit in ("money", "count"):
            size = size_of(max(abs(line.value.amount) for line in self.lines))
        return over_time(
            [line.point(size, language) for line in self.lines],
            name=f"chart-{figure.key}",
            title=figure.name,
            description=self.description,
            unit=scale_text(figure.unit, figure.currency, size, language=language),
            tick_text=lambda amount: _tick_text(figure, amount, language),
        )


def _tick_text(figure: Figure, amount: Decimal, language: str) -> str:
    """Percents bear their sign on the scale; other units stand over it."""
    if figure.unit == "percent":
        return figure_text(amount, figure.unit, language=language)
    return number_text(amount, language)


def is_held(value: FigureValue) -> bool:
    return value.verification != Verification.RETRACTED


def last_held(values: Sequence[FigureValue]) -> int:
    """The place of what a figure says now, of values that are read oldest first."""
    return max((place for place, value in enumerate(values) if is_held(value)), default=len(values) - 1)


def figure_card(figure: Figure, notes: Notes, as_of: date) -> FigureCard:
    """The card of a figure whose values are already read (`figure_reading.with_values`)."""
    return FigureCard(figure, tuple(value_lines(figure.values.all(), notes)), note_to_readers(figure, as_of))


def value_lines(values: Iterable[FigureValue], notes: Notes) -> list[ValueLine]:
    """In the order given, which is the order in which the page shows them."""
    language = get_language() or "en"
    return [
        ValueLine(value, value_text(value, language), (notes.mark(value.source).number,)) for value in values
    ]
