"""A railway made for measuring: a grid of stations, winding lines across it, trains from early to late."""

import random
from itertools import groupby

from routes.journeys.days import compile_day, service_days
from routes.journeys.search import Footways

WIDTH, HEIGHT = 50, 40
STATIONS = WIDTH * HEIGHT
CALLS, TRAINS = 21, 40
CONNECTIONS = 200_000


def lines(seed=1):
    """Lists of stations: each line winds over the grid without meeting itself."""
    chance = random.Random(seed)
    for _ in range(CONNECTIONS // (TRAINS * (CALLS - 1))):
        while True:
            line = [(chance.randrange(WIDTH), chance.randrange(HEIGHT))]
            heading = chance.choice([(0, 1), (1, 0), (0, -1), (-1, 0)])
            while len(line) < CALLS:
                if chance.random() < 0.2:
                    heading = chance.choice([(heading[1], heading[0]), (-heading[1], -heading[0])])
                step = (line[-1][0] + heading[0], line[-1][1] + heading[1])
                if step in line or not (0 <= step[0] < WIDTH and 0 <= step[1] < HEIGHT):
                    break
                line.append(step)
            if len(line) == CALLS:
                break
        yield [y * WIDTH + x for x, y in line]


def calls(seed=1):
    """Every call of a day's trains, half of them the other way along their line, 5:00 to after midnight."""
    chance = random.Random(seed)
    train = 0
    for line in lines(seed):
        for number in range(TRAINS):
            train += 1
            leaves = 5 * 3600 + number * 19 * 3600 // TRAINS + 60 * chance.randrange(20)
            for station in line[:: 1 if number % 2 else -1]:
                arrives = leaves
                leaves += 60 * chance.randrange(2)
                yield train, station, arrives, leaves, 0, 0
                leaves += 60 * chance.randrange(3, 12)


def calls_by_line():
    return [list(rows) for _line, rows in groupby(calls(), lambda call: (call[0] - 1) // TRAINS)]


def services():
    """What each line has on a day, as it is kept of published timetables: trains of the day, and yesterday's still running."""
    return [part for rows in calls_by_line() for part in service_days(rows)[:2]]


def compiled(parts):
    return compile_day(parts, {station: station for station in range(STATIONS)})


def footways():
    return Footways([180] * STATIONS)
