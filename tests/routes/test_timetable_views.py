"""Timetables as readers meet them: on the route's page, on their own, on paper, as files, at a station; notices and fares."""

import csv
import io
import json
import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from news.texts.notes import Notes
from routes.alerts import alert_line
from routes.departures import departure_board
from routes.models import (
    Alert,
    AlertPeriod,
    FareProduct,
    NotePlace,
    Operator,
    Route,
    RouteClaim,
    RouteEvent,
    Station,
    StopTime,
    Timetable,
    TimetableNote,
)
from routes.service_words import Rule, sentence
from routes.services import mask_of, runs_on
from tests.factories import (
    make_agreement,
    make_alert,
    make_article,
    make_basis,
    make_fare,
    make_operator,
    make_route,
    make_route_claim,
    make_route_event,
    make_service,
    make_station,
    make_timetable,
    make_trip,
    moment,
    publish,
)
from tests.pages import words

MONDAY, FRIDAY = date(2026, 4, 6), date(2026, 4, 3)


def railway(trains=1, **fields):
    """a–b–c, launched; so many pairs daily, and one more train out on Fridays; published."""
    a, b, c = (make_station(name, name_en=name.upper()) for name in "abc")
    route = make_route("a-c", [a, b, c], name_en="A–C")
    make_route_event(route, "launched", date(2026, 4, 2))
    timetable = make_timetable(route, **fields)
    daily, fridays = make_service(timetable), make_service(timetable, "fri", mask_of([4]), also_on="RU")
    for n in range(trains):
        make_trip(
            daily,
            f"{2 * n + 1}",
            [(a, f"{6 + n:02}:40"), (b, f"{7 + n:02}:30", f"{7 + n:02}:44"), (c, f"{9 + n:02}:02")],
        )
        make_trip(
            daily,
            f"{2 * n + 2}",
            [(c, f"{12 + n}:00"), (b, f"{13 + n}:00"), (a, f"{14 + n}:00")],
            direction=1,
        )
    make_trip(fridays, "99", [(a, "23:00"), (c, "25:10")])
    StopTime.objects.filter(trip__number="1", station=b).update(pickup=3)
    note = TimetableNote.objects.create(timetable=timetable, symbol="a", text_en="Documents are checked.")
    NotePlace.objects.create(note=note, station=b)
    publish(timetable)
    return timetable


def json_ld(page):
    return re.search(r'<script type="application/ld\+json">(.*?)</script>', page.content.decode())[1]


def get(client, name, slug, query=""):
    return client.get(reverse(name, kwargs={"slug": slug}) + query)


class TestSentence:
    RULE = Rule(mask_of([4, 6]), date(2026, 3, 27), date(2026, 10, 31), also_on="RU")

    def test_as_the_design_writes_it(self):
        assert (
            sentence(self.RULE)
            == "Fridays and Sundays, and public holidays of Russia, 27\xa0March – 31\xa0October 2026"
        )

    @pytest.mark.parametrize(
        ("rule", "expected"),
        [
            ({"weekdays": 127}, "daily"),
            ({"weekdays": 31}, "Mondays to Fridays"),
            ({"weekdays": 95}, "daily except Saturdays"),
            ({"weekdays": 127, "not_on": "BY"}, "daily, except public holidays of Belarus"),
            ({"weekdays": 0, "also_on": "either"}, "public holidays of Belarus or of Russia"),
            ({"weekdays": 0, "added": [date(2026, 5, 1)]}, "on single days only; also on 1\xa0May 2026"),
            (
                {"weekdays": 1, "removed": [date(2026, 5, 4), date(2026, 5, 11)]},
                "Mondays; not on 4\xa0May 2026 and 11\xa0May 2026",
            ),
        ],
    )
    def test_each_part(self, rule, expected):
        season = (date(2026, 4, 2), date(2026, 12, 31))
        assert sentence(Rule(start=season[0], end=season[1], **rule), season) == expected

    def test_two_years_are_both_named(self):
        rule = Rule(127, date(2026, 12, 13), date(2027, 3, 27))
        assert sentence(rule) == "daily, 13\xa0December 2026 – 27\xa0March 2027"


