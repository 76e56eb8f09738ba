"""The feed: what goes into it, that its bytes are one, that it comes back as it was, and what independent validators say."""

import csv
import io
import zipfile
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routes.gtfs.export import feed_on
from routes.gtfs.selection import select
from routes.gtfs.validators import faults, validate
from routes.gtfs.writing import import_feed
from routes.models import (
    FareProduct,
    FareRule,
    FeedReport,
    Operator,
    RiderCategory,
    Route,
    Station,
    Timetable,
)
from tests import factories as make

pytestmark = pytest.mark.django_db
SITE = "https://chronicle.example.org"
TODAY = date(2026, 6, 1)


def rows_of(feed, name):
    with zipfile.ZipFile(io.BytesIO(feed.body)) as archive, archive.open(f"{name}.txt") as file:
        return list(csv.DictReader(io.TextIOWrapper(file, "utf-8")))


def make_line(slug="line", event="launched", **timetable):
    """A route of three stations with a timetable of one train each way."""
    places = {"north": ("55.10", "30.10"), "middle": ("55.20", "30.20"), "south": ("55.30", "30.30")}
    stations = [
        Station.objects.filter(slug=name).first()
        or make.make_station(name, name_ru=f"Станция {name}", latitude=Decimal(lat), longitude=Decimal(lon))
        for name, (lat, lon) in places.items()
    ]
    route = make.make_route(slug, stations=stations)
    route.operators.add(
        Operator.objects.filter(code="rw").first() or make.make_operator("rw", url="https://rw.example.org/")
    )
    make.make_route_event(route, event)
    draft = make.make_timetable(route, **timetable)
    service = make.make_service(draft)
    north, middle, south = stations
    make.make_trip(service, "101", [(north, "06:00"), (middle, "06:30", "06:32"), (south, "24:10")])
    make.make_trip(service, "102 б", [(south, "07:00"), (north, "08:00")], direction=1, headsign_en="Fast")
    return draft


class TestSelect:
    def test_published_timetables_of_running_or_planned_routes(self):
        make.publish(make_line("runs"))
        make.publish(make_line("planned", event="launch_planned"))
        make.publish(make_line("candidate", event="proposed"))
        make.publish(make_line("closed", event="closed"))
        make_line("draft")
        make.publish(make_line("over", first=date(2026, 4, 2), last=TODAY - timedelta(days=1)))
        withdrawn = make.publish(make_line("withdrawn"))
        withdrawn.withdrawn_at, withdrawn.withdrawn_because = timezone.now(), "wrong"
        withdrawn.save()
        assert [row["route_id"] for row in rows_of(feed_on(TODAY, SITE), "routes")] == ["planned", "runs"]
        assert {one.timetable.route.slug: one.why for one in select(TODAY).left_out} == {
            "candidate": "The route neither runs nor is to run.",
            "closed": "The route neither runs nor is to run.",
        }

    def test_a_train_is_not_told_in_part(self):
        draft = make_line()
        lost = make.make_station("lost", name_en="Lost")
        make.make_trip(
            draft.services.get(), "9", [(lost, "06:00"), (Station.objects.get(slug="south"), "07:00")]
        )
        make.publish(draft)
        assert feed_on(TODAY, SITE) is None
        [left_out] = select(TODAY).left_out
        assert left_out.why.startswith("No coordinates are held of: Lost. ")
        assert [station.name for station in left_out.stations] == ["Lost"]

    def test_a_sample_goes_only_where_nothing_real_goes_and_says_so(self):
        make.publish(make_line("invented", is_sample=True))
        sample = feed_on(TODAY, SITE)
        assert sample.file_name == "gtfs-sample.zip"
        mark = "(sample data, not for travel)"
        assert rows_of(sample, "feed_info")[0]["feed_publisher_name"].endswith(mark)
        assert rows_of(sample, "agency")[0]["agency_name"].endswith(mark)
        assert rows_of(sample, "routes")[0]["route_desc"] == "Sample data, not for travel."
        for name, column in (("trips", "trip_id"), ("stop_times", "trip_id"), ("calendar", "service_id")):
            assert {row[column].split("/")[0] for row in rows_of(sample, name)} == {"sample"}
        make.publish(make_line("real"))
        real = feed_on(TODAY, SITE)
        assert b"sample" not in b"".join(
            zipfile.ZipFile(io.BytesIO(real.body)).read(name)
            for name in zipfile.ZipFile(io.BytesIO(real.body)).namelist()
        )
        assert [row["route_id"] for row in rows_of(real, "routes")] == ["real"]

    def test_queries(self, django_assert_num_queries):
        make.publish(make_line("one"))
        with django_assert_num_queries(15):
            feed_on(TODAY, SITE)
        draft = make_line("two")
        for number in range(200, 220):
            make.make_trip(
                draft.services.get(),
                str(number),
                [(Station.objects.get(slug="north"), "06:00"), (Station.objects.get(slug="south"), "07:00")],
            )
        make.publish(draft)
        with django_assert_num_queries(17):  # two more a timetable
            feed_on(TODAY, SITE)


