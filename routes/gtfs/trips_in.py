"""Trips and stop times of a feed to timetables: one of ours for each route, or the one that an id of ours names."""

import itertools
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from routes.gtfs.frequencies import Headway, departures
from routes.gtfs.incoming import CALL, NOWHERE, InTimetable, InTrip
from routes.gtfs.interpolation import fill
from routes.gtfs.names import slug_of, split_id
from routes.gtfs.opening import OpenFeed
from routes.gtfs.report import FeedRefusedError, Level, Report
from routes.gtfs.three import Three
from routes.gtfs.values import seconds_of, whole_of
from routes.services import Pattern, canonical

MOST_SECONDS = 72 * 3600
MOST_CALLS = 3_000_000  # after headways are written out
NUMBER = 12  # letters of a train's number
# One stop of a trip as it is read: its sequence, then the CALL numbers; -1: no time given.
READ = 1 + CALL
NO_TIME = -1
NOBODY = 1  # `pickup_type`, `drop_off_type`
BOARDING = {"": 0, "0": 0, "1": 1, "2": 2, "3": 3}


@dataclass(slots=True)
class _Trip:
    route: str
    service: str
    number: str
    direction: int | None
    headsign: str
    stops: array = field(default_factory=lambda: array("i"))
    headways: list[Headway] = field(default_factory=list)
    is_broken: bool = False


