"""Timetables: the grid, what the database refuses, and how invented ones show on a route's page."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from routes.models import StopTime, Timetable, Trip
from routes.timetable_grid import Call, Cell, Row, clock, grid, runs_on
from tests.factories import make_route, make_station


class TestGrid:
    def test_ends_show_one_time_and_a_wait_shows_two(self):
        calls = [Call("1", "a", 0, 0), Call("1", "b", 60, 180, on_request=True), Call("1", "c", 300, 300)]
        assert grid(calls, ["a", "b", "c"], ["1"]) == [
            Row("a", "dep", (Cell("00:00", False),)),
            Row("b", "arr", (Cell("00:01", True),)),
            Row("b", "dep", (Cell("00:03", True),)),
            Row("c", "arr", (Cell("00:05", False),)),
        ]

    def test_a_train_that_passes_leaves_the_cell_empty(self):
        calls = [
            Call(train, station, 0, 0)
            for train, stations in [("1", "abc"), ("2", "ac")]
            for station in stations
        ]
        assert [row.cells[1] is None for row in grid(calls, "abc", ["1", "2"])] == [False, True, False]

    def test_stations_no_train_serves_are_left_out(self):
        assert [row.station for row in grid([Call("1", "a", 0, 0), Call("1", "c", 9, 9)], "abcd", ["1"])] == [
            "a",
            "c",
        ]

    @pytest.mark.parametrize(
        ("seconds", "text"), [(0, "00:00"), (31200, "08:40"), (87000, "00:10+1"), (259199, "23:59+2")]
    )
    def test_clock(self, seconds, text):
        assert clock(seconds) == text

    @given(st.sets(st.integers(0, 6), min_size=1))
    def test_a_mask_is_its_days(self, days):
        assert runs_on(sum(1 << day for day in days)) == sorted(days)


@pytest.fixture
def trip(db):
    a, b, c = make_station("a"), make_station("b", is_border_point=True), make_station("c")
    route = make_route("a-c", [a, b, c])
    timetable = Timetable.objects.create(
        route=route, key="s", valid_from=date(2026, 4, 2), valid_until=date(2026, 12, 31)
    )
    trip = Trip.objects.create(timetable=timetable, number="S 1", direction=0, weekdays=16)
    StopTime.objects.bulk_create(
        StopTime(trip=trip, sequence=n, station=station, arrival=arrival, departure=departure)
        for n, (station, arrival, departure) in enumerate(
            [(a, 24000, 24000), (b, 27000, 27840), (c, 32520, 32520)], 1
        )
    )
    return trip


def timetable(trip, **fields):
    days = {"valid_from": date(2026, 4, 2), "valid_until": date(2026, 4, 3)}
    return Timetable(route=trip.timetable.route, **{"key": "x"} | days | fields)


def train(trip, **fields):
    return Trip(timetable=trip.timetable, **{"number": "S 9", "direction": 0} | fields)


def stop_time(trip, sequence, arrival, departure):
    return StopTime(
        trip=trip, sequence=sequence, station=make_station(), arrival=arrival, departure=departure
    )


def refused(write):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        write()
    return str(error.value)


class TestDatabase:
    @pytest.mark.parametrize(
        ("constraint", "make"),
        [
            ("timetable_key_once", lambda trip: timetable(trip, key="s")),
            ("timetable_ends_after_start", lambda trip: timetable(trip, valid_until=date(2026, 1, 1))),
            ("timetable_is_a_sample", lambda trip: timetable(trip, is_sample=False)),
            ("trip_number_once", lambda trip: train(trip, number="S 1")),
            ("trip_has_a_number", lambda trip: train(trip, number="")),
            ("trip_direction_known", lambda trip: train(trip, direction=2)),
            ("trip_runs_on_some_day", lambda trip: train(trip, weekdays=0)),
            ("trip_runs_on_some_day", lambda trip: train(trip, weekdays=128)),
            ("stop_time_order_once", lambda trip: stop_time(trip, 3, 32520, 32520)),
            ("stop_time_arrives_before_it_leaves", lambda trip: stop_time(trip, 9, 40000, 39999)),
            ("stop_time_within_three_days", lambda trip: stop_time(trip, 9, 40000, 259200)),
        ],
    )
    def test_refuses(self, trip, constraint, make):
        row = make(trip)
        message = refused(lambda: type(row).objects.bulk_create([row]))
        assert constraint in message or "UNIQUE constraint failed" in message

    @pytest.mark.parametrize(
        ("sequence", "change"), [(2, {"arrival": 23999}), (2, {"departure": 32521}), (3, {"arrival": 27000})]
    )
    def test_a_train_never_goes_back_in_time(self, trip, sequence, change):
        rows = StopTime.objects.filter(trip=trip, sequence=sequence)
        assert "before it has left" in refused(lambda: rows.update(**change))

    def test_nor_by_a_new_row(self, trip):
        row = StopTime(trip=trip, sequence=4, station=make_station(), arrival=32519, departure=40000)
        assert "before it has left" in refused(lambda: StopTime.objects.bulk_create([row]))
        row.arrival = 32520
        StopTime.objects.bulk_create([row])

    def test_a_station_with_trains_stays(self, trip):
        trip.timetable.route.stops.all().delete()
        with pytest.raises(ProtectedError):
            trip.stop_times.first().station.delete()


class TestRoutePage:
    def page(self, client, day="2026-04-03"):
        return client.get(reverse("route_detail", kwargs={"slug": "a-c"}) + f"?as_of={day}").content.decode()

    def test_invented_trains_stand_under_their_ribbon(self, client, trip):
        page = self.page(client)
        ribbon, table = page.index("Sample data, not for travel"), page.index('<table class="timetable">')
        assert ribbon < table
        assert re.findall(r'<td class="(?:dep|arr)">(.*?)</td>', page[table:]) == [
            "06:40",
            "07:30",
            "07:44",
            "09:02",
        ]
        assert re.findall(r'<td class="day">(.*?)</td>', page[table:]) == ["Fri"]

    def test_they_count_for_nothing(self, client, trip):
        page = self.page(client)
        assert "No published timetable is held" in page

    @pytest.mark.parametrize("day", ["2026-04-01", "2027-01-01"])
    def test_on_other_days_they_are_not_shown(self, client, trip, day):
        page = self.page(client, day)
        assert "Sample data" not in page
        assert "timetable-0" not in page
