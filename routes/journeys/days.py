"""The connections of one calendar day: each train between one call and the next, in the order in which they leave.

Connection Scan (Dibbelt, Pajor, Strasser, Wagner, arXiv 1703.05997) reads nothing else. A day is compiled from the calls of
the trains of three service days, its own and the two before, since a train runs for up to 72 hours from the start of its own.
Times are seconds from the start of the calendar day.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, repeat
from operator import itemgetter

DAY = 24 * 3600
SERVICE_DAYS = 3
# How many numbers a train has: one for each service day that a search can meet it on.
RUNS = 8
CHUNK = 4096

# A train at a station: train, station, arrival, departure (seconds of the service day), boarding, alighting (as GTFS
# `pickup_type`, `drop_off_type`). Calls come train by train, each in the order of its stations.
Call = tuple[int, int, int, int, int, int]
NOBODY = 1
# Departure, arrival, from, to, run. Where one may not board or alight, the station is `NOWHERE`.
Connection = tuple[int, int, int, int, int]
NOWHERE = -1
# Of its columns, when kept: numbers side by side take half the memory.
TYPECODES = "iiiiq"


@dataclass(frozen=True, slots=True)
class Day:
    """Columns of equal length, sorted by departure. Stations are positions in a list, a run is a train of a service day."""

    departures: Sequence[int]
    arrivals: Sequence[int]
    origins: Sequence[int]
    destinations: Sequence[int]
    runs: Sequence[int]
    # The stations of a train, in order: once for all trains that call at the same.
    lines: frozenset[tuple[int, ...]]

    def __len__(self) -> int:
        return len(self.departures)


def compile_day(services: Sequence[Iterable[Call]], positions: Mapping[int, int]) -> Day:
    """`services[n]`: the calls of the trains of the service day n days before. `positions`: {station: position}."""
    columns: tuple[list[int], ...] = ([], [], [], [], [])
    lines: set[tuple[int, ...]] = set()
    for age, calls in enumerate(services):
        _leaving(calls, positions, age, columns, lines)
    # The sort keeps a train's connections in its own order, also where two leave in one second.
    order = sorted(range(len(columns[0])), key=columns[0].__getitem__)
    # Of one place an itemgetter gives no tuple.
    in_order: Callable[[list[int]], tuple[int, ...]] = itemgetter(*order) if len(order) > 1 else tuple
    departures, arrivals, origins, destinations, runs = (
        array(code, in_order(column)) for code, column in zip(TYPECODES, columns, strict=True)
    )
    return Day(departures, arrivals, origins, destinations, runs, frozenset(lines))


def _leaving(
    calls: Iterable[Call],
    positions: Mapping[int, int],
    age: int,
    columns: tuple[list[int], ...],
    lines: set[tuple[int, ...]],
) -> None:
    """Add what leaves between midnight and midnight, `age` days after the service day, and the lines it runs on.

    A train at a time, in columns: a loop over its calls would take twice as long.
    """
    departures, arrivals, origins, destinations, runs = columns
    one = dict[int, int]().setdefault  # one object a number: trains leave on the same minutes
    begins, ends = age * DAY, (age + 1) * DAY
    for train, group in groupby(calls, itemgetter(0)):
        _trains, stations, arriving, leaving, pickup, drop_off = zip(*group, strict=True)
        line = tuple(map(positions.__getitem__, stations))
        lines.add(line)
        last = len(line) - 1
        first, end = bisect_left(leaving, begins, hi=last), bisect_left(leaving, ends, hi=last)
        if first == end:
            continue
        left, came = leaving[first:end], arriving[first + 1 : end + 1]
        if age:
            left, came = [at - begins for at in left], [at - begins for at in came]  # type: ignore[assignment]
        departures += map(one, left, left)
        arrivals += map(one, came, came)
        origins += _where(line, pickup, first, end)
        destinations += _where(line, drop_off, first + 1, end + 1)
        runs += repeat(run_number(train, -age), end - first)


def _where(line: Sequence[int], types: Sequence[int], first: int, end: int) -> Iterable[int]:
    if NOBODY not in types:
        return line[first:end]
    return [
        NOWHERE if its_type == NOBODY else here
        for here, its_type in zip(line[first:end], types[first:end], strict=True)
    ]


def run_number(train: int, service_day: int) -> int:
    """`service_day`: days after the day that is searched from, below zero before it."""
    return train * RUNS + service_day


def train_of(run: int) -> tuple[int, int]:
    """The train of a run, and its service day as days after the day that is searched from."""
    train, service_day = divmod(run + RUNS // 2, RUNS)
    return train, service_day - RUNS // 2
