"""Reads the railway for its pages: routes with all that their state, their line on the map and their page are made of."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet

from config.web.prepared import Many, Slot, attach, prepared
from routes.models import (
    Alert,
    AlertEntity,
    AlertPeriod,
    FareRule,
    Operator,
    Publication,
    Route,
    RouteBasis,
    RouteClaim,
    RouteEvent,
    RouteStop,
    StopTime,
)
from routes.querysets import moments_of


@prepared
def _routes() -> QuerySet:
    return Route.objects.public()


@prepared
def _route() -> QuerySet:
    return Route.objects.public().filter(slug=Slot("slug"))


@prepared
def _events() -> QuerySet:
    events = RouteEvent.objects.select_related("source", "agreement").filter(route__in=Many("routes"))
    return events.order_by("dated_on", "announced_on", "key")


@prepared
def _publications() -> QuerySet:
    return Publication.objects.filter(route__in=Many("routes")).order_by("valid_from")


@prepared
def _operators() -> QuerySet:
    """Rows of the table between; an operator is one object, however many routes it runs."""
    rows = Route.operators.through.objects.filter(route__in=Many("routes"))
    return rows.select_related("operator").order_by("operator__code")


@prepared
def _stops(sourced: bool) -> QuerySet:
    return RouteStop.objects.for_map() if sourced else RouteStop.objects.select_related("route", "station")


@prepared
def _claims() -> QuerySet:
    return RouteClaim.objects.with_offices().filter(route__in=Many("routes"))


@prepared
def _bases() -> QuerySet:
    return RouteBasis.objects.select_related("agreement", "source").filter(route__in=Many("routes"))


def read_routes() -> list[Route]:
    """Every route with events, publications, the stations it passes in order, and its operators: a query each."""
    routes = _routes().rows()
    found = [route.pk for route in routes]
    _give(routes, "events", _events().rows(routes=found))
    _give(routes, "publications", _publications().rows(routes=found))
    _give(routes, "stops", _stops(False).rows())
    _give_operators(routes)
    return routes


def read_route(slug: str) -> tuple[Route | None, list[RouteStop]]:
    """A route with what its page says of it, and the points of all routes for its map. They bring their routes: it is one
    query less than to ask for the route first."""
    stops = _stops(True).rows()
    route = next((stop.route for stop in stops if stop.route.slug == slug), None)
    if route is None and (route := _route().first(slug=slug)) is None:
        return None, stops
    for name, rows in (
        ("publications", _publications()),
        ("events", _events()),
        ("claims", _claims()),
        ("bases", _bases()),
    ):
        _give([route], name, rows.rows(routes=[route.pk]))
    _give_operators([route])
    return route, stops


def _give(routes: Sequence[Route], name: str, rows: Iterable[Any]) -> None:
    by_route: dict[int, list[Model]] = defaultdict(list)
    for row in rows:
        by_route[row.route_id].append(row)
    for route in routes:
        for row in by_route[route.pk]:
            row.route = route
        attach(route, name, by_route[route.pk])


def _give_operators(routes: Sequence[Route]) -> None:
    rows: dict[int, list[Operator]] = defaultdict(list)
    for row in _operators().rows(routes=[route.pk for route in routes]):
        rows[row.route_id].append(row.operator)
    for route in routes:
        attach(route, "operators", rows[route.pk])


# What is held of a route's trains on a day -------------------------------------------------------------------


@prepared
def _times() -> QuerySet:
    return StopTime.objects.for_route_detail(Slot("route"), Slot("day"))


@prepared
def _fares() -> QuerySet:
    return FareRule.objects.for_route(Slot("route"), Slot("day"))


@prepared
def _alerts() -> QuerySet:
    """Days are given as the moments at which they begin and end: see `AlertQuerySet.in_force`."""
    return Alert.objects.touching(Slot("begins"), Slot("ends")).select_related("source", "article")


@prepared
def _periods() -> QuerySet:
    return AlertPeriod.objects.filter(alert__in=Many("alerts")).order_by("start_at")


@prepared
def _entities() -> QuerySet:
    return AlertEntity.objects.with_names().filter(alert__in=Many("alerts"))


def times_of(route: Route, day: date) -> list[StopTime]:
    return _times().rows(route=route.pk, day=day)


def fares_of(route: Route, day: date) -> list[FareRule]:
    return _fares().rows(route=route.pk, day=day)


def alerts_in_force(day: date) -> list[Alert]:
    """With all that a notice says; one query where there is none."""
    begins, ends = moments_of(day)
    alerts = _alerts().rows(begins=begins, ends=ends)
    if alerts:
        found = [alert.pk for alert in alerts]
        periods, entities = _periods().rows(alerts=found), _entities().rows(alerts=found)
        for alert in alerts:
            attach(alert, "periods", [row for row in periods if row.alert_id == alert.pk])
            attach(alert, "entities", [row for row in entities if row.alert_id == alert.pk])
    return alerts
