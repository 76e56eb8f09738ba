"""What a journey search costs on a railway of 2,000 stations and 200,000 connections a day.

`python -m tests.benchmarks.journeys` prints a table and exits with 1 where a budget is exceeded. Budgets are ratios to a loop
of a million additions on the same machine (about 30 ms on the one they were set on); times are of the processor.
"""

import random
import resource
import sys
import time

from routes.journeys.search import Search
from tests.benchmarks.railway import STATIONS, calls, compiled, footways, past_midnight

PAIRS = 60
ROW = "{:<34}{:>10}{:>10}{:>10}{:>10}{:>10}"
# × the loop: 60 ms, 90 ms, 90 ms and 500 ms on that machine.
BUDGETS = {"next journey": 2, "five next journeys": 3, "last five by a time": 3, "compile a day": 16}
MEGABYTES = 150


def seconds(work):
    started = time.process_time()
    work()
    return time.process_time() - started


def million_additions():
    total = 0
    for number in range(1_000_000):
        total += number & 7
    return total


def questions(seed=7):
    chance = random.Random(seed)
    for _ in range(PAIRS):
        yield *chance.sample(range(STATIONS), 2), chance.randrange(5 * 3600, 22 * 3600)


def compile_times():
    rows = list(calls())
    late = past_midnight(rows)
    return {"compile a day": [seconds(lambda: compiled(rows, late)) for _ in range(5)]}, compiled(rows, late)


def main():
    loop = min(seconds(million_additions) for _ in range(5))
    taken, day = compile_times()
    ways = footways()
    asked = {
        "next journey": lambda search, moment: search.leaving(moment, 1),
        "five next journeys": lambda search, moment: search.leaving(moment, 5),
        "last five by a time": lambda search, moment: search.arriving(moment, 5),
    }
    for name, ask in asked.items():
        taken[name] = [
            seconds(lambda: ask(Search({0: day, 1: day}, ways, start, end), moment))  # noqa: B023 called at once
            for start, end, moment in questions()
        ]
    print(ROW.format("", "median ms", "p95 ms", "max ms", "p95 ×", "budget ×"))
    exceeded = []
    for name, times in taken.items():
        times.sort()
        p95 = times[int(len(times) * 0.95)]
        figures = (f"{1000 * one:.1f}" for one in (times[len(times) // 2], p95, times[-1]))
        print(ROW.format(name, *figures, f"{p95 / loop:.1f}", BUDGETS[name]))
        exceeded += [name] if p95 / loop > BUDGETS[name] else []
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(day):,} connections; a million additions: {1000 * loop:.0f} ms; memory at most: {megabytes:.0f} MB"
    )
    exceeded += ["memory"] if megabytes > MEGABYTES else []
    if exceeded:
        sys.exit(f"over budget: {', '.join(exceeded)}")


if __name__ == "__main__":
    main()
