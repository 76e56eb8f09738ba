"""The railway: the state of a route and its map, what was announced, trains of a day, departures, journeys, prices."""

from collections.abc import Iterator
from datetime import time, timedelta
from types import SimpleNamespace as Thing
from typing import Any

from config.design import made_up
from config.design.components import Component
from config.design.made_up import DAY, LATER, MORNING, long_title, say, sentence
from routes.day_strip import StripDay
from routes.departures import Departure, DepartureBoard, RouteName
from routes.fares import FareLine, FareTable
from routes.journey_trains import Found, Ride, Trains
from routes.ledger import LedgerClaim, LedgerRow
from routes.maps import STYLES, Drawing, Place, Track, draw
from routes.models import Publication, RouteClaim, Timetable, Trip
from routes.network import Group, NetworkRoute, map_key
from routes.route_record import DayState, Sentence, StepLine
from routes.route_status import State
from routes.route_words import badge, line_style
from routes.timetable_block import Board, Column, Days, DayTimetable
from routes.timetable_block import Line as BoardLine
from routes.timetable_grid import Cell

WEEK = [DAY + timedelta(days=ahead) for ahead in range(7)]
PLACES = ((55.19, 30.2), (54.95, 31.0), (54.78, 32.05))


def components() -> Iterator[Component]:
    yield from _states()
    yield from _maps()
    yield from _announced()
    yield from _timetables()
    yield from _trains()


def _states() -> Iterator[Component]:
    evidence = [Sentence(sentence(), [1]), Sentence(sentence(), [])]
    steps = [
        StepLine(say("Decided", "Решено", "Вырашана"), sentence(), [1], "full", False, False),
        StepLine(
            say("Launch planned", "Пуск намечен", "Пуск намечаны"), long_title(), [2], "half", True, False
        ),
        StepLine(say("Operating", "Действует", "Дзейнічае"), sentence(), [], "hollow", False, True),
    ]

    def record(state: State, **more: Any) -> Thing:
        drawn = drawing()
        given = {
            "route": made_up.route(),
            "status": Thing(runs=state == State.OPERATING),
            "badge": badge(state),
        }
        given |= {"as_of": LATER, "evidence": evidence, "steps": steps, "next_change": sentence()}
        return Thing(**(given | {"drawing": drawn, "map_key": map_key(drawn)} | more))

    bare = record(State.NOT_RECORDED, evidence=[], steps=steps[2:], drawing=None, next_change="")
    yield Component(
        "routes/_status.html",
        {
            "running": {"record": record(State.OPERATING)},
            "planned": {"record": record(State.LAUNCH_PLANNED)},
            "nothing recorded, no map": {"record": bare},
        },
    )
    yield Component(
        "routes/_state_in_admin.html",
        {"with words": {"badge": badge(State.OPERATING), "verdict": sentence(), "next_change": sentence()}},
    )
    shown = [(State.OPERATING, False), (State.START_NOT_CONFIRMED, True), (State.CLOSED, False)]
    running = [network_route(state, long) for state, long in shown]
    candidates = [network_route(State.PROPOSED), network_route(State.CONSIDERED, True)]
    groups = [Group("running", "", running), Group("candidates", "", candidates)]
    yield Component(
        "routes/_runs.html",
        {
            "every state": {"groups": groups},
            "one": {"groups": [Group("running", "", running[:1])], "level": 3},
        },
    )
    days = [DayState(day, badge(state)) for day, state in ((DAY, State.DECIDED), (LATER, State.OPERATING))]
    yield Component(
        "routes/_asof.html",
        {"with days of change": {"as_of": LATER, "days": days}, "without": {"as_of": LATER}},
    )


def network_route(state: State, long: bool = False) -> NetworkRoute:
    said = long_title() if long else sentence()
    return NetworkRoute(made_up.route(long), None, badge(state), line_style(state), said, [1], [])


def drawing() -> Drawing | None:
    """Three stations, the second a crossing point, and a line of each style between them."""
    places = [
        Place(each.slug, each.name, *at, url="#main", minor=crossing, crossing=crossing)
        for each, at, crossing in zip(made_up.stations(), PLACES, (False, True, False), strict=True)
    ]
    slugs = tuple(place.slug for place in places)
    tracks = [Track(style, style, slugs) for style in STYLES]
    return draw(places, tracks, slugs, slugs)


def _maps() -> Iterator[Component]:
    drawn = drawing()
    words = {"drawing": drawn, "title": sentence(), "description": sentence(), "key": map_key(drawn)}
    yield Component(
        "routes/_map.svg.html", {"of a route": words, "of the network": words | {"network": True}}
    )
    yield Component("routes/_trace.html", {style: {"style": style} for style in STYLES}, small=True)


def _announced() -> Iterator[Component]:
    claim = RouteClaim(text_en=sentence(), text_ru=sentence(), text_be=sentence())
    claims = [
        LedgerClaim(claim, made_up.person().name, [1], True, ""),
        LedgerClaim(claim, long_title(), [2, 3], False, say("disputed", "оспаривается", "аспрэчваецца")),
    ]
    yield Component(
        "routes/_claims.html", {"replaced, disputed": {"claims": claims}, "one": {"claims": claims[1:]}}
    )
    rows = [
        LedgerRow(say("Trains a day", "Поездов в день", "Цягнікоў у дзень"), claims, long_title()),
        LedgerRow(long_title(), claims[:1], sentence()),
    ]
    yield Component(
        "routes/_ledger.html",
        {"two subjects": {"rows": rows, "as_of": LATER}, "one": {"rows": rows[1:], "as_of": LATER}},
        around="ledger",
    )
    yield Component(
        "routes/_operators.html",
        {
            "one": {"operators": [made_up.operator()]},
            "several": {"operators": [made_up.operator("https://example.org/"), made_up.operator()]},
        },
    )


