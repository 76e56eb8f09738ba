"""What a typed cell would do to the stored timetable: nothing, change it, add to it, or it cannot be read."""

from enum import StrEnum

from routes.grid.cells import Entry


class Mark(StrEnum):
    SAME = "same"
    NEW = "new"
    CHANGED = "changed"
    WRONG = "wrong"
    EMPTY = "empty"


def mark_of(typed: Entry | None, stored: Entry | None, *, is_wrong: bool = False) -> Mark:
    if is_wrong:
        return Mark.WRONG
    if typed is None and stored is None:
        return Mark.EMPTY
    if stored is None:
        return Mark.NEW
    return Mark.SAME if typed and _says(typed) == _says(stored) else Mark.CHANGED


def _says(entry: Entry) -> tuple[int | None, int | None, int, int]:
    return entry.arrival, entry.departure, entry.pickup, entry.drop_off
