"""Journeys agree with those of an independent engine (nigiri, RAPTOR in C++), on feeds drawn by chance: every query."""

import csv
import random
from datetime import date, timedelta

import pytest

from routes.journeys.days import DAY, compile_day, service_days
from routes.journeys.search import Footways, Search
from tests.routes.oracle import Oracle

FIRST = date(2026, 3, 2)
STATIONS, TRAINS, QUERIES = 30, 60, 150
FILES = {
    "agency": "agency_id,agency_name,agency_url,agency_timezone",
    "stops": "stop_id,stop_name,stop_lat,stop_lon",
    "routes": "route_id,agency_id,route_short_name,route_type",
    "trips": "route_id,service_id,trip_id",
    "stop_times": "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type",
    "calendar_dates": "service_id,date,exception_type",
    "transfers": "from_stop_id,to_stop_id,transfer_type,min_transfer_time",
}


class Feed:
    """Trains of one day, some of which end on the next; the same trains run on three days."""

    def __init__(self, seed):
        chance = random.Random(seed)
        self.changes = [60 * chance.randint(1, 12) for _ in range(STATIONS)]
        self.calls = []
        for train in range(1, TRAINS + 1):
            moment = 60 * chance.randrange(24 * 60)
            for station in chance.sample(range(STATIONS), chance.randint(2, 8)):
                arrival, moment = moment, moment + 60 * chance.randrange(4)
                pickup, drop_off = int(chance.random() < 0.1), int(chance.random() < 0.1)
                self.calls.append((train, station, arrival, moment, pickup, drop_off))
                moment += 60 * chance.randint(1, 90)

    def search(self, origin, destination):
        """Over the three days on which the trains run."""
        parts = service_days(self.calls)
        positions = {station: station for station in range(STATIONS)}
        days = {
            offset: compile_day((parts[age] for age in range(3) if 0 <= offset - age < 3), positions)
            for offset in range(4)
        }
        return Search(days, Footways(self.changes), origin, destination)

    def write(self, folder):
        days = [f"{FIRST + timedelta(days=day):%Y%m%d}" for day in range(3)]
        rows = {
            "agency": [("a", "A", "https://example.org", "Etc/UTC")],
            # Half a degree apart: nobody walks.
            "stops": [(f"s{n}", f"s{n}", 50 + n // 6 / 2, 30 + n % 6 / 2) for n in range(STATIONS)],
            "routes": [(f"r{n}", "a", n, 2) for n in range(1, TRAINS + 1)],
            "trips": [(f"r{n}", "d", f"t{n}") for n in range(1, TRAINS + 1)],
            "stop_times": [
                (f"t{train}", hms(arrival), hms(departure), f"s{station}", number, *boarding)
                for number, (train, station, arrival, departure, *boarding) in enumerate(self.calls)
            ],
            "calendar_dates": [("d", day, 1) for day in days],
            "transfers": [(f"s{n}", f"s{n}", 2, seconds) for n, seconds in enumerate(self.changes)],
        }
        for name, header in FILES.items():
            with (folder / f"{name}.txt").open("w", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(header.split(","))
                writer.writerows(rows[name])


def hms(seconds):
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"


@pytest.mark.parametrize("seed", range(3))
def test_same_arrivals_by_number_of_trains(seed, tmp_path):
    feed, chance = Feed(seed), random.Random(seed)
    feed.write(tmp_path)
    oracle = Oracle(tmp_path, FIRST, FIRST)
    for _ in range(QUERIES):
        origin, destination = chance.sample(range(STATIONS), 2)
        moment = 60 * chance.randrange(24 * 60)
        found = dict(feed.search(origin, destination).arrivals(moment, 4 * DAY))
        found = {rides: arrival for rides, arrival in found.items() if arrival <= moment + 2 * DAY}
        assert found == oracle.arrivals(f"s{origin}", f"s{destination}", FIRST, moment)
