"""An independent engine (nigiri, RAPTOR in C++) that answers for a feed what our own search answers for the database."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from routes.connections import railway_of
from routes.journeys.days import DAY
from routes.journeys.search import MOST_RIDES
from routes.models import Station, Transfer

# Built for Linux and Python 3.11 only.
pynigiri = pytest.importorskip("pynigiri")

TWO_DAYS = 48 * 60  # the longest that nigiri looks ahead, in minutes


class Oracle:
    """`feed`: a folder or a zip. Trains of two days before the first day are read too, for they may still be running."""

    def __init__(self, feed, first, last, zone="UTC"):
        self.zone = ZoneInfo(zone)
        days = (first - timedelta(days=2)).isoformat(), (last + timedelta(days=4)).isoformat()
        self.timetable = pynigiri.load_timetable([pynigiri.TimetableSource("t", str(feed))], *days)

    def knows(self, stop):
        return self.timetable.find_location(stop) is not None

    def arrivals(self, start, end, on, moment):
        """{rides: earliest arrival} from stop to stop, in seconds of the day like the moment asked; {} where one can walk."""
        midnight = int(datetime.combine(on, time(), self.zone).timestamp()) // 60
        query = pynigiri.Query()
        query.start_time = midnight + moment // 60
        query.start, query.destination = self._place(start), self._place(end)
        query.use_start_footpaths = True
        # A station is its platforms.
        query.start_match_mode = query.dest_match_mode = pynigiri.LocationMatchMode.EQUIVALENT
        query.max_transfers = MOST_RIDES - 1
        query.max_travel_time = TWO_DAYS
        return {
            journey.transfers + 1: (journey.arrival_time() - midnight) * 60
            for journey in pynigiri.route(self.timetable, query)
        }

    def _place(self, stop):
        return [pynigiri.Offset(self.timetable.find_location(stop), 0, 0)]


def found(origin, destination, on, moment):
    railway = railway_of(on, on + timedelta(days=3))
    arrivals = railway.search(origin, destination, on, range(4)).arrivals(moment, 4 * DAY)
    return {rides: arrival for rides, arrival in arrivals if arrival <= moment + 60 * TWO_DAYS}


def assert_same_arrivals(oracle, on, queries, chance, stop_of):
    """`stop_of(station)`: what the feed calls it. Asked is what a way on foot alone does not answer."""
    served = Station.objects.filter(stop_times__isnull=False).distinct().order_by("slug")
    stations = [station for station in served if oracle.knows(stop_of(station))]
    joined = set(Transfer.objects.values_list("from_station", "to_station"))
    answers = 0
    for _ in range(queries):
        origin, destination = chance.sample(stations, 2)
        if (origin.pk, destination.pk) in joined:
            continue
        day, moment = on + timedelta(days=chance.randrange(3)), 60 * chance.randrange(24 * 60)
        ours = found(origin, destination, day, moment)
        theirs = oracle.arrivals(stop_of(origin), stop_of(destination), day, moment)
        assert ours == theirs, (origin, destination, day, moment)
        answers += bool(ours)
    assert answers > queries / 4
