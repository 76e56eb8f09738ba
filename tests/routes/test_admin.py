"""An editor enters a route without a shell: points, bases, events, claims; the state follows and is never typed."""

import re
from datetime import date

import pytest
from django.urls import reverse

from config.web import dates
from routes.models import Operator, Route, RouteClaim, RouteEvent, Station
from routes.network import status_on
from routes.route_status import State
from tests.factories import (
    DAY,
    make_agreement,
    make_article,
    make_basis,
    make_operator,
    make_person,
    make_route,
    make_route_claim,
    make_route_event,
    make_service,
    make_source,
    make_station,
    make_timetable,
    make_trip,
    publish,
)

pytestmark = pytest.mark.django_db

INLINES = ("stops", "bases", "events", "claims")


def form(rows, **fields):
    """What the browser sends: the route's own fields, and for each inline its rows by the name of the relation."""
    data = {"slug": "vitebsk-smolensk", "kind": "suburban", "name_en": "Vitebsk–Smolensk"}
    for name in (*("name", "description"),):
        data |= {f"{name}_{code}": "" for code in ("ru", "be")}
    data["description_en"] = ""
    for prefix in INLINES:
        entered = rows.get(prefix, [])
        data |= {f"{prefix}-TOTAL_FORMS": len(entered), f"{prefix}-INITIAL_FORMS": 0}
        for number, row in enumerate(entered):
            data |= {f"{prefix}-{number}-{key}": value for key, value in row.items()}
    return data | fields


def plan(**fields):
    row = {
        "kind": "launch_planned",
        "key": "plan",
        "dated_on": "2026-04-02",
        "date_precision": "by_day",
        "announced_on": "2026-02-26",
        "assertion": "reported",
        "says_en": "The start is hoped for by 2 April.",
    }
    return row | fields


def claim(**fields):
    row = {"subject": "pairs_per_day", "key": "pairs", "text_en": "three pairs", "number": "3"}
    return (
        row
        | {"said_by_name_en": "A minister", "said_precision": "day", "verification": "one_source"}
        | fields
    )


def enter(client, rows, **fields):
    return client.post(reverse("admin:routes_route_add"), form(rows, **fields))


def errors_of(response):
    """Every message of the page's forms."""
    assert response.status_code == 200, "accepted"
    own = response.context["adminform"].form.errors.values()
    rows = [row for inline in response.context["inline_admin_formsets"] for row in inline.formset.errors]
    return {
        str(message) for errors in (*own, *(e for row in rows for e in row.values())) for message in errors
    }


