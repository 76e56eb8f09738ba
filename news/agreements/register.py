"""The register as a table: every instrument with its status on a day and its life as a line, on one axis of time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import get_language

from config.web import dates
from config.web.addresses import whose
from config.web.translated import columns
from news.agreements.dossiers import (
    DECISIVE,
    Dossier,
    Instruments,
    Record,
    dossiers,
    dossiers_in,
    read_instruments,
    record_where,
    with_slugs,
)
from news.agreements.lifelines import Axis, Lifeline, axis, lifeline
from news.agreements.status import Status
from news.agreements.terms import StatusValue
from news.agreements.words import State, short_note, state_of, state_of_value
from news.models import Agreement

# What a line prints of an instrument, beside its status.
PRINTED = DECISIVE._replace(
    instruments=(*DECISIVE.instruments, "number", "designation", *columns("name")),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One instrument on a day. `year`: of its conclusion, nothing where no such act is recorded."""

    dossier: Dossier
    status: Status
    state: State
    note: str
    year: int | None

    @property
    def agreement(self) -> Agreement:
        return self.dossier.agreement

    @property
    def comes_later(self) -> bool:
        """Nothing of it had happened by the day asked, but something has since."""
        return self.status.value == StatusValue.RECORDED and len(self.dossier.spans) > 1


class Told(NamedTuple):
    """What is printed of an entry: its life is drawn, and the same in words; the numbers of its sources, where a page numbers
    them."""

    number: str
    year: int | None
    designation: str
    url: str
    name: str
    lifeline: Lifeline
    words: str
    state: State
    note: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    entry: Entry
    told: Told


def register_entries(agreements: Iterable[Agreement], as_of: date) -> list[Entry]:
    """Two queries beside that of the agreements, however many they are."""
    return entries_of(dossiers(agreements), as_of)


def entries_of(found: Iterable[Dossier], as_of: date) -> list[Entry]:
    return [_entry(dossier, as_of) for dossier in found]


def _entry(dossier: Dossier, as_of: date) -> Entry:
    status = dossier.status(as_of)
    return Entry(
        dossier=dossier,
        status=status,
        state=state_of(status),
        note=short_note(dossier, status),
        year=dossier.concluded.dated.on.year if dossier.concluded else None,
    )


def register_lines(keys: Sequence[int], as_of: date) -> tuple[list[Line], Axis]:
    """Of the instruments with these keys, in their order; two queries. What was drawn of the same rows is given again."""
    return _lines(read_instruments(keys, PRINTED), as_of, whose()) if keys else drawn([], as_of)


@lru_cache(12)
def _lines(instruments: Instruments, as_of: date, _whose: tuple[str | None, ...]) -> tuple[list[Line], Axis]:
    return drawn(entries_of(instruments.dossiers(), as_of), as_of)


def drawn(entries: Sequence[Entry], as_of: date) -> tuple[list[Line], Axis]:
    """The entries with their lines on a common axis."""
    starts = [span.start for entry in entries for span in entry.dossier.spans[1:]]
    on = axis(starts, as_of)
    return [
        Line(entry, told(entry, lifeline(entry.dossier.spans, on, as_of), _words(entry, as_of)))
        for entry in entries
    ], on


def told(entry: Entry, life: Lifeline, words: str) -> Told:
    agreement = entry.agreement
    return Told(
        *(agreement.number, entry.year, agreement.get_designation_display()),
        *(agreement.get_absolute_url(), agreement.name, life, words, entry.state, entry.note),
    )


def _words(entry: Entry, as_of: date) -> str:
    spans = [span for span in entry.dossier.spans[1:] if span.start <= as_of]
    began = [dates.partial_date(entry.dossier.date_of_change(span.start)) for span in spans]
    return "; ".join(
        f"{date}: {state_of_value(span.value).label}" for date, span in zip(began, spans, strict=True)
    )


def agreement_states(slugs: Sequence[str], as_of: date) -> Mapping[str, State]:
    """The state of each by slug, for links to it (news/kinds.py); two queries."""
    return _states(record_where(with_slugs, slugs=slugs), as_of, get_language())


@lru_cache(256)
def _states(record: Record, as_of: date, _language: str | None) -> Mapping[str, State]:
    """Computed, never kept in the database: the acts are read each time, and what they came to is remembered by them."""
    return {each.agreement.slug: state_of(each.status(as_of)) for each in dossiers_in(record)}
