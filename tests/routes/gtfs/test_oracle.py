"""The feed that goes out says of journeys what the site says: an independent engine finds in its bytes the same arrivals."""

import random
from datetime import date, timedelta

import pytest

from routes.gtfs.export import feed_on
from routes.gtfs.names import make_id
from routes.models import Station, StopTime
from tests import factories as make
from tests.routes.oracle import Oracle, assert_same_arrivals

pytestmark = pytest.mark.django_db
SITE = "https://chronicle.example.org"


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


def assert_same_when_exported(tmp_path, on, queries, chance):
    path = tmp_path / "gtfs.zip"
    path.write_bytes(feed_on(on, SITE).body)
    oracle = Oracle(path, on, on + timedelta(days=3), "Europe/Minsk")
    assert_same_arrivals(oracle, on, queries, chance, lambda station: make_id(station.slug))


@pytest.mark.parametrize("seed", range(2))
def test_feeds_drawn_by_chance(seed, tmp_path):
    chance = random.Random(seed)
    railway_by_chance(chance)
    assert_same_when_exported(tmp_path, date(2026, 6, 1), 100, chance)


def test_the_sample(loaded_content, tmp_path):
    Station.objects.update(change_time=300)
    assert_same_when_exported(tmp_path, date(2026, 11, 28), 60, random.Random(1))
