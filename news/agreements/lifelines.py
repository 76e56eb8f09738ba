"""The life of instruments as lines: spans of statuses in, places on paper out. Pure; nothing here knows a word or a colour."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from news.agreements.facts import BINDING, ENDED
from news.agreements.status import Span
from news.agreements.terms import StatusValue

OVER = ENDED | {StatusValue.NEVER_IN_FORCE}
WIDTH = 340.0
MARGIN = 14.0  # before the first year, for half of its number
# Years in which nothing happens are drawn as one short stretch, where there are at least so many in a row.
IDLE_YEARS = 3
SKIP = 0.9  # of a year's width
LABEL = 34.0  # paper that the number of a year needs


class Stretch(NamedTuple):
    """Some years on the paper, or a skipped time: from the first of January of a year to that of another."""

    first: int
    after: int
    left: float
    right: float
    skipped: bool

    def x(self, day: date) -> float:
        begin, end = date(self.first, 1, 1).toordinal(), date(self.after, 1, 1).toordinal()
        return self.left + (self.right - self.left) * (day.toordinal() - begin) / (end - begin)


class Axis(NamedTuple):
    """Time on the paper, idle years shortened."""

    stretches: tuple[Stretch, ...]

    @property
    def first_day(self) -> date:
        return date(self.stretches[0].first, 1, 1)

    def x(self, day: date) -> float:
        """Days beyond the paper stand at its edge."""
        for stretch in self.stretches:
            if day.year < stretch.after:
                return round(max(stretch.x(day), stretch.left), 1)
        return round(self.stretches[-1].right, 1)

    @property
    def ticks(self) -> list[tuple[float, int]]:
        """(place, year): the beginnings of years that have room for their number."""
        ticks: list[tuple[float, int]] = []
        for stretch in self.stretches:
            if stretch.skipped:
                continue
            for year in range(stretch.first, stretch.after):
                x = round(stretch.x(date(year, 1, 1)), 1)
                if not ticks or x - ticks[-1][0] >= LABEL:
                    ticks.append((x, year))
        return ticks


def axis(days: Iterable[date], until: date, width: float = WIDTH) -> Axis:
    """An axis that shows every day given and ends with the year of `until`."""
    busy = sorted({day.year for day in days if day <= until} | {until.year})
    runs: list[tuple[int, int, bool]] = []
    for year in busy:
        if runs and year - runs[-1][1] >= IDLE_YEARS:
            runs.append((runs[-1][1], year, True))
        begin = runs.pop()[0] if runs and not runs[-1][2] else year
        runs.append((begin, year + 1, False))
    year_width = (width - MARGIN) / sum(SKIP if skipped else after - first for first, after, skipped in runs)
    left, stretches = MARGIN, []
    for first, after, skipped in runs:
        right = left + (SKIP if skipped else after - first) * year_width
        stretches.append(Stretch(first, after, left, right, skipped))
        left = right
    return Axis(tuple(stretches))


class Segment(NamedTuple):
    """`kind`: wait, live or skip (live, but the time is shortened)."""

    kind: str
    left: float
    right: float


class Lifeline(NamedTuple):
    segments: tuple[Segment, ...] = ()
    dots: tuple[tuple[float, str], ...] = ()
    end: float | None = None


def kind_of(value: StatusValue) -> str:
    """How a status is drawn; nothing for what has not begun."""
    if value in BINDING:
        return "live"
    if value in OVER:
        return "gone"
    return "" if value == StatusValue.RECORDED else "wait"


def lifeline(spans: Sequence[Span], on: Axis, until: date) -> Lifeline:
    """The line up to and including a day: dashed while it waits, full while it binds, a bar where it ends."""
    shown = [span for span in spans if span.start <= until and kind_of(span.value)]
    if not shown:
        return Lifeline()
    segments = tuple(segment for span in shown for segment in _segments(span, on, until))
    lives = [on.x(span.start) for span in shown if kind_of(span.value) == "live"]
    dots = tuple((x, "live") for x in lives) or ((on.x(shown[0].start), "wait"),)
    over = shown[-1]
    return Lifeline(segments, dots, on.x(over.start) if kind_of(over.value) == "gone" else None)


def _segments(span: Span, on: Axis, until: date) -> Iterator[Segment]:
    kind = kind_of(span.value)
    if kind == "gone":
        return
    left, right = on.x(span.start), on.x(min(span.end or until, until))
    for stretch in on.stretches:
        begin, end = max(left, round(stretch.left, 1)), min(right, round(stretch.right, 1))
        if begin < end:
            yield Segment("skip" if stretch.skipped and kind == "live" else kind, begin, end)


@dataclass(frozen=True, slots=True)
class Point:
    """A moment in the life of one instrument. `kind`: of the line that begins here; `asked`: the day asked for."""

    day: date
    value: StatusValue | None
    x: float
    kind: str
    asked: bool
    ahead: bool


def points(spans: Sequence[Span], as_of: date, term_end: date | None, width: float = 1184) -> list[Point]:
    """The changes of one instrument and the day asked for, evenly spaced: the order is true, the distances are not."""
    changes = {span.start: span.value for span in spans if kind_of(span.value) and span.start > date.min}
    days = sorted({*changes, as_of} | ({term_end} if term_end else set()))
    step = width / max(len(days) - 1, 1)
    return [
        Point(
            day,
            changes.get(day),
            round(index * step, 1),
            _kind_on(spans, day),
            day == as_of,
            day > as_of,
        )
        for index, day in enumerate(days)
    ]


def _kind_on(spans: Sequence[Span], day: date) -> str:
    return next(kind_of(span.value) for span in reversed(spans) if span.start <= day)