@pytest.mark.django_db
class TestRouteDetail:
    def test_a_real_timetable_moves_the_state_and_fills_the_ledger(self, client):
        timetable = railway(trains=2)
        make_route_claim(timetable.route, number=3, text_en="three pairs a day")
        page = words(get(client, "route_detail", "a-c", "?as_of=2026-04-06"))
        assert "Operating" in page
        assert "from 1 January 2027 this page will read: Operating; timetable not held" in page
        assert "The published timetable for 6 April 2026 has 2 pairs." in page
        assert "No published timetable is held" not in page
        assert "Sample data" not in page
        assert "1 more train runs one way." in words(get(client, "route_detail", "a-c", "?as_of=2026-04-03"))

    def test_a_sample_moves_nothing(self, client):
        timetable = railway(is_sample=True)
        make_route_claim(timetable.route, number=3)
        page = words(get(client, "route_detail", "a-c", "?as_of=2026-04-06"))
        assert "Operating; timetable not held" in page
        assert "No published timetable for 6 April 2026." in page
        assert page.index("Sample data, not for travel") < page.index("A to C")

    def test_what_is_remembered_is_never_what_was(self, client):
        route = railway().route
        make_route_claim(route, text_en="claim")
        make_fare(route)
        make_alert({"route": route})
        route.operators.add(make_operator("bc"))
        asked = ("route_detail", "a-c", f"?as_of={MONDAY}")
        seen = [words(get(client, *asked))]
        for rows, change in {
            Station.objects.filter(slug="b"): {"name_en": "Brest"},
            Operator.objects: {"name_en": "Crown Railway"},
            RouteEvent.objects: {"says_en": "It set out on time."},
            RouteClaim.objects: {"text_en": "Five pairs."},
            FareProduct.objects: {"amount": 77},
            Alert.objects: {"header_en": "Works at night"},
            Route.objects: {"name_en": "The Line"},
        }.items():
            assert rows.update(**change)
            seen.append(words(get(client, *asked)))
        said = [
            "Brest",
            "Crown Railway",
            "on time",
            "Five pairs.",
            "77.00",
            "Works at night",
            "The Line",
        ]
        for number, new in enumerate(said):
            assert [new in page for page in seen] == [turn > number for turn in range(len(seen))], new
        assert words(get(client, *asked)) == seen[-1]
        assert "Works at night" not in words(get(client, "route_detail", "a-c", "?as_of=2020-01-01"))

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries(self, client, number, django_assert_num_queries):
        """Everything that the page can hold, with an article and an agreement that name the route."""
        route = railway(trains=number).route
        for n in range(number):
            make_route_claim(route, text_en=f"claim {n}")
            make_fare(route)
            alert = make_alert({"route": route}, {"station": route.stops.all()[1].station})
            AlertPeriod.objects.create(alert=alert, start_at=moment())
            make_article(version={"body": "[[route:a-c]]"})
            make_basis(route, make_agreement(abstract_en="[[route:a-c]]"))
        # the route, points of all, what is told of it; times, what else is held of the day;
        # references, and the documents of what cites it
        with django_assert_num_queries(7):
            page = get(client, "route_detail", "a-c", f"?as_of={MONDAY}")
        said = words(page)
        assert all(said.count(f"claim {n}") == 1 for n in range(number))
        assert said.count("Documents are checked.") == 2


