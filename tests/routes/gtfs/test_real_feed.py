"""A real feed, as others made it: taken, told of, and searched like an independent engine searches it."""

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from routes.gtfs.report import Level
from routes.gtfs.writing import import_feed
from routes.models import Station, Timetable
from tests import factories as make
from tests.routes.oracle import Oracle, assert_same_arrivals

pytestmark = pytest.mark.django_db
KOBE = Path(__file__).parents[1] / "samples" / "kobe-subway-gtfs.zip"


class TestRealFeed:
    """The subway of Kobe, as others made it: its times, its ids in Japanese, its platforms."""

    def test_taken_once_with_a_report_of_everything_else(self):
        report = import_feed(str(KOBE), dry_run=False)
        assert report.taken == {
            "sources": 1,
            "operators": 1,
            "stations": 26,
            "routes": 2,
            "timetables": 2,
            "days of running": 4,
            "trains": 1151,
            "times at stations": 15427,
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
        assert_same_arrivals(oracle, on, 100, random.Random(2), lambda station: station.name_en)
