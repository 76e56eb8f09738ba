"""Reads the railway for its pages: routes with all that their state, their line on the map and their page are made of."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet
from django.db.models.functions import Left, Length

from config.web.prepared import Many, Rows, Slot, attach, lead, prepared
from config.web.together import together
from news.models import FormerAddress
from routes.models import (
    Alert,
    AlertEntity,
    AlertPeriod,
    FareRule,
    NotePlace,
    Operator,
    Publication,
    Route,
    RouteBasis,
    RouteClaim,
    RouteEvent,
    RouteStop,
    Service,
    ServiceException,
    Station,
    StopTime,
    Timetable,
    TimetableNote,
    Trip,
)
from routes.querysets import moments_of
from routes.station_names import StationNames

# Rows of a railway, some two megabytes when what they come to is remembered.
FEW = 1000


@prepared
def _route() -> QuerySet:
    return Route.objects.public().filter(slug=Slot("slug"))


@prepared
def _station() -> QuerySet:
    return Station.objects.public().for_station_detail().filter(slug=Slot("slug"))


@prepared
def _stations() -> QuerySet:
    return Station.objects.public()


@together
def _named() -> dict[str, QuerySet]:
    former = FormerAddress.objects.filter(kind="station").order_by("pk")
    return {
        "stations": Station.objects.public().on_routes().order_by("slug"),
        "former": former.values_list("key", "target_key"),
    }


def _operating() -> QuerySet:
    """Rows of the table between; an operator is one object, however many routes it runs."""
    return Route.operators.through.objects.select_related("operator").order_by("operator__code")


@together
def _network() -> dict[str, QuerySet]:
    """The whole of the railway as it is drawn."""
    routes = Route.objects.public()
    of = {"route__in": routes.order_by().values("pk")}
    return {
        "routes": routes.order_by("slug"),
        "events": RouteEvent.objects.told().filter(**of),
        "publications": Publication.objects.filter(**of).order_by("valid_from"),
        "stops": RouteStop.objects.select_related("station").filter(**of).order_by("route__slug", "sequence"),
        "operators": _operating().filter(**of),
    }


@prepared
def _points() -> QuerySet:
    return RouteStop.objects.for_map()


@prepared
def _line() -> QuerySet:
    return RouteStop.objects.filter(route=Slot("route")).select_related("station").order_by("sequence")


@together
def _told() -> dict[str, QuerySet]:
    """What a route's page says of it, each in the order of the page."""
    of = {"route": Slot("route")}
    return {
        "publications": Publication.objects.filter(**of).order_by("valid_from"),
        "events": RouteEvent.objects.told().filter(**of),
        "claims": RouteClaim.objects.with_offices().filter(**of),
        "bases": RouteBasis.objects.select_related("agreement", "source")
        .filter(**of)
        .order_by(Left("agreement__number", 1), Length("agreement__number"), "agreement__number", "role"),
        "operators": _operating().filter(**of),
    }


def read_routes() -> Sequence[Route]:
    """Every route with events, publications, the stations it passes in order, and its operators: one query. Of the same rows the
    same is given again: nobody may change it."""
    rows = _network().read()
    return _remembered_routes(rows) if len(rows) <= FEW else _routes(rows)


def _routes(rows: Rows) -> Sequence[Route]:
    found = _network().made(rows)
    routes: list[Route] = found["routes"]
    _give_operators(routes, found["operators"])
    for name in ("events", "publications", "stops"):
        _give(routes, name, found[name])
    return tuple(routes)


_remembered_routes = lru_cache(2)(_routes)


def read_station(slug: str) -> Station | None:
    """With the source of its coordinates: one query."""
    return _station().first(slug=slug)


def read_stations() -> list[Station]:
    """All of them: one query."""
    return _stations().rows()


def read_names() -> StationNames:
    """Of the stations that routes pass, their former addresses included: one query. Of the same rows the same is given again."""
    rows = _named().read()
    return _remembered_names(rows) if len(rows) <= FEW else _names(rows)


def _names(rows: Rows) -> StationNames:
    found = _named().made(rows)
    return StationNames(found["stations"], found["former"])


_remembered_names = lru_cache(2)(_names)


def read_line(slug: str) -> tuple[Route | None, list[RouteStop]]:
    """A route with its points alone: two queries."""
    route = _route().first(slug=slug)
    return route, _line().rows(route=route.pk) if route else []


def _give(routes: Sequence[Route], name: str, rows: Iterable[Any]) -> None:
    by_route: dict[int, list[Model]] = defaultdict(list)
    for row in rows:
        by_route[row.route_id].append(row)
    for route in routes:
        lead(by_route[route.pk], "route", {route.pk: route})
        attach(route, name, by_route[route.pk])


def _give_operators(routes: Sequence[Route], operating: Iterable[Any]) -> None:
    """`operating`: rows of the table between."""
    rows: dict[int, list[Operator]] = defaultdict(list)
    for row in operating:
        rows[row.route_id].append(row.operator)
    for route in routes:
        attach(route, "operators", rows[route.pk])


# The trains of journeys ---------------------------------------------------------------------------------------


@together
def _rides() -> dict[str, QuerySet]:
    trips = Trip.objects.filter(pk__in=Many("trains"))
    return {
        "trips": trips.select_related("timetable__route", "service").order_by("pk"),
        "exceptions": ServiceException.objects.filter(service__in=trips.values("service")).order_by("date"),
        "stations": Station.objects.filter(pk__in=Many("stations")).order_by("pk"),
    }


