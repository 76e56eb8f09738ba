"""What the database refuses about notices, fares, transfers and reports on feeds, attacked with raw rows."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from routes.models import (
    Alert,
    AlertEntity,
    AlertPeriod,
    FareProduct,
    FareRule,
    FeedReport,
    RiderCategory,
    Station,
    Transfer,
)
from tests.factories import DAY, make_alert, make_fare, make_route, make_station, make_transfer

pytestmark = pytest.mark.django_db
AT = datetime(2026, 4, 6, 6, tzinfo=UTC)


@pytest.fixture
def alert():
    alert = make_alert({"route": make_route()})
    AlertPeriod.objects.create(alert=alert, start_at=AT)
    return alert


@pytest.fixture
def fare():
    ends = [make_station(), make_station()]
    fare = make_fare(make_route(stations=ends))
    rule = fare.rules.get()
    FareRule.objects.create(product=fare, route=rule.route, from_station=ends[0], to_station=ends[1])
    return fare


def breaks(constraint, row):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        type(row).objects.bulk_create([row])
    return constraint in str(error.value) or "UNIQUE constraint failed" in str(error.value)


def notice(alert, **fields):
    return Alert(**{"key": "x", "header_en": "x", "source": alert.source} | fields)


@pytest.mark.parametrize(
    ("constraint", "make"),
    [
        ("alert_key_and_header", lambda alert: notice(alert, header_en="")),
        ("alert_cause_known", lambda alert: notice(alert, cause="fog")),
        ("alert_effect_known", lambda alert: notice(alert, effect="fog")),
        ("alert_severity_known", lambda alert: notice(alert, severity="fog")),
        ("alert_period_start_once", lambda alert: AlertPeriod(alert=alert, start_at=AT)),
        (
            "alert_period_ends_after_start",
            lambda alert: AlertPeriod(alert=alert, start_at=AT.replace(hour=7), end_at=AT.replace(hour=7)),
        ),
        (
            "alert_entity_order_once",
            lambda alert: AlertEntity(alert=alert, sequence=1, route=alert.entities.get().route),
        ),
        ("alert_entity_names_something", lambda alert: AlertEntity(alert=alert, sequence=2)),
    ],
)
def test_of_notices(alert, constraint, make):
    assert breaks(constraint, make(alert))


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("transfer_once", {}),
        ("transfer_between_two_stations", {"to_station": "a"}),
        ("transfer_kind_known", {"from_station": "c", "kind": 4, "min_transfer_time": None}),
        ("transfer_time_where_it_takes_one", {"from_station": "c", "min_transfer_time": None}),
        ("transfer_time_where_it_takes_one", {"from_station": "c", "min_transfer_time": 0}),
        ("transfer_time_where_it_takes_one", {"from_station": "c", "min_transfer_time": 86401}),
        ("transfer_time_where_it_takes_one", {"from_station": "c", "kind": 3}),
    ],
)
def test_of_transfers(constraint, fields):
    a, b, c = (make_station(slug) for slug in "abc")
    held = make_transfer(a, b, 600)
    ends = {"from_station": a, "to_station": b} | {
        name: {"a": a, "c": c}[value] for name, value in fields.items() if name.endswith("station")
    }
    told = {name: value for name, value in fields.items() if not name.endswith("station")}
    assert breaks(
        constraint, Transfer(**{"kind": 2, "min_transfer_time": 600, "source": held.source} | ends | told)
    )


@pytest.mark.parametrize("seconds", [0, 86401])
def test_a_change_takes_a_second_and_no_more_than_a_day(seconds):
    station = make_station("a")
    row = Station(slug="x", name_en="x", timezone=station.timezone, change_time=seconds)
    assert breaks("station_change_takes_time", row)


def product(fare, **fields):
    given = {"key": "x", "name_en": "x", "amount": 1, "currency": "BYN", "valid_from": DAY}
    return FareProduct(rider_category=fare.rider_category, **given | {"source": fare.source} | fields)


def rule(fare, **ends):
    return FareRule(product=fare, route=fare.rules.first().route, **ends)


@pytest.mark.parametrize(
    ("constraint", "make"),
    [
        ("rider_category_code_and_name", lambda fare: RiderCategory(code="x", name_en="")),
        ("fare_key_and_name", lambda fare: product(fare, key="")),
        ("fare_amount_not_negative", lambda fare: product(fare, amount=-1)),
        ("fare_currency_known", lambda fare: product(fare, currency="EUR")),
        ("fare_ends_after_start", lambda fare: product(fare, valid_until=date(2026, 1, 1))),
        ("fare_has_a_source", lambda fare: product(fare, source=None)),
        ("fare_rule_of_a_route_once", rule),
        (
            "fare_rule_once",
            lambda fare: rule(
                fare,
                from_station=fare.rules.exclude(from_station=None).get().from_station,
                to_station=fare.rules.exclude(from_station=None).get().to_station,
            ),
        ),
        ("fare_rule_between_two_stations", lambda fare: rule(fare, from_station=make_station())),
    ],
)
def test_of_fares(fare, constraint, make):
    assert breaks(constraint, make(fare))


def test_one_category_is_everybodys():
    RiderCategory.objects.create(code="adult", name_en="Adult", is_default=True)
    RiderCategory.objects.create(code="sample", name_en="Sample", is_default=True, is_sample=True)
    assert breaks("rider_category_default_once", RiderCategory(code="x", name_en="X", is_default=True))


def test_of_reports_on_feeds():
    report = FeedReport(sha256="not a digest", feed_version="x", validators=[])
    assert breaks("feed_report_of_a_digest", report)
