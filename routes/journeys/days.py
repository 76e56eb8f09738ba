"""The connections of one calendar day: each train between one call and the next, in the order in which they leave.

Connection Scan (Dibbelt, Pajor, Strasser, Wagner, arXiv 1703.05997) reads nothing else. A day is compiled from the calls of
the trains of three service days, its own and the two before, since a train runs for up to 72 hours from the start of its own.
Times are seconds from the start of the calendar day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import itemgetter

DAY = 24 * 3600
SERVICE_DAYS = 3
# How many numbers a train has: one for each service day that a search can meet it on.
RUNS = 8
CHUNK = 4096

# A train at a station: train, station, arrival, departure (seconds of the service day), may one board, may one alight.
# Calls come train by train, each in the order of its stations.
Call = tuple[int, int, int, int, bool, bool]
# Departure, arrival, from, to, run. Where one may not board or alight, the station is `NOWHERE`.
Connection = tuple[int, int, int, int, int]
NOWHERE = -1


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
    connections: list[Connection] = []
    lines: set[tuple[int, ...]] = set()
    for age, calls in enumerate(services):
        _leaving(calls, positions, age, connections, lines)
    # The sort keeps a train's connections in its own order, also where two leave in one second.
    connections.sort(key=itemgetter(0))
    columns: Iterable[Sequence[int]] = zip(*connections, strict=True) if connections else repeat((), 5)
    departures, arrivals, origins, destinations, runs = columns
    return Day(departures, arrivals, origins, destinations, runs, frozenset(lines))


def _leaving(
    calls: Iterable[Call],
    positions: Mapping[int, int],
    age: int,
    connections: list[Connection],
    lines: set[tuple[int, ...]],
) -> None:
    """Add what leaves between midnight and midnight, `age` days after the service day, and the lines it runs on."""
    one = dict[int, int]().setdefault  # one object a number: trains leave on the same minutes
    begins, ends = age * DAY, (age + 1) * DAY
    train = run = left = origin = 0
    line: list[int] = []
    for number, station, arrival, departure, boards, alights in calls:
        here = positions[station]
        if number != train:
            lines.add(tuple(line))
            train, run, line = number, run_number(number, -age), []
        elif begins <= left < ends:
            leaves, arrives = left - begins, arrival - begins
            connections.append(
                (one(leaves, leaves), one(arrives, arrives), origin, here if alights else NOWHERE, run)
            )
        line.append(here)
        left, origin = departure, here if boards else NOWHERE
    lines.add(tuple(line))


def run_number(train: int, service_day: int) -> int:
    """`service_day`: days after the day that is searched from, below zero before it."""
    return train * RUNS + service_day


def train_of(run: int) -> tuple[int, int]:
    """The train of a run, and its service day as days after the day that is searched from."""
    train, service_day = divmod(run + RUNS // 2, RUNS)
    return train, service_day - RUNS // 2
