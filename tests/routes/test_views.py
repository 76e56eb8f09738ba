"""The railway's pages: truthful on any day, in three languages, in a known number of queries."""

import re
from datetime import UTC, date, datetime

import brotli
import pytest
from django.urls import reverse
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routes.models import RouteStop
from tests.factories import (
    DAY,
    indexed_once,
    make_agreement,
    make_article,
    make_basis,
    make_office,
    make_operator,
    make_person,
    make_route,
    make_route_claim,
    make_route_event,
    make_source,
    make_station,
)

pytestmark = pytest.mark.django_db

BY_2_APRIL = date(2026, 4, 2)
SPELLINGS = ["vitebsk", "Vitebsk", "VITEBSK", "Витебск", "витебск", "Віцебск", " Vitebsk "]


@indexed_once()
def vitebsk_smolensk(slug="vitebsk-smolensk", **fields):
    """A route announced for no later than 2 April 2026, with two stations, an operator, a basis and two claims."""
    places = {
        "vitebsk": {
            "name_en": "Vitebsk",
            "name_ru": "Витебск",
            "name_be": "Віцебск",
            "latitude": "55.1904",
            "longitude": "30.2049",
        },
        "smolensk": {
            "name_en": "Smolensk",
            "name_ru": "Смоленск",
            "name_be": "Смаленск",
            "latitude": "54.77826",
            "longitude": "32.05088",
        },
    }
    stations = [
        make_station(f"{key}{slug.removeprefix('vitebsk-smolensk')}", **place)
        for key, place in places.items()
    ]
    names = {"name_en": "Vitebsk–Smolensk", "name_ru": "Витебск–Смоленск", "name_be": "Віцебск–Смаленск"}
    route = make_route(slug, stations, **(names | fields))
    route.operators.add(make_operator(name_en="Belarusian Railway", url="https://www.rw.by/"))
    make_basis(route, make_agreement(family="organ_act"))
    make_route_event(route, "decided", DAY, says_en="The decree was adopted.")
    make_route_event(route, "launch_planned", BY_2_APRIL, date_precision="by_day", announced_on=DAY)
    minister = make_person(name_en="A Minister")
    make_office(minister, title_en="Minister of Transport")
    make_route_claim(route, text_en="three pairs a day", number=3, said_by=minister)
    make_route_claim(route, text_en="up to two pairs", number=2, said_by_name_en="A newspaper", said_on=None)
    return route


@indexed_once()
def candidate(slug="bryansk-gomel"):
    route = make_route(slug, [make_station(), make_station()], name_en="Bryansk–Gomel")
    make_route_event(route, "proposed", None, announced_on=DAY)
    return route


@indexed_once()
def running(slug="minsk-moscow"):
    route = make_route(slug, [make_station(), make_station()], name_en="Minsk–Moscow", kind="long_distance")
    make_route_event(route, "launched", date(2021, 4, 30))
    return route


def text_of(response):
    """The page's words, tags and runs of space away."""
    joined = re.sub(r"</?(time|span|sup|b)\b[^>]*>", "", response.content.decode())
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", joined))


def get(client, name, slug=None, query="", language="en"):
    path = reverse(name, kwargs={"slug": slug} if slug else None)
    return client.get(f"/{language}{path.removeprefix('/en')}{query}")


class TestRouteList:
    def test_routes_stand_by_state_with_what_runs_first(self, client):
        candidate()
        vitebsk_smolensk()
        running()
        page = text_of(get(client, "route_list"))
        states = [
            "Operating; timetable not held",
            "Planned start has passed; not confirmed",
            "A candidate; nothing decided",
        ]
        table = page[page.index("The routes in a table") :]
        assert [table.index(state) for state in states] == sorted(table.index(state) for state in states)

    def test_candidates_share_one_entry_and_keep_their_own_links(self, client):
        first, second = candidate("one"), candidate("two")
        page = get(client, "route_list").content.decode()
        assert page.count("Candidates; nothing decided") == 1
        for route in (first, second):
            assert f'href="{route.get_absolute_url()}"' in page

    def test_another_day_is_said_and_computed(self, client):
        vitebsk_smolensk()
        page = text_of(get(client, "route_list", query="?as_of=2026-04-01"))
        assert "This page shows 1 April 2026." in page
        assert "Launch planned; not running yet" in page
        assert "has passed" not in page

    def test_an_empty_guide_says_so(self, client):
        assert "No route is recorded yet." in text_of(get(client, "route_list"))

    @pytest.mark.parametrize("count", [1, 3])
    def test_queries(self, client, count, django_assert_num_queries):
        for number in range(count):
            vitebsk_smolensk(f"vitebsk-smolensk-{number}")
        with django_assert_num_queries(1):  # the network
            assert get(client, "route_list").status_code == 200