@pytest.mark.django_db
class TestTimetableDetail:
    def test_only_the_trains_of_the_day(self, client):
        railway()
        for day, numbers in (("2026-04-03", ["1", "99", "2"]), ("2026-04-06", ["1", "2"])):
            page = get(client, "timetable_detail", "a-c", f"?on={day}").content.decode()
            assert re.findall(r'<th scope="col"><b>(.*?)</b>', page) == numbers

    def test_a_poster_has_them_all_with_their_days(self, client):
        railway()
        page = words(get(client, "timetable_detail", "a-c", "?on=2026-04-06&paper=poster"))
        assert "All trains; their days stand under their numbers." in page
        assert "Fridays, and public holidays of Russia." in page

    def test_signs_and_their_words(self, client):
        railway()
        page = get(client, "timetable_detail", "a-c", "?on=2026-04-06").content.decode()
        assert '07:44<span class="sym">§</span>' in page
        assert 'B<span class="sym">a</span>' in page
        assert re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", page)[:2] == [
            ("§", "Request stop. Tell the conductor."),
            ("a", "Documents are checked."),
        ]
        # That nobody gets off where a train begins goes without saying.
        assert "To board only" not in page

    def test_a_day_without_trains_names_the_next(self, client):
        a, b = make_station(), make_station()
        timetable = make_timetable(make_route("a-c", [a, b]))
        make_trip(make_service(timetable, "fri", mask_of([4])), "1", [(a, "08:00"), (b, "09:00")])
        publish(timetable)
        page = words(get(client, "timetable_detail", "a-c", "?on=2026-04-06"))
        assert "No train of this timetable runs on 6 April 2026. The next one runs on 10 April 2026." in page

    def test_a_day_for_which_nothing_is_published(self, client):
        railway()
        page = get(client, "timetable_detail", "a-c", "?on=2027-01-01")
        assert "No timetable is published for this day." in words(page)
        files = ("timetable.json", "timetable.csv")  # they would answer that there is none
        assert [each for each in files if each in page.text] == []
        page = get(client, "timetable_detail", "a-c", "?on=2026-04-06")
        assert [each for each in files if each in page.text] == list(files)

    def test_a_withdrawn_one_is_not_shown(self, client):
        publication = railway().publication
        publication.withdrawn_at, publication.withdrawn_because = moment(days=40), "Wrong."
        publication.save()
        assert "No timetable is published" in words(get(client, "timetable_detail", "a-c", "?on=2026-04-06"))

    def test_machines_are_told_of_each_train_of_the_day(self, client):
        timetable = railway()
        timetable.route.operators.add(make_operator(name_en="Railway"))
        page = get(client, "timetable_detail", "a-c", "?on=2026-04-03")
        *trips, crumbs = json.loads(json_ld(page))["@graph"]
        assert crumbs["@type"] == "BreadcrumbList"
        address = "http://testserver/en"
        a, c = (
            {"@type": "TrainStation", "name": name.upper(), "url": f"{address}/stations/{name}/"}
            for name in "ac"
        )
        common = {
            "@type": "TrainTrip",
            "name": "A–C",
            "url": f"{address}/routes/a-c/timetable/?on=2026-04-03",
            "provider": [{"@type": "Organization", "name": "Railway"}],
        }
        assert trips == [
            common
            | {
                "trainNumber": number,
                "departureStation": start,
                "departureTime": f"{leaves}:00+03:00",
                "arrivalStation": end,
                "arrivalTime": f"{arrives}:00+03:00",
            }
            for number, start, leaves, end, arrives in (
                ("1", a, "2026-04-03T06:40", c, "2026-04-03T09:02"),
                ("2", c, "2026-04-03T12:00", a, "2026-04-03T14:00"),
                ("99", a, "2026-04-03T23:00", c, "2026-04-04T01:10"),
            )
        ]

    def test_machines_are_told_of_no_invented_train(self, client):
        railway(is_sample=True)
        for query in ("?on=2026-04-03", "?on=2026-04-03&paper=poster"):
            assert "TrainTrip" not in get(client, "timetable_detail", "a-c", query).content.decode()

    @pytest.mark.parametrize("trains", [1, 3])
    def test_queries(self, client, trains, django_assert_num_queries):
        railway(trains)
        with django_assert_num_queries(5):  # route, its points, times, trains; for machines, its operators
            get(client, "timetable_detail", "a-c", "?on=2026-04-06")


