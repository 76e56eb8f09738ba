"""An incoming feed into the database: one transaction, drafts only, nothing of ours changed, the same feed twice is once.

Stations, operators, routes and fares that are here keep what they say; where the feed says otherwise, the report tells. A
timetable is a new draft unless one with just these trains is here already, in whatever state.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import IO, Any

from django.contrib.auth.models import AbstractUser
from django.db import connection, transaction
from django.utils.translation import gettext as _

from news import audit
from news.models import Source
from routes.distance import straight_line_km
from routes.gtfs.held import digest_in_database
from routes.gtfs.incoming import CALL, Incoming, InRoute, InTimetable, InTrip, digest_of
from routes.gtfs.names import slug_of
from routes.gtfs.opening import OpenFeed
from routes.gtfs.parsing import read_feed
from routes.gtfs.report import FeedRefusedError, Report
from routes.gtfs.three import LANGUAGES, Three, three_of
from routes.models import (
    FareProduct,
    FareRule,
    Operator,
    RiderCategory,
    Route,
    RouteStop,
    Service,
    ServiceException,
    Station,
    StopTime,
    Timetable,
    Transfer,
    Trip,
)
from routes.terms import Country, RouteKind

# Farther apart, two stations of one id are two stations.
SAME_PLACE_KM = 20
TRIPS_AT_ONCE = 2000


def import_feed(
    file: IO[bytes] | str,
    *,
    dry_run: bool,
    by: AbstractUser | None = None,
    source: Source | None = None,
    prefix: str = "",
) -> Report:
    """`source`: where the feed is from; without one, a source is made of what the feed says of itself.

    A dry run does all of it, the database's own refusals included, and takes it back. Raises FeedRefusedError.
    """
    report = Report()
    with OpenFeed(file, report) as feed:
        incoming = read_feed(feed, report, prefix)
    if not incoming.timetables:
        raise FeedRefusedError(_("No train of the feed could be taken."))
    with transaction.atomic():
        _Writer(incoming, report, by=by, source=source).write()
        if dry_run:
            transaction.set_rollback(True)
    return report


@dataclass
class _Writer:
    incoming: Incoming
    report: Report
    by: AbstractUser | None
    source: Source | None

    def write(self) -> None:
        self.source = self.source or self._source()
        self.operators = {code: self._operator(code) for code in self.incoming.operators}
        self.slugs = [station.slug for station in self.incoming.stations]
        self.stations = self._stations()
        self.routes = {slug: self._route(route) for slug, route in self.incoming.routes.items()}
        for timetable in sorted(self.incoming.timetables, key=lambda one: (one.route, one.key)):
            self._timetable(timetable)
        self._transfers()
        self._fares()

    # What the trains run on ------------------------------------------------------------------------------------------

    def _source(self) -> Source:
        """Its class is the last: an editor who knows the publisher raises it."""
        found = self.incoming
        name = found.version or digest_of(found.timetables[0], [one.slug for one in found.stations])[:10]
        key = slug_of(f"gtfs-{found.publisher}-{name}".lower(), 80)
        source, is_new = Source.objects.get_or_create(
            key=key,
            defaults={
                "publisher_en": (found.publisher or "GTFS")[:120],
                "title": f"GTFS feed, version {found.version}" if found.version else "GTFS feed",
                "language": found.language,
                "url": found.publisher_url[:500] if found.publisher_url.startswith("http") else "",
                "grade": "d",
            },
        )
        self.report.took(str(Source._meta.verbose_name_plural), int(is_new))
        return source

    def _operator(self, code: str) -> Operator:
        incoming = self.incoming.operators[code]
        operator = Operator.objects.filter(code=code).first()
        if operator is None:
            operator = Operator.objects.create(
                code=code, url=incoming.url, country="", **_columns("name", incoming.name)
            )
            self._made(operator)
        else:
            self._differs("agency.txt", operator, incoming.name)
        return operator

    def _stations(self) -> list[int]:
        """Primary keys in the order of the indexes of `calls`."""
        here = Station.objects.in_bulk(self.slugs, field_name="slug")
        found = []
        for incoming in self.incoming.stations:
            station = here.get(incoming.slug)
            if station is None:
                latitude, longitude = incoming.position or (None, None)
                station = Station.objects.create(
                    slug=incoming.slug,
                    country=country_of(incoming.timezone),
                    timezone=incoming.timezone,
                    latitude=latitude,
                    longitude=longitude,
                    coordinate_precision=incoming.precision,
                    coordinate_source=self.source if incoming.position else None,
                    change_time=incoming.change_time,
                    **_columns("name", incoming.name),
                )
                here[incoming.slug] = station
                self._made(station)
            else:
                self._same_place(station, incoming.position)
                self._differs("stops.txt", station, incoming.name)
                if incoming.change_time not in (None, station.change_time):
                    self.report.changed(
                        "transfers.txt",
                        _("another time to change trains than ours, which stays"),
                        value=f"{station.slug}: {incoming.change_time}",
                    )
            found.append(station.pk)
        return found

    def _same_place(self, station: Station, position: Any) -> None:
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
        self.report.changed("stops.txt", _("another position than ours, which stays"), value=station.slug)

    def _route(self, incoming: InRoute) -> Route:
        route = Route.objects.filter(slug=incoming.slug).first()
        if route is not None:
            self._differs("routes.txt", route, incoming.name)
            return route
        route = Route.objects.create(
            slug=incoming.slug, kind=RouteKind.SUBURBAN, **_columns("name", incoming.name)
        )
        route.operators.set([self.operators[code] for code in incoming.operators])
        trips = [trip for one in self.incoming.timetables if one.route == incoming.slug for trip in one.trips]
        RouteStop.objects.bulk_create(
            RouteStop(route=route, sequence=number, station_id=self.stations[at], source=self.source)
            for number, at in enumerate(points_of(trips), start=1)
        )
        self.report.changed(
            "routes.txt", _("new routes: entered as suburban, without any event"), value=route.slug
        )
        self._made(route)
        return route

    # Trains ----------------------------------------------------------------------------------------------------------

    def _timetable(self, incoming: InTimetable) -> None:
        its_digest = digest_of(incoming, self.slugs)
        route = self.routes[incoming.route]
        keys = [f"{incoming.key[:69]}-{its_digest[:10]}" if incoming.key else f"gtfs-{its_digest[:10]}"]
        if incoming.key:
            keys.insert(0, incoming.key[:80])
        for key in keys:
            held = Timetable.objects.filter(route=route, key=key).first()
            if held is None:
                self._new_timetable(route, key, incoming)
                return
            if digest_in_database(held) == its_digest:
                self.report.took(_("timetables that were here already"))
                return
        self.report.changed(
            "trips.txt", _("a draft of this import that was changed since, and stays"), value=keys[-1]
        )

    def _new_timetable(self, route: Route, key: str, incoming: InTimetable) -> None:
        first, last = incoming.days
        timetable = Timetable.objects.create(
            route=route,
            key=key,
            valid_from=first,
            valid_until=last,
            source=None if self.incoming.is_sample else self.source,
            is_sample=self.incoming.is_sample,
        )
        self._made(timetable)
        services = self._services(timetable, incoming)
        for at in range(0, len(incoming.trips), TRIPS_AT_ONCE):
            some = incoming.trips[at : at + TRIPS_AT_ONCE]
            made = Trip.objects.bulk_create(
                Trip(
                    timetable=timetable,
                    number=trip.number,
                    direction=trip.direction,
                    service_id=services[trip.service],
                    **_columns("headsign", trip.headsign),
                )
                for trip in some
            )
            insert_stop_times(self._rows([trip.pk for trip in made], some))
            self.report.took(str(Trip._meta.verbose_name_plural), len(made))
            calls = sum(len(trip.calls) // CALL for trip in some)
            self.report.took(str(StopTime._meta.verbose_name_plural), calls)

    def _services(self, timetable: Timetable, incoming: InTimetable) -> dict[str, int]:
        made = Service.objects.bulk_create(
            Service(timetable=timetable, key=key, weekdays=one.weekdays, start=one.start, end=one.end)
            for key, one in incoming.services.items()
        )
        keys = {service.key: service.pk for service in made}
        ServiceException.objects.bulk_create(
            ServiceException(service_id=keys[key], date=day, runs=runs)
            for key, one in incoming.services.items()
            for days, runs in ((one.added, True), (one.removed, False))
            for day in sorted(days)
        )
        self.report.took(str(Service._meta.verbose_name_plural), len(made))
        return keys

    def _rows(self, pks: list[int], trips: list[InTrip]) -> Iterator[tuple[Any, ...]]:
        stations = self.stations
        for pk, trip in zip(pks, trips, strict=True):
            calls = trip.calls
            for number, at in enumerate(range(0, len(calls), CALL), start=1):
                station, arrival, departure, pickup, drop_off, exact = calls[at : at + CALL]
                yield pk, number, stations[station], arrival, departure, pickup, drop_off, bool(exact)

    def _transfers(self) -> None:
        if not self.incoming.transfers:
            return
        held = {
            (one.from_station_id, one.to_station_id): (one.kind, one.min_transfer_time)
            for one in Transfer.objects.all()
        }
        made = []
        for pair, told in sorted(self.incoming.transfers.items()):
            start, end = (self.stations[at] for at in pair)
            kind, seconds = told
            if (start, end) not in held:
                made.append(
                    Transfer(
                        from_station_id=start,
                        to_station_id=end,
                        kind=kind,
                        min_transfer_time=seconds,
                        source=self.source,
                    )
                )
            elif held[start, end] != told:
                self.report.changed(
                    "transfers.txt",
                    _("another transfer than ours, which stays"),
                    value=", ".join(self.slugs[at] for at in pair),
                )
        Transfer.objects.bulk_create(made)
        self.report.took(str(Transfer._meta.verbose_name_plural), len(made))

    # Fares -----------------------------------------------------------------------------------------------------------

    def _fares(self) -> None:
        sample = self.incoming.is_sample
        riders = {key: self._rider(key, sample) for key in self.incoming.riders}
        products = {key: self._product(key, riders, sample) for key in self.incoming.products}
        stations = dict(zip(self.slugs, self.stations, strict=True))
        for key, route, one, other in self.incoming.rules:
            _rule, is_new = FareRule.objects.get_or_create(
                product=products[key],
                route=self.routes[route],
                from_station_id=stations.get(one),
                to_station_id=stations.get(other),
            )
            self.report.took(str(FareRule._meta.verbose_name_plural), int(is_new))

    def _rider(self, code: str, sample: bool) -> RiderCategory:
        name, is_default = self.incoming.riders[code]
        rider = RiderCategory.objects.filter(code=code).first()
        if rider is not None:
            return rider
        if is_default and RiderCategory.objects.filter(is_default=True, is_sample=sample).exists():
            self.report.changed(
                "rider_categories.txt", _("a default beside ours, which stays the only one"), value=code
            )
            is_default = False
        rider = RiderCategory.objects.create(
            code=code, is_default=is_default, is_sample=sample, **_columns("name", name)
        )
        self._made(rider)
        return rider

    def _product(self, key: str, riders: dict[str, RiderCategory], sample: bool) -> FareProduct:
        """A feed dates no price: it holds from the first day of its trains."""
        incoming = self.incoming.products[key]
        product = FareProduct.objects.filter(key=key).first()
        if product is not None:
            if (product.amount, product.currency) != (incoming.amount, incoming.currency):
                self.report.changed("fare_products.txt", _("another price than ours, which stays"), value=key)
            return product
        product = FareProduct.objects.create(
            key=key,
            rider_category=riders[incoming.rider],
            amount=incoming.amount,
            currency=incoming.currency,
            valid_from=self._first_day(),
            source=None if sample else self.source,
            is_sample=sample,
            **_columns("name", incoming.name),
        )
        self._made(product)
        return product

    def _first_day(self) -> date:
        return min(timetable.days[0] for timetable in self.incoming.timetables)

    # What is told ----------------------------------------------------------------------------------------------------

    def _made(self, thing: Any) -> None:
        self.report.took(str(thing._meta.verbose_name_plural))
        if self.by is not None:
            audit.record(thing, by=self.by, act="add", comment=f"GTFS: {self.incoming.publisher}")

    def _differs(self, file: str, thing: Any, name: Three) -> None:
        if three_of(thing, "name") != name:
            self.report.changed(
                file, _("another name than ours, which stays"), value=f"{name[0]}; ours: {thing.name_en}"
            )


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


def insert_stop_times(rows: Iterator[tuple[Any, ...]]) -> None:
    """By the database's own way in for many rows; its triggers see each of them."""
    columns = "trip_id, sequence, station_id, arrival, departure, pickup, drop_off, is_exact"
    table = StopTime._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * 8)
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608 our own words


def _columns(name: str, three: Three) -> dict[str, str]:
    return {f"{name}_{language}": words for language, words in zip(LANGUAGES, three, strict=True)}


@cache
def _countries() -> dict[str, str]:
    lines = (files("tzdata") / "zoneinfo" / "zone.tab").read_text().splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows}


def country_of(timezone: str) -> str:
    """The country of a zone, where it is one of ours; "" is not stated."""
    country = _countries().get(timezone, "")
    return country if country in Country.values else ""