class TestRouteDetail:
    @pytest.mark.parametrize(
        ("as_of", "state"),
        [
            ("2026-02-25", "Nothing recorded"),
            ("2026-04-02", "Launch planned; not running yet"),
            ("2026-04-03", "Planned start has passed; not confirmed"),
        ],
    )
    def test_the_state_is_that_of_the_day(self, client, as_of, state):
        route = vitebsk_smolensk()
        page = get(client, "route_detail", route.slug, f"?as_of={as_of}").content.decode()
        sentence = re.search(r'<p class="status__sentence">(.*?)</p>', page, re.S)[1]
        assert state in sentence

    def test_competing_claims_stand_side_by_side_and_differ(self, client):
        page = text_of(get(client, "route_detail", vitebsk_smolensk().slug, "?as_of=2026-04-03"))
        ledger = page[page.index("Announced, and what the records say") :]
        assert "three pairs a day" in ledger
        assert "A Minister, Minister of Transport, 26 February 2026" in ledger
        assert "A newspaper, date not stated" in ledger
        assert "No published timetable for 3 April 2026. The announcements differ." in ledger

    def test_a_superseded_claim_is_marked_and_its_number_counts_no_more(self, client):
        route = vitebsk_smolensk()
        first, second = route.claims.order_by("-number")
        first.superseded_by = second
        first.save()
        page = get(client, "route_detail", route.slug)
        assert "<s>three pairs a day</s>" in page.content.decode()
        assert "Replaced by a later announcement" in text_of(page)
        assert "The announcements differ" not in text_of(page)

    def test_a_claim_is_not_shown_before_it_was_made(self, client):
        route = vitebsk_smolensk()
        page = text_of(get(client, "route_detail", route.slug, "?as_of=2026-02-25"))
        assert "three pairs a day" not in page
        assert "up to two pairs" in page  # undated: shown always, and says so

    def test_sources_are_numbered_in_the_order_of_the_page(self, client):
        page = get(client, "route_detail", vitebsk_smolensk().slug).content.decode()
        body = page[: page.index('<ol class="sources')]
        marks = list(dict.fromkeys(int(number) for number in re.findall(r'href="#source-(\d+)"', body)))
        assert marks == sorted(marks)
        listed = [int(number) for number in re.findall(r'<li id="source-(\d+)"', page)]
        assert listed == list(range(1, max(marks) + 1))

    def test_agreements_and_articles_are_linked(self, client):
        route = vitebsk_smolensk()
        make_article(version={"body": f"See [[route:{route.slug}]].", "headline": "Two suburban lines"})
        page = get(client, "route_detail", route.slug).content.decode()
        assert f'href="{route.bases.get().agreement.get_absolute_url()}"' in page
        assert page.count("Two suburban lines") == 1

    def test_a_draft_about_the_route_is_not_mentioned(self, client):
        route = vitebsk_smolensk()
        make_article(
            version={"body": f"[[route:{route.slug}]]", "headline": "Still secret", "live_from": None}
        )
        assert "Still secret" not in get(client, "route_detail", route.slug).content.decode()

    def test_the_permanent_link_keeps_the_day(self, client):
        route = vitebsk_smolensk()
        page = get(client, "route_detail", route.slug, "?as_of=2026-04-03").content.decode()
        assert f'href="/en/routes/{route.slug}/?as_of=2026-04-03"' in page

    @pytest.mark.parametrize(("language", "name"), [("ru", "Витебск–Смоленск"), ("be", "Віцебск–Смаленск")])
    def test_in_the_readers_language_with_the_other_names_marked(self, client, language, name):
        page = get(client, "route_detail", vitebsk_smolensk().slug, language=language).content.decode()
        assert f"<h1>{name}</h1>" in page
        assert '<span lang="en">Vitebsk–Smolensk</span>' in page

    def test_the_distance_between_the_towns_is_computed(self, client):
        assert "126 km in a straight line" in text_of(get(client, "route_detail", vitebsk_smolensk().slug))

    def test_a_route_of_which_nothing_is_known_has_a_page(self, client):
        page = get(client, "route_detail", make_route(name_en="Nowhere–Nothing").slug)
        assert page.status_code == 200
        assert "Nothing recorded" in text_of(page)
        assert "<figure" not in page.content.decode()

    def test_no_such_route(self, client):
        response = get(client, "route_detail", "atlantis")
        assert response.status_code == 404
        assert "There is no route at this address." in text_of(response)

    def test_nothing_is_styled_or_scripted_inline(self, client):
        page = get(client, "route_detail", vitebsk_smolensk().slug).content.decode()
        assert " style=" not in page
        assert re.findall(r"<script(?! type=\"application/ld\+json\")", page) == []

    @pytest.mark.parametrize("count", [1, 3])
    def test_queries(self, client, count, django_assert_num_queries):
        for number in range(count):
            route = vitebsk_smolensk(f"vitebsk-smolensk-{number}")
            make_article(version={"body": f"[[route:{route.slug}]]"})
        # the route, points of all, what is told of it; times, what else is held of the day;
        # references and the articles behind them
        with django_assert_num_queries(7):
            assert get(client, "route_detail", route.slug).status_code == 200


