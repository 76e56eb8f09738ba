"""What the journey page says: the question, the journeys found, each line that joins the two, the reason for every "no"."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from news.texts.notes import Notes
from routes.journey_trains import Trains, trains
from routes.journey_words import explanation, headline
from routes.journeys.why_not import Line, answer, doubts, status_day
from routes.models import Operator, Route, Station
from routes.network import NetworkRoute, groups_on, network_route


@dataclass(frozen=True, slots=True)
class JourneyLine:
    """A line that joins the two stations, and why no train is offered on it."""

    network_route: NetworkRoute
    headline: str
    explanation: str
    operators: list[Operator]


@dataclass(frozen=True, slots=True)
class JourneyRecord:
    origin: Station
    destination: Station
    on: date
    known_on: date
    trains: Trains | None
    # Why no train is offered, or only invented ones; and which of the trains' lines are not known to run.
    lines: list[JourneyLine]
    # Where no line joins the two: why, and the lines each of them is on.
    headline: str
    at_origin: list[NetworkRoute]
    at_destination: list[NetworkRoute]
    notes: Notes


def journey_record(
    asked: dict[str, Any], stations: Mapping[str, Station], routes: Iterable[Route], today: date
) -> JourneyRecord:
    """`asked`: the cleaned question: slugs `from` and `to`, the day `on`, the time `at`, and which time it is (`by`)."""
    origin, destination = stations[asked["from"]], stations[asked["to"]]
    found_trains = trains(asked, origin, destination) if origin != destination else None
    known_on = status_day(asked["on"], today)
    notes = Notes()
    groups = groups_on(routes, known_on, Notes())
    found = {one.route.slug: one for group in groups for one in group.routes}
    lines = [
        Line(slug, tuple(stop.station.slug for stop in one.stops), one.status) for slug, one in found.items()
    ]
    result = answer(asked["from"], asked["to"], lines)
    if found_trains and found_trains.days and not found_trains.is_sample:
        result = doubts(found_trains.ridden, lines)
    # Sources are numbered for the lines that are shown, in their order.
    shown = [found[one.line.slug] for one in result.lines]
    marked = {one.route.slug: network_route(one.route, one.status, notes) for one in shown}
    return JourneyRecord(
        origin=origin,
        destination=destination,
        on=asked["on"],
        known_on=known_on,
        trains=found_trains,
        lines=[
            JourneyLine(
                marked[one.line.slug],
                headline(one.reason),
                explanation(one, known_on),
                marked[one.line.slug].operators,
            )
            for one in result.lines
        ],
        headline=headline(result.reason) if result.reason else "",
        at_origin=[found[slug] for slug in result.at_origin],
        at_destination=[found[slug] for slug in result.at_destination],
        notes=notes,
    )
