"""Lines that share a stretch, set side by side so that none hides another."""

import itertools
import math
from collections.abc import Mapping, Sequence

from routes.map_geometry import XY

PARALLEL = 7.0  # between the axes of two lines that share a stretch

Stretch = tuple[str, str]


def side_by_side(lines: Mapping[str, Sequence[str]], where: Mapping[str, XY]) -> dict[str, list[XY]]:
    """{line: its points}, moved aside on shared stretches. `lines`: {line: its stations}, lowest lane first."""
    lanes: dict[Stretch, list[str]] = {}
    for line, stations in lines.items():
        for stretch in map(_stretch, itertools.pairwise(stations)):
            lanes.setdefault(stretch, []).append(line)
    return {line: _shifted(line, stations, where, lanes) for line, stations in lines.items()}


def _stretch(pair: tuple[str, str]) -> Stretch:
    """The same for both directions."""
    one, two = sorted(pair)
    return one, two


def _shifted(
    line: str, stations: Sequence[str], where: Mapping[str, XY], lanes: Mapping[Stretch, list[str]]
) -> list[XY]:
    shifts: dict[str, list[XY]] = {slug: [] for slug in stations}
    for pair in itertools.pairwise(stations):
        stretch = _stretch(pair)
        members = lanes[stretch]
        lane = members.index(line) - (len(members) - 1) / 2
        if lane:
            aside = _aside(where[stretch[0]], where[stretch[1]], lane)
            for slug in pair:
                shifts[slug].append(aside)
    return [_moved(where[slug], shifts[slug]) for slug in stations]


def _aside(one: XY, two: XY, lane: float) -> XY:
    """Across the stretch, so far as the lane asks; positive lanes below (on an upright stretch, as the line turns)."""
    dx, dy = two[0] - one[0], two[1] - one[1]
    length = math.hypot(dx, dy) or 1.0
    across = (-dy / length * lane * PARALLEL, dx / length * lane * PARALLEL)
    return (-across[0], -across[1]) if across[1] * lane < 0 else across


def _moved(point: XY, shifts: list[XY]) -> XY:
    count = len(shifts) or 1
    return (point[0] + sum(x for x, _ in shifts) / count, point[1] + sum(y for _, y in shifts) / count)
