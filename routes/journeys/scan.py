"""One pass over connections: how early can one be there, with at most so many trains? Read backwards: how late can one leave?

Backwards means: time runs the other way (a moment is its negative), and each connection goes from its end to its start. So one
pass serves both. What must hold is only that a connection comes after those it can be reached by, and that each change takes
a second or more.
"""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, MutableSequence, Sequence
from itertools import chain, compress
from typing import TypeAlias

from routes.journeys.days import CHUNK, DAY, Connection, Day

NEVER = 1 << 29
NOT_KEPT: MutableSequence[Connection] = deque(maxlen=0)
# One ride: the ride before it (None for the first), where and when it was boarded, where and when it was left, on which run.
Ride: TypeAlias = tuple["Ride | None", int, int, int, int, int]
# [station] -> where one can go from there, and how many seconds until one can board: itself (the change) and on foot.
Ways: TypeAlias = Sequence[Sequence[tuple[int, int]]]


class Reached:
    """What passes read, one after another: each reads only what the one before it could board, and what lies beyond that.

    Whoever sets out later, or looks back from where one arrived, boards no other trains; and at a time a pass reaches few.
    """

    def __init__(self, connections: Iterable[Connection]) -> None:
        self.beyond = iter(connections)
        self.kept: list[Connection] = []

    def again(self) -> Iterator[Connection]:
        """For a pass that sets out no earlier than the one before, and puts into `kept` what it could board."""
        before, self.kept = self.kept, []
        return chain(before, self.beyond)

    def turned(self) -> list[Connection]:
        """What the last pass could board, with time and direction turned round."""
        return [
            (-arrival, -departure, destination, origin, run)
            for departure, arrival, origin, destination, run in reversed(self.kept)
        ]


def forwards(days: Mapping[int, Day], moment: int, useful: Sequence[bool]) -> Iterator[Connection]:
    """What leaves at the moment or later. `days`: {days after the day searched from: Day}, without gaps.

    `useful`: [station] -> whether a connection to there can be part of the answer; ends with an entry for `NOWHERE`.
    """
    return chain.from_iterable(
        _forwards(days[offset], offset, moment, useful)
        for offset in sorted(days)
        if moment < (offset + 1) * DAY
    )


def backwards(days: Mapping[int, Day], moment: int, useful: Sequence[bool]) -> Iterator[Connection]:
    """What leaves at the moment or earlier, the last first, with time and direction turned round."""
    return chain.from_iterable(
        _backwards(days[offset], offset, moment, useful)
        for offset in sorted(days, reverse=True)
        if moment >= offset * DAY
    )


