"""Feeds of others: taken row by row, drafts only, everything else in the report."""

from array import array
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from news.models import Source
from routes.gtfs.incoming import InTrip
from routes.gtfs.report import FeedRefusedError, Level
from routes.gtfs.writing import import_feed
from routes.gtfs.writing.network import country_of, points_of
from routes.models import (
    Operator,
    Publication,
    Route,
    RouteStop,
    Service,
    Station,
    StopTime,
    Timetable,
    Transfer,
    Trip,
)
from tests import factories as make
from tests.routes.gtfs.feeds import zipped

pytestmark = pytest.mark.django_db
TABLES = (Source, Operator, Station, Route, RouteStop, Timetable, Service, Trip, StopTime, Publication)


def counted():
    return [model.objects.count() for model in TABLES]


def taken(file, **options):
    return import_feed(file, dry_run=False, **options)


def messages(report, level):
    return [(one.file, one.message, one.count) for one in report.of(level)]


def calls(**trip):
    columns = ("station__slug", "arrival", "departure", "pickup", "drop_off", "is_exact")
    return list(
        StopTime.objects.filter(**{f"trip__{name}": value for name, value in trip.items()}).values_list(
            *columns
        )
    )


class TestImport:
    def test_trains_become_a_draft_of_their_route(self):
        taken(zipped())
        assert counted() == [1, 1, 3, 1, 3, 1, 1, 1, 3, 0]
        timetable = Timetable.objects.get()
        assert (timetable.state, timetable.valid_from, timetable.valid_until, timetable.is_sample) == (
            *("draft", date(2026, 4, 2), date(2026, 12, 31)),
            False,
        )
        assert calls(number="101", direction=0) == [
            ("A", 21600, 21600, 0, 1, True),
            ("B", 23400, 23460, 0, 0, True),
            ("C", 87000, 87000, 1, 0, True),
        ]
        assert Source.objects.get() == timetable.source == Station.objects.get(slug="A").coordinate_source
        assert (Station.objects.get(slug="A").country, Operator.objects.get().country) == ("BY", "")

    def test_a_dry_run_says_the_same_and_keeps_nothing(self):
        before = counted()
        looked = import_feed(zipped(), dry_run=True)
        assert counted() == before
        assert list(looked.lines()) == list(taken(zipped()).lines())

    def test_the_same_feed_again_adds_nothing(self):
        taken(zipped())
        after = counted()
        assert taken(zipped()).taken == {"timetables that were here already": 1}
        assert counted() == after

    def test_another_version_is_another_draft_and_what_is_published_stays(self):
        taken(zipped())
        published = Timetable.objects.get()
        make.publish(published)
        before = calls(timetable=published)
        taken(zipped(), prefix="")
        changed = zipped(trips=zipped_trips("t1,102"))
        taken(changed)
        assert Timetable.objects.exclude(pk=published.pk).get().state == "draft"
        assert calls(timetable=published) == before
        assert Publication.objects.get().timetable == published

    def test_what_is_ours_stays_and_the_report_tells(self):
        make.make_station("A", name_en="Our Alpha", latitude="55.100000", longitude="30.150000")
        report = taken(zipped())
        assert ("stops.txt", "another name than ours, which stays", 1) in messages(report, Level.CHANGED)
        assert ("stops.txt", "another position than ours, which stays", 1) in messages(report, Level.CHANGED)
        assert Station.objects.get(slug="A").name_en == "Our Alpha"

    def test_a_station_of_ours_elsewhere_stops_all_of_it(self):
        make.make_station("A", latitude="50.100000", longitude="30.100000")
        before = counted()
        with pytest.raises(FeedRefusedError, match="556 km from ours"):
            taken(zipped())
        assert counted() == before
        taken(zipped(), prefix="rw")
        assert Station.objects.filter(slug="rw-A").exists()

    def test_nothing_is_dropped_in_silence(self):
        report = taken(
            zipped(
                {"shapes.txt": "shape_id\nx\n"},
                stops="stop_id,stop_name,stop_lat,stop_lon,location_type\n"
                "A,Alpha,0,0,0\nB,Beta,55.2,30.2,\nC,Gamma,55.3,30.3,\nE,Door,55.3,30.3,2\n",
                trips=zipped_trips("t1,101", "t2,102", "t3,103", "t4,104", "t5,105") + "X,daily,t9,9,0\n",
                stop_times="trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
                "t1,06:00:00,06:00:00,A,1\nt1,07:00:00,07:00:00,B,2\n"
                "t2,06:00:00,06:00:00,A,1\nt2,05:00:00,05:00:00,B,2\n"
                "t3,06:00:00,06:00:00,A,1\n"
                "t4,06:00:00,06:00:00,A,1\nt4,6.30,06:30:00,B,2\n"
                "t5,71:00:00,71:00:00,A,1\nt5,72:00:00,72:00:00,B,2\n"
                "t9,06:00:00,06:00:00,A,1\n",
            )
        )
        assert sorted(messages(report, Level.LEFT_OUT)) == [
            ("stop_times.txt", "a stop, time or order that cannot be read: its trip", 1),
            ("stop_times.txt", "of trips that were not taken", 1),
            ("stops.txt", "a position that is none", 1),
            ("trips.txt", "a route that was not taken", 1),
            ("trips.txt", "a row of it that cannot be read", 1),
            ("trips.txt", "fewer than two stops", 1),
            ("trips.txt", "times of 72:00:00 and later", 1),
            ("trips.txt", "times that go backwards", 1),
        ]
        assert sorted(messages(report, Level.NOT_KEPT)) == [
            ("shapes.txt", "a file that is not kept", 1),
            ("stops.txt", "entrances, ways and boarding areas", 1),
        ]
        assert list(Trip.objects.values_list("number", flat=True)) == ["101"]
        assert Station.objects.get(slug="A").latitude is None

    @pytest.mark.parametrize("latitude", ["nan", "sNaN", "-inf", "1e999999", "91", "x", ""])
    def test_a_position_that_is_no_number_leaves_the_station_without(self, latitude):
        stops = f"stop_id,stop_name,stop_lat,stop_lon\nA,Alpha,{latitude},30.1\nB,Beta,55.2,30.2\nC,Gamma,55.3,30.3\n"
        taken(zipped(stops=stops))
        assert Station.objects.get(slug="A").latitude is None

    def test_headways_are_written_out(self):
        report = taken(
            zipped(
                frequencies="trip_id,start_time,end_time,headway_secs,exact_times\nt1,06:00:00,08:00:00,3600,0\n"
            )
        )
        assert sorted(call for call in calls(direction=0) if call[0] == "A") == [
            ("A", 21600, 21600, 0, 1, False),
            ("A", 25200, 25200, 0, 1, False),
        ]
        words = "headways written out train by train, their times marked as not exact"
        assert ("frequencies.txt", words, 1) in messages(report, Level.CHANGED)

    def test_times_between_are_filled_in_and_marked(self):
        taken(
            zipped(
                stop_times="trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
                "t1,,,B,2\nt1,07:00:00,07:00:00,C,9\nt1,06:00:00,06:00:00,A,1\n"
            )
        )
        assert calls(number="101")[1] == ("B", 23400, 23400, 0, 0, False)

    def test_transfers_between_stations_and_changes_within_them(self):
        """Platforms are their station, the longest time holds; what stays ours or is not kept stands in the report."""
        header = "from_stop_id,to_stop_id,transfer_type,min_transfer_time,from_trip_id\n"
        stops = (
            "stop_id,stop_name,stop_lat,stop_lon,parent_station\nA,Alpha,55.1,30.1,\nA1,Alpha 1,55.1,30.1,A\n"
            "B,Beta,55.2,30.2,\nC,Gamma,55.3,30.3,\n"
        )
        rows = "A,A1,2,240,\nA1,A,2,180,\nA,B,2,600,\nB,A,,,\nB,C,3,,\nA,A,0,,\nA,B,2,600,t1\nA,B,2,x,\nA,X,0,,\n"
        report = taken(zipped(stops=stops, transfers=header + rows))
        assert Station.objects.get(slug="A").change_time == 240
        columns = ("from_station__slug", "to_station__slug", "kind", "min_transfer_time")
        held = [("A", "B", 2, 600), ("B", "A", 0, None), ("B", "C", 3, None)]
        assert sorted(Transfer.objects.values_list(*columns)) == held
        said = [one for level in Level for one in messages(report, level) if one[0] == "transfers.txt"]
        assert said == [
            ("transfers.txt", "a time that cannot be read", 1),
            ("transfers.txt", "a stop that was not taken", 1),
            ("transfers.txt", "within a station, anything but a time", 1),
            ("transfers.txt", "transfers between single trains or routes", 1),
        ]
        again = taken(zipped(stops=stops, transfers=header + "A,A,2,60,\nA,B,2,60,\n"))
        assert [one[1] for one in messages(again, Level.CHANGED) if one[0] == "transfers.txt"] == [
            "another time to change trains than ours, which stays",
            "another transfer than ours, which stays",
        ]
        assert sorted(Transfer.objects.values_list(*columns)) == held
        assert Station.objects.get(slug="A").change_time == 240

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"stops": None}, "The archive has no stops.txt"),
            ({"calendar": None}, "neither calendar.txt nor calendar_dates.txt"),
            ({"agency": "agency_name,agency_timezone\nX,Mars/Olympus\n"}, "there is no time zone"),
            ({"trips": "route_id,service_id,trip_id\n"}, "No train of the feed could be taken"),
        ],
    )
    def test_a_feed_without_trains_is_refused(self, changes, words):
        before = counted()
        with pytest.raises(FeedRefusedError, match=words):
            taken(zipped(**changes))
        assert counted() == before

    def test_queries_do_not_grow_with_trains(self, django_assert_num_queries):
        many = [f"t{n},{n}" for n in range(1, 40)]
        times = "".join(f"t{n},06:00:00,06:00:00,A,1\nt{n},07:00:00,07:00:00,B,2\n" for n in range(1, 40))
        header = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
        taken(zipped())
        with django_assert_num_queries(11):
            taken(zipped())
        with django_assert_num_queries(21):
            taken(zipped(trips=zipped_trips(*many), stop_times=header + times))


