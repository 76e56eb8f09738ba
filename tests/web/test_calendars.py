"""iCalendar: folding loses nothing and cuts no letter, escaping can be undone."""

import re
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from config.web.calendars import MOST, CalendarEvent, calendar_text, escape, fold
from config.web.partial_dates import PartialDate

lines = st.text(st.characters(exclude_characters="\r\n", codec="utf-8"), max_size=300)
PLAIN = {"\\\\": "\\", "\\;": ";", "\\,": ",", "\\n": "\n"}


@given(line=lines)
def test_a_folded_line_is_the_line_in_pieces_of_75_octets(line):
    first, *rest = fold(line)
    assert first + "".join(piece[1:] for piece in rest) == line
    assert all(piece.startswith(" ") for piece in rest)
    assert all(len(piece.encode()) <= MOST for piece in (first, *rest))


@given(
    text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n;,\\"))
)
def test_an_escaped_text_is_one_line_and_can_be_read_back(text):
    escaped = escape(text)
    assert "\n" not in escaped
    assert re.sub(r"\\[\\;,n]", lambda found: PLAIN[found[0]], escaped) == text


def test_a_year_is_filled_to_its_last_day():
    event = CalendarEvent(
        uid="one@union-chronicle",
        dated=PartialDate(date(1997, 1, 1), "year"),
        summary="Ended; its day, unknown",
        description="",
        url="https://chronicle.example/",
        changed_at=datetime(2026, 11, 24, 9, tzinfo=UTC),
    )
    text = calendar_text("Dates", "en", [event])
    assert "DTSTART;VALUE=DATE:19970101\r\nDTEND;VALUE=DATE:19980101\r\n" in text
    assert "SUMMARY;LANGUAGE=en:Ended\\; its day\\, unknown\r\n" in text
    assert text.endswith("END:VCALENDAR\r\n")
