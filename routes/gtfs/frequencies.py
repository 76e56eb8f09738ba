"""Trains told as "every so many minutes", written out one by one."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

MOST_TRAINS = 2000  # of one trip: a train every minute and a half, for two days


@dataclass(frozen=True, slots=True)
class Headway:
    """Seconds of the service day; `start` included, `end` not."""

    start: int
    end: int
    every: int
    is_exact: bool


def departures(headways: list[Headway]) -> Iterator[tuple[int, bool]]:
    """(first departure, whether it is exact), in order. Raises ValueError where they overlap or are too many."""
    last_end, count = 0, 0
    for one in sorted(headways, key=lambda each: each.start):
        if one.every <= 0 or one.end <= one.start:
            raise ValueError(_("no time between the trains, or an end before the start"))
        if one.start < last_end:
            raise ValueError(_("two of its headways overlap"))
        last_end = one.end
        count += -(-(one.end - one.start) // one.every)
        if count > MOST_TRAINS:
            raise ValueError(_("more than %(most)s trains") % {"most": MOST_TRAINS})
        yield from ((at, one.is_exact) for at in range(one.start, one.end, one.every))
