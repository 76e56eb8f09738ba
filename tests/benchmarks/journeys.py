"""What a journey search costs on a railway of 2,000 stations and 200,000 connections a day.

`python -m tests.benchmarks.journeys` prints a table and exits with 1 where a budget is exceeded.
"""

import random

from routes.journeys.search import Search
from tests.benchmarks.budgets import Times, end
from tests.benchmarks.railway import STATIONS, compiled, footways, services

PAIRS = 60
BUDGETS = {"compile a day": 500, "next journey": 60, "five next journeys": 90, "last five by a time": 90}
MEGABYTES = 150
ASKED = {
    "next journey": lambda search, moment: search.leaving(moment, 1),
    "five next journeys": lambda search, moment: search.leaving(moment, 5),
    "last five by a time": lambda search, moment: search.arriving(moment, 5),
}


def questions(seed=7):
    chance = random.Random(seed)
    for _ in range(PAIRS):
        yield *chance.sample(range(STATIONS), 2), chance.randrange(5 * 3600, 22 * 3600)


def answers(ask, day, ways):
    for start, finish, moment in questions():
        yield lambda: ask(Search({0: day, 1: day}, ways, start, finish), moment)  # noqa: B023 called at once


def main():
    times, parts, ways = Times(), services(), footways()
    times.measure("compile a day", [lambda: compiled(parts)] * 5)
    day = compiled(parts)
    for name, ask in ASKED.items():
        times.measure(name, answers(ask, day, ways))
    print(f"{len(day):,} connections")
    end(times.exceeded(BUDGETS, MEGABYTES))


if __name__ == "__main__":
    main()
