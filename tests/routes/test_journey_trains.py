"""Journeys with trains: what is found in the published timetables, what is said where it is not what was asked."""

import re
from datetime import UTC, date, datetime
from html import unescape
from urllib.parse import parse_qs

import pytest
from django.urls import reverse

from routes import connections
from routes.models import Publication, Station
from tests.factories import (
    make_route,
    make_route_event,
    make_service,
    make_station,
    make_timetable,
    make_transfer,
    make_trip,
    publish,
)

pytestmark = pytest.mark.django_db

FRIDAY = date(2026, 4, 3)
WEEKDAYS = 31


def line(slug, *stations, **fields):
    """A route that runs, with its draft timetable and a service."""
    route = make_route(slug, stations, name_en=slug)
    make_route_event(route, "launched", date(2026, 3, 1))
    return make_timetable(route, **fields)


@pytest.fixture
def a():
    return make_station("a", name_en="Alpha", name_ru="Берёза")


@pytest.fixture
def b():
    return make_station("b", name_en="Beta")


@pytest.fixture
def c():
    return make_station("c", name_en="Gamma")


@pytest.fixture
def trains(a, b, c):
    """a–b in the morning and in the evening, b–c a while later, on working days; and one by night."""
    first, second = line("one", a, b), line("two", b, c)
    daily, other = make_service(first, weekdays=WEEKDAYS), make_service(second, weekdays=WEEKDAYS)
    make_trip(daily, "11", [(a, "07:10"), (b, "08:00", "08:05")])
    make_trip(daily, "13", [(a, "18:05"), (b, "19:00")])
    make_trip(other, "21", [(b, "08:25"), (c, "09:30")])
    make_trip(other, "23", [(b, "19:04"), (c, "20:00")])
    make_trip(other, "25", [(b, "23:30"), (c, "24:40")])
    return [publish(first), publish(second)]


def ask(client, **query):
    return client.get(reverse("journey_search"), {"from": "a", "to": "c", "on": FRIDAY.isoformat()} | query)


def words(response):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def times(response):
    return re.findall(r"<h4>(.*?)</h4>", response.content.decode())


def link(response, rel):
    found = re.search(rf'href="\?([^"]*)#answer" rel="{rel}"', response.content.decode())
    return {name: values[0] for name, values in parse_qs(unescape(found[1])).items()}