@pytest.mark.django_db
class TestTimetableTable:
    def test_rows_of_the_day(self, client):
        railway()
        response = get(client, "timetable_csv", "a-c", "?on=2026-04-03")
        rows = list(csv.DictReader(io.StringIO(response.content.decode())))
        assert response["Content-Disposition"] == 'attachment; filename="a-c-2026-04-03.csv"'
        assert len(rows) == 8
        assert [(row["station"], row["arrival"], row["pickup"]) for row in rows if row["train"] == "99"] == [
            ("a", "23:00", "regular"),
            ("c", "25:10", "none"),
        ]
        assert {row["sample"] for row in rows} == {"false"}

    def test_says_the_same_as_json(self, client):
        railway()
        told = get(client, "timetable_json", "a-c", "?on=2026-04-03").json()
        rows = csv.DictReader(
            io.StringIO(get(client, "timetable_csv", "a-c", "?on=2026-04-03").content.decode())
        )
        assert (told["route"], told["on"], told["count"]) == ("a-c", "2026-04-03", 8)
        assert [(row["station"], row["arrival"]) for row in told["stop_times"]] == [
            (row["station"], row["arrival"]) for row in rows
        ]
        assert {row["sample"] for row in told["stop_times"]} == {False}

    def test_a_sample_says_so_in_its_name_and_each_row(self, client):
        railway(is_sample=True)
        response = get(client, "timetable_csv", "a-c", "?on=2026-04-06")
        assert "sample-a-c" in response["Content-Disposition"]
        assert {row["sample"] for row in csv.DictReader(io.StringIO(response.content.decode()))} == {"true"}

    def test_none_for_another_day(self, client):
        railway()
        assert get(client, "timetable_csv", "a-c", "?on=2027-01-01").status_code == 404


@pytest.mark.django_db
class TestTrainIcs:
    def test_weekly_with_the_holidays_beside(self, client):
        railway()
        text = get(client, "train_ics", "a-c", "?number=99&on=2026-04-03").content.decode()
        assert "DTSTART;TZID=Europe/Minsk:20260403T230000\r\n" in text
        assert "DTEND;TZID=Europe/Minsk:20260404T011000\r\n" in text
        assert "RRULE:FREQ=WEEKLY;UNTIL=20261225T200000Z;BYDAY=FR\r\n" in text
        assert "RDATE;TZID=Europe/Minsk:20260509T230000,20260511T230000," in text.replace("\r\n ", "")
        assert "EXDATE" not in text
        assert max(len(line.encode()) for line in text.split("\r\n")) <= 75

    def test_a_sample_says_so_in_its_title(self, client):
        railway(is_sample=True)
        text = get(client, "train_ics", "a-c", "?number=1&on=2026-04-06").content.decode()
        assert "SUMMARY;LANGUAGE=en:Sample data\\, not for travel: Train 1" in text.replace("\r\n ", "")

    @pytest.mark.parametrize(
        "query", ["?number=7&on=2026-04-06", "?number=1&direction=1&on=2026-04-06", "?number=1&on=2027-01-01"]
    )
    def test_no_such_train(self, client, query):
        railway()
        assert get(client, "train_ics", "a-c", query).status_code == 404


