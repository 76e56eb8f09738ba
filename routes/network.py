"""What runs on a day: every route with its state, in groups, and the map of them all. For the route list and the front page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from news.texts.notes import Notes
from routes import maps
from routes.models import Operator, Route, RouteEvent, RouteStop, Station
from routes.route_status import Event, Held, RouteStatus, State, route_status
from routes.route_words import LABELS, LINE_WORDS, Badge, badge, line_style

# In the order a reader asks: what can I ride, what comes, what is only talked of, what is gone.
GROUPS = {
    "operating": (
        pgettext_lazy("of several routes", "Operating"),
        {State.OPERATING, State.OPERATING_NO_TIMETABLE},
    ),
    "planned": (
        gettext_lazy("Announced, not confirmed running"),
        {State.DECIDED, State.LAUNCH_PLANNED, State.START_NOT_CONFIRMED},
    ),
    "candidates": (gettext_lazy("Candidates"), {State.PROPOSED, State.CONSIDERED}),
    "stopped": (gettext_lazy("Not running"), {State.SUSPENDED, State.CLOSED, State.CANCELLED}),
    "unknown": (gettext_lazy("Nothing recorded by this day"), {State.NOT_RECORDED}),
}


@dataclass(frozen=True, slots=True)
class NetworkRoute:
    route: Route
    status: RouteStatus
    badge: Badge
    style: str
    # What the decisive event's source says, and the number of that source on the page.
    says: str
    numbers: list[int]
    stops: Sequence[RouteStop]

    @property
    def operators(self) -> list[Operator]:
        return list(self.route.operators.all())

    @property
    def starts(self) -> list[Station]:
        """The stations at both ends."""
        return [
            stop.station for stop in (self.stops[:1] + self.stops[-1:] if len(self.stops) > 1 else self.stops)
        ]


@dataclass(frozen=True, slots=True)
class Group:
    key: str
    name: str
    routes: list[NetworkRoute]


@dataclass(frozen=True, slots=True)
class Network:
    as_of: date
    groups: list[Group]
    drawing: maps.Drawing | None
    description: str

    @property
    def routes(self) -> list[NetworkRoute]:
        return [one for group in self.groups for one in group.routes]

    @property
    def key(self) -> tuple[tuple[str, str], ...]:
        """The line styles of the map with their words."""
        return map_key(self.drawing)


def network(routes: Iterable[Route], as_of: date, notes: Notes) -> Network:
    """`routes` come from `Route.objects.for_route_list()`. Marks sources on `notes` in the order of the groups."""
    groups = groups_on(routes, as_of, notes)
    found = [one for group in groups for one in group.routes]
    return Network(as_of, groups, network_drawing(found), describe(found))


def groups_on(routes: Iterable[Route], as_of: date, notes: Notes) -> list[Group]:
    """Those that have a route in them."""
    statuses = {route: status_on(route, as_of) for route in routes}
    groups = []
    for key, (name, states) in GROUPS.items():
        members = [route for route, status in statuses.items() if status.state in states]
        if members:
            groups.append(
                Group(key, str(name), [network_route(route, statuses[route], notes) for route in members])
            )
    return groups


def status_on(route: Route, as_of: date) -> RouteStatus:
    return route_status((event.as_fact() for event in route.events.all()), as_of, held_of(route))


def held_of(route: Route) -> list[Held]:
    """For which days its real timetables are held; samples count for nothing."""
    return [one.held for one in route.publications.all() if not one.is_sample]


def event_of(route: Route, fact: Event) -> RouteEvent:
    """The record behind a fact of the status."""
    return next(event for event in route.events.all() if event.key == fact.key)


def network_route(route: Route, status: RouteStatus, notes: Notes) -> NetworkRoute:
    decisive = event_of(route, status.used[0]) if status.used else None
    return NetworkRoute(
        route=route,
        status=status,
        badge=badge(status.state),
        style=line_style(status.state),
        says=decisive.says if decisive else "",
        numbers=[notes.mark(decisive.source).number] if decisive else [],
        stops=list(route.stops.all()),
    )


def network_drawing(routes: list[NetworkRoute]) -> maps.Drawing | None:
    """The whole network. Ends of routes are named large, border points and junctions small, the rest left out."""
    stations = {stop.station.slug: stop.station for one in routes for stop in one.stops}
    ends = {station.slug for one in routes for station in one.starts}
    passed: dict[str, int] = {}
    for one in routes:
        for stop in one.stops:
            passed[stop.station.slug] = passed.get(stop.station.slug, 0) + 1
    named = {
        slug
        for slug, station in stations.items()
        if slug in ends or station.is_border_point or passed[slug] > 1
    }
    places = [
        place(station, minor=station.slug not in ends) for station in stations.values() if located(station)
    ]
    tracks = [track(one.route.slug, one.style, one.stops) for one in routes]
    return maps.draw(places, tracks, _heart(routes), named)


def _heart(routes: list[NetworkRoute]) -> set[str]:
    """The stations the map must hold: those of suburban routes, and others not far beyond them."""
    located_stops = [
        (stop.station, one.route.kind == "suburban")
        for one in routes
        for stop in one.stops
        if located(stop.station)
    ]
    local = [float(station.longitude) for station, suburban in located_stops if suburban]
    if not local:
        return {station.slug for station, _suburban in located_stops}
    reach = 0.3 * (max(local) - min(local))
    return {
        station.slug
        for station, _suburban in located_stops
        if min(local) - reach <= station.longitude <= max(local) + reach
    }


def located(station: Station) -> bool:
    return station.latitude is not None and station.longitude is not None


def place(station: Station, *, minor: bool) -> maps.Place:
    return maps.Place(
        slug=station.slug,
        name=station.name,
        latitude=float(station.latitude),
        longitude=float(station.longitude),
        url=station.get_absolute_url(),
        anchor=station.label_anchor,
        minor=minor,
        crossing=station.is_border_point,
    )


def track(slug: str, style: str, stops: Iterable[RouteStop]) -> maps.Track:
    return maps.Track(slug, style, tuple(stop.station.slug for stop in stops))


def describe(routes: list[NetworkRoute]) -> str:
    """The map in words."""
    return " ".join(
        _("%(route)s: %(state)s.") % {"route": one.route.name, "state": LABELS[one.status.state]}
        for one in routes
    )


def map_key(drawing: maps.Drawing | None) -> tuple[tuple[str, str], ...]:
    return tuple((style, str(LINE_WORDS[style])) for style in drawing.styles) if drawing else ()
