"""Timetables: the grid, what the database refuses, and how invented ones show on a route's page."""

import re

import pytest
from django.urls import reverse

from routes.timetable_grid import Call, Cell, Row, clock, grid
from tests.factories import make_route, make_service, make_station, make_timetable, make_trip, publish


class TestGrid:
    def test_ends_show_one_time_and_a_wait_shows_two(self):
        calls = [Call("1", "a", 0, 0), Call("1", "b", 60, 180, "§"), Call("1", "c", 300, 300)]
        assert grid(calls, ["a", "b", "c"], ["1"]) == [
            Row("a", "dep", (Cell("00:00", ""),)),
            Row("b", "arr", (Cell("00:01", "§"),)),
            Row("b", "dep", (Cell("00:03", "§"),)),
            Row("c", "arr", (Cell("00:05", ""),)),
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


@pytest.fixture
def trip(db):
    a, b, c = make_station("a"), make_station("b", is_border_point=True), make_station("c")
    timetable = make_timetable(make_route("a-c", [a, b, c]), is_sample=True)
    fridays = make_service(timetable, weekdays=16)
    trip = make_trip(fridays, "S 1", [(a, "06:40"), (b, "07:30", "07:44"), (c, "09:02")])
    publish(timetable)
    return trip


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
