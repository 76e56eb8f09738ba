"""The trains of a draft as the grid shows them, and what an editor typed written back: one transaction, all of it or nothing."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from news import audit
from news.publishing.refusals import Reason, RefusedError
from routes.grid.cells import Entry
from routes.grid.columns import print_column
from routes.models import Service, Station, StopTime, Timetable, Trip
from routes.services import ALL_WEEK, days_of
from routes.terms import Direction
from routes.timetable_block import stations_in_order
from routes.timetable_content import content_hash

PERMISSION = "routes.change_timetable"
# Monday to Sunday in a key: mo-tu, and the usual ones by their own names.
SHORT = ("mo", "tu", "we", "th", "fr", "sa", "su")
KEYS = {ALL_WEEK: "daily", 31: "mo-fr"}


@dataclass(slots=True)
class StoredTrain:
    trip: Trip
    # In the order of the stations of its direction.
    entries: list[Entry | None]


@dataclass(slots=True)
class StoredTable:
    direction: int
    stations: list[Station]
    trains: list[StoredTrain] = field(default_factory=list)
    # Trains that a table cannot show: they go back, or stop twice at a station.
    others: list[Trip] = field(default_factory=list)


@dataclass(slots=True)
class WrittenTrain:
    """A train as it shall be. `trip`: the stored one it changes; `days`: a service, or the mask of one to be made."""

    trip: Trip | None
    number: str
    days: Service | int
    direction: int
    calls: list[tuple[Station, Entry]]


def stored_tables(timetable: Timetable) -> list[StoredTable]:
    """Both directions, with or without trains, those that leave first at the left. Three queries, however many trains."""
    stops = list(timetable.route.stops.select_related("station"))
    times = list(
        StopTime.objects.filter(trip__timetable=timetable)
        .select_related("trip__service", "station")
        .order_by("trip_id", "sequence")
    )
    empty = timetable.trips.filter(stop_times__isnull=True).select_related("service")
    tables = []
    for direction in Direction.values:
        points = [stop.station for stop in stops]
        here = [time for time in times if time.trip.direction == direction]
        stations = stations_in_order(points[::-1] if direction else points, here)
        table = StoredTable(direction, stations)
        _put_in(table, here)
        table.trains += [
            StoredTrain(trip, [None] * len(stations)) for trip in empty if trip.direction == direction
        ]
        tables.append(table)
    return tables


def _put_in(table: StoredTable, times: Iterable[StopTime]) -> None:
    rows = {station.pk: row for row, station in enumerate(table.stations)}
    by_trip: dict[int, list[StopTime]] = {}
    for time in times:
        by_trip.setdefault(time.trip_id, []).append(time)
    for calls in sorted(by_trip.values(), key=lambda calls: (calls[0].departure, calls[0].trip.number)):
        places = [rows[time.station_id] for time in calls]
        if any(b <= a for a, b in itertools.pairwise(places)):
            table.others.append(calls[0].trip)
            continue
        entries: list[Entry | None] = [None] * len(table.stations)
        for place, time in zip(places, calls, strict=True):
            entries[place] = Entry(time.arrival, time.departure, time.pickup, time.drop_off)
        table.trains.append(StoredTrain(calls[0].trip, entries))


def write_trains(
    timetable: Timetable, *, by: AbstractUser, trains: Sequence[WrittenTrain], gone: Sequence[Trip], read: str
) -> None:
    """`trains`: those that are new or changed; `gone`: those to delete; `read`: the content's hash when the page was made.

    What a train has beside its times (its stock, headsign, notes) stays. One entry of the audit."""
    if not by.has_perm(PERMISSION):
        raise PermissionDenied(f"{by} may not change timetables: needs {PERMISSION}")
    with transaction.atomic():
        timetable = Timetable.objects.select_for_update().get(pk=timetable.pk)
        if timetable.state != "draft":
            raise RefusedError(Reason(_("This version is published already. Copy it to a new one.")))
        if content_hash(timetable) != read:
            raise RefusedError(
                Reason(
                    _(
                        "Somebody changed this draft while you typed. What you typed stands below, marked against "
                        "what is kept now: look at it, then keep it."
                    )
                )
            )
        old = {_name(trip): _told(trip) for trip in [*gone, *(one.trip for one in trains if one.trip)]}
        Trip.objects.filter(pk__in=[trip.pk for trip in gone]).delete()
        _set_numbers_free(trains)
        new = {}
        for train in trains:
            trip = _write(timetable, train)
            new[_name(trip)] = _told(trip)
        audit.record(timetable, by=by, act="change", old=old, new=new)


def _set_numbers_free(trains: Sequence[WrittenTrain]) -> None:
    """Two trains that change their numbers with each other would meet on the way."""
    for train in trains:
        if train.trip and (train.trip.number, train.trip.service) != (train.number, train.days):
            Trip.objects.filter(pk=train.trip.pk).update(number=f"~{train.trip.pk}"[:12])


def _write(timetable: Timetable, train: WrittenTrain) -> Trip:
    trip = train.trip or Trip(timetable=timetable, direction=train.direction)
    exact = {time.station_id: time.is_exact for time in trip.stop_times.all()} if train.trip else {}
    trip.number, trip.service = train.number, _service(timetable, train.days)
    trip.save()
    trip.stop_times.all().delete()
    StopTime.objects.bulk_create(
        StopTime(
            trip=trip,
            sequence=sequence,
            station=station,
            arrival=entry.arrival,
            departure=entry.departure,
            pickup=entry.pickup,
            drop_off=entry.drop_off,
            is_exact=exact.get(station.pk, True),
        )
        for sequence, (station, entry) in enumerate(train.calls, start=1)
    )
    return trip


def _service(timetable: Timetable, days: Service | int) -> Service:
    """The days chosen; of a mask the service of the whole validity, made if there is none."""
    if isinstance(days, Service):
        return days
    plain = next(iter(plain_services(timetable.services.filter(weekdays=days), timetable)), None)
    return plain or Service.objects.create(
        timetable=timetable,
        key=free_service_key(timetable, days),
        weekdays=days,
        start=timetable.valid_from,
        end=timetable.valid_until,
    )


def plain_services(services: Iterable[Service], timetable: Timetable) -> list[Service]:
    """Those that are nothing but days of the week, for as long as the timetable is valid."""
    return [
        one
        for one in services
        if one.start <= timetable.valid_from
        and one.end >= timetable.valid_until
        and not (one.also_on or one.not_on or one.exceptions.all())
    ]


def free_service_key(timetable: Timetable, weekdays: int) -> str:
    key = KEYS.get(weekdays) or "-".join(SHORT[day] for day in days_of(weekdays)) or "single-days"
    taken = set(timetable.services.values_list("key", flat=True))
    names = (key if number == 1 else f"{key}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _name(trip: Trip) -> str:
    return ":".join(audit.name_of(trip))


def _told(trip: Trip) -> dict[str, str]:
    times = list(trip.stop_times.select_related("station").order_by("sequence"))
    texts = print_column([Entry(time.arrival, time.departure, time.pickup, time.drop_off) for time in times])
    return {
        "number": trip.number,
        "service": trip.service.key,
        "times": ", ".join(f"{time.station} {text}" for time, text in zip(times, texts, strict=True)),
    }
