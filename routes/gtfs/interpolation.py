"""Times that a feed leaves to the reader: between two stops with times, evenly by the number of stops."""

import itertools
from array import array
from collections.abc import Sequence

ARRIVAL, DEPARTURE = 2, 3


def fill(rows: Sequence[array], no_time: int) -> None:
    """In place. The first and the last row have times; each of the others either both or none."""
    known = [at for at, row in enumerate(rows) if row[ARRIVAL] != no_time]
    for first, last in itertools.pairwise(known):
        start, end = rows[first][DEPARTURE], rows[last][ARRIVAL]
        for at in range(first + 1, last):
            time = start + (end - start) * (at - first) // (last - first)
            rows[at][ARRIVAL] = rows[at][DEPARTURE] = time
