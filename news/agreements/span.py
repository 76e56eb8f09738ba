"""The life of one instrument as a labelled line: its changes in order, the day asked for, the end of its term."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext

from config.web import dates
from config.web.partial_dates import PartialDate
from news.agreements.lifelines import Point
from news.agreements.words import state_of_value


@dataclass(frozen=True, slots=True)
class Mark:
    """`tone` of the dot: live, wait or gone; none for the day asked, which is a pointer."""

    x: float
    above: str
    below: str
    anchor: str
    tone: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """`kind`: live, wait, gone or scale (still to come on the day asked)."""

    left: float
    right: float
    kind: str


@dataclass(frozen=True, slots=True)
class LabelledLine:
    marks: tuple[Mark, ...]
    strokes: tuple[Stroke, ...]
    words: str


def labelled_line(
    points: Sequence[Point], as_of: date, date_of_change: Callable[[date], PartialDate]
) -> LabelledLine | None:
    """Nothing where there is but one moment to show. `date_of_change`: a day of change as far as it is known."""
    if len(points) < 2:
        return None
    marks = tuple(
        _mark(point, _anchor(place, len(points)), date_of_change) for place, point in enumerate(points)
    )
    strokes = tuple(
        Stroke(point.x, later.x, "scale" if point.day >= as_of else point.kind)
        for point, later in pairwise(points)
        if point.day >= as_of or point.kind
    )
    words = "; ".join(f"{mark.above}: {mark.below}" if mark.below else mark.above for mark in marks)
    return LabelledLine(marks, strokes, words)


def _anchor(place: int, count: int) -> str:
    return {0: "start", count - 1: "end"}.get(place, "middle")


def _mark(point: Point, anchor: str, date_of_change: Callable[[date], PartialDate]) -> Mark:
    day = dates.day(point.day)
    if point.value:
        label = state_of_value(point.value).label
        known = dates.partial_date(date_of_change(point.day))
        return Mark(
            point.x, label, known, anchor, "" if point.asked else "gone" if point.ahead else point.kind
        )
    if point.asked:
        return Mark(point.x, day, "", anchor, "")
    return Mark(
        point.x, gettext("End of the term"), gettext("%(date)s, expected") % {"date": day}, anchor, "gone"
    )
