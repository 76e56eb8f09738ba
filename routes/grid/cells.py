"""The grammar of a cell: what an editor may type for one train at one station, and how a stored time is printed there.

    0840  8:40  8.40     arrives and leaves; seconds, if any: 8:40:30
    840/842              arrives / leaves
    0010+1  24:10        on the next day
    0840x  0840r         stops on request; t: if arranged by phone
    0840>  0840<         to board only; to alight only; <>: halts, and nobody boards or alights
    0840[03]             any other boarding and alighting, by their GTFS numbers
    |  -  (nothing)      does not stop

A sign without a time says how the train stops where the pattern gives the time. Russian х and р are taken for x and r.
"""

import re
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from routes.terms import Boarding

DAY = 24 * 3600
MAX_SECONDS = 3 * DAY
# A time below the one above it is of the next day if it is then less than this later.
LONGEST_GAP = 12 * 3600
PASSES = frozenset({"|", "-", "–", "—", "↓", "¦"})

REGULAR, NONE, PHONE, REQUEST = (each.value for each in Boarding)
_TIME = re.compile(
    r"(?:(?P<hours>[0-9]{1,2})[:.](?P<minutes>[0-9]{2})(?:[:.](?P<seconds>[0-9]{2}))?|(?P<digits>[0-9]{3,4}))"
    r"(?:\+(?P<days>[0-2]))?"
)
_SIGNS = re.compile(r"(?:[xrt<>]|\[[0-3]{2}\])+")
_CELL = re.compile(
    rf"(?P<before>(?:{_SIGNS.pattern})?)(?P<times>[^xrt<>\[\]]*)(?P<after>(?:{_SIGNS.pattern})?)"
)
_LIKE_LATIN = str.maketrans("хХрРтТ", "xxrrtt")


class CellError(ValueError):
    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Entry:
    """One train at one station: seconds of the service day, boarding and alighting as in `Boarding`.

    Times are `None` where only a sign was typed. `is_next_day`: a day was added that nobody typed.
    """

    arrival: int | None
    departure: int | None
    pickup: int = REGULAR
    drop_off: int = REGULAR
    is_next_day: bool = False


def read_cell(text: str, after: int | None = None) -> Entry | None:
    """`None`: the train does not stop. `after`: when it leaves the stop above, in seconds. Raises `CellError`."""
    typed = re.sub(r"\s+", "", text).translate(_LIKE_LATIN).lower()
    if not typed or typed in PASSES:
        return None
    found = _CELL.fullmatch(typed)
    if not found:
        raise CellError(_("This is no time. Write 0840, 840/842, | or nothing."))
    pickup, drop_off = _boarding(found["before"] + found["after"])
    if not found["times"]:
        return Entry(None, None, pickup, drop_off)
    arrives, slash, leaves = found["times"].partition("/")
    arrival, one = _after(_seconds(arrives), after, "+" in arrives)
    departure, other = _after(_seconds(leaves), arrival, "+" in leaves) if slash else (arrival, False)
    if departure >= MAX_SECONDS:
        raise CellError(_("A train arrives within three days."))
    return Entry(arrival, departure, pickup, drop_off, one or other)


def print_cell(entry: Entry) -> str:
    """What `read_cell` reads as the same entry."""
    times = ""
    if entry.arrival is not None and entry.departure is not None:
        times = clock(entry.arrival)
        if entry.departure != entry.arrival:
            times += f"/{clock(entry.departure)}"
    return times + _signs(entry.pickup, entry.drop_off)


def clock(seconds: int) -> str:
    """08:40, 08:40:30, and 00:10+1 for ten past midnight of the next day."""
    days, rest = divmod(seconds, DAY)
    text = f"{rest // 3600:02d}:{rest % 3600 // 60:02d}"
    if rest % 60:
        text += f":{rest % 60:02d}"
    return text + (f"+{days}" if days else "")


def shifted(entry: Entry, seconds: int) -> Entry:
    """The same stop so much later, or earlier. Raises `CellError` where the day does not hold it."""
    if entry.arrival is None or entry.departure is None:
        return entry
    if entry.arrival + seconds < 0 or entry.departure + seconds >= MAX_SECONDS:
        raise CellError(_("A train that is moved so far leaves its three days."))
    return replace(
        entry, arrival=entry.arrival + seconds, departure=entry.departure + seconds, is_next_day=False
    )


def _seconds(text: str) -> int:
    found = _TIME.fullmatch(text)
    if not found:
        raise CellError(_("This is no time. Write 0840, 840/842, | or nothing."))
    if digits := found["digits"]:
        hours, minutes, seconds = int(digits[:-2]), int(digits[-2:]), 0
    else:
        hours, minutes, seconds = int(found["hours"]), int(found["minutes"]), int(found["seconds"] or 0)
    if minutes > 59 or seconds > 59 or hours >= MAX_SECONDS // 3600 or (found["days"] and hours > 23):
        raise CellError(_("There is no such time. The next day begins at 24:00, or at 00:00+1."))
    return int(found["days"] or 0) * DAY + hours * 3600 + minutes * 60 + seconds


def _after(seconds: int, before: int | None, is_dated: bool) -> tuple[int, bool]:
    """The time, put into the next day where it would go back and the day was not typed."""
    if before is None or seconds >= before:
        return seconds, False
    later = seconds + (before // DAY) * DAY
    if later < before:
        later += DAY
    if is_dated or later - before >= LONGEST_GAP:
        raise CellError(_("This is earlier than the time before it. Of the next day? Then write +1."))
    return later, True


def _boarding(signs: str) -> tuple[int, int]:
    if numbers := re.fullmatch(r"\[([0-3])([0-3])\]", signs):
        return int(numbers[1]), int(numbers[2])
    single = set(signs.replace("r", "x"))
    way = REQUEST if "x" in single else PHONE if "t" in single else REGULAR
    if "[" in signs or {"x", "t"} <= single or ({"<", ">"} <= single and way):
        raise CellError(_("These signs contradict each other."))
    return NONE if "<" in single else way, NONE if ">" in single else way


def _signs(pickup: int, drop_off: int) -> str:
    ways = {REGULAR: "", REQUEST: "x", PHONE: "t"}
    match pickup == NONE, drop_off == NONE:
        case True, True:
            return "<>"
        case True, False:
            return f"<{ways[drop_off]}"
        case False, True:
            return f">{ways[pickup]}"
    return ways[pickup] if pickup == drop_off else f"[{pickup}{drop_off}]"
