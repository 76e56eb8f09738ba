"""Values over time, drawn in the shape that they allow (values.py), with a scale, dates, marks and, where room is left, words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby, pairwise

from django.utils.safestring import SafeString

from config.web import dates
from config.web.charts.axes import Scale, ticks, time_marks
from config.web.charts.drawing import Box, Drawing, number, text_width
from config.web.charts.markers import CROSS, FURTHEST, MARKERS, box_around, outline
from config.web.charts.values import DAY, Point, has_spans, held, is_gap, shape_of

WIDTH, HEIGHT = 320, 210
TOP, UNIT, RIGHT, BOTTOM = 20, 18, 12, 28  # `UNIT`: the line over the scale, where it has a unit
FOOT = HEIGHT - 10  # where the dates stand
WIDEST_COLUMN = 44
MOST_LABELLED = 40


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing, and what a reader must be told to read it. `claimants`: (a path in a box of 12, who says so)."""

    svg: SafeString
    shape: str
    has_hedged: bool
    has_gaps: bool
    has_withdrawn: bool
    has_spans: bool
    claimants: tuple[tuple[str, str], ...]


def over_time(
    points: Iterable[Point],
    *,
    name: str,
    title: str,
    description: str,
    unit: str = "",
    tick_text: Callable[[Decimal], str] = str,
) -> Chart | None:
    """Of at least two values; one says nothing that its number does not. `unit`: of the scale, in words."""
    points = sorted(points, key=lambda point: point.period)
    if len(points) < 2:
        return None
    shape = shape_of(points)
    drawn = _OverTime(points, shape, unit, tick_text)
    return Chart(
        drawn.paper.svg(f"chart chart--{shape}", name=name, title=title, description=description),
        shape,
        has_hedged=any(not point.exact for point in points),
        has_gaps=shape in ("columns", "line") and any(is_gap(*pair) for pair in pairwise(held(points))),
        has_withdrawn=any(point.withdrawn for point in points),
        has_spans=shape == "points" and has_spans(points),
        claimants=tuple((outline(marker, 6, 6, 4), who) for who, marker in drawn.markers.items()),
    )


