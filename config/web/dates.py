"""Dates and moments in the reader's language."""

from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from config.web.partial_dates import PartialDate

NBSP = "\u00a0"
# Django's Belarusian catalogue mixes cases and two orthographies («13 сакавік», «6 сьнежня»): the months are our own.
# fmt: off
BELARUSIAN_OF = (
    "студзеня", "лютага", "сакавіка", "красавіка", "мая", "чэрвеня",
    "ліпеня", "жніўня", "верасня", "кастрычніка", "лістапада", "снежня",
)
BELARUSIAN = (
    "студзень", "люты", "сакавік", "красавік", "май", "чэрвень",
    "ліпень", "жнівень", "верасень", "кастрычнік", "лістапад", "снежань",
)
# fmt: on


def day(value: date) -> str:
    """13 March 2025 · 13 марта 2025 · 13 сакавіка 2025, with no break between the number and the month."""
    return _day(value.year, value.month, value.day, get_language())


@lru_cache(4096)
def _day(year: int, month: int, number: int, language: str | None) -> str:
    """A page prints a few dates many times: those of its sources."""
    if language == "be":
        return f"{number}{NBSP}{BELARUSIAN_OF[month - 1]} {year}"
    return date_format(date(year, month, number), "j E Y").replace(" ", NBSP, 1)


def months_of_days() -> list[str]:
    """January … · января … · студзеня …: the twelve as they stand in a day, for scripts; not every browser knows them."""
    return [day(date(2000, number, 1)).split()[1] for number in range(1, 13)]


def month(value: date) -> str:
    """March 2025 · март 2025 · сакавік 2025."""
    if get_language() == "be":
        return f"{BELARUSIAN[value.month - 1]} {value.year}"
    text = date_format(value, "F Y")
    return text.lower() if get_language() == "ru" else text


def starting_date(value: PartialDate) -> str:
    """A date after "since", «с», «з», which want the genitive: 13 March 2025 · марта 2025 · сакавіка 2025 · 2025."""
    if value.precision != "month":
        return partial_date(value)
    if get_language() == "be":
        return f"{BELARUSIAN_OF[value.on.month - 1]} {value.on.year}"
    return date_format(value.on, "E Y")


def partial_date(value: PartialDate) -> str:
    """As far as known: 13 March 2025, March 2025 or 2025."""
    match value.precision:
        case "year":
            return str(value.on.year)
        case "month":
            return month(value.on)
    return day(value.on)


def moment(value: datetime) -> str:
    """13 March 2025, 14:05 in the site's time (UTC+3)."""
    local = timezone.localtime(value)
    return gettext("%(day)s, %(time)s") % {"day": day(local.date()), "time": local.strftime("%H:%M")}


def local_day(value: datetime) -> str:
    """The day of a moment in the site's time: 13 March 2025."""
    return day(timezone.localdate(value))


def local_day_of_year(value: datetime) -> str:
    """The day of a moment in the site's time, where the year is plain: 13 March."""
    return local_day(value).rpartition(" ")[0]