def scan(
    connections: Iterable[Connection],
    sources: Sequence[tuple[int, int]],
    goals: Mapping[int, int],
    ways: Ways,
    to_go: Sequence[int],
    *,
    most: int,
    patience: int = 0,
    kept: MutableSequence[Connection] = NOT_KEPT,
) -> list[tuple[int, Ride | None]]:
    """[n - 1] -> the earliest moment at a goal with at most n rides, and the last of them; (NEVER, None) where there is none.

    `sources`: stations with the moment from which one can board there. `goals`: {station: seconds to walk from it}.
    `to_go`: [station] -> rides it takes from there at least. `ways` and `to_go` end with an entry for `NOWHERE`.
    Rides that arrive more than `patience` seconds after the earliest arrival need not be found. `kept` receives the connections
    that could be boarded, and the first beyond the last.
    """
    # [rides so far][station] -> from when one can board there, and the ride one came with; and when one could get off there.
    ready = [[NEVER] * len(ways) for _ in range(most)]
    rides: list[list[Ride | None]] = [[None] * len(ways) for _ in range(most)]
    off = [[NEVER] * len(ways) for _ in range(most + 1)]
    finish: list[int] = [NEVER] * (most + 1)
    last_rides: list[Ride | None] = [None] * (most + 1)
    for station, moment in sources:
        for row in ready:
            row[station] = min(row[station], moment)
    boardable = ready[-1]
    fewest = min(most, *(to_go[station] for station, _moment in sources))
    aboard: dict[int, int] = {}  # run -> rides, this one included
    boarded: dict[
        int, tuple[Ride | None, int, int]
    ] = {}  # run -> the ride before, where and when this one began
    riding = aboard.get
    bound = NEVER
    keep = kept.append
    for connection in connections:
        departure, arrival, origin, destination, run = connection
        if departure > bound:
            keep(connection)
            break
        count = riding(run, 0)
        if (
            ready[count - 2][origin] <= departure
            if count > 1
            else not count and boardable[origin] <= departure
        ):
            used = 0
            while ready[used][origin] > departure:
                used += 1
            count = aboard[run] = used + 1
            boarded[run] = (rides[used][origin], origin, departure)
        if not count:
            continue
        keep(connection)
        if arrival >= off[count][destination] or arrival >= finish[count]:
            continue
        ride = (*boarded[run], destination, arrival, run)
        for level in range(count, most + 1):
            if arrival >= off[level][destination]:
                break
            off[level][destination] = arrival
        if destination in goals:
            moment, level = arrival + goals[destination], count
            while level <= most and moment < finish[level]:
                finish[level], last_rides[level] = moment, ride
                level += 1
            bound = min(finish[most] + patience, finish[fewest])
        for station, seconds in ways[destination]:
            if count + to_go[station] > most:
                continue
            moment, level = arrival + seconds, count
            while level < most and moment < ready[level][station]:
                ready[level][station], rides[level][station] = moment, ride
                level += 1
    return list(zip(finish[1:], last_rides[1:], strict=True))


def rides_to_go(lines: Iterable[tuple[int, ...]], goals: Iterable[int], ways: Ways, most: int) -> list[int]:
    """[station] -> how many rides it takes at least from there to a goal, whenever; more than `most`: too many.

    `ways`: from where one can walk to a station.
    """
    to_go = [most + 1] * len(ways)
    calling: dict[int, list[tuple[int, ...]]] = {}
    for line in lines:
        for station in line:
            calling.setdefault(station, []).append(line)
    reached = set(goals)
    for rides in range(1, most + 1):
        boarding: set[int] = set()
        for line in {line for station in reached for line in calling.get(station, ())}:
            last = max(place for place, station in enumerate(line) if station in reached)
            boarding.update(line[:last])
        reached = {
            walked
            for station in boarding
            if to_go[station] > rides
            for walked, _seconds in ways[station]
            if to_go[walked] > rides
        }
        for station in reached:
            to_go[station] = rides
    return to_go


def _forwards(day: Day, offset: int, moment: int, useful: Sequence[bool]) -> Iterator[Connection]:
    later = (offset * DAY).__add__
    numbered = offset.__add__
    first = bisect_left(day.departures, moment - offset * DAY)
    # Part by part, so that what the scan does not reach is not copied.
    for start in range(first, len(day), CHUNK):
        part = slice(start, start + CHUNK)
        departures, arrivals, runs = day.departures[part], day.arrivals[part], day.runs[part]
        destinations = day.destinations[part]
        columns = zip(
            map(later, departures) if offset else departures,
            map(later, arrivals) if offset else arrivals,
            day.origins[part],
            destinations,
            map(numbered, runs) if offset else runs,
            strict=True,
        )
        yield from compress(columns, map(useful.__getitem__, destinations))


def _backwards(day: Day, offset: int, moment: int, useful: Sequence[bool]) -> Iterator[Connection]:
    turned = (-offset * DAY).__sub__
    numbered = offset.__add__
    last = bisect_right(day.departures, moment - offset * DAY) - 1
    for end in range(last, -1, -CHUNK):
        part = slice(end, end - CHUNK if end >= CHUNK else None, -1)
        runs, destinations = day.runs[part], day.destinations[part]
        columns = zip(
            map(turned, day.arrivals[part]),
            map(turned, day.departures[part]),
            destinations,
            day.origins[part],
            map(numbered, runs) if offset else runs,
            strict=True,
        )
        yield from compress(columns, map(useful.__getitem__, destinations))
