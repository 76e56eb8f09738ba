"""How much happened when: a lane for each kind of thing, a column for each stretch of time, all to one scale.

A thing is a brick while there is room for bricks. Full: it happened; hollow, on top: it is planned. Numbers stand above
columns where they have room; the table that every chart has beside it holds all of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from django.utils.safestring import SafeString

from config.web.charts.drawing import Box, Drawing, number, text_width

# Of a drawing for phones, and of one for the width of a page.
NARROW, WIDE = 320, 1100
BESIDE = 200  # the names of lanes, where they stand beside them
TALLEST, WIDEST = 90, 18
BRICK, JOINT, LEAST = 6.0, 1.5, 3.0
LABEL, FOOT = 19, 24  # above the columns of a lane; under all lanes


@dataclass(frozen=True, slots=True)
class Lane:
    """`happened` and `planned`: how many in each stretch of time; `said` names what there is when pointed at it."""

    name: str
    happened: Sequence[int]
    planned: Sequence[int]
    said: Sequence[str]

    @property
    def sums(self) -> list[int]:
        return [done + coming for done, coming in zip(self.happened, self.planned, strict=True)]


def lanes_chart(
    lanes: Sequence[Lane], stretches: Sequence[str], width: int, *, name: str, title: str, description: str
) -> SafeString:
    """`stretches`: the names of the columns, in the order of time; as many are written as have room."""
    beside = BESIDE if width >= WIDE else 0
    brick = min(BRICK, TALLEST / max(1, *(max(lane.sums) for lane in lanes)))
    above = LABEL if beside else 2 * LABEL
    feet = list(accumulate(above + max(brick * max(lane.sums), LEAST * 2) for lane in lanes))
    drawing = Drawing(width, feet[-1] + FOOT)
    step = (width - beside) / len(stretches)
    middles = [beside + (index + 0.5) * step for index in range(len(stretches))]
    for lane, foot, top in zip(lanes, feet, [0, *feet], strict=False):
        drawing.write(lane.name, 0, foot - 1 if beside else top + LABEL)
        drawing.path("axis", f"M{beside} {number(foot)}H{width}")
        _columns(drawing, lane, middles, foot, min(step * 0.7, WIDEST), brick)
    _dates(drawing, stretches, middles)
    return drawing.svg("lanes", name=name, title=title, description=description)


def _columns(
    drawing: Drawing, lane: Lane, middles: Sequence[float], foot: float, width: float, brick: float
) -> None:
    tops = []
    for x, done, coming, said in zip(middles, lane.happened, lane.planned, lane.said, strict=True):
        top = foot
        for count, is_full in ((done, True), (coming, False)):
            if count:
                height = max(count * brick, LEAST)
                top -= height
                box = Box(x - width / 2, top, x + width / 2, top + height)
                drawing.mark("column", _pile(box, count, brick), said, full=is_full, box=box)
        if done + coming:
            tops.append((done + coming, x, top))
    for total, x, top in sorted(tops, reverse=True):
        half = text_width(str(total)) / 2
        middle = min(max(x, half), drawing.width - half)
        drawing.write_if_room(str(total), middle, top - 4, "middle", "value")


def _pile(box: Box, count: int, brick: float) -> str:
    """A brick for each, or one bar where bricks would be too thin."""
    bricks, height = (count, brick - JOINT) if brick >= 2 * JOINT else (1, box.bottom - box.top)
    across = number(box.right - box.left)
    return "".join(
        f"M{number(box.left)} {number(box.bottom - index * brick)}v{number(-height)}h{across}v{number(height)}z"
        for index in range(bricks)
    )


def _dates(drawing: Drawing, stretches: Sequence[str], middles: Sequence[float]) -> None:
    """The first and the last, then those between that have room."""
    y = drawing.height - 8
    last = len(stretches) - 1
    for index in dict.fromkeys([last, 0, *range(last - 1, 0, -1)]):
        half = text_width(stretches[index]) / 2
        middle = min(max(middles[index], half), drawing.width - half)
        apart = f" {stretches[index]} " if 0 < index < last else stretches[index]
        if drawing.has_room(apart, middle, y, "middle"):
            drawing.write(stretches[index], middle, y, "middle")
