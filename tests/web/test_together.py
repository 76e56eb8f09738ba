"""Queries asked as one statement: of each the rows that it gives alone, in its own order."""

from datetime import date

import pytest

from config.web.prepared import Many, Slot
from config.web.together import together
from news.models import Action, ActionSource
from routes.models import Publication, ServiceException, Station
from tests.factories import (
    make_action,
    make_agreement,
    make_route,
    make_service,
    make_station,
    make_timetable,
    make_trip,
    publish,
)

pytestmark = pytest.mark.django_db


def queries(slugs):
    """Of both kinds of order, with days, moments, numbers with a point, truths, and relations that may lead nowhere."""
    said = ActionSource.objects.filter(action__agreement__slug__in=slugs)
    return {
        "actions": Action.objects.filter(agreement__slug__in=slugs).order_by("-dated_on"),
        "said": said.select_related("source", "action__actor", "action__agreement").order_by("-action__key"),
        "stations": Station.objects.select_related("coordinate_source").order_by("slug"),
        "publications": Publication.objects.select_related("timetable__source").order_by("valid_from"),
        "exceptions": ServiceException.objects.order_by("date"),
    }


@together
def everything():
    return queries(Many("slugs"))


@together
def of_a_day():
    return {"actions": Action.objects.filter(dated_on=Slot("day")).order_by("pk")}


@together
def pairs():
    return {"stations": Station.objects.order_by("-slug").values_list("slug", "latitude")}


@pytest.fixture
def rows():
    for n in range(3):
        make_action(make_agreement(f"t-{n}"), dated_on=date(2020 + n, 1, 1))
    a, b = make_station("a", latitude="54.50", longitude="30.4"), make_station("b")
    timetable = make_timetable(make_route("a-b", [a, b]), is_sample=True)
    service = make_service(timetable, weekdays=16, also_on="RU")
    make_trip(service, "1", [(a, "08:00"), (b, "09:00")])
    publish(timetable)


def columns(things):
    return [
        {field.attname: getattr(thing, field.attname) for field in thing._meta.fields} for thing in things
    ]


def test_each_has_the_rows_of_its_query_set(rows, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = everything().rows(slugs=["t-0", "t-1", "t-2"])
        assert {said.action.agreement.slug: said.action.actor for said in found["said"]} == dict.fromkeys(
            ["t-0", "t-1", "t-2"]
        )
        assert [one.timetable.source for one in found["publications"]] == [None]
    wanted = queries(["t-0", "t-1", "t-2"])
    assert {name: columns(things) for name, things in found.items()} == {
        name: columns(queryset) for name, queryset in wanted.items()
    }
    assert [type(value) for value in columns(found["stations"])[0].values()] == [
        type(value) for value in columns(wanted["stations"])[0].values()
    ]
    assert all(found.values())


def test_each_run_has_its_own_values(rows):
    assert [action.dated_on.year for action in of_a_day().rows(day=date(2021, 1, 1))["actions"]] == [2021]
    assert of_a_day().rows(day=date(2031, 1, 1)) == {"actions": []}
    nothing = everything().rows(slugs=[])
    assert (nothing["actions"], nothing["said"], len(nothing["stations"])) == ([], [], 2)


def test_an_order_has_to_be_said():
    with pytest.raises(AssertionError, match="in which order"):
        together(lambda: {"stations": Station.objects.all()})()


@pytest.mark.usefixtures("rows")
def test_tuples_are_what_values_list_gives():
    assert pairs().rows() == {
        "stations": [*Station.objects.order_by("-slug").values_list("slug", "latitude")]
    }
