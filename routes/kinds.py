"""The kinds of `routes`: routes and stations."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from config.web.prepared import Many, prepared
from news.kinds import Kind, register
from routes.models import Publication, Route, RouteClaim, RouteEvent, RouteStop, Station
from routes.route_status import Event, Held, route_status
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


@prepared
def _events() -> QuerySet:
    return RouteEvent.objects.filter(route__slug__in=Many("slugs")).select_related("route")


@prepared
def _publications() -> QuerySet:
    return Publication.objects.filter(route__slug__in=Many("slugs"), is_sample=False).select_related("route")


def route_states(slugs: Sequence[str], as_of: date) -> dict[str, Badge]:
    """The state of each on a day, by slug; two queries."""
    facts: dict[str, list[Event]] = {slug: [] for slug in slugs}
    for event in _events().rows(slugs=slugs):
        facts[event.route.slug].append(event.as_fact())
    held: dict[str, list[Held]] = {slug: [] for slug in slugs}
    for one in _publications().rows(slugs=slugs):
        held[one.route.slug].append(one.held)
    return {slug: badge(route_status(facts[slug], as_of, held[slug]).state) for slug in slugs}


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
