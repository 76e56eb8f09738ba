"""What is put in order of published trains, once, and that a day made of it is the day of the times themselves."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection
from hypothesis import given
from hypothesis import strategies as st

from news.indexing import index_many
from news.syncing.applying import things_of
from routes.compiling import leaving_on
from routes.connections import forget, railway_of
from routes.journeys.days import DAY, NOWHERE, compile_day, packed, run_number, service_days, unpacked
from routes.models import CompiledService, Publication, Service, Trip
from routes.services import mask_of
from tests.factories import make_route, make_service, make_station, make_timetable, make_trip, publish

SUNDAY, MONDAY, FRIDAY = date(2026, 4, 5), date(2026, 4, 6), date(2026, 4, 10)


@st.composite
def trains(draw):
    """Calls of up to four trains, of stations 0 to 4, over three days."""
    rows = []
    for train in range(1, draw(st.integers(1, 4)) + 1):
        moment = draw(st.integers(0, 60)) * 3600
        for _ in range(draw(st.integers(1, 5))):
            arrival, moment = moment, min(moment + draw(st.integers(0, 600)), 3 * DAY - 1)
            rows.append(
                (train, draw(st.integers(0, 4)), arrival, moment, *draw(st.tuples(*[st.integers(0, 1)] * 2)))
            )
            moment = min(moment + draw(st.integers(0, 9)) * 3600, 3 * DAY - 1)
    return rows


def connections(rows):
    """(service day's seconds of departure and arrival, from, to, train), call by call."""
    for one, following in pairwise(rows):
        if one[0] == following[0]:
            origin = NOWHERE if one[4] == 1 else one[1]
            destination = NOWHERE if following[5] == 1 else following[1]
            yield one[3], following[2], origin, destination, one[0]


def columns(day):
    return zip(day.departures, day.arrivals, day.origins, day.destinations, day.runs, strict=True)


class TestDays:
    @given(st.lists(trains(), max_size=3))
    def test_a_day_has_what_leaves_on_it_of_three_service_days_by_departure(self, services):
        places = {station: 10 + station for station in range(5)} | {NOWHERE: NOWHERE}
        parts = [service_days(rows) for rows in services]
        day = compile_day((each[age] for age in range(3) for each in parts), places)
        assert sorted(columns(day)) == sorted(
            (
                leaves - age * DAY,
                arrives - age * DAY,
                places[origin],
                places[destination],
                run_number(train, -age),
            )
            for rows in services
            for leaves, arrives, origin, destination, train in connections(rows)
            for age in [leaves // DAY]
        )
        assert list(day.departures) == sorted(day.departures)

    @given(trains())
    def test_what_is_packed_is_read_again(self, rows):
        for day in service_days(rows):
            assert unpacked(packed(day), [list(line) for line in day.lines]) == day


@pytest.mark.django_db
class TestCompiledService:
    @pytest.fixture
    def timetable(self):
        """A night train daily, one train on Fridays, and another timetable that is a draft."""
        a, b, c = make_station("a"), make_station("b"), make_station("c")
        timetable = make_timetable(make_route("a-c", [a, b, c]))
        make_trip(make_service(timetable), "1", [(a, "23:50"), (b, "24:10", "24:12"), (c, "25:00")])
        make_trip(make_service(timetable, "fri", mask_of([4])), "3", [(a, "08:00"), (c, "09:00")])
        draft = make_timetable(timetable.route, key="draft")
        make_trip(make_service(draft), "9", [(a, "05:00"), (c, "06:00")])
        return timetable

    def numbers(self, day, days_after=0):
        runs = [run for part in leaving_on(day, days_after) for run in part.runs]
        return [Trip.objects.get(pk=(run + days_after) // 8).number for run in runs]

    def test_of_the_services_of_the_day_in_one_query(self, timetable, django_assert_num_queries):
        assert self.numbers(MONDAY) == []
        publish(timetable)
        with django_assert_num_queries(1):
            parts = list(leaving_on(MONDAY, 0))
        assert [list(part.departures) for part in parts] == [[85800]]
        assert (self.numbers(MONDAY), self.numbers(MONDAY, 1), self.numbers(MONDAY, 2)) == (["1"], ["1"], [])
        assert sorted(self.numbers(FRIDAY)) == ["1", "3"]
        assert self.numbers(date(2027, 4, 9)) == []

    def test_a_sample_only_where_no_real_one_is_valid(self):
        a, c = make_station("a"), make_station("c")
        route = make_route("a-c", [a, c])
        for key, fields in {"s": {"is_sample": True}, "t": {"first": date(2026, 6, 1)}}.items():
            timetable = make_timetable(route, key=key, **fields)
            make_trip(make_service(timetable), key, [(a, "08:00"), (c, "09:00")])
            publish(timetable)
        assert (self.numbers(date(2026, 5, 31)), self.numbers(date(2026, 6, 1))) == (["s"], ["t"])

    def test_made_at_publication_and_only_of_what_is_published(self, timetable):
        assert not CompiledService.objects.exists()
        publication = publish(timetable)
        made = CompiledService.objects.values_list("publication", "service__key", "days_after")
        assert sorted(made) == [
            (publication.pk, key, days_after) for key in ("daily", "fri") for days_after in range(3)
        ]

    def test_a_day_is_the_same_without_it(self, timetable, django_assert_num_queries):
        """Rows written without signals; `reindex` makes what is missing, and nothing twice."""
        publish(timetable)
        days = [MONDAY + timedelta(days=n) for n in range(7)]

        def compiled():
            forget()
            railway = railway_of(days[0], days[-1])
            return [railway.day(day) for day in days], railway.lines

        kept = compiled()
        CompiledService.objects.filter(service__key="fri").delete()
        assert compiled() == kept
        call_command("reindex", "route", verbosity=0)
        assert CompiledService.objects.count() == 6
        before = set(CompiledService.objects.values_list("pk", flat=True))
        call_command("reindex", "route", verbosity=0)
        assert set(CompiledService.objects.values_list("pk", flat=True)) == before
        assert compiled() == kept
        railway = railway_of(SUNDAY, SUNDAY)
        with django_assert_num_queries(3):  # one a service day
            railway.day(SUNDAY)

    def test_fixtures_make_it_too(self, timetable, tmp_path, django_capture_on_commit_callbacks):
        publish(timetable)
        file = tmp_path / "publication.json"
        call_command("dumpdata", "routes.publication", "--natural-foreign", output=file)
        CompiledService.objects.all().delete()
        with django_capture_on_commit_callbacks(execute=True):
            call_command("loaddata", file, verbosity=0)
        assert CompiledService.objects.count() == 3 * Service.objects.filter(timetable=timetable).count()

    def test_synchronising_makes_it_too(self, timetable):
        """It writes without signals, and indexes the things of what it touched."""
        publication = publish(timetable)
        CompiledService.objects.all().delete()
        things = things_of({Publication: {publication.pk}})
        assert things == {"route": {timetable.route_id}}
        index_many(things)
        assert CompiledService.objects.count() == 6

    def test_one_row_a_day_of_a_service(self, timetable):
        publish(timetable)
        row = CompiledService.objects.first()
        row.pk = None
        with pytest.raises(IntegrityError) as refused:
            CompiledService.objects.bulk_create([row])
        constraint = (
            "compiled_service_day_once" if connection.vendor == "postgresql" else "UNIQUE constraint failed"
        )
        assert constraint in str(refused.value)