def zipped_trips(*trips):
    rows = "".join(f"R,daily,{trip},0\n" for trip in trips)
    return f"route_id,service_id,trip_id,trip_short_name,direction_id\n{rows}"


class TestCommand:
    def test_says_what_it_took_and_refuses_in_words(self, tmp_path, capsys):
        path = tmp_path / "feed.zip"
        path.write_bytes(zipped().getvalue())
        call_command("import_gtfs", path, dry_run=True)
        told = capsys.readouterr().out
        assert "trains: 1\n" in told
        assert told.endswith("A dry run: nothing was kept.\n")
        assert Timetable.objects.count() == 0
        with pytest.raises(CommandError, match="There is no source nowhere"):
            call_command("import_gtfs", path, source="nowhere")
        path.write_bytes(b"")
        with pytest.raises(CommandError, match=r"or a broken one\. Nothing was taken\."):
            call_command("import_gtfs", path)


def test_the_country_of_a_zone():
    assert [country_of(zone) for zone in ("Europe/Minsk", "Asia/Omsk", "America/Mexico_City", "UTC")] == [
        *("BY", "RU", "", ""),
    ]


def test_the_points_of_a_route_are_those_of_its_longest_train_and_what_others_add():
    def trip(direction, *stations):
        flat = array("i")
        for station in stations:
            flat.extend((station, 0, 0, 0, 0, 1))
        return InTrip("1", direction, "d", ("", "", ""), flat)

    assert points_of([trip(0, 1, 2, 4), trip(0, 2, 3, 4), trip(1, 5, 4, 1)]) == [1, 2, 3, 4, 5]
