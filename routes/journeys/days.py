"""The connections of one calendar day: each train between one call and the next, in the order in which they leave.

Connection Scan (Dibbelt, Pajor, Strasser, Wagner, arXiv 1703.05997) reads nothing else. What the trains of a service do on a
day of theirs is put in order once; a calendar day is put together of three service days, its own and the two before, since a
train runs for up to 72 hours from the start of its own. Times are seconds from the start of the day.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, repeat
from operator import itemgetter
from typing import Any
from zlib import compress, decompress

HOUR, DAY = 3600, 24 * 3600
SERVICE_DAYS = 3
# How many numbers a train has: one for each service day that a search can meet it on. Compiled services hold them: with
# another number they have to be made anew.
RUNS = 8
CHUNK = 4096

# A train at a station: train, station, arrival, departure (seconds of the service day), boarding, alighting (as GTFS
# `pickup_type`, `drop_off_type`). Calls come train by train, each in the order of its stations.
Call = tuple[int, int, int, int, int, int]
NOBODY = 1
# Departure, arrival, from, to, run. Where one may not board or alight, the station is `NOWHERE`.
Connection = tuple[int, int, int, int, int]
NOWHERE = -1
# Of the columns: numbers side by side take half the memory.
TYPECODES = "iiiiq"


@dataclass(frozen=True, slots=True)
class Day:
    """Columns of equal length, sorted by departure, of one service or of all. A run is a train of a service day."""

    # The stations of a train, in order: once for all trains that call at the same.
    lines: frozenset[tuple[int, ...]]
    departures: Sequence[int]
    arrivals: Sequence[int]
    # Stations: of one service by their keys, of all by their place in a list.
    origins: Sequence[int]
    destinations: Sequence[int]
    runs: Sequence[int]

    def __len__(self) -> int:
        return len(self.departures)


def service_days(calls: Iterable[Call]) -> list[Day]:
    """[n] -> what leaves on the n-th day after the day whose trains they are. `calls`: of the trains of a service.

    A train at a time, in columns: a loop over calls would take twice as long.
    """
    departures, arrivals, origins, destinations, runs = columns = tuple(array(code) for code in TYPECODES)
    lines: set[tuple[int, ...]] = set()
    for train, group in groupby(calls, itemgetter(0)):
        _trains, stations, arriving, leaving, pickup, drop_off = zip(*group, strict=True)
        lines.add(stations)
        departures.extend(leaving[:-1])
        arrivals.extend(arriving[1:])
        origins.extend(_where(stations[:-1], pickup))
        destinations.extend(_where(stations[1:], drop_off[1:]))
        runs.extend(repeat(run_number(train, 0), len(stations) - 1))
    # The sort keeps a train's connections in its own order, also where two leave in one second.
    order = sorted(range(len(departures)), key=departures.__getitem__)
    ordered = [array(column.typecode, _picked(column, order)) for column in columns]
    return [_leaving(ordered, frozenset(lines), age) for age in range(SERVICE_DAYS)]


def _leaving(columns: Sequence[Sequence[int]], lines: frozenset[tuple[int, ...]], age: int) -> Day:
    """What leaves between midnight and midnight, `age` days after the service day."""
    begins = age * DAY
    first, end = (bisect_left(columns[0], moment) for moment in (begins, begins + DAY))
    part = (
        array(code, [value - earlier for value in column[first:end]])
        for code, column, earlier in zip(TYPECODES, columns, (begins, begins, 0, 0, age), strict=True)
    )
    return Day(lines if first < end else frozenset(), *part)


def _where(stations: Sequence[int], types: Sequence[int]) -> Iterable[int]:
    """`types`: of boarding or alighting at these stations; there may be more."""
    if NOBODY not in types:
        return stations
    return [NOWHERE if its_type == NOBODY else here for here, its_type in zip(stations, types, strict=False)]


def compile_day(parts: Iterable[Day], positions: Mapping[int, int]) -> Day:
    """Of what each service has on that day, whatever day its trains are of. `positions`: {station: position}."""
    place = {NOWHERE: NOWHERE, **positions}
    columns, ordered = (tuple(array(code) for code in TYPECODES) for _ in range(2))
    lines: set[tuple[int, ...]] = set()
    ends = []
    for part in parts:
        lines |= part.lines
        placed = (_picked(place, stations) for stations in (part.origins, part.destinations))
        for column, more in zip(columns, (part.departures, part.arrivals, *placed, part.runs), strict=True):
            column.extend(array(column.typecode, more))
        ends.append(len(columns[0]))
    for order in _orders(columns[0], ends):
        for column, whole in zip(columns, ordered, strict=True):
            whole.extend(array(whole.typecode, _picked(column, order)))
    return Day(frozenset(_picked(place, line) for line in lines), *ordered)


def _picked(values: Any, keys: Sequence[int]) -> tuple[int, ...]:
    """The values at the keys. Of one key an itemgetter gives no tuple; of more it is the quickest."""
    return itemgetter(*keys)(values) if len(keys) > 1 else tuple(values[key] for key in keys)


def _orders(departures: Sequence[int], ends: Sequence[int]) -> Iterator[list[int]]:
    """Hour by hour, the places of what leaves in it, by departure: so that never all the numbers of a day are objects at once.

    `ends`: where what one service has ends, and that of the next begins; of each it is in order already.
    """
    starts: Sequence[int] = [0, *ends][:-1]
    for hour in range(HOUR, DAY + HOUR, HOUR):
        reached = [bisect_left(departures, hour, start, end) for start, end in zip(starts, ends, strict=True)]
        yield sorted(chain.from_iterable(map(range, starts, reached)), key=departures.__getitem__)
        starts = reached


def packed(day: Day) -> bytes:
    """Its columns, one after another, as they are kept. The machine's own order of bytes."""
    columns = (day.departures, day.arrivals, day.origins, day.destinations, day.runs)
    return compress(
        b"".join(bytes(array(code, column)) for code, column in zip(TYPECODES, columns, strict=True)), level=1
    )


def unpacked(data: bytes, lines: Iterable[Iterable[int]]) -> Day:
    columns, rest = [], memoryview(decompress(data))
    length = len(rest) // sum(array(code).itemsize for code in TYPECODES)
    for code in TYPECODES:
        column = array(code)
        size = length * column.itemsize
        column.frombytes(rest[:size])
        columns.append(column)
        rest = rest[size:]
    return Day(frozenset(map(tuple, lines)), *columns)


def run_number(train: int, service_day: int) -> int:
    """`service_day`: days after the day that is searched from, below zero before it."""
    return train * RUNS + service_day


def train_of(run: int) -> tuple[int, int]:
    """The train of a run, and its service day as days after the day that is searched from."""
    train, service_day = divmod(run + RUNS // 2, RUNS)
    return train, service_day - RUNS // 2
