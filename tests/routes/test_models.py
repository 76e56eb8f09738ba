"""The database itself refuses impossible railways, whoever writes them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import ProtectedError

from routes.models import Operator, Route, RouteBasis, RouteClaim, RouteEvent, RouteStop, Station
from tests.factories import (
    DAY,
    make_agreement,
    make_person,
    make_route,
    make_route_claim,
    make_source,
    make_station,
)

pytestmark = pytest.mark.django_db

LATER = date(2026, 4, 2)


def operator(**fields):
    return Operator(**{"code": "o", "name_en": "O", "country": "BY"} | fields)


def station(**fields):
    return Station(**{"slug": "s", "name_en": "S", "country": "BY", "timezone": "Europe/Minsk"} | fields)


def placed(**fields):
    place = {
        "latitude": 55,
        "longitude": 30,
        "coordinate_precision": "city_centre",
        "coordinate_source": make_source(),
    }
    return station(**place | fields)


def route(**fields):
    return Route(**{"slug": "r", "kind": "suburban", "name_en": "R"} | fields)


def event(**fields):
    parents = {"route": make_route(), "source": make_source()}
    return RouteEvent(**parents | {"key": "e", "kind": "decided", "dated_on": DAY, "says_en": "S"} | fields)


def claim(**fields):
    parents = {"route": make_route(), "source": make_source()}
    return RouteClaim(
        **parents | {"key": "c", "subject": "start", "text_en": "T", "said_by_name_en": "N"} | fields
    )


def basis(**fields):
    return RouteBasis(**{"role": "legal_basis", "source": make_source()} | fields)


def twice(make, **parents):
    return [make(**parents), make(**parents)]


# Constraint: the rows that break it, and nothing else.
ATTACKS = {
    "operator_code_and_name": lambda: [[operator(code="")], [operator(name_en="")]],
    "operator_country_known": lambda: [[operator(country="PL")]],
    "station_slug_and_name": lambda: [[station(slug="")], [station(name_en="")]],
    "station_country_known": lambda: [[station(country="PL")]],
    "station_has_a_time_zone": lambda: [[station(timezone="")]],
    "station_precision_known": lambda: [[placed(coordinate_precision="roof")]],
    "station_coordinates_are_sourced": lambda: [
        [placed(coordinate_source=None)],
        [placed(coordinate_precision="unknown")],
        [placed(latitude=None)],
        [placed(longitude=None)],
        [placed(latitude=91)],
        [placed(longitude=-181)],
        [station(coordinate_precision="city_centre")],
    ],
    "station_not_at_null_island": lambda: [
        [placed(latitude=0, longitude=0)],
        [placed(latitude="0.9", longitude="-0.9")],
    ],
    "station_label_anchor_known": lambda: [[station(label_anchor="up")]],
    "route_slug_and_name": lambda: [[route(slug="")], [route(name_en="")]],
    "route_kind_known": lambda: [[route(kind="tram")]],
    "route_stop_order_once": lambda: [
        [RouteStop(route=parent, sequence=1, station=make_station()) for _ in range(2)]
        for parent in [make_route()]
    ],
    "route_stop_station_once": lambda: [
        [RouteStop(route=parent, sequence=number, station=at) for number in (1, 2)]
        for parent, at in [(make_route(), make_station())]
    ],
    "route_basis_once": lambda: [twice(basis, route=make_route(), agreement=make_agreement())],
    "route_basis_role_known": lambda: [
        [basis(route=make_route(), agreement=make_agreement(), role="rumour")]
    ],
    "route_event_key_once": lambda: [twice(event, route=make_route())],
    "route_event_says_something": lambda: [[event(key="")], [event(says_en="")]],
    "route_event_kind_known": lambda: [[event(kind="dreamt")]],
    "route_event_dated_as_precise": lambda: [
        [event(date_precision="unknown", announced_on=DAY)],
        [event(dated_on=None)],
        [event(date_precision="week", announced_on=DAY)],
    ],
    "route_event_counts_from_a_day": lambda: [
        [event(dated_on=None, date_precision="unknown")],
        [event(date_precision="by_day")],
    ],
    "route_event_plan_is_announced": lambda: [[event(kind="launch_planned", dated_on=LATER)]],
    "route_event_start_is_not_foretold": lambda: [
        [event(kind=kind, dated_on=LATER, announced_on=DAY)]
        for kind in ("launched", "resumed", "extended", "decided")
    ],
    "route_event_assertion_known": lambda: [[event(assertion="rumour")]],
    "route_claim_key_once": lambda: [twice(claim, route=make_route())],
    "route_claim_says_something": lambda: [[claim(key="")], [claim(text_en="")]],
    "route_claim_subject_known": lambda: [[claim(subject="weather")]],
    "route_claim_names_who": lambda: [[claim(said_by_name_en="")]],
    "route_claim_verification_known": lambda: [[claim(verification="rumour")]],
    "route_claim_number_not_negative": lambda: [[claim(number=-1)]],
    "route_claim_precision_known": lambda: [[claim(said_on=DAY, said_precision="week")]],
}


def refused(rows):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        type(rows[0]).objects.bulk_create(rows)
    return str(error.value)


@pytest.mark.parametrize("constraint", ATTACKS)
def test_rows(constraint):
    for rows in ATTACKS[constraint]():
        message = refused(rows)
        # For a broken uniqueness SQLite names the columns instead.
        assert constraint in message or message.startswith("UNIQUE constraint failed")


def test_what_is_allowed_is_allowed():
    """The attacks above differ from these rows in one thing each."""
    allowed = [
        operator(),
        station(),
        placed(slug="placed"),
        placed(slug="on-the-equator", latitude=0, longitude=30),
        route(),
        event(),
        event(key="unknown", dated_on=None, date_precision="unknown", announced_on=DAY),
        event(key="plan", kind="launch_planned", dated_on=LATER, date_precision="by_day", announced_on=DAY),
        event(key="closing", kind="closed", dated_on=LATER, announced_on=DAY),
        event(key="reported-later", kind="launched", dated_on=DAY, announced_on=LATER),
        claim(),
        claim(key="person", said_by=make_person(), said_by_name_en="", number=3),
        basis(route=make_route(), agreement=make_agreement()),
        RouteStop(route=make_route(), sequence=0, station=make_station()),
    ]
    for row in allowed:
        type(row).objects.bulk_create([row])
    assert (RouteEvent.objects.count(), RouteClaim.objects.count()) == (5, 2)


class TestSuperseded:
    def test_a_claim_does_not_supersede_itself(self):
        one = make_route_claim(make_route())
        with pytest.raises(IntegrityError, match="route_claim_superseded_by_another"), transaction.atomic():
            RouteClaim.objects.filter(pk=one.pk).update(superseded_by=one)

    @pytest.mark.parametrize("other", ["route", "subject"])
    def test_a_claim_about_something_else_supersedes_nothing(self, other):
        here = make_route()
        one = make_route_claim(here, "start")
        later = (
            make_route_claim(make_route(), "start") if other == "route" else make_route_claim(here, "fare")
        )
        with pytest.raises(DatabaseError, match="same route and subject"), transaction.atomic():
            RouteClaim.objects.filter(pk=one.pk).update(superseded_by=later)

    def test_the_later_claim_cannot_move_away_either(self):
        here = make_route()
        later = make_route_claim(here, "start")
        make_route_claim(here, "start", superseded_by=later)
        with pytest.raises(DatabaseError, match="same route and subject"), transaction.atomic():
            RouteClaim.objects.filter(pk=later.pk).update(subject="fare")

    def test_a_later_claim_about_the_same_is_accepted(self):
        here = make_route()
        later = make_route_claim(here, "start")
        assert make_route_claim(here, "start", superseded_by=later).superseded_by == later


@pytest.mark.parametrize("model", [RouteEvent, RouteClaim, RouteBasis])
def test_nothing_stands_without_a_source(model):
    rows = {RouteEvent: event, RouteClaim: claim, RouteBasis: basis}
    parents = {"route": make_route(), "agreement": make_agreement()} if model is RouteBasis else {}
    assert refused([rows[model](source=None, **parents)])


def test_what_others_rest_on_cannot_be_deleted():
    at = make_station()
    make_route(stations=[at])
    with pytest.raises(ProtectedError):
        at.delete()


def test_a_time_zone_exists():
    row = station(timezone="Europe/Vitebsk")
    with pytest.raises(ValidationError, match="There is no time zone"):
        row.full_clean()


class TestKnownFrom:
    def test_an_announcement_counts_from_the_day_it_was_made(self):
        assert event(kind="launch_planned", dated_on=LATER, announced_on=DAY).known_from == DAY

    @pytest.mark.parametrize(
        ("precision", "known_from"),
        [("day", DAY), ("month", date(2026, 2, 28)), ("year", date(2026, 12, 31))],
    )
    def test_what_is_dated_loosely_counts_once_it_is_certain(self, precision, known_from):
        assert event(date_precision=precision).known_from == known_from