class TestMap:
    def test_every_station_drawn_is_a_link_with_its_name(self, client):
        page = get(client, "route_detail", vitebsk_smolensk().slug).content.decode()
        drawing = re.search(r'<svg viewBox="0 0 640.*?</svg>', page, re.S)[0]
        links = re.findall(r'<a class="map__point[^"]*" href="([^"]+)".*?>([^<]+)</text></a>', drawing)
        assert links == [("/en/stations/vitebsk/", "Vitebsk"), ("/en/stations/smolensk/", "Smolensk")]
        assert 'role="group"' in drawing

    @pytest.mark.parametrize(
        ("make", "style"), [(running, "running"), (vitebsk_smolensk, "planned"), (candidate, "candidate")]
    )
    def test_the_line_and_its_word_carry_the_state(self, client, make, style):
        route = make()
        for station in route.stations.all():
            station.latitude, station.longitude = 54 + station.pk % 7, 30 + station.pk % 5
            station.coordinate_precision, station.coordinate_source = "city_centre", make_source()
            station.save()
        page = get(client, "route_list").content.decode()
        assert f'<polyline class="map__line map__line--{style}"' in page
        assert 'class="map__key"' in page

    def test_a_name_cannot_break_out_of_the_drawing(self, client):
        route = vitebsk_smolensk()
        route.stations.filter(slug="vitebsk").update(name_en='"><script>alert(1)</script>')
        assert "<script>alert" not in get(client, "route_detail", route.slug).content.decode()


class TestStationList:
    def test_stations_stand_under_their_country_in_the_order_of_the_language(self, client):
        make_station("a", name_en="Zaolsha", name_ru="Аз")
        make_station("b", name_en="Minsk", name_ru="Яр")
        make_station("c", name_en="Bryansk", country="RU")
        names = re.compile(r'<th scope="row"><a href="[^"]+">([^<]+)</a>')
        assert names.findall(get(client, "station_list").content.decode()) == ["Minsk", "Zaolsha", "Bryansk"]
        assert names.findall(get(client, "station_list", language="ru").content.decode()) == [
            "Аз",
            "Яр",
            "Bryansk",
        ]

    @pytest.mark.parametrize("count", [1, 3])
    def test_queries(self, client, count, django_assert_num_queries):
        for number in range(count):
            vitebsk_smolensk(f"vitebsk-smolensk-{number}")
        with django_assert_num_queries(2):  # the network, stations
            assert get(client, "station_list").status_code == 200