class TestFeed:
    def test_the_bytes_are_one_and_depend_on_no_order(self):
        make.publish(make_line())
        first = feed_on(TODAY, SITE)
        assert first.body == feed_on(TODAY + timedelta(days=30), SITE).body
        assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(first.body)).infolist()} == {
            (1980, 1, 1, 0, 0, 0)
        }

    def test_rows(self):
        make.publish(make_line())
        feed = feed_on(TODAY, SITE)
        assert [tuple(row.values())[2:] for row in rows_of(feed, "trips")] == [
            ("line/t/daily/0/101", "Station south", "101", "0"),
            ("line/t/daily/1/102%20%D0%B1", "Fast", "102 б", "1"),
        ]
        assert [tuple(row.values())[1:] for row in rows_of(feed, "stop_times")][:3] == [
            ("06:00:00", "06:00:00", "north", "1", "0", "1", "1"),
            ("06:30:00", "06:32:00", "middle", "2", "0", "0", "1"),
            ("24:10:00", "24:10:00", "south", "3", "1", "0", "1"),
        ]
        words = {
            (row["record_id"], row["language"]): row["translation"] for row in rows_of(feed, "translations")
        }
        assert words["north", "ru"] == "Станция north"
        rows = [row for name in ("stops", "trips", "routes", "calendar") for row in rows_of(feed, name)]
        ids = [value for row in rows for key, value in row.items() if key.endswith("_id")]
        assert all(value.isascii() for value in ids)

    def test_changes_and_transfers_between_stations_of_the_feed(self):
        make.publish(make_line())
        north, middle, south = (Station.objects.get(slug=slug) for slug in ("north", "middle", "south"))
        Station.objects.filter(pk=middle.pk).update(change_time=240)
        # Near enough to walk to: validators look.
        Station.objects.filter(pk=south.pk).update(latitude=Decimal("55.11"), longitude=Decimal("30.11"))
        make.make_transfer(north, south, 900)
        make.make_transfer(south, north, kind=3)
        make.make_transfer(south, make.make_station("elsewhere"), 60)
        feed = feed_on(TODAY, SITE)
        assert [tuple(row.values()) for row in rows_of(feed, "transfers")] == [
            ("middle", "middle", "2", "240"),
            ("north", "south", "2", "900"),
            ("south", "north", "3", ""),
        ]
        assert faults(validate(feed.body, TODAY)) == []

    def test_no_error_and_no_warning_in_either_validator(self, loaded_content):
        sample = feed_on(date(2026, 11, 28), SITE)
        assert faults(validate(sample.body, date(2026, 11, 28))) == []

    def test_no_fault_in_a_real_one_with_fares_between_stations(self):
        make_fares(make.publish(make_line()).route)
        feed = feed_on(TODAY, SITE)
        assert len(rows_of(feed, "fare_leg_rules")) == 3
        assert faults(validate(feed.body, TODAY)) == []

    def test_validators_find_a_fault(self):
        make.publish(make_line())
        Operator.objects.update(url="no address")
        assert any("invalid_url" in one for one in faults(validate(feed_on(TODAY, SITE).body, TODAY)))


def make_fares(route, price="4.20"):
    rider = RiderCategory.objects.create(code="adult", name_en="Adult", is_default=True)
    source = make.make_source()
    for key, ends in (("whole", ()), ("pair", ("north", "south"))):
        product = FareProduct.objects.create(
            key=key,
            name_en=key,
            rider_category=rider,
            amount=Decimal(price),
            currency="BYN",
            valid_from=make.DAY,
            source=source,
        )
        stations = [Station.objects.get(slug=slug) for slug in ends] or [None, None]
        FareRule.objects.create(
            product=product, route=route, from_station=stations[0], to_station=stations[1]
        )


