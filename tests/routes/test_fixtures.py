"""What the shipped railway says of the real one: only what a source states, and no train that nobody reported."""

from datetime import date
from itertools import combinations

import pytest

from news.texts.notes import Notes
from routes.journeys.why_not import Line, Reason, answer
from routes.map_labels import overlap
from routes.models import Route, RouteClaim, RouteEvent, RouteStop, Station
from routes.network import network, network_drawing, status_on
from routes.reading import read_route, read_routes
from routes.route_record import record_of
from routes.route_status import State

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_content")]

TODAY = date(2026, 11, 24)
ANNOUNCED = ["vitebsk-smolensk", "orsha-smolensk"]
CANDIDATES = ["bryansk-gomel", "velikiye-luki-polotsk", "velikiye-luki-vitebsk"]


def state(slug, day):
    return status_on(Route.objects.for_status().get(slug=slug), day).state


@pytest.mark.parametrize("slug", ANNOUNCED)
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 2, 1), State.CONSIDERED),
        (date(2026, 2, 2), State.LAUNCH_PLANNED),
        (date(2026, 4, 1), State.LAUNCH_PLANNED),
        (date(2026, 4, 2), State.LAUNCH_PLANNED),
        (date(2026, 4, 3), State.START_NOT_CONFIRMED),
        (TODAY, State.START_NOT_CONFIRMED),
    ],
)
def test_the_announced_lines(slug, day, expected):
    assert state(slug, day) is expected


@pytest.mark.parametrize("slug", CANDIDATES)
def test_the_candidates(slug):
    assert state(slug, date(2026, 2, 1)) is State.NOT_RECORDED
    assert state(slug, TODAY) is State.PROPOSED


def test_minsk_moscow_runs_and_no_timetable_is_held():
    assert state("minsk-moscow", date(2021, 4, 29)) is State.LAUNCH_PLANNED
    assert state("minsk-moscow", TODAY) is State.OPERATING_NO_TIMETABLE


def test_the_earlier_direct_trains_are_another_life():
    assert state("vitebsk-smolensk", date(2015, 1, 1)) is State.CLOSED


def test_these_six_routes_and_no_other():
    assert sorted(Route.objects.values_list("slug", flat=True)) == sorted(
        [*ANNOUNCED, *CANDIDATES, "minsk-moscow"]
    )


def test_the_announced_lines_rest_on_the_decree():
    bases = Route.objects.filter(bases__role="legal_basis").values_list("slug", "agreements__slug")
    assert sorted(bases) == [(slug, "suburban-rail-decree-2026") for slug in sorted(ANNOUNCED)]


def test_the_claims_about_vitebsk_smolensk_compete():
    claims = RouteClaim.objects.filter(route__slug="vitebsk-smolensk")
    assert claims.filter(subject="pairs_per_day").count() == 3
    assert claims.filter(subject="rolling_stock").count() == 4
    # Each is someone's, and the same person is not made to say two things at once.
    assert all(claim.speaker for claim in claims)


@pytest.mark.parametrize("language", ["en", "ru", "be"])
def test_every_text_is_in_every_language(language):
    for model, columns in {
        Route: ["name"],
        Station: ["name"],
        RouteEvent: ["says"],
        RouteClaim: ["text"],
    }.items():
        for column in columns:
            assert not model.objects.filter(**{f"{column}_{language}": ""}).exists()
    assert not RouteClaim.objects.filter(said_by=None, **{f"said_by_name_{language}": ""}).exists()


@pytest.mark.parametrize(
    ("slug", "ru", "be"),
    [
        ("vitebsk", "Витебск", "Віцебск"),
        ("smolensk", "Смоленск", "Смаленск"),
        ("liozno", "Лиозно", "Лёзна"),
        ("osinovka", "Осиновка", "Асінаўка"),
        ("velikiye-luki", "Великие Луки", "Вялікія Лукі"),
        ("bryansk", "Брянск", "Бранск"),
        ("moscow", "Москва", "Масква"),
    ],
)
def test_names_are_each_languages_own(slug, ru, be):
    station = Station.objects.get(slug=slug)
    assert (station.name_ru, station.name_be) == (ru, be)


def test_coordinates_are_of_towns_or_crossings_never_of_platforms():
    precisions = set(Station.objects.values_list("coordinate_precision", "coordinate_source__key"))
    assert precisions == {
        ("city_centre", "geonames"),
        ("border_crossing", "openstreetmap"),
        ("unknown", None),
    }
    assert set(Station.objects.filter(latitude=None).values_list("slug", flat=True)) == {
        "krasnoye",
        "zaverezhye",
    }


def test_every_station_is_on_a_route():
    assert set(Station.objects.values_list("slug")) == set(RouteStop.objects.values_list("station__slug"))


def large_name_boxes(drawing):
    """Where the large names lie at a phone's size of type (22 units), whatever was computed when they were placed."""
    for mark in drawing.marks:
        if not mark.place.minor:
            x, y, wide = float(mark.label.x), float(mark.label.y), len(mark.place.name) * 22 * 0.57
            left = x - {"start": 0, "middle": wide / 2, "end": wide}[mark.label.align]
            yield mark.place.slug, (left, y - 17, left + wide, y + 4)


@pytest.mark.parametrize("language", ["en", "ru", "be"])
def test_large_names_lie_neither_on_each_other_nor_on_dots_on_any_map(language, as_language):
    with as_language(language):
        routes = read_routes()
        drawings = [network_drawing(network(routes, TODAY, Notes()).routes)]
        drawings += [record_of(read_route(route.slug, TODAY), TODAY, TODAY).drawing for route in routes]
        assert len(drawings) == 7
        for drawing in drawings:
            boxes = dict(large_name_boxes(drawing))
            assert not [pair for pair in combinations(boxes, 2) if overlap(*(boxes[slug] for slug in pair))]
            for mark in drawing.marks:
                x, y = float(mark.x), float(mark.y)
                dot = (x - 4, y - 4, x + 4, y + 4)
                assert not [
                    slug for slug, box in boxes.items() if slug != mark.place.slug and overlap(box, dot)
                ]
            assert all(box[0] >= 0 and box[2] <= float(drawing.width) for box in boxes.values())


def test_every_pair_of_stations_has_a_truthful_answer():
    lines = [
        Line(route.slug, tuple(stop.station.slug for stop in route.stops.all()), status_on(route, TODAY))
        for route in Route.objects.for_route_list()
    ]
    assert [one.reason for one in answer("vitebsk", "smolensk", lines).lines] == [Reason.NOT_CONFIRMED]
    assert [one.reason for one in answer("minsk", "moscow", lines).lines] == [Reason.NO_TIMETABLE]
    # Two lines join these: the one that runs comes first.
    assert [(one.line.slug, one.reason) for one in answer("orsha", "smolensk", lines).lines] == [
        ("minsk-moscow", Reason.NO_TIMETABLE),
        ("orsha-smolensk", Reason.NOT_CONFIRMED),
    ]
    assert [one.reason for one in answer("gomel", "bryansk", lines).lines] == [Reason.CANDIDATE]
    assert answer("gomel", "minsk", lines).reason is Reason.NO_LINE
