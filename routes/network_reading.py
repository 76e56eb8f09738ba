"""Reads the whole railway in one query, for the front page: routes with events, publications and the stations they pass."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from django.db.models import QuerySet

from config.web.addresses import whose
from config.web.nested import give, made, nested
from config.web.prepared import Rows, prepared
from news.texts.notes import Notes
from routes.models import Publication, Route, RouteEvent, RouteStop
from routes.network import Network, network


@prepared
def _routes() -> QuerySet:
    return Route.objects.public().annotate(
        events_held=nested(RouteEvent.objects.all(), "route", "source"),
        publications_held=nested(Publication.objects.all(), "route"),
        stops_held=nested(RouteStop.objects.all(), "route", "station"),
    )


def front_network(as_of: date, notes: Notes) -> Network:
    """One query. What the routes come to on a day, and their map, is remembered by what was read of them."""
    found, own = _network(_routes().read(), as_of, whose())
    numbers = {each.number: notes.mark(each.source).number for each in own}
    groups = [
        replace(
            group, routes=[replace(one, numbers=[numbers[at] for at in one.numbers]) for one in group.routes]
        )
        for group in found.groups
    ]
    return replace(found, groups=groups)


@lru_cache(6)
def _network(rows: Rows, as_of: date, _whose: tuple[str | None, ...]) -> tuple[Network, Notes]:
    """With numbers of its own for its sources."""
    own = Notes()
    return network(_made(rows), as_of, own), own


def _made(rows: Rows) -> list[Route]:
    """As `read_routes`, without operators and the agreements of events."""
    routes = list(_routes().made(rows))
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
