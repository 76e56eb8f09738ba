"""On which days does a service run? Plain days in and out: no ORM, no clock, no words, no library."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

ALL_WEEK = 127
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pattern:
    """GTFS `calendar` with its `calendar_dates`: weekdays (Monday 1 … Sunday 64) from `start` to `end`, both included,
    and the single days that differ, inside the season or outside it."""

    weekdays: int
    start: date
    end: date
    added: frozenset[date] = field(default_factory=frozenset)
    removed: frozenset[date] = field(default_factory=frozenset)


def runs_on(pattern: Pattern, day: date) -> bool:
    if day in pattern.removed:
        return False
    return day in pattern.added or (pattern.start <= day <= pattern.end and in_week(pattern.weekdays, day))


def in_week(weekdays: int, day: date) -> bool:
    return bool(weekdays >> day.weekday() & 1)


def service_days(pattern: Pattern, first: date, last: date) -> list[date]:
    """The days from `first` to `last`, both included, on which it runs, in order."""
    return [day for day in span(first, last) if runs_on(pattern, day)]


def running_days(pattern: Pattern) -> list[date]:
    """Every day on which it runs, in order."""
    ends = [pattern.start, pattern.end, *pattern.added]
    return service_days(pattern, min(ends), max(ends))


def within(pattern: Pattern, first: date, last: date) -> Pattern:
    """The pattern on the days from `first` to `last`, both included."""
    start, end = max(pattern.start, first), min(pattern.end, last)
    singles = {day for day in pattern.added if first <= day <= last}
    if start > end:
        return Pattern(0, first, last, frozenset(singles))
    removed = frozenset(day for day in pattern.removed if start <= day <= end)
    return Pattern(pattern.weekdays, start, end, frozenset(singles), removed)


def canonical(pattern: Pattern) -> Pattern | None:
    """The same days, said without what changes nothing: a day added that runs anyway, one removed that does not. None: no day."""
    weekly = {day for day in span(pattern.start, pattern.end) if in_week(pattern.weekdays, day)}
    removed = weekly & pattern.removed
    added = pattern.added - weekly - pattern.removed
    if not weekly - removed:
        if not added:
            return None
        return Pattern(0, min(added), max(added), frozenset(added))
    return Pattern(pattern.weekdays, pattern.start, pattern.end, frozenset(added), frozenset(removed))


def span(first: date, last: date) -> Iterator[date]:
    for distance in range((last - first).days + 1):
        yield first + distance * DAY


def next_day(pattern: Pattern, after: date, last: date) -> date | None:
    """The first day later than `after` on which it runs, up to `last`."""
    return next((day for day in span(after + DAY, last) if runs_on(pattern, day)), None)


def days_of(weekdays: int) -> list[int]:
    """The days of a mask, Monday 0 … Sunday 6."""
    return [day for day in range(7) if weekdays >> day & 1]


def mask_of(days: list[int]) -> int:
    return sum(1 << day for day in set(days))
