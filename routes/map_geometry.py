"""From degrees to a flat drawing: the view, the outlines near it, and numbers as SVG wants them."""

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from routes.border_outline import points

WIDTH = 640.0
SIDE, TOP = 96.0, 48.0  # room for names beside the outermost stations
MINIMAL_HEIGHT = 280.0
NEARBY = 40.0  # outlines are kept so far beyond the view
COSINE = math.cos(math.radians(54.2))

XY = tuple[float, float]


@dataclass(frozen=True, slots=True)
class View:
    """From degrees to units of the drawing."""

    west: float
    north: float
    scale: float
    left: float
    height: float
    width: float = WIDTH

    def xy(self, latitude: float, longitude: float) -> XY:
        return (
            self.left + (longitude * COSINE - self.west) * self.scale,
            TOP + (self.north - latitude) * self.scale,
        )

    def holds(self, at: XY, margin: float = 0.0) -> bool:
        return -margin <= at[0] <= self.width + margin and -margin <= at[1] <= self.height + margin

    def is_crossed_by(self, line: Sequence[XY]) -> bool:
        """True where some stretch of the line comes into view (looked for at every 1/64 of a stretch)."""
        return any(self.holds(at) for at in line) or any(
            self.holds((x1 + (x2 - x1) * step / 64, y1 + (y2 - y1) * step / 64))
            for (x1, y1), (x2, y2) in itertools.pairwise(line)
            for step in range(1, 64)
        )


def view_of(seen: list[XY], highest: float) -> View:
    """The view that shows every (latitude, longitude) whole, at most so high."""
    xs = [longitude * COSINE for _, longitude in seen]
    ys = [latitude for latitude, _ in seen]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    # Half a degree at least: a single station is shown with its surroundings.
    scale = min((WIDTH - 2 * SIDE) / max(wide, 0.5), (highest - 2 * TOP) / max(high, 0.5))
    height = max(high * scale + 2 * TOP, MINIMAL_HEIGHT)
    spare = (height - 2 * TOP - high * scale) / 2 / scale
    return View(min(xs), max(ys) + spare, scale, (WIDTH - wide * scale) / 2, height)


def outlines(lines: Iterable[str], view: View) -> list[str]:
    """Path data of the stretches of the outlines near the view."""
    paths = []
    for line in lines:
        run: list[XY] = []
        previous: XY | None = None
        for longitude, latitude in points(line):
            at = view.xy(latitude, longitude)
            if view.holds(at, NEARBY):
                if not run and previous:
                    run.append(previous)
                run.append(at)
            elif run:
                paths.append(_path([*run, at]))
                run = []
            previous = at
        if run:
            paths.append(_path(run))
    return paths


def _path(at: list[XY]) -> str:
    """Whole units, each from the one before: half the bytes of absolute numbers."""
    rounded = [(round(x), round(y)) for x, y in at]
    steps = [f"{x2 - x1},{y2 - y1}" for (x1, y1), (x2, y2) in itertools.pairwise(rounded)]
    return f"M{rounded[0][0]},{rounded[0][1]}l{' '.join(steps)}"


def joined(at: list[XY]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in at)


def number(value: float) -> str:
    """One decimal at most, a point in every language."""
    return f"{value:.1f}".removesuffix(".0")