class TestStationDetail:
    def test_routes_here_with_their_states_and_no_departures(self, client):
        route = vitebsk_smolensk()
        page = text_of(get(client, "station_detail", "vitebsk"))
        assert route.name in page
        assert "Planned start has passed; not confirmed" in page
        assert "No published timetable is held for any route here" in page
        assert not re.search(r"\d\d:\d\d", page)

    def test_coordinates_say_what_they_are_of_and_who_says_so(self, client):
        vitebsk_smolensk()
        page = text_of(get(client, "station_detail", "vitebsk"))
        assert "55.1904° N, 30.2049° E" in page
        assert "of the town, not the station" in page

    def test_unknown_coordinates_are_said_to_be_unknown(self, client):
        station = make_station("krasnoye", name_en="Krasnoye")
        page = get(client, "station_detail", station.slug)
        assert "not established" in text_of(page)
        assert "GeoCoordinates" not in page.content.decode()

    def test_machines_get_coordinates_only_of_the_place_itself(self, client):
        source = make_source()
        make_station("town", latitude=55, longitude=30)
        make_station(
            "crossing",
            latitude=55,
            longitude=31,
            coordinate_precision="border_crossing",
            coordinate_source=source,
        )
        assert "GeoCoordinates" not in get(client, "station_detail", "town").content.decode()
        assert '"longitude": 31.0' in get(client, "station_detail", "crossing").content.decode()

    def test_no_such_station(self, client):
        assert get(client, "station_detail", "atlantis").status_code == 404

    @pytest.mark.parametrize("count", [1, 3])
    def test_queries(self, client, count, django_assert_num_queries):
        for number in range(count):
            vitebsk_smolensk(f"vitebsk-smolensk-{number}")
        with django_assert_num_queries(3):  # the station, the network, departures
            assert get(client, "station_detail", "vitebsk-0").status_code == 200


