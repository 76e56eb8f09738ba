"""All-day events as an iCalendar file (RFC 5545): days in, text out.

A date known to the month or year is an event that fills it and takes up nobody's time (TRANSP:TRANSPARENT, as all are here).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from config.web.partial_dates import PartialDate

# A line holds at most 75 octets without its break (3.1); the rest follows on lines that begin with a space.
MOST = 75


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """`uid`: the same for ever, whatever is corrected; `sequence`: how often it was; `changed_at`: when it was last."""

    uid: str
    dated: PartialDate
    summary: str
    description: str
    url: str
    changed_at: datetime
    sequence: int = 0
    # CONFIRMED for what has happened or is fixed, TENTATIVE for what is expected.
    is_certain: bool = True


def calendar_text(name: str, language: str, events: Iterable[CalendarEvent]) -> str:
    """Lines end with CRLF, no line is longer than 75 octets."""
    return "".join(f"{part}\r\n" for line in _lines(name, language, events) for part in fold(line))


def _lines(name: str, language: str, events: Iterable[CalendarEvent]) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//Union Chronicle//Register of agreements//{language.upper()}"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield f"NAME;LANGUAGE={language}:{escape(name)}"
    yield f"X-WR-CALNAME:{escape(name)}"
    yield "REFRESH-INTERVAL;VALUE=DURATION:P1D"
    for event in events:
        yield from _event(event, language)
    yield "END:VCALENDAR"


def _event(event: CalendarEvent, language: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{event.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{event.dated.earliest:%Y%m%d}"
    # The end is the first day after it (3.6.1).
    yield f"DTEND;VALUE=DATE:{event.dated.latest + timedelta(days=1):%Y%m%d}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"SUMMARY;LANGUAGE={language}:{escape(event.summary)}"
    yield f"DESCRIPTION;LANGUAGE={language}:{escape(event.description)}"
    yield f"URL:{event.url}"
    yield f"STATUS:{'CONFIRMED' if event.is_certain else 'TENTATIVE'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escape(text: str) -> str:
    """3.3.11; what no text may hold, control characters, is left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return "".join(letter for letter in text if letter >= " " or letter == "\t")


def fold(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, never inside a letter; each but the first begins with a space."""
    piece, room = "", MOST
    for letter in line:
        octets = len(letter.encode())
        if octets > room:
            yield piece
            piece, room = " ", MOST - 1
        piece += letter
        room -= octets
    yield piece
