"""A train as an iCalendar file (RFC 5545): one weekly event for its days, with the days added and taken away."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from config.web.calendars import escape, fold
from routes.services import Pattern, days_of, running_days, service_days

RFC_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class TrainEvent:
    """`departure`, `arrival`: seconds of the service day, at the stations a reader rides between. `zone`: of both ends."""

    uid: str
    pattern: Pattern
    departure: int
    arrival: int
    zone: str
    summary: str
    description: str
    location: str
    url: str
    changed_at: datetime


def train_calendar(name: str, language: str, train: TrainEvent) -> str:
    """Lines end with CRLF, no line is longer than 75 octets. Without a day of running it holds no event."""
    return "".join(f"{part}\r\n" for line in _lines(name, language, train) for part in fold(line))


def _lines(name: str, language: str, train: TrainEvent) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//Union Chronicle//Railway//{language.upper()}"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield f"X-WR-CALNAME:{escape(name)}"
    yield from _zone(train.zone)
    if days := running_days(train.pattern):
        yield from _event(train, language, days)
    yield "END:VCALENDAR"


def _zone(zone: str) -> Iterator[str]:
    """Minsk and Moscow: UTC+3 all year since 2014, and no summer time."""
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{zone}"
    yield "BEGIN:STANDARD"
    yield "DTSTART:20141026T020000"
    yield "TZOFFSETFROM:+0300"
    yield "TZOFFSETTO:+0300"
    yield "TZNAME:+03"
    yield "END:STANDARD"
    yield "END:VTIMEZONE"


def _event(train: TrainEvent, language: str, days: Sequence[date]) -> Iterator[str]:
    weekly = _weekly(train.pattern)
    first, zone = (weekly or days)[0], f";TZID={train.zone}"
    yield "BEGIN:VEVENT"
    yield f"UID:{train.uid}"
    yield f"DTSTAMP:{train.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART{zone}:{_local(first, train.departure)}"
    yield f"DTEND{zone}:{_local(first, train.arrival)}"
    if weekly:
        # A train that leaves after 24:00 does so on the day after its service day.
        later = train.departure // (24 * 3600)
        names = ",".join(sorted(RFC_DAYS[(day + later) % 7] for day in days_of(train.pattern.weekdays)))
        until = _moment(weekly[-1], train.departure) - timedelta(hours=3)
        yield f"RRULE:FREQ=WEEKLY;UNTIL={until:%Y%m%dT%H%M%SZ};BYDAY={names}"
    for name, single in (("EXDATE", set(weekly) - set(days)), ("RDATE", set(days) - set(weekly) - {first})):
        if single:
            yield f"{name}{zone}:{','.join(_local(day, train.departure) for day in sorted(single))}"
    yield f"SUMMARY;LANGUAGE={language}:{escape(train.summary)}"
    yield f"DESCRIPTION;LANGUAGE={language}:{escape(train.description)}"
    yield f"LOCATION;LANGUAGE={language}:{escape(train.location)}"
    yield f"URL:{train.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _weekly(pattern: Pattern) -> list[date]:
    """The days of the week's rule, as if no day differed."""
    return service_days(Pattern(pattern.weekdays, pattern.start, pattern.end), pattern.start, pattern.end)


def _moment(service_day: date, seconds: int) -> datetime:
    return datetime.combine(service_day, datetime.min.time()) + timedelta(seconds=seconds)


def _local(service_day: date, seconds: int) -> str:
    return f"{_moment(service_day, seconds):%Y%m%dT%H%M%S}"
