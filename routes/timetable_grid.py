"""A timetable as printed: stations down, trains across. Plain objects in and out; times in seconds of the service day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Call:
    """One train at one station, in the order of the train."""

    train: int | str
    station: int | str
    arrival: int
    departure: int
    # What is said of it beside the time: § for a request stop, the sign of a note.
    signs: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """`None` in a row: the train does not stop there."""

    text: str
    signs: str


@dataclass(frozen=True, slots=True)
class Row:
    station: int | str
    # "arr" and "dep" where a station takes two rows, or stands at an end; "" where one time says all.
    part: str
    cells: tuple[Cell | None, ...]


def clock(seconds: int) -> str:
    """08:40, and 00:10+1 for ten past midnight of the next day."""
    days, rest = divmod(seconds, 24 * 3600)
    return f"{rest // 3600:02d}:{rest % 3600 // 60:02d}" + (f"+{days}" if days else "")


def grid(calls: Iterable[Call], stations: Sequence[int | str], trains: Sequence[int | str]) -> list[Row]:
    """Rows in the order of `stations`, cells in the order of `trains`.

    The first station shows departures, the last arrivals; one between shows both where a train waits there.
    """
    at = {(call.train, call.station): call for call in calls}
    served = [station for station in stations if any((train, station) in at for train in trains)]
    rows = []
    for station in served:
        here = [at.get((train, station)) for train in trains]
        waits = any(call and call.departure > call.arrival for call in here)
        parts = (
            ["dep"]
            if station == served[0]
            else ["arr"]
            if station == served[-1]
            else ["arr", "dep"]
            if waits
            else [""]
        )
        rows += [Row(station, part, tuple(_cell(call, part) for call in here)) for part in parts]
    return rows


def _cell(call: Call | None, part: str) -> Cell | None:
    if call is None:
        return None
    return Cell(clock(call.arrival if part == "arr" else call.departure), call.signs)
