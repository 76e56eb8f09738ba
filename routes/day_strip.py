"""A strip of days to choose from: the day shown, those around it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.dates import WEEKDAYS_ABBR

from config.web import dates
from config.web.words import by_language


@dataclass(frozen=True, slots=True)
class StripDay:
    on: date
    label: str
    is_shown: bool


def day_strip(shown: date, before: int = 1, after: int = 5) -> list[StripDay]:
    """Fri 3 April for the day shown, Sat 4 for the others."""
    days = [shown + timedelta(days=distance) for distance in range(-before, after + 1)]
    return [StripDay(day, _label(day, day == shown), day == shown) for day in days]


@by_language
def _label(day: date, shown: bool) -> str:
    number = dates.day(day).rpartition(" ")[0] if shown else str(day.day)
    return f"{WEEKDAYS_ABBR[day.weekday()]} {number}"
