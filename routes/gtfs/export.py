"""The GTFS feed of a day: what `selection` chose, as a zip whose bytes are the same on every database and at every repeat."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from routes import services
from routes.gtfs.columns import COLUMNS, PRECISION_WORDS, WEEK
from routes.gtfs.fares_out import fare_tables
from routes.gtfs.names import SAMPLE_MARK, make_id, marked
from routes.gtfs.packing import Row, clock, pack, table
from routes.gtfs.selection import Selection, select
from routes.gtfs.three import Three, three_of, translations
from routes.models import Operator, Route, Station, StopTime, Transfer, Trip
from routes.terms import TransferKind

PUBLISHER = "Union Chronicle"
# GTFS `route_type`: rail. The finer types of the extension are not understood by everybody.
RAIL = "2"
Tables = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Feed:
    """`body` is the zip, `sha256` of it in hexadecimal, `version` what feed_info.txt says; `counts`: rows by file."""

    body: bytes
    sha256: str
    version: str
    selection: Selection
    counts: Mapping[str, int]

    @property
    def is_sample(self) -> bool:
        return self.selection.is_sample

    @property
    def file_name(self) -> str:
        return "gtfs-sample.zip" if self.is_sample else "gtfs.zip"


def make_feed(selection: Selection, site: str) -> Feed | None:
    """`site`: the address of the site, for the links in it. None: nothing is published that a feed could tell."""
    if not selection.chosen:
        return None
    tables = _tables(selection, site)
    files = {name: table(COLUMNS[name], rows) for name, rows in tables.items() if rows}
    version = _version(files, selection.is_sample)
    tables["feed_info.txt"] = [_feed_info(selection, site, version)]
    files["feed_info.txt"] = table(COLUMNS["feed_info.txt"], tables["feed_info.txt"])
    body = pack(files, marked(PUBLISHER, selection.is_sample))
    counts = {name: len(rows) for name, rows in sorted(tables.items()) if rows}
    return Feed(body, hashlib.sha256(body).hexdigest(), version, selection, counts)


def feed_on(as_of: date, site: str) -> Feed | None:
    return make_feed(select(as_of), site)


def trip_id(trip: Trip, is_sample: bool) -> str:
    """Of a trip with its service, timetable and route."""
    return make_id(
        *trip.timetable.natural_key(), trip.service.key, trip.direction, trip.number, is_sample=is_sample
    )


def service_id(service: Any, is_sample: bool) -> str:
    return make_id(*service.natural_key(), is_sample=is_sample)


class _Sources:
    """The rows of the database that the feed tells of: seven queries."""

    def __init__(self, selection: Selection) -> None:
        self.is_sample = selection.is_sample
        self.patterns = {pk: one for chosen in selection.chosen for pk, one in chosen.patterns.items()}
        self.trips = list(
            Trip.objects.filter(service__in=self.patterns)
            .order_by()
            .select_related("timetable__route", "service__timetable__route")
        )
        routes = {trip.timetable.route_id for trip in self.trips}
        self.routes = list(Route.objects.filter(pk__in=routes).prefetch_related("operators"))
        self.stop_times = StopTime.objects.filter(trip__service__in=self.patterns).order_by(
            "trip_id", "sequence"
        )
        stations = self.stop_times.order_by().values("station_id")
        self.stations = {one.pk: one for one in Station.objects.filter(pk__in=stations)}
        self.transfers = Transfer.objects.filter(from_station__in=stations, to_station__in=stations)

    @property
    def services(self) -> dict[str, services.Pattern]:
        """By id, those that a train runs on."""
        return {
            service_id(trip.service, self.is_sample): self.patterns[trip.service_id] for trip in self.trips
        }


def operators_of(route: Route) -> list[Operator]:
    """In the order of their codes: the first is the agency, the others are told as attributions."""
    return sorted(route.operators.all(), key=lambda one: one.code)


def _tables(selection: Selection, site: str) -> Tables:
    rows = _Sources(selection)
    is_sample = selection.is_sample
    ids = {trip.pk: trip_id(trip, is_sample) for trip in rows.trips}
    times, last = _stop_times(rows, ids)
    heads = {ids[trip.pk]: headsign(trip, rows.stations[last[trip.pk]]) for trip in rows.trips}
    agencies = {operators_of(route)[0] for route in rows.routes}
    fares = fare_tables(rows.routes, selection)
    networks = {row[0] for row in fares["fare_leg_rules.txt"]}
    attributions = [*_attributions(rows.routes, site, is_sample)]
    words = [
        *translations("agency", "agency_name", _names(agencies, "code", is_sample)),
        *translations("stops", "stop_name", _names(rows.stations.values(), "slug")),
        *translations("routes", "route_long_name", _names(rows.routes, "slug")),
        *translations("trips", "trip_headsign", heads.items()),
        *translations("attributions", "organization_name", _names_of_others(rows.routes, is_sample)),
    ]
    found: dict[str, Iterable[Row]] = {
        "agency.txt": (_agency(one, site, is_sample) for one in agencies),
        "stops.txt": map(_stop, rows.stations.values()),
        "routes.txt": (_route(route, site, networks, is_sample) for route in rows.routes),
        "trips.txt": (_trip(trip, ids[trip.pk], heads[ids[trip.pk]][0], is_sample) for trip in rows.trips),
        "calendar.txt": _calendar(rows.services),
        "calendar_dates.txt": _calendar_dates(rows.services),
        "transfers.txt": _transfers(rows),
        "attributions.txt": attributions,
        "translations.txt": words,
        **fares,
    }
    tables = {name: sorted(each) for name, each in found.items()}
    tables["stop_times.txt"] = sorted(times, key=lambda row: (row[0], int(row[4])))
    return tables


def _agency(operator: Operator, site: str, is_sample: bool) -> Row:
    """One time zone for all: the times of a feed are told in that of the agencies."""
    name = marked(three_of(operator, "name")[0], is_sample)
    return (make_id(operator.code), name, operator.url or f"{site}/", settings.TIME_ZONE)


def _stop(station: Station) -> Row:
    return (
        make_id(station.slug),
        three_of(station, "name")[0],
        PRECISION_WORDS[station.coordinate_precision],
        f"{station.latitude:.6f}",
        f"{station.longitude:.6f}",
        station.timezone,
    )


def _route(route: Route, site: str, networks: set[str], is_sample: bool) -> Row:
    network = make_id(route.slug, is_sample=is_sample)
    return (
        make_id(route.slug),
        make_id(operators_of(route)[0].code),
        three_of(route, "name")[0],
        SAMPLE_MARK.strip(" ()").capitalize() + "." if is_sample else "",
        RAIL,
        f"{site}/en/routes/{route.slug}/",
        network if network in networks else "",
    )


def _trip(trip: Trip, its_id: str, head: str, is_sample: bool) -> Row:
    route, service = make_id(trip.timetable.route.slug), service_id(trip.service, is_sample)
    return (route, service, its_id, head, trip.number, str(trip.direction))


def headsign(trip: Trip, last: Station) -> Three:
    """Where it goes: as an editor wrote it, else the name of its last stop."""
    return three_of(trip, "headsign") if trip.headsign else three_of(last, "name")


def _stop_times(rows: _Sources, ids: Mapping[int, str]) -> tuple[list[Row], dict[int, int]]:
    """The rows, numbered from 1, and the last station of each trip."""
    stops = {pk: make_id(station.slug) for pk, station in rows.stations.items()}
    times: list[Row] = []
    last: dict[int, int] = {}
    number = 0
    columns = ("trip_id", "arrival", "departure", "station_id", "pickup", "drop_off", "is_exact")
    for trip, arrival, departure, station, pickup, drop_off, exact in rows.stop_times.values_list(
        *columns
    ).iterator(chunk_size=10_000):
        number = number + 1 if trip in last else 1
        last[trip] = station
        times.append(
            (
                *(ids[trip], clock(arrival), clock(departure), stops[station], str(number)),
                *(str(pickup), str(drop_off), str(int(exact))),
            )
        )
    return times, last


def _calendar(patterns: Mapping[str, services.Pattern]) -> Iterator[Row]:
    """Weekdays within a season; what runs on single days only has no row here."""
    for its_id, pattern in patterns.items():
        if pattern.weekdays:
            week = [str(pattern.weekdays >> day & 1) for day in range(len(WEEK))]
            yield (its_id, *week, f"{pattern.start:%Y%m%d}", f"{pattern.end:%Y%m%d}")


def _calendar_dates(patterns: Mapping[str, services.Pattern]) -> Iterator[Row]:
    for its_id, pattern in patterns.items():
        yield from ((its_id, f"{day:%Y%m%d}", "1") for day in pattern.added)
        yield from ((its_id, f"{day:%Y%m%d}", "2") for day in pattern.removed)


def _transfers(rows: _Sources) -> Iterator[Row]:
    """How long a change takes within a station, where it says so, and what is told of ways to others."""
    for station in rows.stations.values():
        if station.change_time is not None:
            its_id = make_id(station.slug)
            yield (its_id, its_id, str(TransferKind.TAKES_TIME.value), str(station.change_time))
    for one in rows.transfers:
        ends = (make_id(rows.stations[pk].slug) for pk in (one.from_station_id, one.to_station_id))
        seconds = "" if one.min_transfer_time is None else str(one.min_transfer_time)
        yield (*ends, str(one.kind), seconds)


def _attributions(routes: Sequence[Route], site: str, is_sample: bool) -> Iterator[Row]:
    """Who else runs a route; of a sample, that it is one."""
    for route in routes:
        for one in operators_of(route)[1:]:
            name = marked(three_of(one, "name")[0], is_sample)
            its_id = make_id(route.slug, one.code)
            yield (its_id, make_id(route.slug), name, "0", "1", "0", one.url or f"{site}/")
    if is_sample:
        yield (make_id("notice", is_sample=True), "", marked(PUBLISHER, True), "1", "0", "0", f"{site}/")


def _names_of_others(routes: Sequence[Route], is_sample: bool) -> Iterator[tuple[str, Three]]:
    for route in routes:
        for one in operators_of(route)[1:]:
            en, ru, be = (marked(name, is_sample) for name in three_of(one, "name"))
            yield make_id(route.slug, one.code), (en, ru, be)


def _names(things: Iterable[Any], key: str, is_sample: bool = False) -> Iterator[tuple[str, Three]]:
    for thing in things:
        en, ru, be = (marked(name, is_sample) for name in three_of(thing, "name"))
        yield make_id(getattr(thing, key)), (en, ru, be)


def _feed_info(selection: Selection, site: str, version: str) -> Row:
    first, last = selection.days
    return (
        *(marked(PUBLISHER, selection.is_sample), f"{site}/", "en", "en"),
        *(f"{first:%Y%m%d}", f"{last:%Y%m%d}", version, f"{site}/en/about/"),
    )


def _version(files: Mapping[str, bytes], is_sample: bool) -> str:
    """Of the content: another version says something else."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + files[name] + b"\0")
    return ("sample-" if is_sample else "") + digest.hexdigest()[:16]
