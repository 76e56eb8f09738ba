"""A railway made for measuring: a grid of stations, winding lines across it, trains from early to late."""

import random

from routes.journeys.days import DAY, compile_day
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


def compiled(rows, late):
    """One day; `late`: the calls of yesterday's trains that are still running."""
    return compile_day([rows, late], range(STATIONS))


def past_midnight(rows):
    late = {train for train, _station, _arrival, departure, *_ in rows if departure >= DAY}
    return [row for row in rows if row[0] in late]


def footways():
    return Footways([180] * STATIONS)
