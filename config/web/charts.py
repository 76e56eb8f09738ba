"""Charts: numbers in, SVG out. Nothing here knows what is measured, in which unit or by whom.

Drawn with viewBox, classes and presentation attributes only (the content security policy allows no `style=`), in
`currentColor`, so that a chart survives the dark, paper and forced colours. A chart is never alone: the page shows
its numbers in a table as well.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# A line chart is drawn 360 units wide, so that its 11-unit letters are about 10 px on the narrowest phone.
WIDTH, HEIGHT = 360, 180
RIGHT, TOP, BOTTOM = 24, 14, 26
LETTER = 6.4  # the width of a letter, near enough to keep words apart
BAR_WIDTH, BAR_LABEL, BAR_PITCH, BAR_HEIGHT = 200, 34, 20, 14


@dataclass(frozen=True, slots=True)
class Point:
    """One value at one time. `exact` is False where the source hedges the number: its dot is hollow."""

    at: date
    value: Decimal
    label: str
    text: str
    exact: bool = True


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


def ticks(low: float, high: float, about: int = 4) -> list[float]:
    """Round values (1, 2 or 5 times a power of ten apart) that take in `low`, `high` and zero."""
    low, high = min(low, 0), max(high, 0)
    if low == high:
        return [0.0, 1.0]
    rough = (high - low) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(step for step in (power, 2 * power, 5 * power, 10 * power) if step >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [index * step for index in range(first, last + 1)]


def places(
    points: Sequence[Point], marks: Sequence[float], left: float
) -> tuple[list[tuple[float, float]], list[float]]:
    """Where the dots of a line chart stand, (x, y), and the heights of its ticks. Time runs in days."""
    days = [point.at.toordinal() for point in points]
    across = Scale(min(days), max(days), left + 12, WIDTH - RIGHT)
    up = Scale(marks[0], marks[-1], HEIGHT - BOTTOM, TOP)
    dots = [(across(day), up(float(point.value))) for day, point in zip(days, points, strict=True)]
    return dots, [up(mark) for mark in marks]


def line_chart(
    points: Sequence[Point],
    *,
    name: str,
    title: str,
    description: str,
    tick_text: Callable[[Decimal], str] = str,
) -> SafeString:
    """Values over time, oldest first, of at least two different days; anything less is no line and prints nothing.

    `name` makes the ids unique on the page.
    """
    if len({point.at for point in points}) < 2:
        return SafeString("")
    points = sorted(points, key=lambda point: point.at)
    values = [float(point.value) for point in points]
    marks = ticks(min(values), max(values))
    words = [tick_text(Decimal(repr(mark)).normalize()) for mark in marks]
    left = 8 + LETTER * max(map(len, words))
    dots, heights = places(points, marks, left)
    body = format_html(
        '{}{}<path class="line" d="M{}" fill="none" stroke="currentColor" stroke-width="2.5"/>{}',
        _scale(left, list(zip(marks, heights, words, strict=True))),
        _labels(points, dots),
        " ".join(f"{x:.1f},{y:.1f}" for x, y in dots),
        format_html_join(
            "",
            '<circle class="dot{}" cx="{}" cy="{}" r="4.5" fill="{}" stroke="currentColor"><title>{}</title></circle>',
            (
                (
                    " dot--exact" if point.exact else "",
                    f"{x:.1f}",
                    f"{y:.1f}",
                    "currentColor" if point.exact else "none",
                    f"{point.label}: {point.text}",
                )
                for point, (x, y) in zip(points, dots, strict=True)
            ),
        ),
    )
    return _svg(
        "chart chart--line", WIDTH, HEIGHT, name=name, title=title, description=description, body=body
    )


def _scale(left: float, levels: Sequence[tuple[float, float, str]]) -> SafeString:
    """The level lines and their numbers; zero is the firm one."""
    return format_html_join(
        "",
        '<path class="{}" d="M{},{}H{}" fill="none" stroke="currentColor"/>'
        '<text x="{}" y="{}" text-anchor="end">{}</text>',
        (
            (
                "grid" if mark else "axis",
                f"{left:.1f}",
                f"{y:.1f}",
                WIDTH,
                f"{left - 6:.1f}",
                f"{y + 4:.1f}",
                words,
            )
            for mark, y, words in levels
        ),
    )


def _labels(points: Sequence[Point], dots: Sequence[tuple[float, float]]) -> SafeString:
    """The periods under the dots: the first and the last, and between them those that have room."""
    last = len(points) - 1
    shown, edge = [], -math.inf
    for index, (point, (x, _y)) in enumerate(zip(points, dots, strict=True)):
        half = LETTER / 2 * len(point.label)
        clear_of_last = index == last or x + half < dots[last][0] - LETTER / 2 * len(points[last].label)
        if x - half > edge and clear_of_last:
            shown.append((f"{x:.1f}", HEIGHT - 8, point.label))
            edge = x + half
    return format_html_join("", '<text x="{}" y="{}" text-anchor="middle">{}</text>', shown)


def bars(values: Sequence[Decimal], start: float, end: float) -> list[tuple[float, float]]:
    """(x, width) of a bar for each value between two edges; bars grow from the zero that all share."""
    low, high = float(min([Decimal(0), *values])), float(max([Decimal(0), *values]))
    if low == high:
        return [(start, 0.0) for _value in values]
    scale = Scale(low, high, start, end)
    zero = scale(0)
    return [(min(zero, scale(float(value))), abs(scale(float(value)) - zero)) for value in values]


def bar_chart(points: Sequence[Point], *, name: str, title: str, description: str) -> SafeString:
    """A few values as bars, oldest above; the last one filled, those before it in outline. Fewer than two: nothing."""
    if len(points) < 2:
        return SafeString("")
    points = sorted(points, key=lambda point: point.at)
    # A year fits beside its bar; a longer label pushes the bars to the right.
    start = max(BAR_LABEL, 6 * max(len(point.label) for point in points) + 6)
    boxes = bars([point.value for point in points], start, BAR_WIDTH - 1)
    body = format_html_join(
        "",
        '<text x="0" y="{}">{}</text><rect class="{}" x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="currentColor"/>',
        (
            (
                index * BAR_PITCH + 15,
                point.label,
                "bar" if index == len(points) - 1 else "base",
                f"{x:.1f}",
                index * BAR_PITCH + 4,
                f"{width:.1f}",
                BAR_HEIGHT,
                "currentColor" if index == len(points) - 1 else "none",
            )
            for index, (point, (x, width)) in enumerate(zip(points, boxes, strict=True))
        ),
    )
    height = len(points) * BAR_PITCH + 4
    return _svg(
        "figure__chart", BAR_WIDTH, height, name=name, title=title, description=description, body=body
    )


def _svg(
    css_class: str, width: int, height: int, *, name: str, title: str, description: str, body: SafeString
) -> SafeString:
    return format_html(
        '<svg class="{0}" viewBox="0 0 {1} {2}" role="img" aria-labelledby="{3}-title {3}-desc">'
        '<title id="{3}-title">{4}</title><desc id="{3}-desc">{5}</desc>{6}</svg>',
        css_class,
        width,
        height,
        name,
        title,
        description,
        body,
    )
