"""A feed as we would hold it: plain objects, keyed by our slugs, before a row of the database is touched."""

import hashlib
import json
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from routes.gtfs.three import Three
from routes.services import Pattern

NOWHERE: Three = ("", "", "")


@dataclass(frozen=True, slots=True)
class InStation:
    """Degrees with six decimals, or None: the feed gives no usable position. `change_time` in seconds, None: not told."""

    slug: str
    name: Three
    timezone: str
    position: tuple[Decimal, Decimal] | None
    precision: str
    change_time: int | None = None


@dataclass(frozen=True, slots=True)
class InOperator:
    code: str
    name: Three
    url: str


@dataclass(slots=True)
class InRoute:
    slug: str
    name: Three
    operators: list[str]


@dataclass(slots=True)
class InTrip:
    """`calls` is flat, CALL numbers a stop: station (an index), arrival, departure (seconds), pick-up, drop-off, exact."""

    number: str
    direction: int
    service: str
    headsign: Three
    calls: "array[int]"


CALL = 6


@dataclass(slots=True)
class InTimetable:
    """`key` is empty where the feed does not say one of ours: then the content names it."""

    route: str
    key: str
    services: dict[str, Pattern] = field(default_factory=dict)
    trips: list[InTrip] = field(default_factory=list)

    @property
    def days(self) -> tuple[date, date]:
        patterns = self.services.values()
        return (
            min(min((one.start, *one.added)) for one in patterns),
            max(max((one.end, *one.added)) for one in patterns),
        )


@dataclass(frozen=True, slots=True)
class InProduct:
    key: str
    name: Three
    rider: str
    amount: Decimal
    currency: str


@dataclass
class Incoming:
    """`stations` in the order of their indexes in `calls`; `rules`: (product, route, from, to), stations "" for a whole route;
    `transfers`: (kind, seconds) by the indexes of two stations."""

    publisher: str = ""
    publisher_url: str = ""
    version: str = ""
    language: str = "en"
    is_sample: bool = False
    stations: list[InStation] = field(default_factory=list)
    operators: dict[str, InOperator] = field(default_factory=dict)
    routes: dict[str, InRoute] = field(default_factory=dict)
    timetables: list[InTimetable] = field(default_factory=list)
    transfers: dict[tuple[int, int], tuple[int, int | None]] = field(default_factory=dict)
    riders: dict[str, tuple[Three, bool]] = field(default_factory=dict)
    products: dict[str, InProduct] = field(default_factory=dict)
    rules: list[tuple[str, str, str, str]] = field(default_factory=list)


def digest(services: dict[str, Pattern], trips: Iterable[tuple[object, ...]]) -> str:
    """Of all that a feed can say of a timetable, in hexadecimal: equal where the same trains run on the same days.

    `trips`: (number, direction, service, headsign, calls with stations by slug).
    """
    found = hashlib.sha256()
    for key, one in sorted(services.items()):
        days = [sorted(map(str, each)) for each in (one.added, one.removed)]
        found.update(json.dumps([key, one.weekdays, str(one.start), str(one.end), *days]).encode())
    for line in sorted(json.dumps(trip, ensure_ascii=False) for trip in trips):
        found.update(line.encode() + b"\n")
    return found.hexdigest()


def digest_of(timetable: InTimetable, slugs: list[str]) -> str:
    return digest(
        timetable.services,
        (
            (trip.number, trip.direction, trip.service, trip.headsign, [*calls_of(trip, slugs)])
            for trip in timetable.trips
        ),
    )


def calls_of(trip: InTrip, slugs: list[str]) -> Iterator[tuple[str, int, int, int, int, int]]:
    calls = trip.calls
    for at in range(0, len(calls), CALL):
        yield (slugs[calls[at]], *calls[at + 1 : at + CALL])  # type: ignore[misc]
