"""Journeys found by the scan are those that are found by trying every way."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routes.journeys.days import DAY, compile_day, service_days
from routes.journeys.search import Footways, Journey, Leg, Search
from tests.routes.random_railway import best, every_journey, railways

HOUR = 3600
FOREVER = 4 * DAY
places = st.integers(0, 4)
moments = st.integers(0, 24 * 60 - 1).map(lambda minute: 60 * minute)


def values(journeys):
    return [(journey.departure, journey.arrival, len(journey.legs)) for journey in journeys]


class TestAgainstEveryWay:
    @settings(max_examples=100)
    @given(railways(), places, places, moments)
    def test_the_next_to_leave(self, railway, origin, destination, moment):
        if origin == destination:
            return
        found = Search(railway.days(0, 1), railway.footways(), origin, destination).leaving(
            moment, 99, FOREVER
        )
        wanted = best({one for one in every_journey(railway, origin, destination, 0, 1) if one[0] >= moment})
        assert values(found) == sorted(wanted)

    @settings(max_examples=100)
    @given(railways(), places, places, moments)
    def test_the_last_to_arrive(self, railway, origin, destination, moment):
        if origin == destination:
            return
        found = Search(railway.days(-1, 0), railway.footways(), origin, destination).arriving(
            moment, 99, FOREVER
        )
        wanted = best({one for one in every_journey(railway, origin, destination, -1, 0) if one[1] <= moment})
        assert sorted(values(found)) == sorted(wanted)

    @settings(max_examples=100)
    @given(railways(), places, places, moments, st.integers(1, 3))
    def test_few_are_the_first_of_many(self, railway, origin, destination, moment, count):
        if origin == destination:
            return
        search = Search(railway.days(0, 1), railway.footways(), origin, destination)
        many = search.leaving(moment, 99)
        assert search.leaving(moment, count) == many[:count]

    @settings(max_examples=100)
    @given(railways(), places, places, moments)
    def test_each_journey_can_be_ridden(self, railway, origin, destination, moment):
        if origin == destination:
            return
        quickest = {}
        for start, end, seconds in railway.walks:
            quickest[start, end] = min(seconds, quickest.get((start, end), seconds))
        for journey in Search(railway.days(0, 1), railway.footways(), origin, destination).leaving(
            moment, 99
        ):
            at, ready = origin, journey.departure
            for number, leg in enumerate(journey.legs):
                if leg.origin != at:
                    ready += quickest[at, leg.origin]
                elif number:
                    ready += railway.changes[at]
                days, stops = railway.trains[leg.train - 1]
                shift = leg.service_day * DAY
                assert leg.service_day in days
                assert ready <= leg.departure
                assert any(
                    (stop[0], stop[2] + shift, stop[3]) == (leg.origin, leg.departure, True)
                    and any(
                        (later[0], later[1] + shift, later[4]) == (leg.destination, leg.arrival, True)
                        for later in stops[place + 1 :]
                    )
                    for place, stop in enumerate(stops)
                )
                at, ready = leg.destination, leg.arrival
            assert journey.arrival == ready + (quickest[at, destination] if at != destination else 0)


def day(*trains):
    """Trains of one day, each as (station, hour) pairs."""
    rows = [
        (number, station, int(hour * HOUR), int(hour * HOUR), 0, 0)
        for number, stops in enumerate(trains, 1)
        for station, hour in stops
    ]
    return compile_day([service_days(rows)[0]], {station: station for station in range(6)})


def search(trains, origin=0, destination=1):
    return Search({0: day(*trains)}, Footways([300] * 6), origin, destination)


class TestSearch:
    def test_fewer_changes_are_worth_a_while_but_not_a_night(self):
        quick, direct = [[(0, 8), (2, 9)], [(2, 9.5), (1, 10)]], [(0, 8), (3, 9), (1, 11.5)]
        assert [journey.changes for journey in search([*quick, direct]).leaving(0, 5)] == [1, 0]
        slow = [(0, 8), (3, 9), (1, 12.5)]
        assert [journey.changes for journey in search([*quick, slow]).leaving(0, 5)] == [1]

    def test_a_change_takes_its_time(self):
        trains = [[(0, 8), (2, 9)], [(2, 9 + 4 / 60), (1, 10)], [(2, 11), (1, 12)]]
        assert values(search(trains).leaving(0, 5)) == [(8 * HOUR, 12 * HOUR, 2)]

    def test_no_journey_has_more_than_four_trains(self):
        chain = [(0, 2), (2, 3), (3, 4), (4, 5), (5, 1)]
        trains = [[(start, 6 + n), (end, 6.5 + n)] for n, (start, end) in enumerate(chain)]
        assert search(trains).leaving(0, 5) == []
        assert len(search(trains, 0, 5).leaving(0, 5)[0].legs) == 4

    def test_a_night_train_keeps_its_service_day(self):
        rows = [
            (7, 0, 23 * HOUR, 23 * HOUR, 0, 0),
            (7, 2, 25 * HOUR, 25 * HOUR, 0, 0),
            (7, 1, 30 * HOUR, 30 * HOUR, 0, 0),
        ]
        today = compile_day(service_days(rows), {0: 0, 1: 1, 2: 2})
        found = Search({0: today, 1: today}, Footways([60] * 3), 2, 1).leaving(0, 9)
        assert found == [
            Journey(HOUR, 6 * HOUR, (Leg(7, -1, 2, HOUR, 1, 6 * HOUR),)),
            Journey(25 * HOUR, 30 * HOUR, (Leg(7, 0, 2, 25 * HOUR, 1, 30 * HOUR),)),
        ]

    def test_a_change_without_time_is_refused(self):
        with pytest.raises(ValueError, match="a second or more"):
            Footways([60, 0])
        with pytest.raises(ValueError, match="a second or more"):
            Footways([60, 60], [(0, 1, 0)])
