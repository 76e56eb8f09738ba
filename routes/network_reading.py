"""Reads the whole railway in one query, for the front page: routes with events, publications and the stations they pass."""

from datetime import date

from django.db.models import QuerySet

from config.web.nested import give, made, nested
from config.web.prepared import prepared
from routes.models import Publication, Route, RouteEvent, RouteStop


@prepared
def _routes() -> QuerySet:
    return Route.objects.public().annotate(
        events_held=nested(RouteEvent.objects.all(), "route", "source"),
        publications_held=nested(Publication.objects.all(), "route"),
        stops_held=nested(RouteStop.objects.all(), "route", "station"),
    )


def read_network() -> list[Route]:
    """As `read_routes`, without operators and the agreements of events."""
    routes = _routes().rows()
    for route in routes:
        events = made(RouteEvent, route.events_held, "source", by=_day)
        give(route, "events", "route", events)
        publications = made(Publication, route.publications_held, by=lambda each: each.valid_from)
        give(route, "publications", "route", publications)
        stops = made(RouteStop, route.stops_held, "station", by=lambda stop: stop.sequence)
        give(route, "stops", "route", stops)
    return routes


def _day(event: RouteEvent) -> tuple[date, date, str]:
    """The order of `read_routes`; what has no day comes last."""
    return (event.dated_on or date.max, event.announced_on or date.max, event.key)
