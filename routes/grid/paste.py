"""A block copied from a spreadsheet or a file, read as trains: whatever stands between its cells, with or without a head,
stations down or across, their names in any language. Several blocks stand under lines that begin with ===."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from routes import spellings
from routes.grid.cells import PASSES, CellError, read_cell

# What a name may begin or end with that is no part of it.
_BESIDE = re.compile(
    r"^(?:ст|станция|станцыя|о\.?\s?п|st|stn|station)(?:\.\s*|\s+)|\s+(?:arr|dep|приб|отпр|прыб|адпр)\w*\.?$",
    re.I,
)
# A time that no number of a train looks like.
_CLOCK = re.compile(r"[0-9]{1,2}[:.][0-9]{2}\b")
_NO_TRAIN = re.compile(r"^(?:km|км|min|мин|хв|zone|зона|№)\b", re.I)

BLOCK = "==="
MOST_LETTERS, MOST_CELLS = 500_000, 20_000

Table = list[list[str]]


class BlockTooLargeError(ValueError):
    pass


@dataclass(slots=True)
class PastedTrain:
    """`texts`: what stands in the block, by row of the timetable."""

    number: str
    texts: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that is no station of the timetable. `beside`: the row, in the order of direction 0, of the station next to it
    in the block; `is_after`: in that order it stands behind it."""

    name: str
    beside: int
    is_after: bool


@dataclass(frozen=True, slots=True)
class Block:
    """`direction`: whose order of stations it has."""

    direction: int
    trains: list[PastedTrain]
    unknown: list[Unknown]


def blocks_of(text: str) -> list[str]:
    """Raises `BlockTooLargeError`."""
    if len(text) > MOST_LETTERS:
        raise BlockTooLargeError
    blocks: list[list[str]] = [[]]
    for line in text.splitlines(keepends=True):
        if line.startswith(BLOCK):
            blocks.append([])
        else:
            blocks[-1].append(line)
    return ["".join(lines) for lines in blocks if lines]


def read_block(
    text: str, stations: Sequence[Sequence[str]], meant: Mapping[str, int | None] | None = None
) -> Block:
    """`stations`: every name of each, in the order of direction 0. `meant`: {name: row}, said of names that are none of
    these; `None`: left out. Rows of the trains are those of the block's own direction. Raises `BlockTooLargeError`."""
    known = {spelling(name): row for row, names in enumerate(stations) for name in names if name}
    known |= {spelling(name): row for name, row in (meant or {}).items() if row is not None}
    table = _upright(cells_of(text), known)
    column = _column_of_names(table, known)
    rows = [(_find(row[column], known), row) for row in table] if table else []
    first = _first(rows, column)
    found = [station for station, _row in rows if station is not None]
    direction = int(sum(b < a for a, b in pairwise(found)) * 2 > max(len(found) - 1, 1))
    body = _joined(rows[first:], column)
    trains = [
        (at, PastedTrain(_number(table[:first], at)))
        for at in range(len(table[0]) if table else 0)
        if at != column and _is_train(at, table[:first], [row for _station, row in body])
    ]
    for station, row in body:
        if station is not None:
            place = len(stations) - 1 - station if direction else station
            for at, train in trains:
                train.texts[place] = row[at]
    left = {spelling(name) for name in (meant or ())}
    unknown = [one for one in _unknown(body, column, direction) if spelling(one.name) not in left]
    return Block(direction, [train for _at, train in trains], unknown)


def _first(rows: Sequence[tuple[int | None, list[str]]], column: int) -> int:
    """Where the stations begin; one above the first that is known counts if times stand beside its name."""
    first = next((at for at, (station, _row) in enumerate(rows) if station is not None), len(rows))
    while first and first < len(rows):
        name, times = rows[first - 1][1][column], [*rows[first - 1][1]]
        del times[column]
        filled = [cell for cell in times if cell and cell not in PASSES]
        if not name or sum(bool(_CLOCK.match(cell)) for cell in filled) * 2 <= len(filled):
            break
        first -= 1
    return first


def _unknown(body: Sequence[tuple[int | None, list[str]]], column: int, direction: int) -> Iterator[Unknown]:
    above = None
    below = next((station for station, _row in body if station is not None), 0)
    for station, row in body:
        if station is not None:
            above = station
        elif row[column]:
            is_below = above is not None
            yield Unknown(row[column], below if above is None else above, is_below != bool(direction))


def cells_of(text: str) -> Table:
    """Separated by tabs, or else semicolons, or else commas; rows of one length; empty ones left out.

    Raises `BlockTooLargeError`."""
    delimiter = next((one for one in "\t;" if one in text), ",")
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    try:
        found = [[cell.strip() for cell in row] for row in rows if any(map(str.strip, row))]
    except csv.Error:  # a cell that never ends
        raise BlockTooLargeError from None
    longest = max(map(len, found), default=0)
    if longest * len(found) > MOST_CELLS:
        raise BlockTooLargeError
    return [row + [""] * (longest - len(row)) for row in found]


def spelling(name: str) -> str:
    """Of a name, without what stands beside it in tables."""
    return spellings.spelling(_BESIDE.sub("", name.strip()))


def _find(name: str, known: Mapping[str, int]) -> int | None:
    return known.get(spelling(name)) if spelling(name) else None


def _upright(table: Table, known: Mapping[str, int]) -> Table:
    across = max((_matches(row, known) for row in table), default=0)
    down = max((_matches(column, known) for column in zip(*table, strict=True)), default=0)
    return [list(row) for row in zip_longest(*table, fillvalue="")] if across > down else table


def _matches(cells: Sequence[str], known: Mapping[str, int]) -> int:
    return sum(_find(cell, known) is not None for cell in cells)


def _column_of_names(table: Table, known: Mapping[str, int]) -> int:
    columns = list(zip(*table, strict=True))
    return max(range(len(columns)), key=lambda at: _matches(columns[at], known), default=0)


def _joined(rows: Sequence[tuple[int | None, list[str]]], column: int) -> list[tuple[int | None, list[str]]]:
    """Two rows of one station, arrivals above departures, become one; the second may leave the name out."""
    joined: list[tuple[int | None, list[str]]] = []
    for station, row in rows:
        before = joined[-1] if joined else None
        if before and before[0] is not None and (station == before[0] or not row[column]):
            pairs = [_both(a, b) for a, b in zip(before[1], row, strict=True)]
            pairs[column] = before[1][column]
            joined[-1] = (before[0], pairs)
        else:
            joined.append((station, row))
    return joined


def _both(arrives: str, leaves: str) -> str:
    times = [text for text in (arrives, leaves) if text not in PASSES and text]
    return "/".join(dict.fromkeys(times)) or arrives


def _is_train(at: int, head: Table, body: Table) -> bool:
    """Its cells are times, as far as they are filled."""
    if any(_NO_TRAIN.match(row[at]) for row in head):
        return False
    filled = [row[at] for row in body if row[at]]
    return bool(filled) and sum(map(_is_cell, filled)) * 2 > len(filled)


def _is_cell(text: str) -> bool:
    try:
        read_cell(text)
    except CellError:
        return False
    return True


def _number(head: Table, at: int) -> str:
    """The lowest text above the column that holds a digit."""
    return next((row[at] for row in reversed(head) if re.search(r"[0-9]", row[at])), "")