class TestEntering:
    def test_a_whole_route_and_its_state_follows(self, admin_client):
        source, stations = make_source(), [make_station(), make_station()]
        rows = {
            "stops": [{"sequence": n, "station": at.pk, "source": ""} for n, at in enumerate(stations, 1)],
            "bases": [{"agreement": make_agreement().pk, "role": "legal_basis", "source": source.pk}],
            "events": [plan(source=source.pk)],
            "claims": [claim(source=source.pk, said_by_name_en="", said_by=make_person().pk)],
        }
        response = enter(admin_client, rows, operators=[make_operator().pk])
        assert response.status_code == 302, errors_of(response)
        route = Route.objects.get()
        assert [stop.station for stop in route.stops.all()] == stations
        assert (route.bases.count(), route.claims.count(), route.operators.count()) == (1, 1, 1)
        assert status_on(route, date(2026, 4, 1)).state is State.LAUNCH_PLANNED
        page = admin_client.get(reverse("admin:routes_route_change", args=[route.pk])).content.decode()
        assert "Planned start has passed; not confirmed" in page

    def test_a_new_route_says_where_its_state_will_come_from(self, admin_client):
        page = admin_client.get(reverse("admin:routes_route_add")).content.decode()
        assert "its state is computed, never typed" in page

    @pytest.mark.parametrize(
        ("row", "message"),
        [
            (plan(announced_on=""), "Give the day it was said: the event counts from that day."),
            (plan(kind="launched", date_precision="day"), "This was said before its day: it is a plan."),
            (plan(date_precision="unknown"), "A day that is not established is left empty."),
            (plan(dated_on=""), "Give the day, or say that it is not established."),
        ],
    )
    def test_an_impossible_event_is_explained(self, admin_client, row, message):
        response = enter(admin_client, {"events": [row | {"source": make_source().pk}]})
        assert any(found.startswith(message) for found in errors_of(response))
        assert not RouteEvent.objects.exists()

    @pytest.mark.parametrize(
        ("row", "message"),
        [
            (claim(said_by_name_en=""), "Say whose claim it is: a person, or a name."),
            (claim(number="-1"), "A number of trains is not negative."),
            (claim(source=""), "This field is required."),
        ],
    )
    def test_an_impossible_claim_is_explained(self, admin_client, row, message):
        response = enter(admin_client, {"claims": [{"source": make_source().pk} | row]})
        assert message in errors_of(response)
        assert not RouteClaim.objects.exists()

    def test_the_same_station_twice_is_explained(self, admin_client):
        station = make_station()
        rows = {"stops": [{"sequence": n, "station": station.pk} for n in (1, 2)]}
        response = enter(admin_client, rows)
        assert response.status_code == 200
        [stops] = [
            i.formset for i in response.context["inline_admin_formsets"] if i.formset.prefix == "stops"
        ]
        assert "Please correct the duplicate data" in str(stops.non_form_errors())

    def test_keys_left_empty_are_made_and_differ(self, admin_client):
        source = make_source().pk
        rows = {
            "events": [plan(key="", source=source)],
            "claims": [claim(key="", source=source, said_on="2026-02-26")],
        }
        assert enter(admin_client, rows).status_code == 302
        assert RouteEvent.objects.get().key == "launch-planned-2026-04-02"
        assert RouteClaim.objects.get().key == "pairs-per-day-a-minister-2026-02-26"
        route = Route.objects.get()
        again = plan(key="", source=source, says_en="Said again.", route=route.pk)
        response = admin_client.post(reverse("admin:routes_routeevent_add"), again)
        assert response["Location"] == reverse("admin:routes_route_change", args=[route.pk])
        assert sorted(route.events.values_list("key", flat=True)) == [
            "launch-planned-2026-04-02",
            "launch-planned-2026-04-02-2",
        ]

    def test_a_claim_can_be_superseded_only_by_one_about_the_same(self, admin_client):
        route = make_route()
        first, later = (make_route_claim(route, "start") for _ in range(2))
        make_route_claim(route, "fare")
        make_route_claim(make_route(), "start")
        response = admin_client.get(reverse("admin:routes_routeclaim_change", args=[first.pk]))
        field = response.context["adminform"].form.fields["superseded_by"]
        assert list(field.queryset) == [later]

    def test_events_and_claims_lead_to_their_own_forms_and_back(self, admin_client):
        route = make_route()
        claim = make_route_claim(route, text_en="Three pairs a day.")
        here = reverse("admin:routes_route_change", args=[route.pk])
        there = reverse("admin:routes_routeclaim_change", args=[claim.pk])
        assert f'<a href="{there}">Three pairs a day.</a>' in admin_client.get(here).content.decode()
        assert f'<a href="{here}">' in admin_client.get(there).content.decode()
        left = admin_client.post(reverse("admin:routes_routeclaim_delete", args=[claim.pk]), {"post": "yes"})
        assert (left["Location"], route.claims.count()) == (here, 0)

    @pytest.mark.parametrize("claims", [1, 3])
    def test_queries_of_the_form(self, admin_client, claims, django_assert_num_queries):
        """However many claims: they are one table."""
        route = make_route()
        for _ in range(claims):
            make_route_claim(route, said_by=make_person())
        page = reverse("admin:routes_route_change", args=[route.pk])
        assert admin_client.get(page).status_code == 200  # content types are read once a process
        with django_assert_num_queries(15):
            admin_client.get(page)


class TestLists:
    def rows(self, count):
        for number in range(count):
            route = make_route(f"route-{number}", [make_station(), make_station()])
            route.operators.add(make_operator())
            make_route_event(route, "launched", DAY)
            make_basis(route, make_agreement())

    @pytest.mark.parametrize("count", [1, 3])
    @pytest.mark.parametrize(
        ("model", "queries"),
        # session and user; then what the list reads: rows, events, publications and the choices of a filter, rows counted
        [("route", 7), ("station", 4), ("operator", 4)],
    )
    def test_queries(self, admin_client, model, queries, count, django_assert_num_queries):
        self.rows(count)
        with django_assert_num_queries(queries):
            assert admin_client.get(reverse(f"admin:routes_{model}_changelist")).status_code == 200

    @pytest.mark.parametrize("term", ["vitebsk", "Витебск", "Віцебск"])
    def test_routes_and_stations_are_found_by_any_name(self, admin_client, term):
        names = {"name_en": "Vitebsk", "name_ru": "Витебск", "name_be": "Віцебск"}
        make_station("vitebsk", **names)
        make_route("vitebsk-smolensk", **names)
        make_station("other")
        make_route("another")
        for model in ("station", "route"):
            response = admin_client.get(reverse(f"admin:routes_{model}_changelist"), {"q": term})
            assert response.context["cl"].result_count == 1

    def test_routes_are_filtered_by_the_state_that_is_computed(self, admin_client):
        running, candidate = make_route("running"), make_route("candidate")
        make_route_event(running, "launched", DAY)
        make_route_event(candidate, "proposed", DAY)
        for state, expected in (("operating", running), ("candidates", candidate)):
            response = admin_client.get(reverse("admin:routes_route_changelist"), {"state": state})
            assert list(response.context["cl"].result_list) == [expected]

    def test_the_list_shows_the_state_in_words(self, admin_client):
        make_route_event(make_route(), "launched", DAY)
        page = admin_client.get(reverse("admin:routes_route_changelist")).content.decode()
        assert "Operating; timetable not held" in page


