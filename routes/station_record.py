"""What is known of a station: the routes that pass it, where it is and who says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from config.web.addresses import absolute
from config.web.translated import LANGUAGES
from news.texts.notes import Notes
from routes import maps
from routes.models import Operator, Route, Station
from routes.network import NetworkRoute, describe, groups_on, located, map_key, network_route, place, track
from routes.terms import CoordinatePrecision, Country

CLOSE = 2  # degrees


@dataclass(frozen=True, slots=True)
class StationLine:
    station: Station
    routes: list[NetworkRoute]


@dataclass(frozen=True, slots=True)
class CountryGroup:
    name: str
    lines: list[StationLine]


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of `site/_facts.html`."""

    label: str
    value: str
    numbers: list[int]


@dataclass(frozen=True, slots=True)
class StationRecord:
    station: Station
    other_names: list[tuple[str, str]]
    facts: list[Fact]
    routes: list[NetworkRoute]
    operators: list[Operator]
    neighbours: list[Station]
    drawing: maps.Drawing | None
    description: str
    notes: Notes

    @property
    def map_key(self) -> list[tuple[str, str]]:
        return map_key(self.drawing)


def by_country(stations: Iterable[Station], routes: list[NetworkRoute]) -> list[CountryGroup]:
    """Stations in alphabetical order of the reader's language, under their country."""
    passing = _passing(routes)
    lines = [StationLine(station, passing.get(station.slug, [])) for station in stations]
    lines.sort(key=lambda line: line.station.name.casefold())
    groups = [
        CountryGroup(str(name), [line for line in lines if line.station.country == country])
        for country, name in [*Country.choices, ("", _("Country not stated"))]
    ]
    return [group for group in groups if group.lines]


def _passing(routes: list[NetworkRoute]) -> dict[str, list[NetworkRoute]]:
    passing: dict[str, list[NetworkRoute]] = {}
    for one in routes:
        for stop in one.stops:
            passing.setdefault(stop.station.slug, []).append(one)
    return passing


def station_record(station: Station, routes: Iterable[Route], today: date) -> StationRecord:
    notes = Notes()
    facts = _facts(station, notes)  # first on the page, so first numbered
    found = [one for group in groups_on(routes, today, Notes()) for one in group.routes]
    here = _passing(found).get(station.slug, [])
    return StationRecord(
        station=station,
        other_names=_other_names(station),
        facts=facts,
        routes=[network_route(one.route, one.status, notes) for one in here],
        operators=list(
            {operator.code: operator for one in here for operator in one.route.operators.all()}.values()
        ),
        neighbours=_neighbours(station, here),
        drawing=_drawing(station, found),
        description=describe(found),
        notes=notes,
    )


def _other_names(station: Station) -> list[tuple[str, str]]:
    names = [(code, getattr(station, f"name_{code}")) for code in LANGUAGES if code != get_language()]
    return [(code, name) for code, name in names if name]


def _facts(station: Station, notes: Notes) -> list[Fact]:
    source = station.coordinate_source
    where = ""
    if located(station):
        where = _("%(latitude)s° N, %(longitude)s° E") % {
            "latitude": f"{station.latitude:.4f}",
            "longitude": f"{station.longitude:.4f}",
        }
    known = station.coordinate_precision != CoordinatePrecision.UNKNOWN
    return [
        Fact(_("Country"), station.get_country_display(), []),
        Fact(_("Time zone"), _("%(zone)s, UTC+3 all year") % {"zone": station.timezone}, []),
        Fact(_("Coordinates"), where, [notes.mark(source).number] if source else []),
        Fact(_("The coordinates are"), station.get_coordinate_precision_display() if known else "", []),
    ]


def _neighbours(station: Station, routes: list[NetworkRoute]) -> list[Station]:
    """The points before and after it on each route."""
    found: dict[str, Station] = {}
    for one in routes:
        slugs = [stop.station.slug for stop in one.stops]
        at = slugs.index(station.slug)
        for stop in one.stops[max(0, at - 1) : at + 2]:
            if stop.station.slug != station.slug:
                found.setdefault(stop.station.slug, stop.station)
    return list(found.values())


def _drawing(station: Station, routes: list[NetworkRoute]) -> maps.Drawing | None:
    """The station, its neighbours and the lines between."""
    if not located(station):
        return None
    near = _neighbours(station, _passing(routes).get(station.slug, []))
    stations = {stop.station.slug: stop.station for one in routes for stop in one.stops} | {
        station.slug: station
    }
    places = [place(other, minor=slug != station.slug) for slug, other in stations.items() if located(other)]
    tracks = [track(one.route.slug, one.style, one.stops) for one in routes]
    close = [other for other in near if located(other) and _close(station, other)]
    shown = {station.slug, *(other.slug for other in near)}
    return maps.draw(places, tracks, {station.slug, *(other.slug for other in close)}, shown, highest=360)


def _close(one: Station, other: Station) -> bool:
    """Near enough to be shown together without making a dot of both."""
    return abs(one.longitude - other.longitude) < CLOSE and abs(one.latitude - other.latitude) < CLOSE


def place_data(request: HttpRequest, station: Station) -> dict[str, Any]:
    """schema.org: a station, with coordinates only where they are its own or of the crossing."""
    exact = station.coordinate_precision in (CoordinatePrecision.STATION, CoordinatePrecision.BORDER_CROSSING)
    geo = None
    if exact and located(station):
        geo = {
            "@type": "GeoCoordinates",
            "latitude": float(station.latitude),
            "longitude": float(station.longitude),
        }
    return {
        "@type": "TrainStation",
        "@id": absolute(request, station.get_absolute_url()),
        "url": absolute(request, station.get_absolute_url()),
        "name": station.name,
        "alternateName": [name for _code, name in _other_names(station)],
        "address": {"@type": "PostalAddress", "addressCountry": station.country} if station.country else None,
        "geo": geo,
    }
