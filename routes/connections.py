"""The railway as it is searched: the trains of the published timetables, day by day, compiled once and kept while they hold.

What is kept belongs to what is published: another publication, a withdrawal or a shortened one begins anew the days that it is
of, at once and in every process. Nothing is kept by the clock.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from threading import Lock
from typing import Any

from django.db.models import QuerySet

from config.web.prepared import Slot
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
    """What is published for some days, over what this process keeps. Stations are searched by their place in `stations`."""

    def __init__(self, kept: "Kept", published: tuple[Published, ...], ways: list[Way]) -> None:
        self.kept, self.published = kept, published
        if published:
            kept.place(published)
        self.stations: Sequence[int] = kept.stations if published else ()
        self.positions: Mapping[int, int] = kept.positions if published else {}
        self.footways = kept.footways(ways) if published else Footways([])

    def search(self, origin: Station, destination: Station, on: date, offsets: Iterable[int]) -> Search:
        """Over the days so many after `on`, in a row."""
        days = {offset: self.day(on + timedelta(days=offset)) for offset in offsets}
        return Search(days, self.footways, self.positions[origin.pk], self.positions[destination.pk])

    def day(self, on: date) -> Day:
        """Compiled if it is not held: one query a service day."""
        service_days = [on - timedelta(days=age) for age in range(SERVICE_DAYS)]
        running = [self._on(day) for day in service_days]

        def parts() -> Iterator[Day]:
            for age, (day, published) in enumerate(zip(service_days, running, strict=True)):
                if published:
                    yield from leaving_on(day, age)

        return self.kept.day((on, *running), parts)

    def _on(self, day: date) -> tuple[Published, ...]:
        return tuple(each for each in self.published if each[2] <= day <= each[3])

    def joined(self, origin: Station, destination: Station) -> bool:
        """Whether trains lead from one to the other on any of the days at all."""
        goals = [self.positions[destination.pk]]
        to_go = rides_to_go(self.lines, goals, self.footways.back, MOST_RIDES)
        return to_go[self.positions[origin.pk]] <= MOST_RIDES

    @property
    def lines(self) -> set[tuple[int, ...]]:
        """The stations of every published train: one query where that is not known."""
        return self.kept.lines(self.published)


class Kept:
    """Of the published timetables, in this process: where stations stand, how one changes, and the days by what runs on them."""

    def __init__(self) -> None:
        self.stations: list[int] = []
        self.positions: dict[int, int] = {}
        self.days: OrderedDict[Any, Day] = OrderedDict()
        self.lock = Lock()
        self._placed: set[int] = set()
        self._ways: tuple[int, list[Way], Footways] = (0, [], Footways([]))
        self._lines: tuple[tuple[Published, ...], set[tuple[int, ...]]] = ((), set())

    def place(self, published: Iterable[Published]) -> None:
        """Stations that are not known yet stand after the others: one query where something was published since."""
        publications = {pk for pk, *_ in published}
        if publications <= self._placed:
            return
        with self.lock:
            for station in Station.objects.order_by("pk").values_list("pk", flat=True):
                if station not in self.positions:
                    self.stations.append(station)
                    self.positions[station] = len(self.positions)
            self._placed |= publications

    def footways(self, ways: list[Way]) -> Footways:
        """How long it takes to change, and where one can go on foot."""
        number, known, footways = self._ways
        if (number, known) == (len(self.stations), ways):
            return footways
        changes, walks = [CHANGE] * len(self.stations), []
        for start, end, kind, seconds in ways:
            if start not in self.positions or end not in self.positions or kind == TransferKind.IMPOSSIBLE:
                continue
            seconds = seconds or (AT_ONCE if kind == TransferKind.TIMED else CHANGE)
            if start == end:
                changes[self.positions[start]] = seconds
            else:
                walks.append((self.positions[start], self.positions[end], seconds))
        footways = Footways(changes, walks)
        self._ways = (len(changes), ways, footways)
        return footways

    def day(self, name: Any, parts: Callable[[], Iterable[Day]]) -> Day:
        """`name`: the day, and what is published for each of its service days. Those asked for longest ago make room."""
        with self.lock:
            if name in self.days:
                self.days.move_to_end(name)
                return self.days[name]
        day = compile_day(parts(), self.positions)
        with self.lock:
            self.days[name] = day
            while len(self.days) > MOST_DAYS or (self.size > MOST_CONNECTIONS and len(self.days) > 2):
                self.days.popitem(last=False)
        return day

    @property
    def size(self) -> int:
        """Connections held."""
        return sum(len(day) for day in self.days.values())

    def lines(self, published: tuple[Published, ...]) -> set[tuple[int, ...]]:
        known, lines = self._lines
        if known != published:
            found = lines_of(timetable for _pk, timetable, *_ in published)
            lines = {tuple(self.positions[station] for station in line) for line in found}
            self._lines = (published, lines)
        return lines


class _Process:
    kept = Kept()


def railway_of(first: date, last: date) -> Railway:
    """As it is published for the days from one to another. One query where nothing was published since; it knows no station
    where nothing is published."""
    found = _state().rows(first=first - timedelta(days=SERVICE_DAYS - 1), last=last)
    changes = ((station, station, TransferKind.TAKES_TIME.value, time) for station, time in found["changes"])
    return Railway(_Process.kept, tuple(found["published"]), sorted([*changes, *found["transfers"]]))


@together
def _state() -> dict[str, QuerySet]:
    """What is published for some days, and what stations and transfers say of changing trains."""
    published = Publication.objects.filter(
        withdrawn_at__isnull=True, valid_until__gte=Slot("first"), valid_from__lte=Slot("last")
    )
    changes = Station.objects.filter(change_time__isnull=False).order_by("pk")
    transfers = Transfer.objects.order_by("pk")
    return {
        "published": published.order_by("valid_until", "valid_from", "pk").values_list(
            "pk", "timetable", "valid_from", "valid_until", "content_hash"
        ),
        "changes": changes.values_list("pk", "change_time"),
        "transfers": transfers.values_list("from_station", "to_station", "kind", "min_transfer_time"),
    }


def forget() -> None:
    """For tests, whose rows come and go under the same keys."""
    _Process.kept = Kept()