# Export, import into an empty database, export --------------------------------------------------------------------


def back_and_forth(as_of):
    """The feed of what is here, then of what is here when all was emptied and the feed taken in, published and launched."""
    before = feed_on(as_of, SITE)
    with transaction.atomic():
        empty()
        import_feed(io.BytesIO(before.body), dry_run=False)
        for route in Route.objects.all():
            make.make_route_event(route, "launched")
        for timetable in Timetable.objects.all():
            make.publish(timetable)
        after = feed_on(as_of, SITE)
        again = import_feed(io.BytesIO(before.body), dry_run=False)
        transaction.set_rollback(True)
    assert [what for what in again.taken if what != "timetables that were here already"] == []
    return before.body, after.body


def empty():
    """The railway's tables, by SQL: what is published cannot be deleted otherwise on PostgreSQL."""
    models = apps.get_app_config("routes").get_models(include_auto_created=True)
    tables = sorted(model._meta.db_table for model in models)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        else:
            for table in tables:
                cursor.execute(f"DELETE FROM {table}")


def test_the_sample_comes_back_byte_by_byte(loaded_content):
    before, after = back_and_forth(date(2026, 11, 28))
    assert before == after


SECONDS = st.none() | st.integers(1, 86400)
TOLD = st.sampled_from([(0, None), (1, None), (3, None)]) | st.integers(1, 86400).map(lambda n: (2, n))
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)
CLOCKS = st.lists(st.integers(0, 71 * 60), min_size=3, max_size=3, unique=True).map(sorted)
DAYS = st.integers(0, 60).map(lambda n: date(2026, 5, 15) + timedelta(days=n))


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    number=NAMES,
    heads=st.tuples(NAMES, NAMES | st.just(""), NAMES | st.just("")),
    clocks=CLOCKS,
    weekdays=st.integers(0, 127),
    exceptions=st.dictionaries(DAYS, st.booleans(), max_size=5),
    cut=st.integers(40, 60),
    changes=st.tuples(SECONDS, SECONDS, SECONDS),
    transfers=st.dictionaries(
        st.permutations(range(3)).map(lambda three: tuple(three[:2])), TOLD, max_size=3
    ),
)
def test_small_feeds_come_back_byte_by_byte(
    number, heads, clocks, weekdays, exceptions, cut, changes, transfers
):
    with transaction.atomic():
        draft = make_line(first=date(2026, 5, 20), last=date(2026, 7, 1) + timedelta(days=cut - 40))
        service = make.make_service(draft, key="other", weekdays=weekdays)
        for day, runs in exceptions.items():
            service.exceptions.create(date=day, runs=runs)
        stations = [Station.objects.get(slug=slug) for slug in ("north", "middle", "south")]
        times = [f"{minutes // 60}:{minutes % 60}" for minutes in clocks]
        make.make_trip(
            service,
            number,
            list(zip(stations, times, strict=True)),
            **dict(zip(("headsign_en", "headsign_ru", "headsign_be"), heads, strict=True)),
        )
        for station, change_time in zip(stations, changes, strict=True):
            Station.objects.filter(pk=station.pk).update(change_time=change_time)
        for (start, end), (kind, seconds) in transfers.items():
            make.make_transfer(stations[start], stations[end], seconds, kind=kind)
        publication = make.publish(draft)
        publication.valid_until = date(2026, 6, 30)
        publication.save()
        make_fares(publication.route)
        before, after = back_and_forth(TODAY)
        transaction.set_rollback(True)
    assert before == after


class TestCommand:
    def test_keeps_the_report_under_the_digest_of_the_bytes(self, capsys):
        make.publish(make_line())
        call_command("check_gtfs", site=SITE, on=TODAY)
        report = FeedReport.objects.get()
        assert report.sha256 == feed_on(TODAY, SITE).sha256
        assert [one["name"] for one in report.validators] == ["gtfs-guru", "gtfs-validator"]
        assert capsys.readouterr().out.endswith(f"No error and no warning in {report.sha256}.\n")
