"""Where does each name stand on the map, so that no two names and no name and dot lie on each other?

Greedy: large names first, each on the side its station asks for if that is free, else on the next free side. Widths are
estimated for the largest size at which the stylesheet sets them (a phone's), so that what is free here is free everywhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from routes.map_geometry import XY

# Side of the dot: offset of the name's start, middle or end (its text-anchor) in units of the view.
ANCHORS = {
    "n": (0.0, -15.0, "middle"),
    "ne": (9.0, -12.0, "start"),
    "e": (14.0, 6.0, "start"),
    "se": (9.0, 26.0, "start"),
    "s": (0.0, 30.0, "middle"),
    "sw": (-9.0, 26.0, "end"),
    "w": (-14.0, 6.0, "end"),
    "nw": (-9.0, -12.0, "end"),
}
NAME_SIZE, MINOR_SIZE = 22.0, 18.0
LETTER = 0.57  # width of a letter over its size, the font's mean in both scripts

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Wish:
    """A name to be placed at a dot. `size`: of its letters, in units of the view."""

    slug: str
    text: str
    at: XY
    anchor: str
    radius: float
    size: float


@dataclass(frozen=True, slots=True)
class Placed:
    x: float
    y: float
    align: str
    box: Box
    # False: every side is taken; the name lies over something.
    free: bool


def place_labels(wishes: Iterable[Wish], width: float, height: float) -> dict[str, Placed]:
    """{slug: place of its name}, whatever the order of the wishes."""
    ordered = sorted(wishes, key=lambda wish: (-wish.size, wish.slug))
    dots = {wish.slug: _dot(wish) for wish in ordered}
    placed: dict[str, Placed] = {}
    for wish in ordered:
        taken = [box for slug, box in dots.items() if slug != wish.slug]
        taken += [one.box for one in placed.values()]
        placed[wish.slug] = _place(wish, taken, (0.0, 0.0, width, height))
    return placed


def _place(wish: Wish, taken: list[Box], view: Box) -> Placed:
    sides = [wish.anchor, *(side for side in ANCHORS if side != wish.anchor)]
    choices = [_on_side(wish, side) for side in sides]
    for choice in choices:
        if _inside(choice.box, view) and not any(overlap(choice.box, other) for other in taken):
            return choice
    # Over something, but on the paper.
    first = next((choice for choice in choices if _inside(choice.box, view)), choices[0])
    return Placed(first.x, first.y, first.align, first.box, free=False)


def _on_side(wish: Wish, side: str) -> Placed:
    dx, dy, align = ANCHORS[side]
    # The small print stands nearer to its dot.
    near = 1.0 if wish.size >= NAME_SIZE else 0.8
    x, y = wish.at[0] + dx * near, wish.at[1] + dy * near
    wide = len(wish.text) * wish.size * LETTER
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[align]
    return Placed(x, y, align, (left, y - wish.size * 0.8, left + wide, y + wish.size * 0.2), free=True)


def _dot(wish: Wish) -> Box:
    x, y = wish.at
    return (x - wish.radius, y - wish.radius, x + wish.radius, y + wish.radius)


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _inside(box: Box, view: Box) -> bool:
    return box[0] >= view[0] and box[1] >= view[1] and box[2] <= view[2] and box[3] <= view[3]