@pytest.mark.django_db
class TestStationDepartures:
    def test_in_order_with_the_night_train_of_yesterday(self):
        timetable = railway()
        late = make_station("late")
        second = make_timetable(make_route("late-c", [late]), key="late")
        make_trip(
            make_service(second),
            "7",
            [
                (late, "23:30"),
                (timetable.route.stops.all()[1].station, "24:20", "24:25"),
                (make_station(), "26:00"),
            ],
        )
        publish(second)
        board = departure_board(timetable.route.stops.all()[1].station, MONDAY)
        assert [(one.text, one.number, one.towards, one.service_day) for one in board.departures] == [
            ("00:25", "7", board.departures[0].towards, date(2026, 4, 5)),
            ("07:44", "1", "C", MONDAY),
            ("13:00", "2", "A", MONDAY),
        ]
        assert [one.on_request for one in board.departures] == [False, True, False]

    def test_single_days_decide_before_the_week(self):
        """Saturday 9 May is a public holiday of Russia; on 12 March nothing was published."""
        a = railway().route.stops.all()[0].station
        late = {
            day: [one.number for one in departure_board(a, day).departures]
            for day in (date(2026, 5, 9), date(2026, 5, 10), date(2026, 3, 12))
        }
        assert late == {date(2026, 5, 9): ["1", "99"], date(2026, 5, 10): ["1"], date(2026, 3, 12): []}

    def test_a_sample_gives_way_to_a_real_timetable(self):
        real = railway(first=date(2026, 5, 1))
        a, _b, c = (stop.station for stop in real.route.stops.all())
        sample = make_timetable(real.route, key="s", is_sample=True)
        make_trip(make_service(sample), "S", [(a, "05:00"), (c, "06:00")])
        publish(sample)
        boards = [departure_board(a, day) for day in (date(2026, 4, 30), date(2026, 5, 3))]
        assert [[one.number for one in board.departures] for board in boards] == [["S"], ["1"]]

    def test_a_board_of_a_moment_begins_with_it(self, client):
        a = railway(trains=2).route.stops.all()[0].station
        from_seven = departure_board(a, MONDAY, time(7), 1)
        assert [one.text for one in from_seven.departures] == ["07:40"]

    def test_where_trains_end_nothing_leaves(self):
        c = railway().route.stops.all()[2].station
        assert [one.number for one in departure_board(c, MONDAY).departures] == ["2"]

    @settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        weekdays=st.integers(0, 127),
        singles=st.dictionaries(st.integers(0, 6), st.booleans(), max_size=3),
        clocks=st.lists(st.integers(0, 71 * 60), min_size=2, max_size=2, unique=True).map(sorted),
        sample=st.booleans(),
        boarding=st.sampled_from([0, 1, 3]),
    )
    def test_it_says_what_the_pattern_of_days_says(self, weekdays, singles, clocks, sample, boarding):
        """Of every train, for a week: the statement against the rules that are written in Python."""
        with transaction.atomic():
            a, c = make_station("a"), make_station("c")
            route = make_route("a-c", [a, c])
            service = make_service(make_timetable(route, is_sample=sample), weekdays=weekdays)
            for day, runs in singles.items():
                service.exceptions.create(date=MONDAY + timedelta(days=day), runs=runs)
            times = [f"{minutes // 60}:{minutes % 60}" for minutes in clocks]
            make_trip(service, "1", list(zip((a, c), times, strict=True))).stop_times.update(pickup=boarding)
            publish(service.timetable)
            other = make_timetable(route, key="real", first=MONDAY + timedelta(days=3), last=date(2027, 1, 1))
            make_trip(make_service(other, weekdays=0), "2", [(a, "8:00"), (c, "9:00")])
            if sample:
                publish(other)
            age, minute = divmod(clocks[0], 24 * 60)
            for day in (MONDAY + timedelta(days=number) for number in range(8)):
                service_day = day - timedelta(days=age)
                leaves = (
                    boarding != 1
                    and runs_on(service.as_pattern(), service_day)
                    and service.timetable in Timetable.objects.shown_on(service_day)
                )
                board = departure_board(a, day).departures
                assert [(one.seconds, one.service_day) for one in board] == [
                    (60 * minute, service_day)
                ] * leaves
            transaction.set_rollback(True)

    @pytest.mark.parametrize("trains", [1, 3])
    def test_two_queries(self, client, trains, django_assert_num_queries):
        railway(trains)
        with django_assert_num_queries(2):
            response = get(client, "station_departures", "a", "?on=2026-04-03")
        assert "23:00" in words(response)

    def test_the_sample_is_marked(self, client):
        railway(is_sample=True)
        page = words(get(client, "station_departures", "a", "?on=2026-04-03"))
        assert page.index("Sample data, not for travel") < page.index("06:40")


