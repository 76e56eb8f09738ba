"""The railway as it is searched: the trains of the published timetables, day by day, compiled once and kept while they hold.

What is kept belongs to what is published: another publication, a withdrawal or a shortened one begins anew, at once and in
every process. Nothing is kept by the clock.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from threading import Lock

from django.db.models import QuerySet

from config.web.together import together
from routes.compiling import leaving_on, lines_of
from routes.journeys.days import SERVICE_DAYS, Day, compile_day
from routes.journeys.scan import rides_to_go
from routes.journeys.search import MOST_RIDES, Footways, Search
from routes.models import Publication, Station, Transfer
from routes.terms import TransferKind

# Where a station does not say otherwise, so long before a train leaves one has to have arrived at its station, in seconds;
# and so long a recommended way to another station is reckoned with, of which no time is told.
CHANGE = 5 * 60
# Where the other train waits, the timetable alone says whether it is reached.
AT_ONCE = 1
# A connection takes 24 bytes.
MOST_CONNECTIONS, MOST_DAYS = 500_000, 32

# From, to, kind, seconds; of a change within a station twice the same.
Way = tuple[int, int, int, int | None]
# A publication, its timetable, the first and the last service day, the hash of the content.
Published = tuple[int, int, date, date, str]


class Railway:
    """The days of one state of the published timetables. Stations are searched by their place in `stations`."""

    def __init__(self, stations: Iterable[int], published: Sequence[Published]) -> None:
        self.stations = list(stations)
        self.published = published
        self.positions = {station: position for position, station in enumerate(self.stations)}
        self.ways: list[Way] | None = None
        self.footways = Footways([])
        self.days: OrderedDict[date, Day] = OrderedDict()
        self.lock = Lock()

    def walk(self, ways: list[Way]) -> None:
        """How long it takes to change, and where one can go on foot, from now on."""
        if ways == self.ways:
            return
        changes, walks = [CHANGE] * len(self.stations), []
        for start, end, kind, seconds in ways:
            if start not in self.positions or end not in self.positions or kind == TransferKind.IMPOSSIBLE:
                continue
            seconds = seconds or (AT_ONCE if kind == TransferKind.TIMED else CHANGE)
            if start == end:
                changes[self.positions[start]] = seconds
            else:
                walks.append((self.positions[start], self.positions[end], seconds))
        self.ways, self.footways = ways, Footways(changes, walks)

    def search(self, origin: Station, destination: Station, on: date, offsets: Iterable[int]) -> Search:
        """Over the days so many after `on`, in a row."""
        days = {offset: self.day(on + timedelta(days=offset)) for offset in offsets}
        return Search(days, self.footways, self.positions[origin.pk], self.positions[destination.pk])

    def day(self, on: date) -> Day:
        """Compiled if it is not held: one query a service day. The days asked for longest ago make room."""
        with self.lock:
            if on in self.days:
                self.days.move_to_end(on)
                return self.days[on]
        day = compile_day(self._parts(on), self.positions)
        with self.lock:
            self.days[on] = day
            while len(self.days) > MOST_DAYS or (self.size > MOST_CONNECTIONS and len(self.days) > 2):
                self.days.popitem(last=False)
        return day

    def _parts(self, on: date) -> Iterator[Day]:
        for age in range(SERVICE_DAYS):
            day = on - timedelta(days=age)
            if any(first <= day <= last for _pk, _timetable, first, last, _hash in self.published):
                yield from leaving_on(day, age)

    @property
    def size(self) -> int:
        """Connections held."""
        return sum(len(day) for day in self.days.values())

    def joined(self, origin: Station, destination: Station) -> bool:
        """Whether trains lead from one to the other on any days at all."""
        goals = [self.positions[destination.pk]]
        to_go = rides_to_go(self.lines, goals, self.footways.back, MOST_RIDES)
        return to_go[self.positions[origin.pk]] <= MOST_RIDES

    @cached_property
    def lines(self) -> set[tuple[int, ...]]:
        """The stations of every published train: one query."""
        found = lines_of(timetable for _pk, timetable, *_ in self.published)
        return {tuple(self.positions[station] for station in line) for line in found}


class _Kept:
    """The railway of the published timetables as they were when last asked for, in this process."""

    railway: Railway | None = None


def current_railway() -> Railway:
    """One query where nothing was published since; it knows no station where nothing is published."""
    found = _state().rows()
    published = found["published"]
    railway = _Kept.railway
    if railway is None or railway.published != published:
        stations = Station.objects.order_by("pk").values_list("pk", flat=True) if published else []
        railway = _Kept.railway = Railway(stations, published)
    changes = ((station, station, TransferKind.TAKES_TIME.value, time) for station, time in found["changes"])
    railway.walk(sorted([*changes, *found["transfers"]]))
    return railway


@together
def _state() -> dict[str, QuerySet]:
    """What is published, and what stations and transfers say of changing trains."""
    published = Publication.objects.filter(withdrawn_at__isnull=True).order_by("pk")
    changes = Station.objects.filter(change_time__isnull=False).order_by("pk")
    transfers = Transfer.objects.order_by("pk")
    return {
        "published": published.values_list("pk", "timetable", "valid_from", "valid_until", "content_hash"),
        "changes": changes.values_list("pk", "change_time"),
        "transfers": transfers.values_list("from_station", "to_station", "kind", "min_transfer_time"),
    }


def forget() -> None:
    """For tests, whose rows come and go under the same keys."""
    _Kept.railway = None
