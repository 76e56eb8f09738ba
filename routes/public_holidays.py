"""Which days are public holidays of Belarus or of Russia? From the library `holidays`, whose dates follow the laws.

Nothing asks this of a published timetable: its days were written down when its services were saved (decision 33).
"""

from dataclasses import dataclass
from datetime import date

# The languages the library has each country's names in, by the language of ours.
LANGUAGES = {"BY": {"en": "en_US", "ru": "ru", "be": "be"}, "RU": {"en": "en_US", "ru": "ru"}}


@dataclass(frozen=True, slots=True)
class Holiday:
    """`names` by language, where the library has one: {"en": "Victory Day", "ru": …}."""

    on: date
    country: str
    names: dict[str, str]


def public_holidays(country: str, first: date, last: date) -> list[Holiday]:
    """From `first` to `last`, both included, in order; days off moved by decree are in it as far as they are published."""
    import holidays  # noqa: PLC0415 15 MB of a process that may never ask

    years = range(first.year, last.year + 1)
    calendars = {
        ours: holidays.country_holidays(country, years=years, language=theirs)
        for ours, theirs in LANGUAGES[country].items()
    }
    days = sorted(day for day in calendars["en"] if first <= day <= last)
    return [
        Holiday(day, country, {language: calendar[day] for language, calendar in calendars.items()})
        for day in days
    ]
