"""The scales of charts: round values up the side, round dates along the foot."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

# Months between the marks of a time scale, finest first.
MONTHS_APART = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
MOST_MARKS = 24


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight map from values to places on the paper."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def ticks(low: Decimal, high: Decimal, about: int = 4) -> list[Decimal]:
    """Round values (1, 2 or 5 times a power of ten apart) that take in `low`, `high` and zero, exact to the last digit."""
    low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        return [Decimal(0), Decimal(1)]
    rough = (high - low) / about
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(times * power for times in (1, 2, 5, 10) if times * power >= rough)
    first, last = int(low / step), int(high / step)  # cut off towards zero
    first -= first * step > low
    last += last * step < high
    return [index * step for index in range(first, last + 1)]


def time_marks(first: date, last: date, has_room: Callable[[Sequence[date]], bool]) -> list[date]:
    """Beginnings of months or of years between two days, as many as have room; none where fewer than two begin."""
    for apart in MONTHS_APART:
        marks = list(_beginnings(first, last, apart))
        if len(marks) < 2:
            return []
        if len(marks) <= MOST_MARKS and has_room(marks):
            return marks
    return []


def _beginnings(first: date, last: date, apart: int) -> Iterator[date]:
    month = -(-(first.year * 12 + first.month - 1 + (first.day > 1)) // apart) * apart
    while (day := date(month // 12, month % 12 + 1, 1)) <= last:
        yield day
        month += apart
