"""On which days trains run: in plain days, in SQL, and what holidays add and take away."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routes.holiday_exceptions import holiday_exceptions
from routes.models import Service, ServiceException
from routes.public_holidays import Holiday, public_holidays
from routes.services import Pattern, days_of, in_week, mask_of, next_day, runs_on, service_days, span
from tests.factories import make_route, make_service, make_station, make_timetable, make_trip, publish

FIRST = date(2026, 3, 27)
days = st.integers(0, 60).map(lambda distance: FIRST + timedelta(days=distance))
patterns = st.builds(
    lambda weekdays, ends, added, removed: Pattern(weekdays, min(ends), max(ends), added - removed, removed),
    st.integers(0, 127),
    st.tuples(days, days),
    st.frozensets(days, max_size=5),
    st.frozensets(days, max_size=5),
)


class TestPattern:
    @given(patterns)
    def test_the_days_of_two_spans_are_those_of_both(self, pattern):
        last, middle = FIRST + timedelta(days=60), FIRST + timedelta(days=30)
        halves = service_days(pattern, FIRST, middle) + service_days(
            pattern, middle + timedelta(days=1), last
        )
        assert halves == service_days(pattern, FIRST, last)

    @given(patterns, days)
    def test_a_single_day_decides_before_the_week(self, pattern, day):
        expected = pattern.start <= day <= pattern.end and day.weekday() in days_of(pattern.weekdays)
        if day in pattern.added:
            expected = True
        if day in pattern.removed:
            expected = False
        assert runs_on(pattern, day) is expected

    @given(patterns, days)
    def test_the_next_day_is_the_first_one_after(self, pattern, day):
        last = FIRST + timedelta(days=60)
        assert next_day(pattern, day, last) == next(
            iter(service_days(pattern, day + timedelta(days=1), last)), None
        )

    @given(st.sets(st.integers(0, 6)))
    def test_a_mask_is_its_days(self, week):
        assert days_of(mask_of(sorted(week))) == sorted(week)


class TestHolidays:
    def test_the_two_calendars_differ(self):
        year = {
            country: {one.on for one in public_holidays(country, date(2026, 1, 1), date(2026, 12, 31))}
            for country in ("BY", "RU")
        }
        assert date(2026, 7, 3) in year["BY"] - year["RU"]
        assert date(2026, 2, 23) in year["RU"] - year["BY"]
        assert (len(year["BY"]), len(year["RU"])) == (13, 18)

    def test_their_names_in_the_languages_the_library_has(self):
        (victory,) = public_holidays("BY", date(2026, 5, 9), date(2026, 5, 9))
        assert victory == Holiday(
            date(2026, 5, 9), "BY", {"en": "Victory Day", "ru": "День Победы", "be": "Дзень Перамогі"}
        )

    rules = st.frozensets(st.sampled_from(["BY", "RU"]))

    @given(patterns, st.lists(st.tuples(days, st.sampled_from(["BY", "RU"])), max_size=8), rules, rules)
    def test_exceptions_make_the_week_follow_the_rule(self, pattern, holidays, also_on, not_on):
        plain = Pattern(pattern.weekdays, pattern.start, pattern.end)
        found = holiday_exceptions(
            plain, [Holiday(day, country, {}) for day, country in holidays], also_on, not_on
        )
        ruled = Pattern(
            plain.weekdays,
            plain.start,
            plain.end,
            frozenset(one.holiday.on for one in found if one.runs),
            frozenset(one.holiday.on for one in found if not one.runs),
        )
        for day in span(plain.start, plain.end):
            on = {country for each, country in holidays if each == day}
            expected = False if on & not_on else True if on & also_on else in_week(plain.weekdays, day)
            assert runs_on(ruled, day) is expected
        assert len({one.holiday.on for one in found}) == len(found)


@pytest.mark.django_db
class TestService:
    @pytest.fixture
    def timetable(self):
        return make_timetable(make_route(stations=[make_station(), make_station()]))

    def test_holidays_are_written_down_when_it_is_saved(self, timetable):
        """2026: 9 May is a Saturday, 12 June a Friday, 4 November a Wednesday; 11 May a day off in Russia."""
        service = make_service(timetable, weekdays=mask_of([4, 6]), also_on="RU")
        days = [date(2026, 5, 9), date(2026, 5, 11), date(2026, 11, 4), date(2026, 12, 31)]
        assert list(service.exceptions.values_list("date", "runs", "holiday_of")) == [
            (day, True, "RU") for day in days
        ]
        assert service.exceptions.get(date=days[0]).reason_ru == "День Победы"

    def test_what_an_editor_entered_stands(self, timetable):
        service = make_service(timetable, weekdays=mask_of([4, 6]))
        ServiceException.objects.create(service=service, date=date(2026, 5, 9), runs=False)
        service.also_on = "RU"
        service.save()
        assert service.exceptions.get(date=date(2026, 5, 9)).runs is False
        service.also_on = ""
        service.save()
        assert service.exceptions.count() == 1

    def test_a_published_one_may_be_saved_as_it_is(self, timetable):
        service = make_service(timetable, weekdays=mask_of([4, 6]), also_on="RU")
        ends = timetable.route.stops.all()
        make_trip(service, "1", [(ends[0].station, "08:00"), (ends[1].station, "09:00")])
        publish(timetable)
        before = list(service.exceptions.values_list("pk", "date"))
        service.save()
        assert list(service.exceptions.values_list("pk", "date")) == before

    @settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(patterns)
    def test_the_database_finds_the_same_days(self, timetable, pattern):
        Service.objects.all().delete()
        service = make_service(timetable, weekdays=pattern.weekdays, start=pattern.start, end=pattern.end)
        ServiceException.objects.bulk_create(
            ServiceException(service=service, date=day, runs=runs)
            for chosen, runs in ((pattern.added, True), (pattern.removed, False))
            for day in chosen
        )
        assert service.as_pattern() == pattern
        for day in [pattern.start - timedelta(days=1), *sorted(pattern.added | pattern.removed), pattern.end]:
            assert Service.objects.running_on(day).exists() is runs_on(pattern, day)
