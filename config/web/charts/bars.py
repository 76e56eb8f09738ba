"""A few values as bars one above the other, from a zero that all share."""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from django.utils.safestring import SafeString

from config.web.charts.axes import Scale
from config.web.charts.drawing import Drawing, number, text_width
from config.web.charts.values import Point

BAR_WIDTH, BAR_LABEL, BAR_PITCH, BAR_HEIGHT = 200, 34, 20, 14


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
    return _drawn(tuple(points), name, title, description) if len(points) > 1 else SafeString("")


@lru_cache(256)
def _drawn(held: tuple[Point, ...], name: str, title: str, description: str) -> SafeString:
    points = sorted(held, key=lambda point: point.period)
    # A year fits beside its bar; a longer label pushes the bars to the right.
    start = max(BAR_LABEL, text_width(max((point.label for point in points), key=text_width)) + 6)
    boxes = bars([point.value for point in points], start, BAR_WIDTH - 1)
    drawing = Drawing(BAR_WIDTH, len(points) * BAR_PITCH + 4)
    for index, (point, (x, width)) in enumerate(zip(points, boxes, strict=True)):
        top, is_last = index * BAR_PITCH + 4, index == len(points) - 1
        drawing.write(point.label, 0, top + 11)
        drawing.path(
            "bar" if is_last else "base",
            f"M{number(x)} {top}h{number(width)}v{BAR_HEIGHT}h{number(-width)}z",
            fill="currentColor" if is_last else "none",
        )
    return drawing.svg("figure__chart", name=name, title=title, description=description)
