"""What changed in the register between two days: in law (the statuses of instruments) and, told apart, in what is known of them.

Both days are included. A change of law has the day on which it came about; one of knowledge the day on which it was written down,
however old the fact.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise

from django.utils import timezone
from django.utils.translation import gettext

from config.web import dates
from config.web.addresses import whose
from news.agreements.dossiers import Dossier, Instruments, read_instruments
from news.agreements.facts import RecordedAction
from news.agreements.identifiers import identifier
from news.agreements.listed import Line, Lines, numbers
from news.agreements.register_rows import RegisterList, key_of_record
from news.agreements.terms import Assertion
from news.agreements.words import State, state_of_value
from news.models import Agreement, Source


@dataclass(frozen=True, slots=True)
class InLaw:
    """A status gave way to another. `day`: from which it counts; `date_text`: as far as it is known."""

    agreement: Agreement
    day: date
    date_text: str
    before: State
    after: State
    act: str
    sources: tuple[Source, ...]

    @property
    def name(self) -> str:
        return f"{identifier(self.agreement)}-law-{self.day}"

    @property
    def url(self) -> str:
        return f"{self.agreement.get_absolute_url()}?as_of={self.day}"


@dataclass(frozen=True, slots=True)
class InKnowledge:
    """Something was recorded, replaced or retracted."""

    agreement: Agreement
    key: str
    at: datetime
    what: str
    act: str
    date_text: str
    reason: str
    sources: tuple[Source, ...]

    @property
    def name(self) -> str:
        return f"{identifier(self.agreement)}-known-{self.key}"

    @property
    def url(self) -> str:
        return self.agreement.get_absolute_url()


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed between two days, both included: lists whose length is known, and of which a part is read at once."""

    first: date
    last: date
    law: Lines
    knowledge: Lines

    def told(self, part: slice) -> tuple[list[InLaw], list[InKnowledge]]:
        """The same part of both, the latest first; five queries. What few rows say is remembered by what it rests on."""
        law, knowledge = self.law[part], self.knowledge[part]
        keys = list(dict.fromkeys(line.agreement for line in (*law, *knowledge)))
        if not keys:
            return [], []
        told = (read_instruments(keys), tuple(law), tuple(knowledge), whose())
        return (_remembered if told[0].are_few else _told)(*told)


def changed_between(first: date, last: date) -> Changes:
    """One query."""
    today, end = timezone.localdate(), last + timedelta(days=1)
    held = numbers([RegisterList.LAW, RegisterList.KNOWLEDGE], today, first, end)
    lists = (
        Lines(name, held, today, first, end, latest_first=True)
        for name in (RegisterList.LAW, RegisterList.KNOWLEDGE)
    )
    return Changes(first, last, *lists)


def _told(
    instruments: Instruments,
    law: tuple[Line, ...],
    knowledge: tuple[Line, ...],
    _whose: tuple[str | None, ...],
) -> tuple[list[InLaw], list[InKnowledge]]:
    found, days = instruments.dossiers(), {(line.agreement, line.day) for line in law}
    records = {(line.agreement, key_of_record(line.name)) for line in knowledge}
    return changes_in_law(found, days), changes_in_knowledge(found, records)


_remembered = lru_cache(6)(_told)


def midnight(day: date) -> datetime:
    """With which the day begins, in the site's time."""
    return timezone.make_aware(datetime.combine(day, time()))


def changes_in_law(dossiers: Iterable[Dossier], asked: Container[tuple[int, date]]) -> list[InLaw]:
    """Those asked for by instrument and day, the latest first."""
    found = [each for dossier in dossiers for each in _of_spans(dossier, asked)]
    return sorted(found, key=lambda each: (each.day, each.agreement.pk), reverse=True)


def _of_spans(dossier: Dossier, asked: Container[tuple[int, date]]) -> Iterator[InLaw]:
    for before, after in pairwise(dossier.spans):
        if (dossier.agreement.pk, after.start) not in asked:
            continue
        deciding = dossier.status(after.start).deciding
        yield InLaw(
            agreement=dossier.agreement,
            day=after.start,
            date_text=dates.partial_date(dossier.date_of_change(after.start)),
            before=state_of_value(before.value),
            after=state_of_value(after.value),
            act=str(deciding.type.label) if deciding else "",
            sources=_sources(dossier, deciding),
        )


def changes_in_knowledge(dossiers: Iterable[Dossier], asked: Container[tuple[int, str]]) -> list[InKnowledge]:
    """Those asked for by instrument and key of the act, the latest first."""
    found = [
        _of_record(dossier, action)
        for dossier in dossiers
        for action in dossier.recorded
        if (dossier.agreement.pk, action.key) in asked
    ]
    return sorted(found, key=lambda each: (each.at, each.agreement.pk, each.key), reverse=True)


def _of_record(dossier: Dossier, action: RecordedAction) -> InKnowledge:
    if action.assertion == Assertion.RETRACTED:
        what = gettext("Retracted")
    else:
        what = gettext("Replaced") if action.replaces else gettext("Recorded")
    return InKnowledge(
        agreement=dossier.agreement,
        key=action.key,
        at=action.recorded_at,
        what=what,
        act=str(action.type.label),
        date_text=dates.partial_date(action.dated),
        reason=dossier.actions[action.key].reason,
        sources=_sources(dossier, action),
    )


def _sources(dossier: Dossier, action: RecordedAction | None) -> tuple[Source, ...]:
    return tuple(said.source for said in dossier.evidence[action.key]) if action else ()