@pytest.mark.django_db
class TestAlertList:
    def test_in_force_on_the_day(self, client):
        railway()
        works = make_alert(key="works", cause="maintenance", effect="reduced_service")
        AlertPeriod.objects.create(
            alert=works,
            start_at=datetime(2026, 4, 5, 21, tzinfo=UTC),
            end_at=datetime(2026, 4, 6, 6, tzinfo=UTC),
        )
        make_alert(key="draft", published_at=None)
        for day, shown in (("2026-04-05", False), ("2026-04-06", True), ("2026-04-07", False)):
            page = words(client.get(reverse("alert_list") + f"?as_of={day}"))
            assert ("Notice works" in page) is shown
            assert "Notice draft" not in page
        assert "From 6 April 2026, 00:00 to 6 April 2026, 09:00" in words(
            client.get(reverse("alert_list") + "?as_of=2026-04-06")
        )

    def test_on_the_page_of_a_route_it_is_about(self, client):
        timetable = railway()
        elsewhere, here = make_station(), timetable.route.stops.all()[0].station
        operator = make_operator()
        make_alert({"route": timetable.route}, key="route")
        make_alert({"station": here}, key="station")
        make_alert({"trip": timetable.trips.first()}, key="train")
        make_alert({"route": timetable.route, "station": elsewhere}, key="both")
        make_alert({"station": elsewhere}, {"route": timetable.route}, key="either")
        make_alert({"operator": operator}, key="operator")
        page = words(get(client, "route_detail", "a-c", "?as_of=2026-04-06"))
        named = re.findall(r"Notice (route|station|train|both|either|operator)", page)
        assert set(named) == {"route", "station", "train", "either"}

    def test_words_of_a_notice_without_an_end(self):
        alert = make_alert({"route": make_route("r", name_en="R")}, key="x", severity="severe")
        AlertPeriod.objects.create(alert=alert, start_at=datetime(2026, 4, 6, 6, tzinfo=UTC))
        line = alert_line(Alert.objects.for_list().get(), Notes())
        assert line.periods == ["from 6\xa0April 2026, 09:00, the end is not stated"]
        assert (line.tone, [about.things for about in line.about]) == ("plum", [[("R", "/en/routes/r/")]])

    @pytest.mark.parametrize("count", [1, 3])
    def test_queries(self, client, count, django_assert_num_queries):
        for _ in range(count):
            make_alert({"route": make_route()})
        with django_assert_num_queries(3):
            client.get(reverse("alert_list"))


@pytest.mark.django_db
class TestFares:
    def test_as_published_in_its_currency(self, client):
        route = make_route("a-c", [make_station(), make_station()])
        make_fare(route, "1234.5")
        make_fare(route, "9.99", is_sample=True)
        make_fare(route, "7.77", valid_until=date(2026, 4, 5))
        make_route_claim(route, "fare", text_en="cheaper")
        page = words(get(client, "route_detail", "a-c", "?as_of=2026-04-06"))
        assert "1234.50 BYN" in page
        assert "9.99" not in page
        assert "7.77" not in page
        assert "1 fare held." in page

    def test_the_sample_is_marked_and_counts_for_nothing(self, client):
        route = make_route("a-c", [make_station(), make_station()])
        make_fare(route, "9.99", is_sample=True)
        make_route_claim(route, "fare", text_en="cheaper")
        page = words(get(client, "route_detail", "a-c", "?as_of=2026-04-06"))
        assert page.index("Sample data, not for travel") < page.index("9.99 BYN")
        assert "No fare held." in page


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ru", "be"])
def test_every_page_opens_in_every_language(client, language):
    railway()
    with translation.override(language):
        for name, slug in (("timetable_detail", "a-c"), ("station_departures", "a")):
            response = get(client, name, slug, "?on=2026-04-03")
            assert f'<html lang="{language}">' in response.content.decode()
