"""What the values of a chart are, and the shape that says no more than the values do.

    columns   every value is of a year (or all of a month), each of another, and there are few
    line      the same, of more years than columns can be told apart
    steps     every value is of a day: each holds until the next is said
    points    dated unlike each other, or one time told of twice: claims, side by side and not joined into one story

Where years are missing, columns leave their place empty and a line is broken by dashes. A hedged value is hollow, a
retracted one a cross that nothing is joined to.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from config.web.partial_dates import PartialDate

MOST_COLUMNS = 36  # years or months from the first to the last
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Point:
    """One value at one time, in the unit of the scale. `text`: with its unit, for whoever points at it; `short`: as it stands
    on the drawing. `exact` is False where the source hedges the number; `claimant`: who says it."""

    when: PartialDate
    value: Decimal
    label: str
    text: str
    short: str
    exact: bool = True
    claimant: str = ""
    withdrawn: bool = False

    @property
    def period(self) -> tuple[date, date]:
        return (self.when.earliest, self.when.latest)


def shape_of(points: Sequence[Point]) -> str:
    standing = held(points)
    precisions = {point.when.precision for point in standing}
    if (
        len(standing) < 2
        or len(precisions) > 1
        or max(Counter(point.period for point in standing).values()) > 1
    ):
        return "points"
    if precisions == {"day"}:
        return "steps"
    return "columns" if _periods_spanned(standing) <= MOST_COLUMNS else "line"


def held(points: Iterable[Point]) -> list[Point]:
    return [point for point in points if not point.withdrawn]


def _periods_spanned(points: Sequence[Point]) -> int:
    first, last = points[0].when.earliest, points[-1].when.earliest
    years = last.year - first.year
    return 1 + (years if points[0].when.precision == "year" else years * 12 + last.month - first.month)


def has_spans(points: Iterable[Point]) -> bool:
    return len({point.when.precision for point in held(points)}) > 1


def is_gap(before: Point, after: Point) -> bool:
    return before.when.latest + DAY < after.when.earliest
