"""The kinds of `routes`: routes and stations."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import OuterRef, Subquery, prefetch_related_objects
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from news.kinds import Kind, register
from routes.models import Publication, Route, RouteClaim, RouteEvent, RouteStop, Station
from routes.network import status_on
from routes.route_words import Badge, badge


def route_words(route: Route, language: str) -> str:
    """Its points by their names, and what was reported and claimed of it."""
    names = (
        name
        for station in route.stations.all()
        for name in (station.name_en, station.name_ru, station.name_be)
    )
    told = (
        text
        for row, attribute in [(each, "says") for each in route.events.all()]
        + [(each, "text") for each in route.claims.all()]
        for text in [getattr(row, f"{attribute}_{language}") or getattr(row, f"{attribute}_en")]
    )
    return " ".join([*names, *told])


def last_known(at: datetime | None) -> Subquery:
    """The day of the last news of a route: when it was said, or when it happened."""
    events = RouteEvent.objects.filter(route=OuterRef("pk"))
    known = events.annotate(known_on=Coalesce("announced_on", "dated_on"))
    return Subquery(known.order_by("-known_on").values("known_on")[:1])


def last_recorded(at: datetime | None) -> Combinable:
    """When an event was last written down, or a timetable published."""
    events = RouteEvent.objects.filter(route=OuterRef("pk")).order_by("-recorded_at")
    published = Publication.objects.filter(route=OuterRef("pk")).order_by("-published_at")
    event, timetable = (
        Subquery(events.values("recorded_at")[:1]),
        Subquery(published.values("published_at")[:1]),
    )
    return Greatest(Coalesce(event, timetable), Coalesce(timetable, event))


def route_states(routes: Sequence[Route], as_of: date) -> dict[str, Badge]:
    """The state of each on a day, by slug; two queries."""
    prefetch_related_objects(list(routes), "events", "publications")
    return {route.slug: badge(status_on(route, as_of).state) for route in routes}


def register_kinds() -> None:
    register(
        Kind(
            name="route",
            states=route_states,
            label=_("route"),
            plural=_("Routes"),
            model=Route,
            key_field="slug",
            listed=lambda at: Route.objects.public(),
            text_field="description",
            other_words=route_words,
            dated=last_known,
            changed=last_recorded,
            parts={RouteEvent: "route", RouteClaim: "route", RouteStop: "route"},
            cites={
                "agreement": ("bases__agreement", "events__agreement"),
                "person": ("claims__said_by",),
                "station": ("stops__station",),
                "source": ("events__source", "claims__source", "bases__source", "stops__source"),
            },
        ),
        Kind(
            name="station",
            label=_("station"),
            plural=_("Stations"),
            model=Station,
            key_field="slug",
            listed=lambda at: Station.objects.public(),
            text_field="note",
            cites={"source": ("coordinate_source",)},
        ),
    )
