"""Journeys from one station to another: the next to leave, or the last to arrive, none of which another betters.

A journey betters another that leaves later, arrives earlier or has fewer changes, and is no worse in the other two. Of two that
differ in changes, the one with fewer is left out where it arrives (looking back: leaves) `PATIENCE` after (before) the other.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from routes.journeys.days import NOWHERE, Connection, Day, train_of
from routes.journeys.scan import NEVER, Reached, Ride, backwards, forwards, rides_to_go, scan

MOST_RIDES = 4
PATIENCE = 2 * 3600


@dataclass(frozen=True, slots=True)
class Leg:
    """A ride. Stations as positions, moments in seconds of the day searched from."""

    train: int
    service_day: int  # days after the day searched from
    origin: int
    departure: int
    destination: int
    arrival: int


@dataclass(frozen=True, slots=True)
class Journey:
    """`departure` and `arrival` are at the stations asked for: before a walk to the first train, after one from the last."""

    departure: int
    arrival: int
    legs: tuple[Leg, ...]

    @property
    def changes(self) -> int:
        return len(self.legs) - 1


class Footways:
    """How long it takes to board another train: at the same station, and at others that can be walked to."""

    def __init__(self, changes: Sequence[int], transfers: Iterable[tuple[int, int, int]] = ()) -> None:
        """`changes`: [station] -> seconds, at least one. `transfers`: from, to, seconds, at least one."""
        quickest: dict[tuple[int, int], int] = {}
        for start, end, seconds in transfers:
            if start != end:
                quickest[start, end] = min(seconds, quickest.get((start, end), seconds))
        if min((*changes, *quickest.values()), default=1) < 1:
            raise ValueError("To change takes a second or more.")
        # [station] -> the change there first, then the walks: to others, and from others. The last entry is `NOWHERE`.
        self.there = [*([change] for change in enumerate(changes)), []]
        self.back = [*([change] for change in enumerate(changes)), []]
        for (start, end), seconds in quickest.items():
            self.there[start].append((end, seconds))
            self.back[end].append((start, seconds))


class Search:
    """From one station to another, on some days in a row: {days after the day searched from: Day}."""

    def __init__(self, days: Mapping[int, Day], footways: Footways, origin: int, destination: int) -> None:
        if origin == destination:
            raise ValueError("A journey ends at another station than it begins.")
        self.days, self.footways = days, footways
        self.origin, self.destination = origin, destination
        self.sources = dict(footways.there[origin][1:])
        self.goals = dict(footways.back[destination][1:])
        lines = frozenset[tuple[int, ...]]().union(*(day.lines for day in days.values()))
        ends, starts = {destination, *self.goals}, {origin, *self.sources}
        self.to_go = rides_to_go(lines, ends, footways.back, MOST_RIDES)
        self.to_come = rides_to_go((line[::-1] for line in lines), starts, footways.there, MOST_RIDES)
        # The ride that passes a station counts on both sides of it.
        self.useful = [
            there + on <= MOST_RIDES + 1 for there, on in zip(self.to_come, self.to_go, strict=True)
        ]
        for station in (*starts, *ends, NOWHERE):
            self.useful[station] = True
        self.joined = min(self.to_go[start] for start in starts) <= MOST_RIDES

    def leaving(self, moment: int, count: int, patience: int = PATIENCE) -> list[Journey]:
        """The next to leave at the moment or later, by departure: at most `count`."""
        found: dict[tuple[int, int], Journey] = {}
        settled: list[Journey] = []
        ahead = Reached(forwards(self.days, moment, self.useful))
        while self.joined and len(settled) < count:
            arrivals = self._arrivals(ahead, moment, patience)
            behind = ahead.turned()
            step = [self._latest(behind, arrival, rides, found) for rides, arrival in arrivals]
            if not step:
                return _in_order(found.values())
            moment = min(journey.departure for journey in step) + 1
            settled = [journey for journey in found.values() if journey.departure < moment]
        return _in_order(settled)[:count]

    def arriving(self, moment: int, count: int, patience: int = PATIENCE) -> list[Journey]:
        """The last to arrive at the moment or earlier, by departure: at most `count`."""
        found: dict[tuple[int, int], Journey] = {}
        settled: list[Journey] = []
        behind = Reached(backwards(self.days, moment, self.useful))
        while self.joined and len(settled) < count:
            departures = self._departures(behind, moment, patience)
            ahead = behind.turned()
            step = [
                self._latest(behind.kept, self._earliest(ahead, departure, rides), rides, found)
                for rides, departure in departures
            ]
            if not step:
                return _in_order(found.values())
            moment = max(journey.arrival for journey in step) - 1
            settled = [journey for journey in found.values() if journey.arrival > moment]
        return sorted(_in_order(settled), key=lambda journey: journey.arrival)[-count:]

    def arrivals(self, moment: int, patience: int) -> list[tuple[int, int]]:
        """(rides, arrival): the earliest with so many rides, if earlier than with fewer."""
        return self._arrivals(Reached(forwards(self.days, moment, self.useful)), moment, patience)

    def _arrivals(self, ahead: Reached, moment: int, patience: int) -> list[tuple[int, int]]:
        return _steps(
            self._forwards(ahead.again(), moment, most=MOST_RIDES, patience=patience, kept=ahead.kept),
            patience,
        )

    def _departures(self, behind: Reached, moment: int, patience: int) -> list[tuple[int, int]]:
        """(rides, departure): the latest with so many rides, if later than with fewer."""
        steps = _steps(
            self._backwards(behind.again(), moment, most=MOST_RIDES, patience=patience, kept=behind.kept),
            patience,
        )
        return [(rides, -turned) for rides, turned in steps]

    def _earliest(self, ahead: Iterable[Connection], departure: int, rides: int) -> int:
        return self._forwards(ahead, departure, most=rides)[-1][0]

    def _latest(
        self, behind: Iterable[Connection], arrival: int, rides: int, found: dict[tuple[int, int], Journey]
    ) -> Journey:
        """The journey that leaves last of those that arrive then with so many rides."""
        if (arrival, rides) not in found:
            turned, ride = self._backwards(behind, arrival, most=rides)[-1]
            found[arrival, rides] = Journey(-turned, arrival, tuple(_legs(ride)))
        return found[arrival, rides]

    def _forwards(
        self, connections: Iterable[Connection], moment: int, **limits: Any
    ) -> list[tuple[int, Ride | None]]:
        sources = [(self.origin, moment), *((at, moment + walk) for at, walk in self.sources.items())]
        goals = {self.destination: 0} | self.goals
        return scan(connections, sources, goals, self.footways.there, self.to_go, **limits)

    def _backwards(
        self, connections: Iterable[Connection], moment: int, **limits: Any
    ) -> list[tuple[int, Ride | None]]:
        sources = [(self.destination, -moment), *((at, walk - moment) for at, walk in self.goals.items())]
        goals = {self.origin: 0} | self.sources
        return scan(connections, sources, goals, self.footways.back, self.to_come, **limits)


def _steps(best: list[tuple[int, Ride | None]], patience: int) -> list[tuple[int, int]]:
    """(rides, moment) where one more ride is worth its while."""
    moments = [NEVER, *(moment for moment, _ride in best)]
    return [
        (rides, moment)
        for rides, moment in enumerate(moments)
        if rides and moment < moments[rides - 1] and moment <= moments[-1] + patience
    ]


def _legs(ride: Ride | None) -> Iterator[Leg]:
    """The rides of a pass backwards, from the first on."""
    while ride is not None:
        ride, destination, arrival, origin, departure, run = ride
        train, service_day = train_of(run)
        yield Leg(train, service_day, origin, -departure, destination, -arrival)


def _in_order(journeys: Iterable[Journey]) -> list[Journey]:
    return sorted(journeys, key=lambda journey: (journey.departure, journey.arrival))
