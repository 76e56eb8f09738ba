"""A column of the grid: one train from its first station to its last, and the trains that can be made from it.

A column is as long as the table has stations. Plain texts and entries in and out.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from routes.grid.cells import NONE, PASSES, CellError, Entry, print_cell, read_cell, shifted

Entries = Sequence[Entry | None]


@dataclass(frozen=True, slots=True)
class Leg:
    """Of a pattern: minutes from leaving the stop before to arriving here, and minutes it stands. `run` is `None` at the
    first station, and where trains do not stop."""

    run: int | None = None
    stand: int = 0


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """`entries` and `texts` in the order of the stations; `errors`: {row: words}. A text that is read comes back as it is
    printed, a wrong one as it was typed."""

    entries: tuple[Entry | None, ...]
    texts: tuple[str, ...]
    errors: dict[int, str | Promise]

    @property
    def calls(self) -> list[int]:
        """The rows at which it stops."""
        return [row for row, entry in enumerate(self.entries) if entry]

    @property
    def next_days(self) -> list[int]:
        """The rows whose time was put into the next day without being asked."""
        return [row for row, entry in enumerate(self.entries) if entry and entry.is_next_day]

    @property
    def no_time(self) -> list[int]:
        """The rows that it reaches in the moment in which it leaves the stop before."""
        stops = [(row, entry) for row, entry in enumerate(self.entries) if entry]
        return [row for (_row, left), (row, came) in pairwise(stops) if left.departure == came.arrival]


def read_column(texts: Sequence[str]) -> ReadColumn:
    """From top to bottom; ends closed: nobody gets off where it begins, or on where it ends."""
    errors: dict[int, str | Promise] = {}
    entries: list[Entry | None] = []
    after: int | None = None
    for row, text in enumerate(texts):
        entry = None
        try:
            entry = read_cell(text, after)
            if entry and entry.departure is None:
                raise CellError(_("Give the time: the pattern has none for this stop."))
            after = entry.departure if entry else after
        except CellError as error:
            errors[row] = error.message
        entries.append(None if row in errors else entry)
    if errors:
        printed = [texts[row] if row in errors else text for row, text in enumerate(print_column(entries))]
        return ReadColumn(tuple(entries), tuple(printed), errors)
    closed = _closed(entries)
    return ReadColumn(tuple(closed), tuple(print_column(closed)), errors)


def print_column(entries: Entries) -> list[str]:
    """| where it passes between its ends. That an end is closed goes without saying."""
    calls = [row for row, entry in enumerate(entries) if entry]
    texts = []
    for row, entry in enumerate(entries):
        if entry is None:
            texts.append("|" if calls and calls[0] < row < calls[-1] else "")
            continue
        if row == calls[0] and entry.pickup != NONE:
            entry = replace(entry, drop_off=entry.pickup)
        elif row == calls[-1] and entry.drop_off != NONE:
            entry = replace(entry, pickup=entry.drop_off)
        texts.append(print_cell(entry))
    return texts


def _closed(entries: list[Entry | None]) -> list[Entry | None]:
    closed = list(entries)
    calls = [row for row, entry in enumerate(entries) if entry]
    if len(calls) < 2:
        return closed
    if first := closed[calls[0]]:
        closed[calls[0]] = replace(first, drop_off=NONE)
    if last := closed[calls[-1]]:
        closed[calls[-1]] = replace(last, pickup=NONE)
    return closed


def legs_of(entries: Entries) -> list[Leg]:
    """The pattern that a train follows, in whole minutes."""
    legs: list[Leg] = []
    left: int | None = None
    for entry in entries:
        if entry is None or entry.arrival is None or entry.departure is None:
            legs.append(Leg())
            continue
        run = None if left is None else (entry.arrival - left) // 60
        legs.append(Leg(run, (entry.departure - entry.arrival) // 60))
        left = entry.departure
    return legs


def mirrored_legs(legs: Sequence[Leg]) -> list[Leg]:
    """The same way back, of trains that begin at the first station."""
    stops = [row for row, leg in enumerate(legs) if row == 0 or leg.run is not None]
    runs = dict(zip(stops, [legs[row].run for row in stops[1:]], strict=False))
    back = [Leg(runs.get(row), leg.stand if row in stops else 0) for row, leg in enumerate(legs)]
    return back[::-1]


def fill(texts: Sequence[str], legs: Sequence[Leg]) -> list[str] | None:
    """A column in which one time stands, with the times of the pattern below it; `None`: it is not such a column.

    A stop that was crossed out stays so, a sign is kept beside its time.
    """
    try:
        typed = [read_cell(text) for text in texts]
    except CellError:
        return None
    timed = [row for row, entry in enumerate(typed) if entry and entry.departure is not None]
    if len(timed) != 1:
        return None
    first = typed[timed[0]]
    filled, at = list(texts), first.departure if first and first.departure is not None else 0
    stops = [row for row in range(timed[0] + 1, len(texts)) if legs[row].run is not None]
    for row in stops:
        at += (legs[row].run or 0) * 60
        if texts[row].strip() in PASSES:
            continue
        stand = 0 if row == stops[-1] else legs[row].stand * 60
        entry = typed[row] or Entry(None, None)
        filled[row] = print_cell(replace(entry, arrival=at, departure=at + stand))
        at += stand
    return filled if stops else None


def later(entries: Entries, minutes: int) -> list[Entry | None]:
    """The same train so many minutes later (earlier: negative). Raises `CellError`."""
    return [entry and shifted(entry, minutes * 60) for entry in entries]


def mirrored(entries: Entries, minutes: int) -> list[Entry | None]:
    """The way back with the same runs and stands, leaving `minutes` after the train has arrived. Raises `CellError`."""
    arrived = max((entry.arrival for entry in entries if entry and entry.arrival is not None), default=0)
    return later([entry and _turned(entry, arrived) for entry in reversed(entries)], minutes)


def _turned(entry: Entry, arrived: int) -> Entry:
    """As far after `arrived` as it was before it. How long it stands there afterwards is no part of the way."""
    arrival, departure = (min(time or 0, arrived) for time in (entry.arrival, entry.departure))
    return Entry(2 * arrived - departure, 2 * arrived - arrival, entry.drop_off, entry.pickup)


def next_number(number: str, taken: Collection[str], step: int = 2) -> str:
    """The number after it that is free: 6201 → 6203, S 1 → S 3; "" where it ends in no digit."""
    found = re.fullmatch(r"(.*?)([0-9]+)", number)
    if not found:
        return ""
    value = int(found[2]) + step
    while (candidate := f"{found[1]}{value:0{len(found[2])}d}") in taken:
        value += 2
    return candidate
