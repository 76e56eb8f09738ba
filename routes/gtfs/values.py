"""Single values of a feed: times, days, whole numbers. None where the text is none."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

TIME = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)")


def seconds_of(text: str) -> int | None:
    """ "8:05:00" as seconds of the service day; hours may pass 24."""
    if len(text) == 8 and text[2] == text[5] == ":":  # the common form, without the cost of the pattern
        hours, minutes, seconds = text[:2], text[3:5], text[6:]
        if (
            hours.isdecimal()
            and minutes.isdecimal()
            and seconds.isdecimal()
            and minutes < "60"
            and seconds < "60"
        ):
            return int(hours) * 3600 + int(minutes) * 60 + int(seconds)
    found = TIME.fullmatch(text)
    return int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3]) if found else None


def day_of(text: str) -> date | None:
    """None, too, for a day that no timetable of today names: every day between two is counted somewhere."""
    try:
        day = datetime.strptime(text, "%Y%m%d").date() if len(text) == 8 else None  # noqa: DTZ007 a day has no zone
    except ValueError:
        return None
    return day if day and 2000 <= day.year < 2100 else None


def whole_of(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None


def degrees_of(text: str, most: int) -> Decimal | None:
    """With six decimals, within ± `most`."""
    try:
        found = Decimal(text).quantize(Decimal("0.000001"))
    except InvalidOperation:
        return None
    return found if found.is_finite() and -most <= found <= most else None