class TestStations:
    def enter(self, client, **fields):
        data = {"slug": "krasnoye", "name_en": "Krasnoye", "country": "RU", "timezone": "Europe/Moscow"}
        data |= {"label_anchor": "e", "coordinate_precision": "unknown"}
        data |= {"transfers-TOTAL_FORMS": 1, "transfers-INITIAL_FORMS": 0, "transfers-0-kind": 2}
        return client.post(reverse("admin:routes_station_add"), data | fields)

    def test_a_station_without_coordinates(self, admin_client):
        assert self.enter(admin_client).status_code == 302
        assert Station.objects.get().latitude is None

    def test_a_station_with_a_transfer_to_another(self, admin_client):
        other, source = make_station("osinovka"), make_source()
        told = {"to_station": other.pk, "min_transfer_time": 600, "source": source.pk}
        fields = {f"transfers-0-{name}": value for name, value in told.items()} | {"change_time": 240}
        assert self.enter(admin_client, **fields).status_code == 302
        station = Station.objects.get(slug="krasnoye")
        assert (station.change_time, station.transfers.get().to_station) == (240, other)

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"latitude": "55"}, "Give both coordinates, or neither."),
            ({"latitude": "55", "longitude": "30"}, "Coordinates need a source."),
            ({"latitude": "55", "longitude": "30"}, "Say what the coordinates are of."),
            ({"latitude": "0.1", "longitude": "0.1"}, "This is in the Gulf of Guinea: a typing error."),
            ({"latitude": "95", "longitude": "30"}, "Latitude lies between −90 and 90 degrees."),
            ({"latitude": "55", "longitude": "200"}, "Longitude lies between −180 and 180 degrees."),
            ({"coordinate_precision": "station"}, "Without coordinates this must be “not established”."),
            ({"timezone": "Europe/Vitebsk"}, "There is no time zone “Europe/Vitebsk”."),
        ],
    )
    def test_an_impossible_station_is_explained(self, admin_client, fields, message):
        assert message in errors_of(self.enter(admin_client, **fields))
        assert not Station.objects.exists()

    def test_a_station_that_a_text_names_keeps_its_address(self, admin_client):
        station = make_station("vitebsk")
        make_article(version={"body": "At [[station:vitebsk]]."})
        response = admin_client.get(reverse("admin:routes_station_change", args=[station.pk]))
        assert "slug" in response.context["adminform"].readonly_fields
        delete = reverse("admin:routes_station_delete", args=[station.pk])
        assert admin_client.post(delete, {"post": "yes"}).status_code == 409
        assert Station.objects.filter(pk=station.pk).exists()


def test_an_operator(admin_client):
    data = {
        "code": "belarusian-railway",
        "name_en": "Belarusian Railway",
        "country": "BY",
        "url": "https://www.rw.by/",
    }
    assert admin_client.post(reverse("admin:routes_operator_add"), data).status_code == 302
    assert Operator.objects.get().url == "https://www.rw.by/"


class TestPublishedTimetable:
    def test_says_its_days_in_words_and_its_dates_as_readers_see_them(self, admin_client):
        line = make_route("line", [make_station("here"), make_station("there")])
        timetable = make_timetable(line)
        service = make_service(timetable, weekdays=80, also_on="RU")
        make_trip(
            service, "1", [(stop.station, f"0{hour}:00") for hour, stop in enumerate(line.stops.all(), 6)]
        )
        publish(timetable)
        page = admin_client.get(reverse("admin:routes_timetable_change", args=[timetable.pk]))
        text = " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).replace("\xa0", " ").split())
        assert "Fridays and Sundays, and public holidays of Russia" in text
        assert dates.day(timetable.valid_from).replace("\xa0", " ") in text
        assert (" 80 " in text, "Add a train" in text) == (False, False)

    def test_not_in_the_feed_it_says_why_and_leads_to_what_is_missing(self, admin_client):
        stations = [make_station("here", latitude="55.2", longitude="30.2"), make_station("there")]
        line = make_route("line", stations)
        line.operators.add(make_operator())
        make_route_event(line, "launched", DAY)
        timetable = make_timetable(line)
        make_trip(make_service(timetable), "1", list(zip(stations, ["06:00", "07:00"], strict=True)))
        publish(timetable)
        page = reverse("admin:routes_timetable_change", args=[timetable.pk])
        place = reverse("admin:routes_station_change", args=[stations[1].pk])
        text = admin_client.get(page).content.decode()
        assert "It is not in the feed." in text
        assert f'<a href="{place}">Enter the place of Station there</a>' in text
        stations[1].latitude, stations[1].longitude = "54.8", "32.0"
        stations[1].coordinate_precision, stations[1].coordinate_source = "station", make_source()
        stations[1].save()
        assert "It is in the feed." in admin_client.get(page).content.decode()
