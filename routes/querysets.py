"""Which railway rows a reader may see, and what each page reads of them."""

from datetime import date, datetime, time, timedelta
from typing import Self

from django.apps import apps
from django.db.models import Exists, F, Model, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from config.web.translated import LANGUAGES
from news.querysets import KeyedQuerySet, NaturalKeyManager


class StationQuerySet(KeyedQuerySet):
    key_field = "slug"

    def for_station_detail(self) -> Self:
        return self.select_related("coordinate_source")

    def on_routes(self) -> Self:
        """Stations a journey can be asked for: those that some route passes."""
        stops = apps.get_model("routes", "RouteStop").objects.filter(station=OuterRef("pk"))
        return self.filter(Exists(stops))


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
        claims = self.select_related("source", "said_by").annotate(**titles)
        return claims.order_by("route", "subject", F("said_on").asc(nulls_last=True))


class RouteEventManager(NaturalKeyManager):
    def told(self) -> QuerySet:
        """With what they rest on, the earliest first."""
        return self.select_related("source", "agreement").order_by("dated_on", "announced_on", "key")


class RouteStopManager(NaturalKeyManager):
    def for_map(self) -> QuerySet:
        """The points of every route, in order, with what a map and a list of stations say of each."""
        return self.select_related("route", "station__coordinate_source", "source").order_by(
            "route__slug", "sequence"
        )


def valid_on(day: date, prefix: str = "") -> Q:
    """Of publications, or of rows that lead to one: published for the day, and not withdrawn."""
    return Q(
        **{
            f"{prefix}withdrawn_at__isnull": True,
            f"{prefix}valid_from__lte": day,
            f"{prefix}valid_until__gte": day,
        }
    )


class TimetableManager(NaturalKeyManager):
    def shown_on(self, day: date) -> QuerySet:
        """What a reader may be shown of a day: what is published for it. A sample only where no real timetable is."""
        real = apps.get_model("routes", "Publication").objects.filter(
            valid_on(day), route=OuterRef("route"), is_sample=False
        )
        return self.filter(valid_on(day, "publication__")).filter(Q(is_sample=False) | ~Exists(real))


class ServiceQuerySet(QuerySet):
    def get_by_natural_key(self, route: str, timetable: str, key: str) -> Model:
        return self.get(timetable__route__slug=route, timetable__key=timetable, key=key)

    def running_on(self, day: date) -> Self:
        """`routes.services.runs_on` in SQL: by the pattern, unless the day is an exception."""
        exceptions = apps.get_model("routes", "ServiceException").objects.filter(
            service=OuterRef("pk"), date=day
        )
        by_pattern = Q(start__lte=day, end__gte=day, on_weekday__gt=0) & ~Exists(
            exceptions.filter(runs=False)
        )
        return self.annotate(on_weekday=F("weekdays").bitand(1 << day.weekday())).filter(
            Q(Exists(exceptions.filter(runs=True))) | by_pattern
        )


def moments_of(day: date) -> tuple[datetime, datetime]:
    """At which a day of the site's time begins and ends."""
    begins = timezone.make_aware(datetime.combine(day, time()))
    return begins, begins + timedelta(days=1)


class AlertEntityManager(NaturalKeyManager):
    def with_names(self) -> QuerySet:
        return self.select_related("operator", "route", "trip__timetable__route", "station")


class AlertQuerySet(KeyedQuerySet):
    def public(self) -> Self:
        return self.filter(published_at__isnull=False)

    def in_force(self, day: date) -> Self:
        """Those with a period that touches the day in the site's time, and those without one from their publication on."""
        return self.touching(*moments_of(day))

    def touching(self, begins: datetime, ends: datetime) -> Self:
        periods = apps.get_model("routes", "AlertPeriod").objects.filter(alert=OuterRef("pk"))
        touching = periods.filter(Q(end_at__isnull=True) | Q(end_at__gt=begins), start_at__lt=ends)
        return self.public().filter(
            Exists(touching) | (~Exists(periods) & Q(published_at__lt=ends)), published_at__lt=ends
        )

    def for_list(self) -> Self:
        """With all that a notice says: three queries, however many notices."""
        entities = apps.get_model("routes", "AlertEntity").objects.with_names()
        return self.select_related("source", "article").prefetch_related(
            "periods", Prefetch("entities", queryset=entities)
        )


class FareRuleManager(NaturalKeyManager):
    def for_route(self, route: Model, day: date) -> QuerySet:
        """The fares of a route that hold on the day. Samples only where no real one does: see `routes.fares`."""
        return (
            self.filter(
                Q(product__valid_until__isnull=True) | Q(product__valid_until__gte=day),
                route=route,
                product__valid_from__lte=day,
            )
            .select_related(
                "product__rider_category",
                "product__source",
                "product__legal_basis",
                "from_station",
                "to_station",
            )
            .order_by(
                "-product__rider_category__is_default", "product__rider_category__code", "product__key", "pk"
            )
        )


class StopTimeManager(NaturalKeyManager):
    def for_route_detail(self, route: Model, on: date) -> QuerySet:
        """Every time of the timetable shown on a day, train by train; `routes.reading` reads the trains."""
        timetables = apps.get_model("routes", "Timetable").objects.shown_on(on).filter(route=route)
        return (
            self.filter(trip__timetable__in=timetables)
            .select_related("station")
            .order_by("trip_id", "sequence")
        )

    def running_on(self, service_day: date) -> QuerySet:
        """The times of every train whose service day it is, of the timetables shown on that day."""
        timetables = apps.get_model("routes", "Timetable").objects.shown_on(service_day)
        services = apps.get_model("routes", "Service").objects.running_on(service_day)
        return self.filter(trip__timetable__in=timetables, trip__service__in=services.values("pk"))


class RouteQuerySet(KeyedQuerySet):
    key_field = "slug"

    def for_status(self) -> Self:
        """Routes with what their state is computed from: events, and the days their timetables are published for."""
        events = apps.get_model("routes", "RouteEvent").objects.told()
        return self.prefetch_related(Prefetch("events", queryset=events), "publications")

    def for_route_list(self) -> Self:
        """Routes with events, operators and the stations they pass, in order."""
        stops = apps.get_model("routes", "RouteStop").objects.select_related("station")
        return self.for_status().prefetch_related("operators", Prefetch("stops", queryset=stops))
