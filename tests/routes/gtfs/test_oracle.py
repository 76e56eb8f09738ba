"""The feed that goes out says of journeys what the site says: an independent engine finds in its bytes the same arrivals."""

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from routes.connections import current_railway
from routes.gtfs.export import feed_on
from routes.gtfs.names import make_id
from routes.gtfs.report import Level
from routes.gtfs.report import Level
from routes.gtfs.writing import import_feed
from routes.journeys.days import DAY
from routes.models import Station, StopTime, Timetable, Transfer
from tests import factories as make
from tests.routes.oracle import TWO_DAYS, Oracle

pytestmark = pytest.mark.django_db
SITE = "https://chronicle.example.org"
KOBE = Path(__file__).parents[1] / "samples" / "kobe-subway-gtfs.zip"


def railway_by_chance(chance):
    """Eight stations half a degree apart, three routes whose trains run on some days, by night too, and two ways on foot."""
    stations = [
        make.make_station(
            f"s{n}", latitude=f"{50 + n / 2}", longitude="30", change_time=60 * chance.randint(1, 12)
        )
        for n in range(8)
    ]
    for one, other in (stations[:2], stations[2:4]):
        seconds = 60 * chance.randint(1, 40)
        # Either way: the other engine takes every way on foot for one.
        make.make_transfer(one, other, seconds)
        make.make_transfer(other, one, seconds)
    operator = make.make_operator("rw", url="https://rw.example.org/")
    for number in range(3):
        route = make.make_route(f"r{number}")
        route.operators.add(operator)
        make.make_route_event(route, "launched")
        timetable = make.make_timetable(route)
        services = [make.make_service(timetable, key, chance.randint(1, 127)) for key in ("one", "two")]
        services[0].exceptions.create(date=date(2026, 6, chance.randint(1, 4)), runs=chance.random() < 0.5)
        for train in range(12):
            moment, calls = 60 * chance.randrange(30 * 60), []
            for station in chance.sample(stations, chance.randint(2, 6)):
                arrival, moment = moment, moment + 60 * chance.randrange(4)
                calls.append((station, *(f"{at // 3600}:{at % 3600 // 60}" for at in (arrival, moment))))
                moment += 60 * chance.randint(1, 90)
            trip = make.make_trip(chance.choice(services), str(train), calls)
            StopTime.objects.filter(trip=trip, sequence=2).update(pickup=int(chance.random() < 0.2))
        make.publish(timetable)


def found(origin, destination, on, moment):
    arrivals = (
        current_railway()
        .search(origin, destination, on, range(4))
        .arrivals(moment, 4 * DAY)
    )
    return {rides: arrival for rides, arrival in arrivals if arrival <= moment + 60 * TWO_DAYS}


def compare(oracle, on, queries, chance, stop_of):
    """`stop_of(station)`: what the feed calls it. Asked is what a way on foot alone does not answer."""
    stations = list(Station.objects.filter(stop_times__isnull=False).distinct().order_by("slug"))
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


def compare_exported(tmp_path, on, queries, chance):
    path = tmp_path / "gtfs.zip"
    path.write_bytes(feed_on(on, SITE).body)
    oracle = Oracle(path, on, on + timedelta(days=3), "Europe/Minsk")
    compare(oracle, on, queries, chance, lambda station: make_id(station.slug))


@pytest.mark.parametrize("seed", range(2))
def test_feeds_drawn_by_chance(seed, tmp_path):
    chance = random.Random(seed)
    railway_by_chance(chance)
    compare_exported(tmp_path, date(2026, 6, 1), 100, chance)


def test_the_sample(loaded_content, tmp_path):
    Station.objects.update(change_time=300)
    compare_exported(tmp_path, date(2026, 11, 28), 60, random.Random(1))


class TestRealFeed:
    """The subway of Kobe, as others made it: its times, its ids in Japanese, its platforms."""

    def test_taken_once_with_a_report_of_everything_else(self):
        report = import_feed(str(KOBE), dry_run=False)
        assert report.taken == {
            **{"sources": 1, "operators": 1, "stations": 26, "routes": 2, "timetables": 2},
            **{"days of running": 4, "trains": 1151, "times at stations": 15427},
        }
        assert report.of(Level.LEFT_OUT) == []
        assert [(one.file, one.message, one.count) for one in report.of(Level.NOT_KEPT)] == [
            ("agency.txt", "column agency_phone: values that are not kept", 1),
            ("stops.txt", "column stop_code: values that are not kept", 27),
            ("stops.txt", "column stop_url: values that are not kept", 26),
            ("stops.txt", "column wheelchair_boarding: values that are not kept", 53),
        ]
        assert import_feed(str(KOBE), dry_run=False).taken == {"timetables that were here already": 2}

    def test_same_arrivals_as_in_the_bytes_of_others(self):
        import_feed(str(KOBE), dry_run=False)
        # What nigiri reckons with where a feed says nothing.
        Station.objects.update(change_time=120)
        for timetable in Timetable.objects.all():
            make.publish(timetable)
        on = date(2017, 9, 1)
        oracle = Oracle(KOBE, on, on + timedelta(days=3), "Asia/Tokyo")
        compare(oracle, on, 100, random.Random(2), lambda station: station.name_en)
