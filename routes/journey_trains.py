"""The journeys that were found, as the page shows them: by day, each with its trains, its changes, and what to ask next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import groupby, pairwise
from typing import Any

from django.utils.http import urlencode

from routes.connections import MOST_CONNECTIONS, Railway, railway_of
from routes.journey_form import By
from routes.journey_words import (
    change,
    change_on_foot,
    changes,
    duration,
    nothing_by_then,
    nothing_that_day,
    on_foot,
)
from routes.journeys.days import DAY
from routes.journeys.search import Journey, Leg
from routes.models import Station, Trip
from routes.reading import read_rides
from routes.timetable_block import days_in_words
from routes.timetable_grid import clock

COUNT = 5
# Where nothing leaves today or tomorrow, so many days ahead are looked at.
DAYS_AHEAD = 14


@dataclass(frozen=True, slots=True)
class Ride:
    train: Trip
    service_day: date
    days: str
    origin: Station
    departure: str
    destination: Station
    arrival: str
    # What comes before it: a change, or a way on foot; "" where one boards it at once.
    before: str


@dataclass(frozen=True, slots=True)
class Found:
    departure: str
    arrival: str
    duration: str
    changes: str
    rides: list[Ride]
    # The way on foot from the last train; "" where it takes one there.
    after: str

    @property
    def is_sample(self) -> bool:
        return any(ride.train.timetable.is_sample for ride in self.rides)


@dataclass(frozen=True, slots=True)
class Trains:
    """`days`: the journeys by the day on which they begin. `earlier`, `later`: query strings, empty where nothing was found."""

    days: list[tuple[date, list[Found]]]
    # Why they are not what was asked for.
    sentence: str = ""
    earlier: str = ""
    later: str = ""
    # Something of what is said rests on an invented train.
    is_sample: bool = False

    @property
    def ridden(self) -> set[str]:
        """The slugs of the routes whose trains are shown."""
        return {
            ride.train.timetable.route.slug
            for _day, journeys in self.days
            for journey in journeys
            for ride in journey.rides
        }


def trains(asked: dict[str, Any], origin: Station, destination: Station) -> Trains:
    """`asked`: the cleaned question, `on`, `at`, `by`. Queries: two, three for the trains found, three a day not yet compiled."""
    on, moment = asked["on"], _seconds(asked["at"])
    railway = railway_of(on - timedelta(days=1), on + timedelta(days=DAYS_AHEAD))
    if origin.pk not in railway.positions:
        return Trains([])
    find = _arriving if asked["by"] == By.ARRIVE else _leaving
    journeys, sentence, told = find(railway, origin, destination, on, moment)
    if not journeys:
        return Trains([])
    shown = _Shown(railway, on, (origin, destination), [*journeys, *told])
    begin = {"from": origin.slug, "to": destination.slug}
    return Trains(
        days=shown.by_day(journeys),
        sentence=sentence,
        earlier=urlencode(begin | _when(on, min(one.arrival for one in journeys) - 60, By.ARRIVE)),
        later=urlencode(begin | _when(on, max(one.departure for one in journeys) + 60, By.LEAVE)),
        is_sample=shown.is_sample,
    )


# The journeys, why they are not what was asked for, and others that this is told of.
Answer = tuple[list[Journey], str, list[Journey]]


def _leaving(railway: Railway, origin: Station, destination: Station, on: date, moment: int) -> Answer:
    """The next from the moment on; where the day has none, why, and the next after it."""
    search = railway.search(origin, destination, on, (0, 1))
    journeys = search.leaving(moment, COUNT) or _ahead(railway, origin, destination, on)
    if not journeys or journeys[0].departure < DAY:
        return journeys, "", []
    first = journeys[0]
    last = search.arriving(min(first.arrival, 2 * DAY) - 1, 1)
    if last and not 0 <= last[0].departure < DAY:
        last = []
    following, day = clock(first.departure % DAY), on + timedelta(days=first.departure // DAY)
    return journeys, nothing_that_day(clock(last[0].departure) if last else None, following, day), last


def _arriving(railway: Railway, origin: Station, destination: Station, on: date, moment: int) -> Answer:
    """The last by the moment, its minute included; where there is none, the first of the day."""
    if journeys := railway.search(origin, destination, on, (-1, 0)).arriving(moment + 59, COUNT):
        return journeys, "", []
    journeys, sentence, told = _leaving(railway, origin, destination, on, 0)
    if journeys and not sentence:
        sentence = nothing_by_then(clock(min(journey.arrival for journey in journeys)))
    return journeys, sentence, told


def _ahead(railway: Railway, origin: Station, destination: Station, on: date) -> list[Journey]:
    """The first journeys of a later day, as long as the days looked at can all be kept."""
    if not railway.joined(origin, destination):
        return []
    looked = 0
    for offset in range(2, DAYS_AHEAD):
        search = railway.search(origin, destination, on, (offset, offset + 1))
        if journeys := search.leaving(offset * DAY, COUNT):
            return journeys
        looked += len(search.days[offset])
        if looked > MOST_CONNECTIONS:
            break
    return []


class _Shown:
    """Journeys in words; their trains and stations are read at once."""

    def __init__(
        self, railway: Railway, on: date, ends: tuple[Station, Station], journeys: list[Journey]
    ) -> None:
        self.on, (self.origin, self.destination) = on, ends
        legs = [leg for journey in journeys for leg in journey.legs]
        places = {position for leg in legs for position in (leg.origin, leg.destination)}
        keys = {position: railway.stations[position] for position in places}
        self.trains, stations = read_rides({leg.train for leg in legs}, set(keys.values()))
        self.stations = {position: stations[key] for position, key in keys.items()}

    @property
    def is_sample(self) -> bool:
        return any(train.timetable.is_sample for train in self.trains.values())

    def by_day(self, journeys: list[Journey]) -> list[tuple[date, list[Found]]]:
        days = groupby(sorted(journeys, key=lambda one: one.departure), lambda one: one.departure // DAY)
        return [
            (self.on + timedelta(days=day), [self._found(one, day) for one in each]) for day, each in days
        ]

    def _found(self, journey: Journey, day: int) -> Found:
        return Found(
            departure=clock(journey.departure - day * DAY),
            arrival=clock(journey.arrival - day * DAY),
            duration=duration(journey.arrival - journey.departure),
            changes=changes(journey.changes),
            rides=list(self._rides(journey, day)),
            after=self._after(journey),
        )

    def _rides(self, journey: Journey, day: int) -> Iterator[Ride]:
        yield self._ride(journey.legs[0], day, self._to_the_first(journey))
        for one, next_one in pairwise(journey.legs):
            wait = duration(next_one.departure - one.arrival)
            left, boarded = (self.stations[at] for at in (one.destination, next_one.origin))
            words = (
                change(boarded.name, wait)
                if left == boarded
                else change_on_foot(left.name, boarded.name, wait)
            )
            yield self._ride(next_one, day, words)

    def _to_the_first(self, journey: Journey) -> str:
        first = journey.legs[0]
        boarded = self.stations[first.origin]
        if boarded == self.origin:
            return ""
        return on_foot(self.origin.name, boarded.name, duration(first.departure - journey.departure))

    def _after(self, journey: Journey) -> str:
        last = journey.legs[-1]
        left = self.stations[last.destination]
        if left == self.destination:
            return ""
        return on_foot(left.name, self.destination.name, duration(journey.arrival - last.arrival))

    def _ride(self, leg: Leg, day: int, before: str) -> Ride:
        train = self.trains[leg.train]
        return Ride(
            train=train,
            service_day=self.on + timedelta(days=leg.service_day),
            days=days_in_words(train.service, train.timetable),
            origin=self.stations[leg.origin],
            departure=clock(leg.departure - day * DAY),
            destination=self.stations[leg.destination],
            arrival=clock(leg.arrival - day * DAY),
            before=before,
        )


def _seconds(at: time) -> int:
    return at.hour * 3600 + at.minute * 60


def _when(on: date, moment: int, by: By) -> dict[str, str]:
    day, seconds = divmod(moment, DAY)
    return {"on": (on + timedelta(days=day)).isoformat(), "by": by.value, "at": clock(seconds)}
