"""Where a long list can be entered in its midst: at turns, of which is known how many rows stand before each."""

from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import TypeVar

Row = TypeVar("Row")
# Of a turn, the rows on one side of it from one place to another, counted from the turn.
Side = Callable[[int, int, int], list[Row]]


class Turns:
    """`numbers`: how many rows there are from one turn to the next, in the order of the list."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self._before = list(accumulate(numbers, initial=0))

    def __len__(self) -> int:
        """Of the rows."""
        return self._before[-1]

    def stretch(self, start: int, stop: int, *, before: Side[Row], after: Side[Row]) -> list[Row]:
        """The rows from one place to another, read from the nearest turn. `before` gives rows backwards; turns are numbered, 0
        stands before all rows."""
        if start >= stop:
            return []
        at = min(range(len(self._before)), key=lambda place: abs(self._before[place] - start))
        turn, found = self._before[at], []
        if start < turn:
            found += before(at, max(turn - stop, 0), turn - start)[::-1]
        if stop > turn:
            found += after(at, max(start - turn, 0), stop - turn)
        return found
