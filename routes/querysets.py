"""Which railway rows a reader may see, and what each page reads of them."""

from datetime import date
from typing import Self

from django.apps import apps
from django.db.models import Model, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from config.web.translated import LANGUAGES
from news.querysets import KeyedQuerySet, NaturalKeyManager


class StationQuerySet(KeyedQuerySet):
    key_field = "slug"

    def for_station_detail(self) -> Self:
        return self.select_related("coordinate_source")

    def on_routes(self) -> Self:
        """Stations a journey can be asked for: those that some route passes."""
        return self.filter(stops__isnull=False).distinct()


class RouteClaimManager(NaturalKeyManager):
    def with_offices(self) -> QuerySet:
        """Claims with `office_en`, `office_ru`, `office_be`: what their person was on the day, as far as a source says."""
        held = apps.get_model("news", "Office").objects.filter(
            Q(held_from__isnull=True) | Q(held_from__lte=OuterRef("said_on")),
            Q(held_until__isnull=True) | Q(held_until__gte=OuterRef("said_on")),
            person=OuterRef("said_by"),
        )
        titles = {
            f"office_{code}": Coalesce(
                Subquery(held.order_by("-stated_on").values(f"title_{code}")[:1]), Value("")
            )
            for code in LANGUAGES
        }
        return self.select_related("source", "said_by").annotate(**titles)


class RouteStopManager(NaturalKeyManager):
    def for_map(self) -> QuerySet:
        """The points of every route, in order, with what a map and a list of stations say of each."""
        return self.select_related("route", "station__coordinate_source", "source").order_by(
            "route__slug", "sequence"
        )


class StopTimeManager(NaturalKeyManager):
    def for_route_detail(self, route: Model, on: date) -> QuerySet:
        """Every time of the timetables valid on a day, with its train: one query, and none of the trains is asked again."""
        return self.filter(
            trip__timetable__route=route,
            trip__timetable__valid_from__lte=on,
            trip__timetable__valid_until__gte=on,
        ).select_related("trip__timetable", "station")


class RouteQuerySet(KeyedQuerySet):
    key_field = "slug"

    def for_status(self) -> Self:
        """Routes with the events their state is computed from."""
        events = apps.get_model("routes", "RouteEvent").objects.select_related("source", "agreement")
        return self.prefetch_related(
            Prefetch("events", queryset=events.order_by("dated_on", "announced_on", "key"))
        )

    def for_route_list(self) -> Self:
        """Routes with events, operators and the stations they pass, in order."""
        stops = apps.get_model("routes", "RouteStop").objects.select_related("station")
        return self.for_status().prefetch_related("operators", Prefetch("stops", queryset=stops))


def route_detail_parts() -> list[str | Prefetch]:
    """What the page of one route reads of it, for `prefetch_related_objects`."""
    events = apps.get_model("routes", "RouteEvent").objects.select_related("source", "agreement")
    claims = apps.get_model("routes", "RouteClaim").objects.with_offices()
    bases = apps.get_model("routes", "RouteBasis").objects.select_related("agreement", "source")
    return [
        "operators",
        Prefetch("events", queryset=events.order_by("dated_on", "announced_on", "key")),
        Prefetch("claims", queryset=claims),
        Prefetch("bases", queryset=bases),
    ]
