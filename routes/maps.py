"""Stations and lines to a plain drawing for `templates/routes/_map.svg.html`: numbers and names, no ORM, no markup.

Equirectangular at 54.2° N, straight segments between the points of a route. Lines that share a stretch are set side by side,
names are set where they are free of each other, and each station is a link with a target of its own.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from routes.border_outline import BETWEEN_BELARUS_AND_RUSSIA, OTHERS
from routes.map_geometry import XY, View, joined, number, outlines, view_of
from routes.map_labels import MINOR_SIZE, NAME_SIZE, Placed, Wish, place_labels
from routes.map_lanes import side_by_side

# In the order of the key; what comes first is drawn on top.
STYLES = ("running", "planned", "candidate", "other", "neighbour")
EDGE = 8.0  # a station nearer to the edge of the view is beyond it
ARROW_INSET = 16.0
# Radii in units of the view: the dot, and what answers a tap (24 px across at least where the map is shown).
DOT, MINOR_DOT = 6.5, 4.5
TARGET, MINOR_TARGET = 24.0, 16.0
LONGEST_NAME = 24  # letters; of a longer one the beginning is drawn
KEPT = 256  # drawings: some three of each route and station, by day and language


class Place(NamedTuple):
    """A station to draw. `minor`: a small name, left out where there is no room; `crossing`: a border point."""

    slug: str
    name: str
    latitude: float
    longitude: float
    url: str = ""
    anchor: str = "e"
    minor: bool = False
    crossing: bool = False

    @property
    def short_name(self) -> str:
        """As it is drawn; the link says the whole of it."""
        return self.name if len(self.name) <= LONGEST_NAME else f"{self.name[: LONGEST_NAME - 1].rstrip()}…"


class Track(NamedTuple):
    """A route as the stations it passes, in order. `style`: one of STYLES."""

    slug: str
    style: str
    stations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Label:
    x: str
    y: str
    align: str  # text-anchor


@dataclass(frozen=True, slots=True)
class Mark:
    """One station as drawn."""

    place: Place
    x: str
    y: str
    radius: str
    target: str
    # None: there is no room for this small name; the link still says it.
    label: Label | None
    # A station beyond the view is an arrow at its edge: the rotation of the arrow in degrees.
    arrow: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    style: str
    points: str


@dataclass(frozen=True, slots=True)
class Drawing:
    width: str
    height: str
    borders: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def styles(self) -> list[str]:
        """The line styles it uses, in the order of the key."""
        used = {stroke.style for stroke in self.strokes}
        return [style for style in STYLES if style in used]

    @property
    def has_crossings(self) -> bool:
        return any(mark.place.crossing for mark in self.marks)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A station on its way to being a mark: where it is drawn, and how an arrow there would be turned."""

    place: Place
    at: XY
    arrow: float | None = None

    @property
    def radius(self) -> float:
        return MINOR_DOT if self.place.minor else DOT


def draw(
    places: Iterable[Place],
    tracks: Iterable[Track],
    fit: Iterable[str],
    named: Iterable[str],
    highest: float = 620.0,
) -> Drawing | None:
    """The drawing that shows every station of `fit` whole, with the stations of `named` marked.

    A station named that lies beyond the view is an arrow on a line that leads there. None if nothing of `fit` has coordinates.
    It hangs on nothing but its arguments, and the last ones are kept.
    """
    return _drawn(tuple(places), tuple(tracks), frozenset(fit), frozenset(named), highest)


@lru_cache(KEPT)
def _drawn(
    places: tuple[Place, ...],
    tracks: tuple[Track, ...],
    fit: frozenset[str],
    named: frozenset[str],
    highest: float,
) -> Drawing | None:
    at = {place.slug: place for place in places}
    seen = [at[slug] for slug in fit if slug in at]
    if not seen:
        return None
    view = view_of([(place.latitude, place.longitude) for place in seen], highest)
    where = {slug: view.xy(place.latitude, place.longitude) for slug, place in at.items()}
    # A station without coordinates is passed over: the line goes straight from its neighbour to the next.
    drawn = [
        track._replace(stations=tuple(slug for slug in track.stations if slug in at)) for track in tracks
    ]
    drawn.sort(key=lambda track: (-STYLES.index(track.style), track.slug))
    return Drawing(
        width=number(view.width),
        height=number(view.height),
        borders=tuple(outlines(BETWEEN_BELARUS_AND_RUSSIA, view)),
        edges=tuple(outlines(OTHERS, view)),
        strokes=tuple(_strokes(drawn, where, view)),
        marks=tuple(_marks([place for slug, place in at.items() if slug in named], drawn, where, view)),
    )


def _strokes(tracks: Sequence[Track], where: Mapping[str, XY], view: View) -> list[Stroke]:
    """The lines that come into view."""
    lines = side_by_side({track.slug: track.stations for track in tracks}, where)
    return [
        Stroke(track.style, joined(lines[track.slug]))
        for track in tracks
        if view.is_crossed_by(lines[track.slug])
    ]


def _marks(places: list[Place], tracks: Sequence[Track], where: Mapping[str, XY], view: View) -> list[Mark]:
    spots = [*_spots(places, tracks, where, view)]
    wishes = [
        Wish(
            spot.place.slug,
            spot.place.short_name,
            spot.at,
            spot.place.anchor,
            spot.radius,
            MINOR_SIZE if spot.place.minor else NAME_SIZE,
        )
        for spot in spots
    ]
    labels = place_labels(wishes, view.width, view.height)
    return [_mark(spot, labels[spot.place.slug]) for spot in spots]


def _spots(
    places: list[Place], tracks: Sequence[Track], where: Mapping[str, XY], view: View
) -> Iterator[_Spot]:
    for place in places:
        if view.holds(where[place.slug], -EDGE):
            yield _Spot(place, where[place.slug])
        elif not place.minor and (inside := _nearest_in_view(place.slug, tracks, where, view)):
            yield _at_the_edge(place, where[inside], where[place.slug], view)


def _nearest_in_view(slug: str, tracks: Sequence[Track], where: Mapping[str, XY], view: View) -> str | None:
    """The nearest station of the same route that the view shows."""
    for track in tracks:
        if slug in track.stations:
            own = track.stations.index(slug)
            others = sorted(enumerate(track.stations), key=lambda one: abs(one[0] - own))
            for _position, other in others:
                if view.holds(where[other], -EDGE):
                    return other
    return None


def _at_the_edge(place: Place, inside: XY, beyond: XY, view: View) -> _Spot:
    """Where the line leaves the view, pointing on."""
    dx, dy = beyond[0] - inside[0], beyond[1] - inside[1]
    shares = [1.0]
    if dx:
        shares.append(((view.width - ARROW_INSET if dx > 0 else ARROW_INSET) - inside[0]) / dx)
    if dy:
        shares.append(((view.height - ARROW_INSET if dy > 0 else ARROW_INSET) - inside[1]) / dy)
    share = max(0.0, min(shares))
    at = (inside[0] + dx * share, inside[1] + dy * share)
    return _Spot(place._replace(anchor="nw" if dx > 0 else "ne"), at, math.degrees(math.atan2(dy, dx)))


def _mark(spot: _Spot, label: Placed) -> Mark:
    return Mark(
        place=spot.place,
        x=number(spot.at[0]),
        y=number(spot.at[1]),
        radius=number(spot.radius),
        target=number(MINOR_TARGET if spot.place.minor else TARGET),
        label=Label(number(label.x), number(label.y), label.align)
        if label.free or not spot.place.minor
        else None,
        arrow="" if spot.arrow is None else number(spot.arrow),
    )