class TestJourneySearch:
    def test_a_change_is_shown_with_its_waiting_time(self, client, trains):
        page = ask(client, at="06:00")
        assert times(page) == ["07:10 – 09:30", "18:05 – 00:40+1"]
        assert "2 h 20 min, 1 change" in words(page)
        assert "Change at Beta: 25 min" in words(page)
        assert "Train 21, two , Mondays to Fridays" in words(page)
        assert (
            f'href="{reverse("timetable_detail", kwargs={"slug": "two"})}?on=2026-04-03"'
            in page.content.decode()
        )

    def test_four_minutes_are_too_short_to_change(self, client, trains):
        assert "20:00" not in words(ask(client, at="17:00"))

    def test_a_station_says_how_long_a_change_takes(self, client, trains, b):
        """At once, also where the day is compiled already."""
        ask(client, at="17:00")
        Station.objects.filter(pk=b.pk).update(change_time=240)
        assert times(ask(client, at="17:00"))[0] == "18:05 – 20:00"

    def test_one_goes_on_foot_where_a_transfer_says_so(self, client, trains, a, b, c):
        """Before the first train, between two and after the last; not where it takes too long or is not possible."""
        near, yard, end = (make_station(name, name_en=name.title()) for name in ("near", "yard", "end"))
        make_transfer(near, a, 600)
        make_transfer(c, end, 1200)
        timetable = line("three", yard, c, near, end)
        make_trip(make_service(timetable), "31", [(yard, "08:20"), (c, "09:00")])
        publish(timetable)
        assert times(ask(client, **{"from": "near", "to": "end", "at": "06:00"}))[0] == "07:00 – 09:50"
        walk = make_transfer(b, yard, 1200)
        page = ask(client, **{"from": "near", "to": "end", "at": "06:00"})
        assert times(page)[0] == "07:00 – 09:20"
        ways = ("On foot from Near to Alpha: 10 min", "Change on foot from Beta to Yard: 20 min")
        assert all(way in words(page) for way in (*ways, "On foot from Gamma to End: 20 min"))
        for fields in ({"min_transfer_time": 1260}, {"kind": 3, "min_transfer_time": None}):
            type(walk).objects.filter(pk=walk.pk).update(**fields)
            assert times(ask(client, at="06:00"))[0] == "07:10 – 09:30"
        type(walk).objects.filter(pk=walk.pk).update(kind=1)
        assert times(ask(client, at="06:00"))[0] == "07:10 – 09:00"

    def test_the_last_train_has_left(self, client, trains):
        page = ask(client, on="2026-04-02", at="18:30")
        assert "The last train of that day leaves at 18:05. The next: 3 April 2026, 07:10." in words(page)

    def test_no_train_on_the_day_nor_on_the_next(self, client, trains):
        page = ask(client, on="2026-04-04", at="06:00")
        assert "No train leaves on that day. The next: 6 April 2026, 07:10." in words(page)

    def test_arriving_by_a_minute_includes_it(self, client, trains):
        assert times(ask(client, by="arrive", at="09:30"))[-1] == "07:10 – 09:30"
        page = ask(client, by="arrive", at="09:29", on="2026-04-06")
        assert times(page)[0] == "07:10 – 09:30"
        assert "No train arrives by then. The first of that day arrives at 09:30." in words(page)

    def test_earlier_and_later_lead_to_the_next_ones(self, client, trains):
        page = ask(client, at="18:00")
        assert times(page)[0] == "18:05 – 00:40+1"
        assert times(client.get(reverse("journey_search"), link(page, "prev")))[-1] == "07:10 – 09:30"
        assert (
            times(client.get(reverse("journey_search"), link(ask(client, at="06:00"), "next")))[0]
            == "07:10 – 09:30"
        )

    def test_without_a_time_it_is_now(self, client, trains, monkeypatch):
        now = datetime(2026, 4, 3, 17, tzinfo=UTC)
        monkeypatch.setattr("routes.views.journeys.timezone.localtime", lambda *_: now)
        assert times(ask(client, on=""))[0] == "18:05 – 00:40+1"
        assert times(ask(client, on="2026-04-06"))[0] == "07:10 – 09:30"

    def test_real_trains_need_no_reason_why_there_are_none(self, client, trains):
        page = words(ask(client, to="b", at="06:00"))
        assert "Trains run, but" not in page
        assert "not for travel" not in page

    def test_a_line_that_is_not_known_to_run_keeps_its_doubt(self, client, trains):
        trains[0].route.events.update(kind="decided")
        page = words(ask(client, to="b", at="06:00"))
        assert page.index("Planned, not running") < page.index("07:10 – 08:00")
        assert "not for travel" not in page

    def test_a_running_line_without_a_train_says_so(self, client, trains):
        page = words(ask(client, **{"from": "c", "to": "b"}))
        assert "Trains run, but none this way then" in page

    def test_invented_trains_stand_under_their_ribbon_after_the_reason(self, client, a, c):
        timetable = line("sample", a, c, is_sample=True)
        make_trip(make_service(timetable), "S 1", [(a, "07:10"), (c, "08:00")])
        publish(timetable)
        page = words(ask(client, at="06:00"))
        reason, ribbon, train = (
            page.index(text)
            for text in ("this site holds no timetable", "Sample data, not for travel", "07:10 – 08:00")
        )
        assert reason < ribbon < train
        assert "sample, not for travel" in page[train:]

    @pytest.mark.parametrize("spelling", ["Берёза", "БЕРЕЗА", "bereza", "Alpha"])
    def test_a_station_is_found_by_any_spelling(self, client, trains, spelling):
        assert times(ask(client, **{"from": spelling, "at": "06:00"}))[0] == "07:10 – 09:30"

    def test_queries(self, client, trains, django_assert_num_queries):
        """Three that every search asks; the trains found; and, once, stations and the days on which the trains of two days set
        out: two of one, three of the other."""
        with django_assert_num_queries(3 + 1 + 1 + 5):
            assert times(ask(client, at="06:00"))
        with django_assert_num_queries(3 + 1):
            assert times(ask(client, at="06:00"))

    def test_no_day_ahead_is_read_where_nothing_ever_leads_there(
        self, client, trains, django_assert_num_queries
    ):
        ask(client, at="06:00")
        with django_assert_num_queries(3 + 1):  # and, once, which stations the trains join
            assert not times(ask(client, **{"from": "c", "to": "a"}))
        with django_assert_num_queries(3):
            ask(client, **{"from": "c", "to": "a"})


class TestWhatIsKept:
    def test_a_withdrawal_shows_at_once(self, client, trains):
        assert times(ask(client, at="06:00"))
        Publication.objects.filter(pk=trains[1].pk).update(
            withdrawn_at=trains[1].published_at, withdrawn_because="a mistake"
        )
        assert not times(ask(client, at="06:00"))

    def test_a_publication_shows_at_once(self, client, trains, a, c):
        assert not times(ask(client, **{"from": "c", "to": "a"}))
        timetable = line("back", c, a)
        make_trip(make_service(timetable), "31", [(c, "10:00"), (a, "12:00")])
        publish(timetable)
        assert times(ask(client, **{"from": "c", "to": "a", "at": "06:00"}))[0] == "10:00 – 12:00"

    def test_days_make_room(self, trains, monkeypatch):
        monkeypatch.setattr(connections, "MOST_DAYS", 2)
        railway = connections.railway_of(date(2026, 4, 1), date(2026, 4, 4))
        for number in range(1, 5):
            railway.day(date(2026, 4, number))
        assert [day for day, *_running in railway.kept.days] == [date(2026, 4, 3), date(2026, 4, 4)]
