"""Why is no train offered from one station to another? Which lines join the two, and in what state each of them is."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from routes.route_status import RouteStatus, State


class Reason(StrEnum):
    """Why no train is offered."""

    SAME_STATION = "same_station"
    NO_LINE = "no_line"
    CANDIDATE = "candidate"
    PLANNED = "planned"
    NOT_CONFIRMED = "not_confirmed"
    STOPPED = "stopped"
    NOTHING_RECORDED = "nothing_recorded"
    NO_TIMETABLE = "no_timetable"
    NO_TRAIN = "no_train"


REASONS = {
    State.NOT_RECORDED: Reason.NOTHING_RECORDED,
    State.PROPOSED: Reason.CANDIDATE,
    State.CONSIDERED: Reason.CANDIDATE,
    State.DECIDED: Reason.PLANNED,
    State.LAUNCH_PLANNED: Reason.PLANNED,
    State.START_NOT_CONFIRMED: Reason.NOT_CONFIRMED,
    State.SUSPENDED: Reason.STOPPED,
    State.CLOSED: Reason.STOPPED,
    State.CANCELLED: Reason.STOPPED,
    State.OPERATING: Reason.NO_TRAIN,
    State.OPERATING_NO_TIMETABLE: Reason.NO_TIMETABLE,
}
# What a traveller can do most with comes first.
USEFUL = (
    Reason.NO_TRAIN,
    Reason.NO_TIMETABLE,
    Reason.NOT_CONFIRMED,
    Reason.PLANNED,
    Reason.CANDIDATE,
    Reason.STOPPED,
    Reason.NOTHING_RECORDED,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A route as the stations it passes, with its state on the day asked."""

    slug: str
    stations: Sequence[str]
    status: RouteStatus


@dataclass(frozen=True, slots=True)
class LineAnswer:
    line: Line
    reason: Reason
    between: int  # stations on the way


@dataclass(frozen=True, slots=True)
class Answer:
    """`lines` join the two stations without a change, the most useful first; `reason` says why there are none."""

    lines: list[LineAnswer]
    reason: Reason | None = None
    # Lines that touch only one of the two, for a reader who has to change or go on.
    at_origin: tuple[str, ...] = ()
    at_destination: tuple[str, ...] = ()


def answer(origin: str, destination: str, lines: Iterable[Line]) -> Answer:
    """Which lines join the two stations, in either direction."""
    if origin == destination:
        return Answer([], Reason.SAME_STATION)
    lines = list(lines)
    joining = [line for line in lines if origin in line.stations and destination in line.stations]
    if not joining:
        return Answer(
            [],
            Reason.NO_LINE,
            tuple(line.slug for line in lines if origin in line.stations),
            tuple(line.slug for line in lines if destination in line.stations),
        )
    answers = [
        LineAnswer(
            line,
            REASONS[line.status.state],
            abs(line.stations.index(origin) - line.stations.index(destination)) - 1,
        )
        for line in joining
    ]
    return Answer(sorted(answers, key=lambda one: (USEFUL.index(one.reason), one.line.slug)))


def doubts(ridden: Set[str], lines: Iterable[Line]) -> Answer:
    """Of the lines that a journey rides on, those that are not known to run, whatever their timetables say."""
    doubtful = [line for line in lines if line.slug in ridden and not line.status.runs]
    return Answer([LineAnswer(line, REASONS[line.status.state], 0) for line in doubtful])


def status_day(asked: date, today: date) -> date:
    """The day whose knowledge answers: nobody knows the future, so for a coming day it is today's."""
    return min(asked, today)
