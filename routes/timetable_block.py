"""The timetables of a route's page: each direction as a printed table, with the days of its trains in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from routes.models import RouteStop, Station, StopTime, Trip
from routes.services import ALL_WEEK, days_of
from routes.timetable_grid import Call, Cell, grid


@dataclass(frozen=True, slots=True)
class Line:
    station: Station
    part: str
    is_border: bool
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """One direction."""

    anchor: str
    title: str
    trains: list[tuple[str, str]]  # number, days in words
    lines: list[Line]
    has_request_stops: bool
    has_passing: bool


def boards(stops: list[RouteStop], times: Iterable[StopTime]) -> list[Board]:
    """A board a direction that has trains; nothing where no timetable is valid on the day."""
    by_direction: dict[int, list[StopTime]] = {}
    for time in times:
        by_direction.setdefault(time.trip.direction, []).append(time)
    return [
        _board(f"timetable-{direction}", stops[::-1] if direction else stops, by_direction[direction])
        for direction in sorted(by_direction)
    ]


def _board(anchor: str, stops: list[RouteStop], times: list[StopTime]) -> Board:
    trips = {
        time.trip.number: time.trip
        for time in sorted(times, key=lambda time: (time.departure, time.sequence))
    }
    stations = {stop.station.slug: stop.station for stop in stops}
    calls = [
        Call(time.trip.number, time.station.slug, time.arrival, time.departure, time.on_request)
        for time in times
    ]
    rows = grid(calls, list(stations), list(trips))
    cells = [cell for row in rows for cell in row.cells]
    return Board(
        anchor=anchor,
        title=_("%(origin)s to %(destination)s")
        % {"origin": stations[rows[0].station].name, "destination": stations[rows[-1].station].name},
        trains=[(number, days_in_words(trip)) for number, trip in trips.items()],
        lines=[
            Line(stations[row.station], row.part, stations[row.station].is_border_point, row.cells)
            for row in rows
        ],
        has_request_stops=any(cell and cell.on_request for cell in cells),
        has_passing=None in cells,
    )


def days_in_words(trip: Trip) -> str:
    if trip.service.weekdays == ALL_WEEK:
        return _("daily")
    return ", ".join(str(WEEKDAYS_ABBR[day]) for day in days_of(trip.service.weekdays))
