"""Rows read within the rows they belong to."""

from datetime import date
from decimal import Decimal

import pytest

from config.web.nested import give, made, nested
from routes.models import Publication, Route, RouteEvent, RouteStop
from tests import factories as make

pytestmark = pytest.mark.django_db


def values(row):
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}


def test_they_are_the_rows_themselves(django_assert_num_queries):
    source = make.make_source("s", published_on=date(2026, 2, 3), machine_translated=True)
    station = make.make_station(
        "a", latitude=Decimal("55.193100"), longitude=Decimal("30.2"), coordinate_source=source
    )
    route = make.make_route("r", stations=[make.make_station("b"), station])
    make.make_route_event(route, "launched", date(2026, 4, 2), source=source)
    service = make.make_service(make.make_timetable(route))
    make.make_trip(service, "1", [(stop.station, "06:40") for stop in route.stops.all()])
    make.publish(service.timetable)
    empty = make.make_route("z")
    rows = Route.objects.order_by("slug").annotate(
        stops_held=nested(RouteStop.objects.all(), "route", "station"),
        events_held=nested(RouteEvent.objects.all(), "route", "source"),
        publications_held=nested(Publication.objects.all(), "route"),
    )
    found = list(rows)
    with django_assert_num_queries(0):
        stops = made(RouteStop, found[0].stops_held, "station", by=lambda stop: stop.sequence)
        events = made(RouteEvent, found[0].events_held, "source", by=lambda event: event.key)
        (publication,) = made(Publication, found[0].publications_held, by=lambda each: each.valid_from)
        give(found[0], "stops", "route", stops)
        assert [stop.station.slug for stop in found[0].stops.all()] == ["b", "a"]
        assert made(RouteStop, found[1].stops_held, "station", by=lambda stop: stop.sequence) == []
    assert found[1] == empty
    assert list(map(values, stops)) == list(map(values, RouteStop.objects.order_by("sequence")))
    assert values(stops[1].station) == values(type(station).objects.get(slug="a"))
    assert values(events[0]) == values(RouteEvent.objects.get())
    assert values(events[0].source) == values(type(source).objects.get(key="s"))
    assert values(publication) == values(Publication.objects.get())


def test_of_rows_read_in_part_no_more_is_read(django_assert_num_queries):
    station = make.make_station("a")
    make.make_route("r", stations=[station, make.make_station("b")])
    stops = RouteStop.objects.only("sequence", "station__slug")
    [route] = Route.objects.annotate(stops_held=nested(stops, "route", "station"))
    assert {*route.stops_held[0]} == {"id", "sequence", "station_id", "station"}
    assert {*route.stops_held[0]["station"]} == {"id", "slug"}
    found = made(RouteStop, route.stops_held, "station", by=lambda stop: stop.sequence)
    with django_assert_num_queries(0):
        assert [(stop.sequence, stop.station.slug) for stop in found] == [(1, "a"), (2, "b")]
    with django_assert_num_queries(1):
        assert found[0].station.name_en == station.name_en


def test_what_several_name_is_made_once():
    source = make.make_source("s")
    route = make.make_route("r")
    for day in (1, 2):
        make.make_route_event(route, "launched", date(2026, 4, day), source=source)
    [found] = Route.objects.annotate(held=nested(RouteEvent.objects.all(), "route", "source"))
    first, second = made(RouteEvent, found.held, "source", by=lambda event: event.dated_on)
    assert first.source is second.source
