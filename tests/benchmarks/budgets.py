"""Times of the processor held against budgets: milliseconds on a machine that makes a million additions in 30.

On another machine a budget is as much longer or shorter as its additions take. They are made between the measurements, in the
same rush or quiet, so that like is compared with like.
"""

import resource
import statistics
import sys
import time

REFERENCE = 0.030
ROW = "{:<26}{:>10}{:>10}{:>10}{:>14}{:>18}"
ADDED_EVERY = 0.1  # seconds of work


def seconds(work):
    started = time.process_time()
    work()
    return time.process_time() - started


def million_additions():
    total = 0
    for number in range(1_000_000):
        total += number & 7
    return total


class Times:
    """`taken`: {what: seconds each time}; `loops`: seconds of a million additions."""

    def __init__(self):
        self.taken, self.loops = {}, [seconds(million_additions)]

    def measure(self, name, works):
        taken, since = self.taken.setdefault(name, []), 0
        for work in works:
            taken.append(seconds(work))
            since += taken[-1]
            if since > ADDED_EVERY:
                self.loops.append(seconds(million_additions))
                since = 0

    def exceeded(self, budgets, megabytes):
        """Prints a table. `budgets`: {what: milliseconds}. Names what takes longer in 95 of a hundred times, or more memory."""
        self.loops.append(seconds(million_additions))
        loop, found = statistics.median(self.loops), []
        print(ROW.format("", "median ms", "p95 ms", "max ms", "budget here", "budget"))
        for name, taken in self.taken.items():
            taken.sort()
            p95 = taken[int(len(taken) * 0.95)]
            here = budgets[name] / 1000 * loop / REFERENCE
            figures = (f"{1000 * one:.1f}" for one in (taken[len(taken) // 2], p95, taken[-1], here))
            print(ROW.format(name, *figures, f"{budgets[name]} at {1000 * REFERENCE:.0f} ms"))
            found += [name] if p95 > here else []
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"a million additions: {1000 * loop:.0f} ms; memory at most: {most:.0f} MB (budget {megabytes})"
        )
        return [*found, "memory"] if most > megabytes else found


def end(exceeded):
    if exceeded:
        sys.exit(f"over budget: {', '.join(exceeded)}")
