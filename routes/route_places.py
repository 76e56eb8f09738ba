"""Where a route goes: its points, how far it is, its map."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from news.texts.notes import Notes
from routes import maps
from routes.distance import straight_line_km
from routes.models import Route, RouteStop, Station
from routes.network import located, place, track
from routes.route_status import RouteStatus
from routes.route_told import Sentence, numbers_of
from routes.route_words import line_style


@dataclass(frozen=True, slots=True)
class StopLine:
    station: Station
    numbers: list[int]


def by_route(stops: Iterable[RouteStop]) -> dict[int, list[RouteStop]]:
    """{primary key of a route: its points, in order}."""
    found: dict[int, list[RouteStop]] = {}
    for stop in stops:
        found.setdefault(stop.route_id, []).append(stop)
    return found


def stop_lines(stops: Iterable[RouteStop], notes: Notes) -> list[StopLine]:
    return [StopLine(stop.station, numbers_of(notes, stop.source)) for stop in stops]


def distance(stops: Sequence[RouteStop], notes: Notes) -> Sentence | None:
    if len(stops) < 2:
        return None
    first, last = stops[0].station, stops[-1].station
    if not (located(first) and located(last)):
        return None
    km = straight_line_km(
        (float(first.latitude), float(first.longitude)), (float(last.latitude), float(last.longitude))
    )
    numbers = dict.fromkeys(
        notes.mark(station.coordinate_source).number for station in (first, last) if station.coordinate_source
    )
    return Sentence(_("%(km)d km in a straight line between the towns") % {"km": round(km)}, list(numbers))


def drawing(
    route: Route, stops_of: Mapping[int, list[RouteStop]], status: RouteStatus
) -> maps.Drawing | None:
    """This route whole; the others where they cross the view, thinner, with their ends."""
    own = {stop.station.slug for stop in stops_of.get(route.pk, [])}
    ends = {stop.station.slug for stops in stops_of.values() for stop in (stops[0], stops[-1])}
    stations = {stop.station.slug: stop.station for stops in stops_of.values() for stop in stops}
    places = [
        place(station, minor=station.is_border_point or slug not in own)
        for slug, station in stations.items()
        if located(station)
    ]
    tracks = [
        track(str(pk), line_style(status.state) if pk == route.pk else "neighbour", stops)
        for pk, stops in stops_of.items()
    ]
    return maps.draw(places, tracks, own, own | ends, highest=440)