@dataclass
class TripReader:
    """`stations`: index by `stop_id`; `headsign(text, trip_id)` in three languages."""

    feed: OpenFeed
    report: Report
    route_slugs: dict[str, str]
    stations: dict[str, int]
    station_names: list[Three]
    patterns: dict[str, Pattern]
    is_sample: bool
    has_prefix: bool
    headsign: Callable[[str, str], Three]
    calls: int = 0

    def read(self) -> list[InTimetable]:
        trips = self._trips()
        self._frequencies(trips)
        self._stop_times(trips)
        timetables: dict[tuple[str, str], InTimetable] = {}
        patterns = {its_id: canonical(pattern) for its_id, pattern in self.patterns.items()}
        # By train and day, so that numbers made here are the same at every import.
        for its_id in sorted(trips):
            trip = trips.pop(its_id)
            pattern = patterns[trip.service]
            if pattern is None:
                self.report.left_out("trips.txt", _("no day on which it runs"), value=its_id)
                continue
            for made in self._finished(its_id, trip):
                key, service = self._where(trip)
                timetable = timetables.setdefault((trip.route, key), InTimetable(trip.route, key))
                timetable.services[service] = pattern
                made.service = service
                timetable.trips.append(made)
        for timetable in timetables.values():
            self._number(timetable)
        return list(timetables.values())

    # Files ---------------------------------------------------------------------------------------------------------

    def _trips(self) -> dict[str, _Trip]:
        trips: dict[str, _Trip] = {}
        wanted = ("route_id", "service_id", "trip_id", "trip_headsign", "trip_short_name", "direction_id")
        for line, (route, service, its_id, head, number, direction) in self.feed.rows(
            "trips.txt", wanted, required=wanted[:3]
        ):
            if not its_id or its_id in trips:
                why = _("no id, or one that was there before")
            elif route not in self.route_slugs:
                why = _("a route that was not taken")
            elif service not in self.patterns:
                why = _("days of running that are not told, or were not taken")
            else:
                way = int(direction) if direction in ("0", "1") else None
                trips[its_id] = _Trip(self.route_slugs[route], service, number, way, head)
                continue
            self.report.left_out("trips.txt", why, line=line, value=its_id)
        return trips

    def _frequencies(self, trips: dict[str, _Trip]) -> None:
        wanted = ("trip_id", "start_time", "end_time", "headway_secs", "exact_times")
        for line, (its_id, start, end, every, exact) in self.feed.rows(
            "frequencies.txt", wanted, required=wanted[:4]
        ):
            trip = trips.get(its_id)
            first, last, step = seconds_of(start), seconds_of(end), whole_of(every)
            if trip is None or first is None or last is None or not step:
                self.report.left_out(
                    "frequencies.txt", _("no train or no time that can be read"), line=line, value=its_id
                )
                if trip is not None:
                    trip.is_broken = True
                continue
            trip.headways.append(Headway(first, last, step, exact == "1"))

    def _stop_times(self, trips: dict[str, _Trip]) -> None:
        wanted = (
            *("trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence"),
            *("pickup_type", "drop_off_type", "timepoint"),
        )
        stations, boarding = self.stations, BOARDING
        unknown = 0
        for line, row in self.feed.rows("stop_times.txt", wanted, required=wanted[:5]):
            its_id, arrival, departure, stop, sequence, pickup, drop_off, timepoint = row
            trip = trips.get(its_id)
            if trip is None:
                unknown += 1
                continue
            arrives = seconds_of(arrival or departure) if arrival or departure else NO_TIME
            leaves = seconds_of(departure or arrival) if arrival or departure else NO_TIME
            place, order = stations.get(stop), whole_of(sequence)
            if arrives is None or leaves is None or place is None or order is None:
                trip.is_broken = True
                self.report.left_out(
                    "stop_times.txt",
                    _("a stop, time or order that cannot be read: its trip"),
                    line=line,
                    value=its_id,
                )
                continue
            if pickup not in boarding or drop_off not in boarding:
                self.report.changed("stop_times.txt", _("boarding that is not known: regular"), line=line)
            exact = int(timepoint != "0" and arrives != NO_TIME)
            trip.stops.extend(
                (order, place, arrives, leaves, boarding.get(pickup, 0), boarding.get(drop_off, 0), exact)
            )
        if unknown:
            self.report.add(
                Level.LEFT_OUT, "stop_times.txt", _("of trips that were not taken"), count=unknown
            )

    # Trips ---------------------------------------------------------------------------------------------------------

    def _finished(self, its_id: str, trip: _Trip) -> Iterator[InTrip]:
        """The trip with its times in order, once for each departure; none, with the reason in the report."""
        calls, why = self._ordered(trip)
        runs: list[tuple[int, bool]] = [(0, True)]
        if not why and trip.headways:
            try:
                runs = [(at - calls[2], exact) for at, exact in departures(trip.headways)]
            except ValueError as error:
                why = _("headways with %(error)s") % {"error": error}
        if not why and max(by for by, _exact in runs) + calls[-CALL + 2] >= MOST_SECONDS:
            why = _("times of 72:00:00 and later")
        if why:
            self.report.left_out("trips.txt", why, value=its_id)
            return
        self.calls += len(calls) // CALL * len(runs)
        if self.calls > MOST_CALLS:
            raise FeedRefusedError(_("The feed has more than %(most)s stop times.") % {"most": MOST_CALLS})
        if trip.headways:
            words = (
                _("headways written out train by train")
                if all(one.is_exact for one in trip.headways)
                else _("headways written out train by train, their times marked as not exact")
            )
            self.report.changed("frequencies.txt", words, value=its_id)
        head = self._head(its_id, trip, calls[-CALL])
        number = trip.number or (its_id if not trip.headways else "")
        for by, exact in runs:
            yield InTrip(number, self._direction(trip, calls), "", head, _moved(calls, by, exact))

    def _ordered(self, trip: _Trip) -> tuple[array, str]:
        """Flat calls, the ends closed, times between given ones filled in; or why the trip is left out."""
        if trip.is_broken:
            return trip.stops, _("a row of it that cannot be read")
        rows = [trip.stops[at : at + READ] for at in range(0, len(trip.stops), READ)]
        rows.sort(key=lambda row: row[0])
        if len(rows) < 2:
            return trip.stops, _("fewer than two stops")
        if any(one[0] == other[0] for one, other in itertools.pairwise(rows)):
            return trip.stops, _("two stops in one place of the order")
        if NO_TIME in (rows[0][3], rows[-1][2]):
            return trip.stops, _("no time at its first or last stop")
        if any(row[2] == NO_TIME for row in rows):
            fill(rows, NO_TIME)
            self.report.changed(
                "stop_times.txt", _("trips with times filled in between those given, marked as not exact")
            )
        before = 0
        for row in rows:
            if not before <= row[2] <= row[3]:
                return trip.stops, _("times that go backwards")
            before = row[3]
        rows[0][5] = rows[-1][4] = NOBODY
        calls = array("i")
        for row in rows:
            calls.extend(row[1:])
        return calls, ""

    def _head(self, its_id: str, trip: _Trip, last: int) -> Three:
        """Nothing where it says no more than the last stop does."""
        if not trip.headsign:
            return NOWHERE
        head = self.headsign(trip.headsign, its_id)
        return NOWHERE if head == self.station_names[last] else head

    def _direction(self, trip: _Trip, calls: array) -> int:
        if trip.direction is None:
            self.report.changed("trips.txt", _("no direction_id: by the numbers of its first and last stop"))
            return int(calls[0] > calls[-CALL])
        return trip.direction

    def _where(self, trip: _Trip) -> tuple[str, str]:
        """The keys of its timetable and its days of running; of ours as the id says, else "" and what the id reads like."""
        parts = split_id(trip.service, is_sample=self.is_sample)
        if len(parts) == 3 and parts[0] == trip.route and not self.has_prefix:
            return parts[1], parts[2]
        return "", slug_of(trip.service, 40)

    def _number(self, timetable: InTimetable) -> None:
        """Every train a number of its own, on its days and in its direction; one is made where the feed has none that fits."""
        taken: set[tuple[str, int, str]] = set()
        made = 0
        for trip in sorted(timetable.trips, key=lambda one: (one.calls[2], one.number)):
            number = trip.number if len(trip.number) <= NUMBER else ""
            if not number or (number, trip.direction, trip.service) in taken:
                while not number or (number, trip.direction, trip.service) in taken:
                    made += 1
                    number = str(made)
                self.report.changed(
                    "trips.txt", _("trains without a number of their own: one was made"), value=trip.number
                )
            trip.number = number
            taken.add((number, trip.direction, trip.service))


def _moved(calls: array, by: int, exact: bool) -> array:
    if not by and exact:
        return calls
    moved = calls[:]
    for at in range(0, len(moved), CALL):
        moved[at + 1] += by
        moved[at + 2] += by
        moved[at + 5] &= exact
    return moved