def timetable(is_sample: bool = False) -> Timetable:
    made = Timetable(
        route=made_up.route(), key="example", valid_from=DAY, valid_until=LATER, is_sample=is_sample
    )
    made.publication = Publication(timetable=made, valid_from=DAY, valid_until=LATER, published_at=MORNING)
    return made


def day_timetable(trains: int = 3, is_sample: bool = False, **more: Any) -> DayTimetable:
    """So many trains there; every second passes the boundary without a stop."""
    held = timetable(is_sample)
    days = say("daily", "ежедневно", "штодня")
    columns = [
        Column(Trip(timetable=held, number=f"{6801 + 2 * at}"), days, "§" if at == 1 else "")
        for at in range(trains)
    ]
    clocks = [("06:40", "07:30", "08:55"), ("12:10", "", "14:20"), ("23:50", "00:41", "02:05")]
    first, border, last = made_up.stations()
    lines = [
        BoardLine(station, part, place == 1, tuple(cell(clocks[at % 3][place]) for at in range(trains)), "")
        for place, (station, part) in enumerate(((first, ""), (border, "arr"), (last, "")))
    ]
    board = Board(
        "board-0", 0, say("Upper Bridge – Lower Town", "Верхний Мост – Нижний Городок", "Верхні Мост – Ніжні Гарадок"),
        columns, lines, [("§", sentence())], [Days(tuple(each.trip.number for each in columns), days)], trains > 1, None,
    )  # fmt: skip
    return DayTimetable(held, DAY, [board] if trains else [], [sentence()], **more)


def cell(clock: str) -> Cell | None:
    return Cell(clock, "§" if clock == "07:30" else "") if clock else None


def _timetables() -> Iterator[Component]:
    real, sample = day_timetable(), day_timetable(is_sample=True)
    yield Component(
        "routes/_boards.html",
        {
            "three trains": {"timetable": real},
            "one train": {"timetable": day_timetable(1)},
            "twenty trains, of every day": {"timetable": day_timetable(20), "every_day": True},
            "none on the day": {"timetable": day_timetable(0, next_on=LATER)},
        },
    )
    yield Component(
        "routes/_timetable.html",
        {"published": {"timetable": real, "numbers": [1]}, "sample": {"timetable": sample}},
    )
    links = {"route": made_up.route(), "timetable": real}
    yield Component(
        "routes/_timetable_links.html", {"on a route's page": links, "on its own": links | {"here": True}}
    )
    strip = [StripDay(day, day.strftime("%d.%m"), day == WEEK[3]) for day in WEEK]
    yield Component("routes/_days.html", {"a week": {"days": strip, "parameter": "on"}})


def _trains() -> Iterator[Component]:
    place = made_up.stations()[0]

    def departure(seconds: int, is_sample: bool = False, towards: str = "") -> Departure:
        name = RouteName("example", long_title() if towards else say("A – B", "А – Б", "А – Б"))
        return Departure(seconds, DAY, "6801", towards or "B", name, bool(towards), is_sample)

    leaving = [departure(24000), departure(90000, towards=long_title())]
    yield Component(
        "routes/_departures.html",
        {
            "of a whole day": {"board": DepartureBoard(place, DAY, None, leaving)},
            "from now on, one": {"board": DepartureBoard(place, DAY, time(6, 30), leaving[:1])},
            "sample": {"board": DepartureBoard(place, DAY, None, [departure(24000, True)])},
            "none": {"board": DepartureBoard(place, DAY, None, [])},
        },
    )
    yield Component("routes/_journeys.html", {name: {"trains": trains} for name, trains in _found().items()})
    lines = [
        FareLine(
            say("Adult", "Взрослый", "Дарослы"),
            say("Single", "Разовый", "Разавы"),
            sentence(),
            "4,20 BYN",
            None,
            [1],
        ),
        FareLine(
            long_title(), long_title(), long_title(), "12 345,67 RUB", made_up.agreement(long=True), [2, 3]
        ),
    ]
    yield Component(
        "routes/_fares.html",
        {"two": {"fares": FareTable(lines, False)}, "one, sample": {"fares": FareTable(lines[:1], True)}},
    )


def _found() -> dict[str, Trains]:
    first, _border, last = made_up.stations()
    change = say("Change, 20 minutes", "Пересадка, 20 минут", "Перасадка, 20 хвілін")

    def ride(is_sample: bool = False, before: str = "") -> Ride:
        train = Trip(number="6801", timetable=timetable(is_sample))
        return Ride(train, DAY, say("daily", "ежедневно", "штодня"), first, "06:40", last, "08:55", before)

    direct = Found(
        "06:40",
        "08:55",
        say("2 h 15 min", "2 ч 15 мин", "2 г 15 хв"),
        say("no change", "без пересадок", "без перасадак"),
        [ride()],
        "",
    )
    changing = Found(
        "06:40",
        "02:05",
        long_title(),
        sentence(),
        [ride(), ride(True, change), ride(before=long_title())],
        sentence(),
    )
    return {
        "direct": Trains([(DAY, [direct])], earlier="at=1", later="at=2"),
        "with changes, a day later, partly sample": Trains(
            [(DAY, [direct, changing]), (LATER, [changing])], sentence()
        ),
    }
