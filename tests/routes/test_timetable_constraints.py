"""What the database refuses about timetables, attacked with raw rows."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from routes.models import (
    NotePlace,
    Publication,
    Service,
    ServiceException,
    StopTime,
    Timetable,
    TimetableNote,
    Trip,
)
from routes.publishing import close_ends
from routes.timetable_content import content_hash
from tests.factories import (
    make_route,
    make_service,
    make_station,
    make_timetable,
    make_trip,
    moment,
    publish,
    seconds,
)

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 4, 2), date(2026, 12, 31)


@pytest.fixture
def draft():
    """Three stations, a train each way, a day off, a note at the border."""
    a, b, c = make_station("a"), make_station("b"), make_station("c")
    timetable = make_timetable(make_route("a-c", [a, b, c]))
    daily = make_service(timetable)
    ServiceException.objects.create(service=daily, date=date(2026, 5, 1), runs=False)
    make_trip(daily, "1", [(a, "06:40"), (b, "07:30", "07:44"), (c, "09:02")])
    make_trip(daily, "2", [(c, "10:00"), (b, "11:00"), (a, "11:40")], direction=1)
    note = TimetableNote.objects.create(timetable=timetable, symbol="a", text_en="Documents are checked.")
    NotePlace.objects.create(note=note, station=b)
    return timetable


@pytest.fixture
def published(draft):
    return publish(draft)


def refused(write):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        write()
    return str(error.value)


def raw(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def later_version(publication, first=FIRST, **fields):
    """A second version of the same route, with a train of its own."""
    timetable = make_timetable(publication.route, key="later", first=first, last=LAST, **fields)
    stations = [stop.station for stop in publication.route.stops.all()]
    make_trip(
        make_service(timetable),
        "1",
        [(station, f"{hour:02}:00") for hour, station in enumerate(stations, start=6)],
    )
    return timetable


class TestRows:
    @pytest.mark.parametrize(
        ("constraint", "make"),
        [
            (
                "timetable_key_once",
                lambda t: Timetable(route=t.route, key="t", valid_from=FIRST, valid_until=LAST),
            ),
            (
                "timetable_has_a_key",
                lambda t: Timetable(route=t.route, key="", valid_from=FIRST, valid_until=LAST),
            ),
            (
                "timetable_ends_after_start",
                lambda t: Timetable(route=t.route, key="x", valid_from=LAST, valid_until=FIRST),
            ),
            ("service_key_once", lambda t: Service(timetable=t, key="daily", start=FIRST, end=LAST)),
            ("service_has_a_key", lambda t: Service(timetable=t, key="", start=FIRST, end=LAST)),
            ("service_ends_after_start", lambda t: Service(timetable=t, key="x", start=LAST, end=FIRST)),
            (
                "service_weekdays_are_a_mask",
                lambda t: Service(timetable=t, key="x", start=FIRST, end=LAST, weekdays=128),
            ),
            (
                "service_holidays_known",
                lambda t: Service(timetable=t, key="x", start=FIRST, end=LAST, also_on="PL"),
            ),
            (
                "service_holidays_one_way",
                lambda t: Service(timetable=t, key="x", start=FIRST, end=LAST, also_on="BY", not_on="BY"),
            ),
            (
                "service_exception_day_once",
                lambda t: ServiceException(service=t.services.get(), date=date(2026, 5, 1), runs=True),
            ),
            (
                "service_exception_holiday_known",
                lambda t: ServiceException(service=t.services.get(), date=FIRST, runs=True, holiday_of="PL"),
            ),
            ("trip_number_once", lambda t: train(t, number="1")),
            ("trip_has_a_number", lambda t: train(t, number="")),
            ("trip_direction_known", lambda t: train(t, direction=2)),
            ("trip_stock_known", lambda t: train(t, stock="steam")),
            ("stop_time_order_once", lambda t: stop_time(t, sequence=3)),
            ("stop_time_arrives_before_it_leaves", lambda t: stop_time(t, departure=35999)),
            ("stop_time_within_three_days", lambda t: stop_time(t, departure=72 * 3600)),
            ("stop_time_boarding_known", lambda t: stop_time(t, pickup=4)),
            ("timetable_note_symbol_once", lambda t: TimetableNote(timetable=t, symbol="a", text_en="x")),
            ("timetable_note_says_it", lambda t: TimetableNote(timetable=t, symbol="b", text_en="")),
            ("note_place_is_somewhere", lambda t: NotePlace(note=t.notes.get())),
            (
                "note_station_once",
                lambda t: NotePlace(note=t.notes.get(), station=t.notes.get().places.get().station),
            ),
        ],
    )
    def test_refuses(self, draft, constraint, make):
        row = make(draft)
        message = refused(lambda: type(row).objects.bulk_create([row]))
        assert constraint in message or "UNIQUE constraint failed" in message

    def test_a_note_stands_once_at_a_train_and_at_a_time(self, draft):
        note, trip, station = draft.notes.get(), draft.trips.first(), make_station()
        for constraint, place in {
            "note_train_once": {"trip": trip},
            "note_place_once": {"trip": trip, "station": station},
        }.items():
            NotePlace.objects.create(note=note, **place)
            row = NotePlace(note=note, **place)
            message = refused(lambda row=row: NotePlace.objects.bulk_create([row]))
            assert constraint in message or "UNIQUE constraint failed" in message

    @pytest.mark.parametrize(
        ("sequence", "change"),
        [
            (2, {"arrival": seconds("06:39")}),
            (2, {"departure": seconds("09:03")}),
            (3, {"arrival": seconds("07:43")}),
        ],
    )
    def test_a_train_never_goes_back_in_time(self, draft, sequence, change):
        rows = StopTime.objects.filter(trip__number="1", sequence=sequence)
        assert "before it has left" in refused(lambda: rows.update(**change))

    def test_nor_by_a_new_row(self, draft):
        row = stop_time(draft, arrival=seconds("09:01"), departure=seconds("09:30"))
        assert "before it has left" in refused(lambda: StopTime.objects.bulk_create([row]))
        row.arrival = seconds("09:02")
        StopTime.objects.bulk_create([row])

    def test_days_notes_and_trains_are_of_one_timetable(self, draft):
        other = make_timetable(draft.route, key="other")
        service = make_service(other, "others")
        trips = Trip.objects.filter(timetable=draft)
        assert "of its own timetable" in refused(lambda: trips.update(service=service))
        assert "in the timetable of their trains" in refused(lambda: draft.services.update(timetable=other))
        place = NotePlace(
            note=TimetableNote.objects.create(timetable=other, symbol="z", text_en="x"), trip=trips[0]
        )
        assert "trains of its own timetable" in refused(lambda: NotePlace.objects.bulk_create([place]))

    def test_a_station_with_trains_stays(self, draft):
        draft.route.stops.all().delete()
        with pytest.raises(ProtectedError):
            StopTime.objects.first().station.delete()


def train(timetable, **fields):
    return Trip(
        timetable=timetable, service=timetable.services.get(), **{"number": "9", "direction": 0} | fields
    )


def stop_time(timetable, **fields):
    times = {"sequence": 9, "arrival": 36000, "departure": 36000, "station": make_station()}
    return StopTime(trip=timetable.trips.get(number="1"), **times | fields)


class TestPublishing:
    def test_a_real_one_needs_a_source(self, draft):
        Timetable.objects.update(source=None)
        assert "with its source" in refused(lambda: publish(draft))
        Timetable.objects.update(is_sample=True)
        draft.refresh_from_db()
        publish(draft)

    def test_without_trains_it_is_not_published(self, draft):
        Trip.objects.all().delete()
        assert "two stops at least" in refused(lambda: publish(draft))

    def test_nor_with_a_train_of_one_stop(self, draft):
        StopTime.objects.filter(trip__number="2", sequence__gt=1).delete()
        assert "two stops at least" in refused(lambda: publish(draft))

    @pytest.mark.parametrize("closed", [{"sequence": 1, "drop_off": 1}, {"sequence": 3, "pickup": 1}])
    def test_nor_where_one_gets_off_at_the_start_or_on_at_the_end(self, draft, closed):
        StopTime.objects.filter(sequence=closed.pop("sequence")).update(**closed)
        row = Publication(timetable=draft, content_hash="0" * 64)
        assert "Nobody gets off" in refused(row.save)

    @pytest.mark.parametrize(
        "change",
        [
            {"is_sample": True},
            {"valid_from": FIRST - timedelta(days=1)},
            {"valid_until": LAST + timedelta(days=1)},
        ],
    )
    def test_it_says_what_its_timetable_says(self, draft, change):
        row = Publication(
            timetable=draft, content_hash="0" * 64, route=draft.route, **{
                "is_sample": False, "valid_from": FIRST, "valid_until": LAST
            } | change
        )  # fmt: skip
        close_ends(draft)
        assert "what the timetable says" in refused(lambda: Publication.objects.bulk_create([row]))

    @pytest.mark.parametrize("content", ["", "0" * 63, "G" * 64])
    def test_the_hash_is_one(self, draft, content):
        close_ends(draft)
        assert "publication_has_a_hash" in refused(Publication(timetable=draft, content_hash=content).save)


class TestOverlap:
    def test_one_timetable_a_day(self, published):
        later = later_version(published, first=LAST)
        assert (
            "publication_days_apart" in (message := refused(lambda: publish(later))) or "same day" in message
        )

    def test_a_day_later_it_may_begin(self, published):
        Publication.objects.update(valid_until=LAST - timedelta(days=1))
        publish(later_version(published, first=LAST))
        assert Publication.objects.count() == 2

    def test_a_sample_beside_a_real_one(self, published):
        sample = later_version(published, is_sample=True)
        publish(sample)
        assert Publication.objects.filter(timetable=sample).exists()

    def test_a_withdrawn_one_is_in_nobodys_way(self, published):
        Publication.objects.update(withdrawn_at=moment(days=1), withdrawn_because="Wrong.")
        publish(later_version(published))
        again = Publication.objects.filter(pk=published.pk)
        assert "never changes" in refused(lambda: again.update(withdrawn_at=None, withdrawn_because=""))


class TestPublished:
    """Every column of every row, by raw SQL."""

    CHANGES = {
        "routes_timetable": ["key = 'x'", "valid_until = '2027-01-01'", "source_id = NULL"],
        "routes_service": ["weekdays = 1", "\"end\" = '2026-05-01'", "name_ru = 'x'"],
        "routes_serviceexception": ["date = '2026-05-02'", "reason_en = 'x'"],
        "routes_trip": ["number = number || 'x'", "headsign_be = 'x'"],
        "routes_stoptime": ["departure = departure + 1", "pickup = 3", "is_exact = NOT is_exact"],
        "routes_timetablenote": ["text_en = 'x'"],
        "routes_noteplace": ["station_id = (SELECT MIN(id) FROM routes_station)"],
    }

    @pytest.mark.parametrize(
        ("table", "change"), [(table, change) for table, changes in CHANGES.items() for change in changes]
    )
    def test_nothing_changes(self, published, table, change):
        assert "never changes" in refused(lambda: raw(f"UPDATE {table} SET {change}"))

    @pytest.mark.parametrize("table", CHANGES)
    def test_writing_the_same_again_is_no_change(self, published, table):
        raw(f"UPDATE {table} SET id = id")
        assert Publication.objects.filter(pk=published.pk, withdrawn_at=None).exists()

    def test_nothing_is_added(self, published):
        timetable = published.timetable
        rows = [
            Service(timetable=timetable, key="x", start=FIRST, end=LAST),
            ServiceException(service=timetable.services.get(), date=FIRST, runs=False),
            train(timetable),
            stop_time(timetable),
            TimetableNote(timetable=timetable, symbol="z", text_en="x"),
            NotePlace(note=timetable.notes.get(), trip=timetable.trips.first()),
        ]
        for row in rows:
            assert "never changes" in refused(lambda row=row: type(row).objects.bulk_create([row]))

    def test_no_row_moves_in_from_a_draft(self, published):
        draft = later_version(published)
        rows = TimetableNote.objects.create(timetable=draft, symbol="z", text_en="x")
        assert "never changes" in refused(
            lambda: raw(
                "UPDATE routes_timetablenote SET timetable_id = %s WHERE id = %s",
                published.timetable_id,
                rows.pk,
            )
        )

    @pytest.mark.parametrize(
        "change",
        [
            {"valid_from": LAST},
            {"published_at": moment(days=-9)},
            {"content_hash": "1" * 64},
        ],
    )
    def test_the_publication_neither(self, published, change):
        assert "never changes" in refused(lambda: Publication.objects.update(**change))

    @pytest.mark.parametrize(
        ("constraint", "change"),
        [
            ("publication_ends_after_start", {"valid_until": FIRST - timedelta(days=1)}),
            ("publication_withdrawn_for_a_reason", {"withdrawn_at": moment(days=1)}),
            ("publication_withdrawn_for_a_reason", {"withdrawn_because": "Wrong."}),
            (
                "publication_withdrawn_after_it",
                {"withdrawn_at": moment(days=-1), "withdrawn_because": "Wrong."},
            ),
        ],
    )
    def test_its_end_is_one(self, published, constraint, change):
        assert constraint in refused(lambda: Publication.objects.update(**change))

    def test_it_ends_earlier_but_not_later_again(self, published):
        Publication.objects.update(valid_until=FIRST)
        assert "never changes" in refused(lambda: Publication.objects.update(valid_until=LAST))

    def test_rows_that_go(self, published):
        """PostgreSQL refuses; on SQLite, where no trigger could tell it from emptying a database, the hash tells."""
        if connection.vendor == "postgresql":
            for table in ["routes_publication", *self.CHANGES]:
                assert "never changes" in refused(lambda table=table: raw(f"DELETE FROM {table}"))
        else:
            StopTime.objects.filter(trip__number="2").delete()
            assert content_hash(published.timetable) != published.content_hash

    def test_the_timetable_is_protected(self, published):
        with pytest.raises(ProtectedError):
            published.timetable.delete()
        with pytest.raises(ProtectedError):
            published.route.delete()


def test_the_days_of_a_publication_count_from_when_it_was_known(published):
    assert (published.held.first, published.held.last) == (FIRST, LAST)
    published.published_at = datetime(2026, 5, 1, 22, tzinfo=UTC)  # 2 May in Minsk
    published.withdrawn_at = datetime(2026, 6, 1, 12, tzinfo=UTC)
    assert (published.held.first, published.held.last) == (date(2026, 5, 2), date(2026, 5, 31))
