"""The kinds of `routes`: routes and stations."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import lru_cache

from django.db.models import DateTimeField, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from config.web.prepared import Many, Rows, prepared
from news.kinds import Kind, register
from routes.compiling import compile_routes
from routes.models import Publication, Route, RouteBasis, RouteClaim, RouteEvent, RouteStop, Station
from routes.route_status import Event, Held, route_status
from routes.route_words import Badge, badge
from routes.timeline_rows import index_routes_on_timeline


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


WHAT_HAPPENED = ("key", "kind", "date_precision", "assertion", "dated_on", "announced_on")
WHAT_IS_HELD = ("valid_from", "valid_until", "published_at", "withdrawn_at")


@prepared
def _facts() -> QuerySet:
    """Events of routes and publications of real timetables, as one table: of an event nothing is published."""
    events = RouteEvent.objects.filter(route__slug__in=Many("slugs")).order_by()
    held = Publication.objects.filter(route__slug__in=Many("slugs"), is_sample=False).order_by()
    none, never = Value(""), Value(None, output_field=DateTimeField())
    events = events.annotate(published=never, withdrawn=never)
    held = held.annotate(one=none, two=none, three=none, four=none)
    return events.values_list("route__slug", *WHAT_HAPPENED, "published", "withdrawn").union(
        held.values_list("route__slug", "one", "two", "three", "four", *WHAT_IS_HELD), all=True
    )


def route_states(slugs: Sequence[str], as_of: date) -> dict[str, Badge]:
    """The state of each on a day, by slug; one query."""
    return _states(tuple(slugs), _facts().read(slugs=slugs), as_of, get_language())


@lru_cache(256)
def _states(slugs: tuple[str, ...], rows: Rows, as_of: date, _language: str | None) -> dict[str, Badge]:
    """What happened is read each time, and what it comes to is remembered by it."""
    facts: dict[str, list[Event]] = {slug: [] for slug in slugs}
    held: dict[str, list[Held]] = {slug: [] for slug in slugs}
    for slug, *row in _facts().made(rows):
        if row[0]:
            event = RouteEvent(**dict(zip(WHAT_HAPPENED, row, strict=False)))
            facts[slug].append(event.as_fact())
        else:
            held[slug].append(Publication(**dict(zip(WHAT_IS_HELD, row[4:], strict=True))).held)
    return {slug: badge(route_status(facts[slug], as_of, held[slug]).state) for slug in slugs}


def last_recorded(at: datetime | None) -> Combinable:
    """When an event was last written down, or a timetable published."""
    events = RouteEvent.objects.filter(route=OuterRef("pk")).order_by("-recorded_at")
    published = Publication.objects.filter(route=OuterRef("pk")).order_by("-published_at")
    event, timetable = (
        Subquery(events.values("recorded_at")[:1]),
        Subquery(published.values("published_at")[:1]),
    )
    return Greatest(Coalesce(event, timetable), Coalesce(timetable, event))


def derived_of_routes(routes: Collection[Route]) -> bool:
    """Compiled timetables, and rows of the timeline."""
    changed = compile_routes(routes)
    return index_routes_on_timeline(routes) or changed


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
            may_be_partly_dated=True,
            changed=last_recorded,
            parts={
                RouteEvent: "route",
                RouteClaim: "route",
                RouteStop: "route",
                RouteBasis: "route",
                Publication: "route",
            },
            derive=derived_of_routes,
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
