"""Timetables of a feed with their days, trains and times: each a new draft, unless one with just these trains is here already."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from routes.gtfs.held import digest_in_database
from routes.gtfs.incoming import CALL, InTimetable, InTrip, digest_of
from routes.gtfs.writing.intake import Intake, columns
from routes.models import Route, Service, ServiceException, StopTime, Timetable, Trip

TRIPS_AT_ONCE = 2000


def write_timetables(intake: Intake, routes: Mapping[str, Route], stations: Sequence[int]) -> None:
    """`stations`: primary keys, in the order of the indexes of `calls`."""
    for timetable in sorted(intake.incoming.timetables, key=lambda one: (one.route, one.key)):
        _timetable(intake, timetable, routes[timetable.route], stations)


def _timetable(intake: Intake, incoming: InTimetable, route: Route, stations: Sequence[int]) -> None:
    its_digest = digest_of(incoming, intake.slugs)
    keys = [f"{incoming.key[:69]}-{its_digest[:10]}" if incoming.key else f"gtfs-{its_digest[:10]}"]
    if incoming.key:
        keys.insert(0, incoming.key[:80])
    for key in keys:
        held = Timetable.objects.filter(route=route, key=key).first()
        if held is None:
            _new_timetable(intake, route, key, incoming, stations)
            return
        if digest_in_database(held) == its_digest:
            intake.report.took(_("timetables that were here already"))
            return
    intake.report.changed(
        "trips.txt", _("a draft of this import that was changed since, and stays"), value=keys[-1]
    )


def _new_timetable(
    intake: Intake, route: Route, key: str, incoming: InTimetable, stations: Sequence[int]
) -> None:
    first, last = incoming.days
    timetable = Timetable.objects.create(
        route=route,
        key=key,
        valid_from=first,
        valid_until=last,
        source=None if intake.incoming.is_sample else intake.source,
        is_sample=intake.incoming.is_sample,
    )
    intake.made(timetable)
    services = _services(intake, timetable, incoming)
    for at in range(0, len(incoming.trips), TRIPS_AT_ONCE):
        _trips(intake, timetable, services, incoming.trips[at : at + TRIPS_AT_ONCE], stations)


def _trips(
    intake: Intake,
    timetable: Timetable,
    services: Mapping[str, int],
    trips: list[InTrip],
    stations: Sequence[int],
) -> None:
    made = Trip.objects.bulk_create(
        Trip(
            timetable=timetable,
            number=trip.number,
            direction=trip.direction,
            service_id=services[trip.service],
            **columns("headsign", trip.headsign),
        )
        for trip in trips
    )
    insert_stop_times(_rows(stations, [trip.pk for trip in made], trips))
    intake.report.took(str(Trip._meta.verbose_name_plural), len(made))
    calls = sum(len(trip.calls) // CALL for trip in trips)
    intake.report.took(str(StopTime._meta.verbose_name_plural), calls)


def _services(intake: Intake, timetable: Timetable, incoming: InTimetable) -> dict[str, int]:
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
    intake.report.took(str(Service._meta.verbose_name_plural), len(made))
    return keys


def _rows(stations: Sequence[int], pks: list[int], trips: list[InTrip]) -> Iterator[tuple[Any, ...]]:
    for pk, trip in zip(pks, trips, strict=True):
        calls = trip.calls
        for number, at in enumerate(range(0, len(calls), CALL), start=1):
            station, arrival, departure, pickup, drop_off, exact = calls[at : at + CALL]
            yield pk, number, stations[station], arrival, departure, pickup, drop_off, bool(exact)


def insert_stop_times(rows: Iterator[tuple[Any, ...]]) -> None:
    """By the database's own way in for many rows; its triggers see each of them."""
    names = "trip_id, sequence, station_id, arrival, departure, pickup, drop_off, is_exact"
    table = StopTime._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * 8)
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608 our own words
