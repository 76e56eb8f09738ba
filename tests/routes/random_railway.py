"""Small railways drawn by chance, and every way to travel on them, tried one by one."""

from dataclasses import dataclass

from hypothesis import strategies as st

from routes.journeys.days import DAY, compile_day, service_days
from routes.journeys.search import MOST_RIDES, Footways

SERVICE_DAYS = range(-2, 2)


@dataclass(frozen=True)
class Railway:
    changes: list[int]
    walks: list[tuple[int, int, int]]
    trains: list[
        tuple[frozenset[int], list[tuple[int, int, int, bool, bool]]]
    ]  # days; station, arr, dep, on, off

    def calls(self, service_day):
        for number, (days, stops) in enumerate(self.trains, 1):
            if service_day in days:
                for station, arrival, departure, on, off in stops:
                    yield number, station, arrival, departure, int(not on), int(not off)

    def days(self, *wanted):
        positions = {station: station for station in range(len(self.changes))}
        return {
            day: compile_day((service_days(self.calls(day - age))[age] for age in range(3)), positions)
            for day in wanted
        }

    def footways(self):
        return Footways(self.changes, self.walks)


@st.composite
def railways(draw, stations=5, walks=True, boarding=True, days=True):
    changes = draw(st.lists(st.integers(1, 10).map(lambda n: 60 * n), min_size=stations, max_size=stations))
    place = st.integers(0, stations - 1)
    walked = st.tuples(place, place, st.integers(1, 15).map(lambda n: 60 * n))
    trains = []
    for _ in range(draw(st.integers(1, 7))):
        moment = 60 * draw(st.integers(0, 48 * 60))
        stops = []
        for station in draw(st.lists(place, min_size=2, max_size=5)):
            arrival = moment
            moment += 60 * draw(st.integers(0, 3))
            on, off = (
                (draw(st.booleans()), draw(st.booleans())) if boarding and not draw(place) else (True, True)
            )
            stops.append((station, arrival, moment, on, off))
            moment += 60 * draw(st.integers(0, 600))
        running = draw(st.frozensets(st.sampled_from(SERVICE_DAYS), min_size=1)) if days else SERVICE_DAYS
        trains.append((frozenset(running), stops))
    return Railway(changes, draw(st.lists(walked, max_size=2)) if walks else [], trains)


def rides(railway, first_day, last_day):
    """{station: [(departure, where to, arrival)]} of everything that leaves between the two days' ends."""
    found = {}
    for days, stops in railway.trains:
        for day in days:
            shift = day * DAY
            for start, (origin, _arrival, departure, on, _off) in enumerate(stops[:-1]):
                for end in range(start + 1, len(stops)):
                    left = [stops[between][2] + shift for between in range(start, end)]
                    destination, arrival, _departure, _on, off = stops[end]
                    if on and off and first_day * DAY <= left[0] and left[-1] < (last_day + 1) * DAY:
                        found.setdefault(origin, []).append((departure + shift, destination, arrival + shift))
    return found


def every_journey(railway, origin, destination, first_day, last_day):
    """{(departure, arrival, rides)} of every way from one to the other."""
    departures = rides(railway, first_day, last_day)
    walks = [(start, end, seconds) for start, end, seconds in railway.walks if start != end]
    found = set()

    def go_on(started, station, moment, used, walked):
        """From a station that one got off at, at the moment; `walked`: seconds walked before the first train."""
        if used and station == destination:
            found.add((started - walked, moment, used))
        if used:
            found.update(
                (started - walked, moment + seconds, used)
                for start, end, seconds in walks
                if (start, end) == (station, destination)
            )
        if used == MOST_RIDES:
            return
        for start, ready in [(station, moment + railway.changes[station])] + [
            (end, moment + seconds) for start, end, seconds in walks if start == station
        ]:
            for departure, end, arrival in departures.get(start, ()):
                if departure >= ready:
                    go_on(started, end, arrival, used + 1, walked)

    for start, walked in [(origin, 0)] + [(end, seconds) for at, end, seconds in walks if at == origin]:
        for departure, end, arrival in departures.get(start, ()):
            go_on(departure, end, arrival, 1, walked)
    return found


def best(journeys):
    """Those that no other betters."""
    return {
        one
        for one in journeys
        if not any(
            other != one and other[0] >= one[0] and other[1] <= one[1] and other[2] <= one[2]
            for other in journeys
        )
    }
