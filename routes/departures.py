"""The departure board of a station: what leaves on a day, or from a moment on. One query, however many trains.

The statement is written by hand: to have it composed anew for every board costs several times what the database takes to
answer it. That it says what `services.runs_on` and `Timetable.objects.shown_on` say is tested.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, NamedTuple

from django.db import connection

from config.web.translated import reading_order
from routes.models import Station
from routes.terms import Boarding
from routes.timetable_grid import clock

DAY = 24 * 3600
# A train runs for up to three days from the start of its service day.
SERVICE_DAYS = 3


class RouteName(NamedTuple):
    slug: str
    name: str


class Departure(NamedTuple):
    """`seconds` from the start of the day of the board; `service_day`: the day as whose train it runs."""

    seconds: int
    service_day: date
    number: str
    towards: str
    route: RouteName
    on_request: bool
    is_sample: bool

    @property
    def text(self) -> str:
        return clock(self.seconds)


def _first_said(order: Iterable[str], *columns: str) -> str:
    """What the first of the columns says that says anything, in the first language in which it does."""
    three = (f"NULLIF({column}_{code}, '')" for column in columns for code in order)
    return f"COALESCE({', '.join(three)}, '')"


# A service day and what belongs to it: how many days before the day of the board, its bit in a mask of weekdays, and from
# when on, in its seconds, the board's day is reached (25:10 of yesterday's train is today's) and left.
_SERVICE_DAY = "SELECT %s AS age, %s AS day, %s AS weekday, %s AS earliest, %s AS ends"
# Whether a publication holds on the service day.
_VALID = "{0}.withdrawn_at IS NULL AND {0}.valid_from <= day.day AND {0}.valid_until >= day.day"


@cache
def statement(order: tuple[str, ...]) -> str:
    """`order`: the languages in which a reader reads names."""
    return f"""
WITH day AS ({" UNION ALL ".join([_SERVICE_DAY] * SERVICE_DAYS)})
SELECT day.age, here.departure - {DAY} * day.age, trip.number, here.pickup, publication.is_sample,
  {_first_said(order, "trip.headsign", "station.name")}, route.slug, {_first_said(order, "route.name")}
FROM day
CROSS JOIN routes_stoptime AS here
JOIN routes_trip AS trip ON trip.id = here.trip_id
JOIN routes_publication AS publication ON publication.timetable_id = trip.timetable_id
JOIN routes_route AS route ON route.id = publication.route_id
JOIN routes_service AS service ON service.id = trip.service_id
LEFT JOIN routes_serviceexception AS single ON single.service_id = service.id AND single.date = day.day
JOIN routes_stoptime AS last ON last.trip_id = trip.id
  AND last.sequence = (SELECT MAX(sequence) FROM routes_stoptime WHERE trip_id = trip.id)
JOIN routes_station AS station ON station.id = last.station_id
WHERE here.station_id = %s AND here.departure >= day.earliest AND here.departure < day.ends
  AND here.pickup <> {Boarding.NONE.value}
  AND {_VALID.format("publication")}
  AND COALESCE(single.runs, service.start <= day.day AND service."end" >= day.day
    AND (service.weekdays & day.weekday) > 0)
  AND NOT (publication.is_sample AND EXISTS (SELECT 1 FROM routes_publication AS real
    WHERE real.route_id = publication.route_id AND NOT real.is_sample AND {_VALID.format("real")}))
ORDER BY 2, trip.number, trip.id
"""  # noqa: S608 our own words


@dataclass(frozen=True, slots=True)
class DepartureBoard:
    station: Station
    on: date
    # None: the whole day.
    after: time | None
    departures: list[Departure]

    @property
    def is_sample(self) -> bool:
        return any(departure.is_sample for departure in self.departures)


def departure_board(
    station: Station, on: date, after: time | None = None, most: int | None = None
) -> DepartureBoard:
    """What leaves between midnight and midnight, trains of the two days before included, by time; at most `most`."""
    earliest = after.hour * 3600 + after.minute * 60 if after else 0
    with connection.cursor() as cursor:
        cursor.execute(statement((*reading_order(),)), [*_service_days(on, earliest), station.pk])
        rows = cursor.fetchall() if most is None else cursor.fetchmany(most)
    return DepartureBoard(station, on, after, [*_departures(rows, on)])


def _departures(rows: Iterable[tuple[Any, ...]], on: date) -> Iterator[Departure]:
    days = [on - timedelta(days=age) for age in range(SERVICE_DAYS)]
    for age, seconds, number, pickup, is_sample, towards, *route in rows:
        on_request = pickup == Boarding.REQUEST
        yield Departure(seconds, days[age], number, towards, RouteName(*route), on_request, bool(is_sample))


def _service_days(on: date, earliest: int) -> Iterator[Any]:
    """The parameters of the service days whose trains may leave on the day, from the second asked for on."""
    for age in range(SERVICE_DAYS):
        day = on - timedelta(days=age)
        yield age
        yield connection.ops.adapt_datefield_value(day)
        yield 1 << day.weekday()
        yield age * DAY + earliest
        yield (age + 1) * DAY


def now_on(moment: datetime) -> tuple[date, time]:
    """The day and the minute of a board that begins now."""
    return moment.date(), moment.time().replace(second=0, microsecond=0)
