"""Which spans of a status the register's list shows at present, and by what they are counted. Pure."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Protocol

from news.agreements.terms import StatusValue

# A column of a span and a value in it, as counts hold it: text; a key of each party and subject for itself.
Item = tuple[str, str]
ALL: Item = ("", "")
PLAIN = ("status", "family", "designation", "text_availability")
COLUMNS = (*PLAIN, "disputed", "year", "parties", "subjects")


class Counted(Protocol):
    status: Any
    family: str
    designation: str
    text_availability: str
    disputed: bool
    year: int | None
    parties: str
    subjects: str


def place_of(number: str) -> str:
    """Sorts as the register does, A 2 before A 10."""
    return f"{number[:1]}{len(number):02}{number}"


def stands(begins_on: date, ends_on: date | None, status: str, today: date) -> tuple[bool, bool]:
    """Whether a list of today or of a later day shows the span; whether that of today does. What comes before the first act is
    never shown beside others, unless nothing else is known."""
    if (ends_on is not None and ends_on <= today) or (status == StatusValue.RECORDED and ends_on is not None):
        return False, False
    return True, begins_on <= today


def items_of(span: Counted) -> list[Item]:
    """What a span is counted by: `ALL`, and each value that it has."""
    found = [ALL, *((name, str(getattr(span, name))) for name in PLAIN)]
    found.append(("disputed", "1" if span.disputed else "0"))
    if span.year is not None:
        found.append(("year", str(span.year)))
    keys = {"parties": span.parties, "subjects": span.subjects}
    return [*found, *((name, key) for name, held in keys.items() for key in held.split())]


def pairs_of(span: Counted) -> Iterator[tuple[str, str, str, str]]:
    """What the triggers of `RegisterCount` count it as."""
    items = items_of(span)
    for facet, value in items:
        for other, also in items:
            if facet != other or not facet:
                yield facet, value, other, also