def read_rides(
    trains: Collection[int], stations: Collection[int]
) -> tuple[dict[int, Trip], dict[int, Station]]:
    """By primary key, each train with its service, timetable and route: one query."""
    found = _rides().rows(trains=trains, stations=stations)
    services = {trip.service_id: trip.service for trip in found["trips"]}
    _share(services, "exceptions", found["exceptions"], "service_id")
    return _by_key(found["trips"]), _by_key(found["stations"])


# What is held of a route's trains on a day -------------------------------------------------------------------


@prepared
def _times() -> QuerySet:
    return StopTime.objects.for_route_detail(Slot("route"), Slot("day"))


def _of_trains() -> dict[str, QuerySet]:
    """The timetables shown on a day, and what belongs to them."""
    timetables = Timetable.objects.shown_on(Slot("day")).filter(route=Slot("route"))
    return {
        "timetables": timetables.select_related("publication", "source").order_by("pk"),
        "services": Service.objects.filter(timetable__in=timetables).order_by("pk"),
        "exceptions": ServiceException.objects.filter(service__timetable__in=timetables).order_by("date"),
        "trips": Trip.objects.filter(timetable__in=timetables).order_by("pk"),
        "notes": TimetableNote.objects.filter(timetable__in=timetables).order_by("symbol"),
        "places": NotePlace.objects.filter(note__timetable__in=timetables).order_by("pk"),
    }


_trains = together(_of_trains)


@together
def _held() -> dict[str, QuerySet]:
    """Days are given as the moments at which they begin and end, too: see `AlertQuerySet.in_force`."""
    alerts = Alert.objects.touching(Slot("begins"), Slot("ends"))
    of_alerts = {"alert__in": alerts.values("pk")}
    return _of_trains() | {
        "fares": FareRule.objects.for_route(Slot("route"), Slot("day")),
        "alerts": alerts.select_related("source", "article").order_by("-published_at", "key"),
        "periods": AlertPeriod.objects.filter(**of_alerts).order_by("start_at"),
        "entities": AlertEntity.objects.with_names().filter(**of_alerts).order_by("sequence"),
    }


class RouteRows(NamedTuple):
    """What the database says of a route on a day, and the points of all routes for its map. Of equal rows the same is made, so
    that it may be remembered by them."""

    route: Rows
    points: Rows
    told: Rows
    times: Rows
    held: Rows


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the site holds of a route's trains for the day of the page."""

    times: Sequence[StopTime] = ()
    fares: Sequence[FareRule] = ()
    alerts: Sequence[Alert] = ()


def read_route(slug: str, day: date) -> RouteRows | None:
    """Five queries, however many trains; None: there is no such route."""
    found = _route().read(slug=slug)
    if not found:
        return None
    (route,) = _route().made(found)
    begins, ends = moments_of(day)
    return RouteRows(
        route=found,
        points=_points().read(),
        told=_told().read(route=route.pk),
        times=_times().read(route=route.pk, day=day),
        held=_held().read(route=route.pk, day=day, begins=begins, ends=ends),
    )


def made_of(rows: RouteRows) -> tuple[Route, list[RouteStop], Holdings]:
    """A route with what its page says of it; the points of all routes, in order; times, fares, and the notices in force, each
    with what belongs to it."""
    (route,) = _route().made(rows.route)
    told, held = _told().made(rows.told), _held().made(rows.held)
    attach(route, "operators", [row.operator for row in told.pop("operators")])
    for name, things in told.items():
        _give([route], name, things)
    times = [*_times().made(rows.times)]
    _put_together(route, times, held)
    alerts = _by_key(held["alerts"])
    for name in ("periods", "entities"):
        _share(alerts, name, held[name], "alert_id")
    return route, [*_points().made(rows.points)], Holdings(times, held["fares"], held["alerts"])


def read_times(route: Route, day: date) -> list[StopTime]:
    """The times of the timetable shown on the day alone: two queries."""
    times = _times().rows(route=route.pk, day=day)
    if times:
        _put_together(route, times, _trains().rows(route=route.pk, day=day))
    return times


def _put_together(route: Route, times: Iterable[StopTime], held: Mapping[str, Sequence[Any]]) -> None:
    """Each time knows its train, each train its service and its timetable, and these what is said of them."""
    timetables, services, trips, notes = (
        _by_key(held[name]) for name in ("timetables", "services", "trips", "notes")
    )
    lead(timetables.values(), "route", {route.pk: route})
    lead(trips.values(), "timetable", timetables)
    lead(trips.values(), "service", services)
    lead(times, "trip", trips)
    _share(services, "exceptions", held["exceptions"], "service_id")
    _share(timetables, "notes", held["notes"], "timetable_id")
    _share(notes, "places", held["places"], "note_id")


def _by_key(rows: Iterable[Model]) -> dict[int, Any]:
    return {row.pk: row for row in rows}


def _share(things: Mapping[int, Model], name: str, rows: Iterable[Any], by: str) -> None:
    """Gives each its rows. `things`: {primary key: thing}; `by`: the column that names it."""
    own: dict[int, list[Model]] = {pk: [] for pk in things}
    for row in rows:
        own[getattr(row, by)].append(row)
    for pk, thing in things.items():
        attach(thing, name, own[pk])