class TestJourneySearch:
    def ask(self, client, origin, destination, on="2026-04-03", language="en"):
        query = f"?from={origin}&to={destination}&on={on}"
        return get(client, "journey_search", query=query, language=language)

    def test_the_form_offers_the_stations_on_routes(self, client):
        vitebsk_smolensk()
        make_station("elsewhere", name_en="Elsewhere")
        page = get(client, "journey_search").content.decode()
        assert page.count('list="journey-stations"') == 2
        assert '<option value="Vitebsk"></option>' in page
        assert '<option value="Віцебск"></option>' in page
        assert "Elsewhere" not in page

    @pytest.mark.parametrize(
        ("make", "headline"),
        [
            (running, "Trains run, but this site holds no timetable"),
            (vitebsk_smolensk, "Planned; that trains run is not confirmed"),
            (candidate, "A candidate only"),
        ],
    )
    def test_every_no_has_its_reason(self, client, make, headline):
        route = make()
        ends = [stop.station.slug for stop in route.stops.order_by("sequence")]
        for pair in (ends, ends[::-1]):
            response = self.ask(client, *pair)
            assert response.status_code == 200
            assert headline in text_of(response)

    def test_a_planned_line_is_planned_before_its_day(self, client, monkeypatch):
        now = datetime(2026, 4, 1, 12, tzinfo=UTC)
        monkeypatch.setattr("routes.views.journeys.timezone.localtime", lambda *_: now)
        vitebsk_smolensk()
        page = text_of(self.ask(client, "vitebsk", "smolensk", on="2026-04-10"))
        assert "Planned, not running" in page
        assert "The start was announced for no later than 2 April 2026." in page

    def test_the_operator_to_ask_is_named(self, client):
        vitebsk_smolensk()
        assert 'href="https://www.rw.by/"' in self.ask(client, "vitebsk", "smolensk").content.decode()

    @pytest.mark.parametrize("spelling", SPELLINGS)
    @pytest.mark.parametrize("language", ["en", "ru", "be"])
    def test_a_station_is_found_by_any_of_its_names(self, client, spelling, language):
        vitebsk_smolensk()
        response = self.ask(client, spelling, "smolensk", language=language)
        assert response.status_code == 200
        name = {"en": "Vitebsk", "ru": "Витебск", "be": "Віцебск"}[language]
        assert f'name="from" value="{name}"' in response.content.decode()

    @pytest.mark.parametrize("written", ["Vitbesk", "витеб", "tebs"])
    def test_a_name_that_is_nearly_one_is_asked_about(self, client, written):
        vitebsk_smolensk()
        response = self.ask(client, written, "smolensk")
        assert response.status_code == 400
        [(_field, [meant])] = response.context_data["form"].suggestions
        assert meant.name == "Vitebsk"
        assert f'href="{escape(meant.query)}"' in response.content.decode()
        assert (
            client.get(f"{response.request['PATH_INFO']}{meant.query}").context_data["record"].origin.slug
            == "vitebsk"
        )

    def test_one_name_of_two_stations_asks_which(self, client):
        route = vitebsk_smolensk()
        twin = make_station("vitebsk-2", name_en="Vitebsk", country="BY")
        RouteStop.objects.create(route=route, sequence=9, station=twin)
        response = self.ask(client, "Vitebsk", "smolensk")
        assert "Several stations are called “Vitebsk”." in text_of(response)
        [(_field, meant)] = response.context_data["form"].suggestions
        found = [
            client.get(f"{response.request['PATH_INFO']}{one.query}").context_data["record"] for one in meant
        ]
        assert [record.origin.slug for record in found] == ["vitebsk", "vitebsk-2"]

    def test_a_link_from_a_station_asks_nothing_yet(self, client):
        vitebsk_smolensk()
        response = get(client, "journey_search", query="?from=vitebsk")
        assert response.status_code == 200
        assert 'name="from" value="Vitebsk"' in response.content.decode()
        assert 'role="alert"' not in response.content.decode()

    def test_stations_on_different_lines(self, client):
        vitebsk_smolensk()
        other = running().stops.first().station
        page = text_of(self.ask(client, "vitebsk", other.slug))
        assert "No line here joins these two stations" in page
        assert "Vitebsk–Smolensk" in page
        assert "Minsk–Moscow" in page

    def test_the_same_station_twice(self, client):
        vitebsk_smolensk()
        page = text_of(self.ask(client, "vitebsk", "vitebsk"))
        assert "Choose two different stations." in page

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ("?from=atlantis&to=smolensk", "No station here is called “atlantis”"),
            ("?from=&to=smolensk", "Choose a station."),
            ("?from=vitebsk&to=smolensk&on=tomorrow", "Give the day as YYYY-MM-DD"),
            ("?from=vitebsk&to=smolensk&on=0001-01-01", "Give a day from 1900-01-01 to 2100-12-31."),
            ("?from=vitebsk&to=smolensk&at=25:00", "Give the time as HH:MM, for example 17:30."),
            (
                "?from=vitebsk&to=smolensk&by=train",
                "The time is to leave at (leave) or to arrive by (arrive).",
            ),
        ],
    )
    def test_a_question_that_cannot_be_understood_says_why(self, client, query, words):
        vitebsk_smolensk()
        response = get(client, "journey_search", query=query)
        assert response.status_code == 400
        assert words in text_of(response)
        assert 'role="alert"' in response.content.decode()

    @pytest.mark.parametrize("count", [1, 3])
    def test_queries(self, client, count, django_assert_num_queries):
        for number in range(count):
            vitebsk_smolensk(f"vitebsk-smolensk-{number}")
        with django_assert_num_queries(3):  # the names of stations, what is published, the network
            assert self.ask(client, "vitebsk-0", "smolensk-0").status_code == 200


nonsense = st.text(max_size=60) | st.sampled_from(
    ["2026-02-30", "99999-01-01", "2026-4-3", "\x00", "٢٠٢٦-٠٤-٠٣", "-1", "’"]
)


class TestNonsense:
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
    @given(as_of=nonsense)
    def test_a_day_that_is_none_is_answered_with_words(self, client, as_of):
        for path in ("/en/routes/", "/en/routes/vitebsk-smolensk/"):
            response = client.get(path, {"as_of": as_of})
            assert response.status_code in (200, 400, 404)
            assert "<h1" in response.content.decode()

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
    @given(query=st.dictionaries(st.sampled_from(["from", "to", "on", "x"]), nonsense, max_size=4))
    def test_a_journey_that_is_none_is_answered_with_words(self, client, query):
        response = client.get("/en/journeys/", query)
        assert response.status_code in (200, 400)
        assert "<h1" in response.content.decode()


def test_pages_are_light(client):
    routes = [vitebsk_smolensk(f"vitebsk-smolensk-{number}") for number in range(6)]
    for response in (
        get(client, "route_list"),
        get(client, "route_detail", routes[0].slug),
        get(client, "station_list"),
    ):
        assert len(brotli.compress(response.content, quality=5)) < 14 * 1024
