"""The timetable of a route on a day: each direction as a printed table, with the days of its trains in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from routes.models import RouteStop, Service, Station, StopTime, Timetable, Trip
from routes.service_words import Rule, sentence, weekdays_in_short
from routes.services import next_day, runs_on
from routes.terms import Boarding, Direction
from routes.timetable_grid import Call, Cell, grid


@dataclass(frozen=True, slots=True)
class Column:
    """A train. `signs` are those of its notes."""

    trip: Trip
    days: str
    signs: str

    @property
    def number(self) -> str:
        return self.trip.number


@dataclass(frozen=True, slots=True)
class Line:
    station: Station
    part: str
    is_border: bool
    cells: tuple[Cell | None, ...]
    signs: str

    @property
    def part_words(self) -> str:
        """Short for an arrival or a departure, where a station has a line of each."""
        if self.part == "arr":
            return pgettext("arrival in a timetable", "arr")
        return pgettext("departure in a timetable", "dep") if self.part else ""


@dataclass(frozen=True, slots=True)
class Days:
    """Trains that run on the same days, and which these are."""

    trains: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Board:
    """One direction. `marks`: the signs used in the table, with their words."""

    anchor: str
    direction: int
    title: str
    trains: list[Column]
    lines: list[Line]
    marks: list[tuple[str, str]]
    days: list[Days]
    has_passing: bool
    # Seconds from the first point of the route to the last, of the quickest train that serves both.
    fastest: int | None


@dataclass(frozen=True, slots=True)
class DayTimetable:
    """What is published for one day of a route. `boards` holds the directions that have trains on it."""

    timetable: Timetable
    on: date
    boards: list[Board]
    # Remarks about the timetable as a whole.
    remarks: list[str]
    # Where no train runs on the day: the next day on which one does, if this timetable has one.
    next_on: date | None = None

    @property
    def is_sample(self) -> bool:
        return self.timetable.is_sample

    @property
    def pairs(self) -> int:
        """Pairs of trains on the day: what goes one way and comes back."""
        trains = {board.direction: len(board.trains) for board in self.boards}
        return min(trains.get(direction, 0) for direction in Direction.values)

    @property
    def trains(self) -> int:
        return sum(len(board.trains) for board in self.boards)

    @property
    def fastest(self) -> int | None:
        """Seconds from end to end of the quickest train that runs the whole way; None: none does."""
        return min((board.fastest for board in self.boards if board.fastest is not None), default=None)


def day_timetable(
    stops: Sequence[RouteStop], times: Iterable[StopTime], on: date, *, all_days: bool = False
) -> DayTimetable | None:
    """`times`: as `routes.reading` reads them; none: no timetable is published for the day. `all_days`: also the trains that do
    not run on the day, as a poster has them."""
    times = list(times)
    if not times:
        return None
    timetable = times[0].trip.timetable
    services = list({time.trip.service_id: time.trip.service for time in times}.values())
    runs = {service.pk: all_days or runs_on(service.as_pattern(), on) for service in services}
    said = {service.pk: days_in_words(service, timetable) for service in services}
    signs = _Signs(timetable)
    by_direction: dict[int, list[StopTime]] = {}
    for time in times:
        if runs[time.trip.service_id]:
            by_direction.setdefault(time.trip.direction, []).append(time)
    boards = [
        _board(direction, _in_order(stops, direction), by_direction[direction], said, signs)
        for direction in sorted(by_direction)
    ]
    return DayTimetable(
        timetable, on, boards, signs.remarks, None if boards else _next_on(services, on, timetable)
    )


def _next_on(services: Iterable[Service], on: date, timetable: Timetable) -> date | None:
    last = timetable.publication.valid_until
    days = (next_day(service.as_pattern(), on, last) for service in services)
    return min(filter(None, days), default=None)


class _Signs:
    """The notes of a timetable, by where they stand."""

    def __init__(self, timetable: Timetable) -> None:
        self.words: dict[str, str] = {}
        self.at: dict[tuple[int | None, int | None], list[str]] = {}
        notes = timetable.notes.all()
        for note in notes:
            for place in note.places.all():
                self.words[note.symbol] = note.text
                self.at.setdefault((place.trip_id, place.station_id), []).append(note.symbol)
        self.remarks = [note.text for note in notes if note.symbol not in self.words]

    def of(self, trip: int | None = None, station: int | None = None) -> str:
        return " ".join(sorted(self.at.get((trip, station), ())))


def _in_order(stops: Sequence[RouteStop], direction: int) -> list[Station]:
    stations = [stop.station for stop in stops]
    return stations[::-1] if direction else stations


def days_in_words(service: Service, timetable: Timetable) -> str:
    if service.name:
        return service.name
    entered = [one for one in service.exceptions.all() if not one.holiday_of]
    rule = Rule(
        weekdays=service.weekdays,
        start=service.start,
        end=service.end,
        also_on=service.also_on,
        not_on=service.not_on,
        added=[one.date for one in entered if one.runs],
        removed=[one.date for one in entered if not one.runs],
    )
    return sentence(rule, (timetable.valid_from, timetable.valid_until))


def _board(
    direction: int, points: list[Station], times: list[StopTime], said: dict[int, str], signs: _Signs
) -> Board:
    trips = {
        time.trip_id: time.trip for time in sorted(times, key=lambda time: (time.departure, time.sequence))
    }
    stations = {station.pk: station for station in stations_in_order(points, times)}
    rows = grid(_calls(times, signs), list(stations), list(trips))
    columns = [
        Column(trip, weekdays_in_short(trip.service.weekdays), signs.of(trip=pk))
        for pk, trip in trips.items()
    ]
    board = Board(
        anchor=f"timetable-{direction}",
        direction=direction,
        title=_("%(origin)s to %(destination)s")
        % {"origin": stations[rows[0].station].name, "destination": stations[rows[-1].station].name},
        trains=columns,
        lines=[
            Line(
                stations[row.station],
                row.part,
                stations[row.station].is_border_point,
                row.cells,
                signs.of(station=row.station),
            )
            for row in rows
        ],
        marks=[],
        days=_by_days(columns, said),
        has_passing=any(None in row.cells for row in rows),
        fastest=_fastest(points, times),
    )
    return replace(board, marks=_marks(board, signs))


def _fastest(points: list[Station], times: list[StopTime]) -> int | None:
    if len(points) < 2:
        return None
    leaves = {time.trip_id: time.departure for time in times if time.station_id == points[0].pk}
    return min(
        (
            time.arrival - leaves[time.trip_id]
            for time in times
            if time.station_id == points[-1].pk and time.trip_id in leaves
        ),
        default=None,
    )


def stations_in_order(points: list[Station], times: list[StopTime]) -> list[Station]:
    """The points of the route, and beside their neighbours those where a train stops that the route does not name."""
    order = list(points)
    known = {station.pk for station in order}
    before: Station | None = None
    for time in times:  # train by train, in order
        if time.station_id not in known:
            known.add(time.station_id)
            at = next((at for at, one in enumerate(order) if before and one.pk == before.pk), -1)
            order.insert(at + 1, time.station)
        before = time.station
    return order


def _calls(times: list[StopTime], signs: _Signs) -> list[Call]:
    """`times`: train by train, in order."""
    trips = [time.trip_id for time in times]
    return [
        Call(
            time.trip_id,
            time.station_id,
            time.arrival,
            time.departure,
            boarding_sign(
                time,
                first=trips[at - 1 : at] != [time.trip_id],
                last=trips[at + 1 : at + 2] != [time.trip_id],
            )
            + signs.of(time.trip_id, time.station_id),
        )
        for at, time in enumerate(times)
    ]


def boarding_sign(time: StopTime, *, first: bool, last: bool) -> str:
    """That nobody gets off where a train begins, or on where it ends, goes without saying."""
    pickup = time.drop_off if last else time.pickup
    drop_off = time.pickup if first else time.drop_off
    if Boarding.REQUEST in (pickup, drop_off):
        return "§"
    if Boarding.PHONE in (pickup, drop_off):
        return "°"
    match pickup == Boarding.NONE, drop_off == Boarding.NONE:
        case True, True:
            return "×"
        case True, False:
            return "−"
        case False, True:
            return "+"
    return ""


def sign_words() -> dict[str, str]:
    return {
        "§": _("Request stop. Tell the conductor."),
        "°": _("Stops if arranged by phone."),
        "+": _("To board only."),
        "−": _("To alight only."),
        "×": _("Halts; nobody boards or alights."),
    }


def _marks(board: "Board", signs: _Signs) -> list[tuple[str, str]]:
    """The signs that the table holds, those of boarding first."""
    texts = [cell.signs for line in board.lines for cell in line.cells if cell]
    texts += [line.signs for line in board.lines] + [column.signs for column in board.trains]
    used = " ".join(texts)
    boarding = [(sign, words) for sign, words in sign_words().items() if sign in used]
    letters = {symbol for text in texts for symbol in text.strip("§°+−×").split()}
    return boarding + [(symbol, signs.words[symbol]) for symbol in sorted(letters) if symbol in signs.words]


def _by_days(columns: list[Column], said: dict[int, str]) -> list[Days]:
    trains: dict[str, list[str]] = {}
    for column in columns:
        trains.setdefault(said[column.trip.service_id], []).append(column.number)
    return [Days(tuple(numbers), words) for words, numbers in trains.items()]
