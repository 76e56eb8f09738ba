"""Operators, stations and routes of a feed: those that are here keep what they say, the others are made."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext as _

from routes.distance import straight_line_km
from routes.gtfs.incoming import CALL, InRoute, InStation, InTrip
from routes.gtfs.report import FeedRefusedError
from routes.gtfs.writing.intake import Intake, columns
from routes.models import Operator, Route, RouteStop, Station
from routes.terms import Country, RouteKind

# Farther apart, two stations of one id are two stations.
SAME_PLACE_KM = 20


def write_operators(intake: Intake) -> dict[str, Operator]:
    return {code: _operator(intake, code) for code in intake.incoming.operators}


def _operator(intake: Intake, code: str) -> Operator:
    incoming = intake.incoming.operators[code]
    operator = Operator.objects.filter(code=code).first()
    if operator is None:
        operator = Operator.objects.create(
            code=code, url=incoming.url, country="", **columns("name", incoming.name)
        )
        intake.made(operator)
    else:
        intake.differs("agency.txt", operator, incoming.name)
    return operator


def write_stations(intake: Intake) -> list[int]:
    """Primary keys in the order of the indexes of `calls`."""
    here = Station.objects.in_bulk(intake.slugs, field_name="slug")
    found = []
    for incoming in intake.incoming.stations:
        station = here.get(incoming.slug)
        if station is None:
            station = here[incoming.slug] = _new_station(intake, incoming)
        else:
            _compare(intake, station, incoming)
        found.append(station.pk)
    return found


def _new_station(intake: Intake, incoming: InStation) -> Station:
    latitude, longitude = incoming.position or (None, None)
    station = Station.objects.create(
        slug=incoming.slug,
        country=country_of(incoming.timezone),
        timezone=incoming.timezone,
        latitude=latitude,
        longitude=longitude,
        coordinate_precision=incoming.precision,
        coordinate_source=intake.source if incoming.position else None,
        change_time=incoming.change_time,
        **columns("name", incoming.name),
    )
    intake.made(station)
    return station


def _compare(intake: Intake, station: Station, incoming: InStation) -> None:
    _same_place(intake, station, incoming.position)
    intake.differs("stops.txt", station, incoming.name)
    if incoming.change_time not in (None, station.change_time):
        intake.report.changed(
            "transfers.txt",
            _("another time to change trains than ours, which stays"),
            value=f"{station.slug}: {incoming.change_time}",
        )


def _same_place(intake: Intake, station: Station, position: Any) -> None:
    if position is None or station.latitude is None:
        return
    ours, theirs = (station.latitude, station.longitude), position
    if ours == theirs:
        return
    apart = straight_line_km(tuple(map(float, ours)), tuple(map(float, theirs)))  # type: ignore[arg-type]
    if apart > SAME_PLACE_KM:
        raise FeedRefusedError(
            _(
                "The station %(station)s of the feed is %(distance)s km from ours: it is another. Use a prefix for its ids."
            )
            % {"station": station.slug, "distance": f"{apart:.0f}"}
        )
    intake.report.changed("stops.txt", _("another position than ours, which stays"), value=station.slug)


def write_routes(
    intake: Intake, operators: Mapping[str, Operator], stations: Sequence[int]
) -> dict[str, Route]:
    """`stations`: primary keys, as of `write_stations`."""
    return {
        slug: _route(intake, route, operators, stations) for slug, route in intake.incoming.routes.items()
    }


def _route(
    intake: Intake, incoming: InRoute, operators: Mapping[str, Operator], stations: Sequence[int]
) -> Route:
    route = Route.objects.filter(slug=incoming.slug).first()
    if route is not None:
        intake.differs("routes.txt", route, incoming.name)
        return route
    route = Route.objects.create(
        slug=incoming.slug, kind=RouteKind.SUBURBAN, **columns("name", incoming.name)
    )
    route.operators.set([operators[code] for code in incoming.operators])
    trips = [trip for one in intake.incoming.timetables if one.route == incoming.slug for trip in one.trips]
    RouteStop.objects.bulk_create(
        RouteStop(route=route, sequence=number, station_id=stations[at], source=intake.source)
        for number, at in enumerate(points_of(trips), start=1)
    )
    intake.report.changed(
        "routes.txt", _("new routes: entered as suburban, without any event"), value=route.slug
    )
    intake.made(route)
    return route


def points_of(trips: list[InTrip]) -> list[int]:
    """The stations of a route in order: of the longest trip out, each station that others add after the one before it."""
    ways = (
        {tuple(trip.calls[::CALL]) for trip in trips if trip.direction == 0},
        {tuple(trip.calls[::CALL][::-1]) for trip in trips if trip.direction == 1},
    )
    patterns = [one for way in ways for one in sorted(way, key=lambda one: (-len(one), one))]
    points: list[int] = []
    for pattern in patterns:
        at = 0
        for station in pattern:
            if station in points:
                at = points.index(station) + 1
            else:
                points.insert(at, station)
                at += 1
    return points


@cache
def _countries() -> dict[str, str]:
    lines = (files("tzdata") / "zoneinfo" / "zone.tab").read_text().splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows}


def country_of(timezone: str) -> str:
    """The country of a zone, where it is one of ours; "" is not stated."""
    country = _countries().get(timezone, "")
    return country if country in Country.values else ""