class _OverTime:
    """Draws in the order in which words have a right to their place: scale, dates, marks, then values where room is left."""

    def __init__(
        self, points: Sequence[Point], shape: str, unit: str, tick_text: Callable[[Decimal], str]
    ) -> None:
        self.points, self.shape = points, shape
        self.paper, self.right = Drawing(WIDTH, HEIGHT), WIDTH - RIGHT
        self.radius = min(max(WIDTH / len(points) / 2.4, 1.5), 4.5)
        self._scales(unit, tick_text)
        self.markers = _markers(points) if shape == "points" else {}
        self.places = self._places()
        self._dates()
        {"columns": self._columns, "line": self._line, "steps": self._steps, "points": self._claims}[shape]()
        self._marks()
        self._values()

    def _scales(self, unit: str, tick_text: Callable[[Decimal], str]) -> None:
        values = [point.value for point in self.points]
        marks = ticks(min(values), max(values))
        words = [tick_text(mark) for mark in marks]
        self.left = 8 + max(map(text_width, words))
        top = TOP + UNIT if unit else TOP
        self.up = Scale(float(marks[0]), float(marks[-1]), HEIGHT - BOTTOM, top)
        first = min(point.when.earliest for point in self.points)
        last = max(point.when.latest for point in self.points) + DAY
        if last - first < timedelta(days=20):
            first, last = first - timedelta(days=10), last + timedelta(days=10)
        self.first, self.last = first, last
        pad = 4 if self.shape == "columns" else 14
        self.across = Scale(first.toordinal(), last.toordinal(), self.left + pad, self.right - pad)
        if unit:
            self.paper.write(unit, 0, 12)
        for mark, said in zip(marks, words, strict=True):
            y = number(self.up(float(mark)))
            self.paper.path("grid" if mark else "axis", f"M{number(self.left)} {y}H{WIDTH}")
            self.paper.write(said, self.left - 6, self.up(float(mark)) + 4, "end")

    def _places(self) -> list[tuple[float, float]]:
        """Where each value stands: in the middle of its time, and beside the others that are told of the same."""
        groups = [list(group) for _period, group in groupby(self.points, key=lambda point: point.period)]
        middles = [self._middle(group[0]) for group in groups]
        nearest = min((after - before for before, after in pairwise(sorted(middles))), default=WIDTH / 2)
        places = []
        for told, middle in zip(groups, middles, strict=True):
            apart = min(max(nearest * 0.8 / len(told), 4), 60, (self.right - self.left - 12) / len(told))
            half = apart * (len(told) - 1) / 2
            x = min(max(middle, self.left + 6 + half), self.right - 6 - half)
            places += [
                (x - half + index * apart, self.up(float(point.value))) for index, point in enumerate(told)
            ]
        return places

    def _middle(self, point: Point) -> float:
        return self.across((point.period[0].toordinal() + point.period[1].toordinal() + 1) / 2)

    def _dates(self) -> None:
        """Of every value where all have room; else round dates; of columns, as many of their own as have room."""
        own = {point.label: x for point, (x, _y) in zip(self.points, self.places, strict=True)}
        every = Drawing(WIDTH, HEIGHT)
        if len(own) <= MOST_LABELLED and all(
            every.write_if_room(f"{said} ", self._inside(said, x), FOOT, "middle") for said, x in own.items()
        ):
            self._write_dates(own.items())
        elif self.shape != "columns" and (marks := time_marks(self.first, self.last, self._have_room)):
            for mark in marks:
                x = self.across(mark.toordinal())
                if self.paper.write_if_room(_words(mark, marks), x + 3, FOOT):
                    self.paper.path("axis", f"M{number(x)} {HEIGHT - BOTTOM}V{FOOT}")
        else:
            first, *others = own.items()
            self._write_dates([first, *others[-1:], *others[:-1]])

    def _write_dates(self, own: Iterable[tuple[str, float]]) -> None:
        for said, x in own:
            self.paper.write_if_room(said, self._inside(said, x), FOOT, "middle")

    def _inside(self, words: str, x: float) -> float:
        """The middle of words that stay on the paper."""
        half = text_width(words) / 2 + 1
        return min(max(x, half), WIDTH - half)

    def _have_room(self, marks: Sequence[date]) -> bool:
        starts = [self.across(mark.toordinal()) + 3 for mark in marks]
        ends = [start + text_width(_words(mark, marks)) for start, mark in zip(starts, marks, strict=True)]
        return ends[1] <= WIDTH and all(
            end + 8 <= start for end, start in zip(ends, starts[1:], strict=False)
        )

    def _columns(self) -> None:
        zero = self.up(0)
        for point, (x, y) in zip(self.points, self.places, strict=True):
            if not point.withdrawn:
                first, last = point.when.earliest.toordinal(), point.when.latest.toordinal() + 1
                width = min(0.7 * (self.across(last) - self.across(first)), WIDEST_COLUMN)
                top, bottom = min(y, zero), max(y, zero)
                self.paper.mark(
                    "column",
                    f"M{number(x - width / 2)} {number(top)}h{number(width)}V{number(bottom)}h{number(-width)}z",
                    f"{point.label}: {point.text}",
                    full=point.exact,
                    box=Box(x - width / 2, top, x + width / 2, bottom),
                )

    def _line(self) -> None:
        standing = self._held_places()
        for (before, (x, y)), (after, (to_x, to_y)) in pairwise(standing):
            css_class = "line line--gap" if is_gap(before, after) else "line"
            self.paper.path(css_class, f"M{number(x)} {number(y)}L{number(to_x)} {number(to_y)}")

    def _steps(self) -> None:
        (_point, (x, y)), *others = self._held_places()
        turns = "".join(f"H{number(to_x)}V{number(to_y)}" for _point, (to_x, to_y) in others)
        self.paper.path("line", f"M{number(x)} {number(y)}{turns}H{number(self.right)}")

    def _claims(self) -> None:
        """The time that a value is of, as a stroke through it; and a thin line through what one says of different times."""
        for point, (_x, y) in self._held_places() if has_spans(self.points) else ():
            if point.when.precision != "day":
                ends = (self.across(day.toordinal()) for day in (point.period[0], point.period[1] + DAY))
                left, right = map(number, ends)
                self.paper.path("extent", f"M{left} {number(y)}H{right}")
        for who in self.markers:
            said = [each for each in self._held_places() if each[0].claimant == who]
            for (before, (x, y)), (after, (to_x, to_y)) in pairwise(said):
                if before.when.certainly_before(after.when):
                    self.paper.path("join", f"M{number(x)} {number(y)}L{number(to_x)} {number(to_y)}")

    def _held_places(self) -> list[tuple[Point, tuple[float, float]]]:
        return [each for each in zip(self.points, self.places, strict=True) if not each[0].withdrawn]

    def _marks(self) -> None:
        for point, (x, y) in zip(self.points, self.places, strict=True):
            if self.shape != "columns" or point.withdrawn:
                marker = CROSS if point.withdrawn else self.markers.get(point.claimant, MARKERS[0])
                said = f"{point.label}: {point.text}"
                shape, box = outline(marker, x, y, self.radius), box_around(x, y, self.radius)
                self.paper.mark("dot", shape, said, full=point.exact and not point.withdrawn, box=box)

    def _values(self) -> None:
        """The last, the highest, the lowest and the first before all others."""
        standing = self._held_places()
        by_value = sorted(standing, key=lambda each: each[0].value)
        first_of_all = [*standing[-1:], *by_value[-1:], *by_value[:1], *standing[:1]]
        others = standing[::-1] if len(standing) <= MOST_LABELLED else []
        for point, (x, y) in dict.fromkeys([*first_of_all, *others]):
            gap = 4 if self.shape == "columns" else self.radius * FURTHEST + 4
            above, below = y - gap, y + gap + 8
            middle = self._inside(point.short, x)
            is_loss = point.value < 0
            spots = [(middle, below if is_loss else above, "middle")]
            if self.shape != "columns":
                spots += [
                    (middle, above if is_loss else below, "middle"),
                    (x + self.radius + 4, y + 4, "start"),
                    (x - self.radius - 4, y + 4, "end"),
                ]
            any(self.paper.write_if_room(point.short, *spot, "value") for spot in spots)


def _markers(points: Iterable[Point]) -> dict[str, str]:
    """Of each who says something, where there are two or more and not more than can be told apart."""
    who = list(dict.fromkeys(point.claimant for point in points))
    return dict(zip(who, MARKERS, strict=False)) if 2 <= len(who) <= len(MARKERS) else {}


def _words(mark: date, marks: Sequence[date]) -> str:
    return str(mark.year) if all(each.month == 1 for each in marks) else dates.month(mark)
