"""The register's dates as a calendar: what was done, what is fixed or expected, ends of terms, due days of promises."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache

from django.utils.translation import gettext

from config.web import dates
from config.web.addresses import whose
from config.web.partial_dates import PartialDate
from config.web.timeline_entry import TimelineEntry
from news.agreements.delivery import Promised, read_promises
from news.agreements.dossiers import Dossier, Instruments, read_instruments
from news.agreements.facts import DOMESTIC, RecordedAction
from news.agreements.lines import grade_of, grade_words
from news.agreements.listed import ListedRow
from news.agreements.promises import Delivery, delivery_on
from news.agreements.register_rows import dated_name, due_name, first_words, term_name
from news.agreements.terms import Occurrence
from news.models import Agreement, Obligation, Source

SHAPES = {"confirmed": "full", "reported": "half", "disputed": "tri", "expected": "hollow"}
TONES = {"disputed": "odd", "expected": "plan"}


@dataclass(slots=True)
class LegalDate:
    """As site/_timeline.html prints one. `name`: never changes, whatever is corrected of it; `changes`: how often it was."""

    name: str
    dated: PartialDate
    kind: str
    agreement: Agreement
    detail: str
    grade: str
    grade_text: str
    recorded_at: datetime
    sources: list[Source]
    changes: int = 0
    ahead: bool = False
    numbers: tuple[int, ...] = ()

    @property
    def title(self) -> str:
        return self.agreement.name

    @property
    def url(self) -> str:
        return self.agreement.get_absolute_url()

    @property
    def date_text(self) -> str:
        return dates.partial_date(self.dated)

    @property
    def iso(self) -> str:
        return str(self.dated)

    @property
    def shape(self) -> str:
        return SHAPES.get(self.grade, "full")

    @property
    def tone(self) -> str:
        return TONES.get(self.grade, "")

    @property
    def told(self) -> TimelineEntry:
        return TimelineEntry(
            *(self.date_text, self.iso, self.kind, self.title, "", self.url, self.detail),
            *(self.numbers, self.grade, self.grade_text, self.shape, self.tone, self.ahead),
        )


def dates_on(rows: Sequence[ListedRow], today: date) -> list[LegalDate]:
    """Of the rows, in their order; five queries. What few rows say is remembered by what it rests on.

    What a State does at home is not among them: it binds nobody.
    """
    keys = dict.fromkeys(each.agreement for each in rows if each.row is None)
    told = (
        read_instruments([*keys]) if keys else None,
        read_promises([each.row for each in rows if each.row]),
    )
    names = tuple(each.name for each in rows)
    remembers = told[0] and told[0].are_few
    return (_remembered if remembers else _dates_on)(*told, names, today, whose())


def _dates_on(
    instruments: Instruments | None,
    promised: Promised,
    names: tuple[str, ...],
    today: date,
    _whose: tuple[str | None, ...],
) -> list[LegalDate]:
    dossiers, asked = instruments.dossiers() if instruments else [], frozenset(names)
    dates = [each for dossier in dossiers for each in _of_instrument(dossier, asked, today)]
    dates += [_due(obligation, today) for obligation in promised.made()]
    found = {each.name: each for each in dates}
    return [found[name] for name in names if name in found]


_remembered = lru_cache(4)(_dates_on)


def is_coming(found: LegalDate, today: date) -> bool:
    """Days of which the last that is possible has not passed."""
    return found.dated.latest >= today


def _of_instrument(dossier: Dossier, asked: frozenset[str], today: date) -> Iterator[LegalDate]:
    """Of its dates those asked for by their names."""
    words = first_words(dossier.recorded)
    for action in dossier.held:
        first, changes = words[action.key]
        name = dated_name(dossier.agreement.number, first)
        if name in asked and action.type not in DOMESTIC:
            yield _of_action(dossier, action, name, changes)
    if dossier.agreement.duration_years and (end := _term_end(dossier, today)):
        yield end


def _of_action(dossier: Dossier, action: RecordedAction, name: str, changes: int) -> LegalDate:
    row = dossier.actions[action.key]
    words = [row.actor.name if row.actor else "", row.by_agreement.name if row.by_agreement else "", row.note]
    return LegalDate(
        name=name,
        dated=action.counts_from,
        kind=str(action.type.label),
        agreement=dossier.agreement,
        detail=". ".join(filter(None, words)),
        grade=grade_of(action),
        grade_text=grade_words(action),
        recorded_at=action.recorded_at,
        sources=[said.source for said in dossier.evidence[action.key]],
        changes=changes,
        ahead=action.occurrence != Occurrence.OCCURRED,
    )


def _term_end(dossier: Dossier, today: date) -> LegalDate | None:
    """The next one after the day, by computation; nothing if the instrument is not in force."""
    change = dossier.status(today).next_change
    if change is None or change.action is not None:
        return None
    agreement = dossier.agreement
    renewing = gettext("The term would end, and renew itself")
    return LegalDate(
        name=term_name(agreement.number, change.on),
        dated=change.on,
        kind=renewing if agreement.renews_itself else gettext("The term would end"),
        agreement=agreement,
        detail=gettext("The term as its source gives it; the day is computed from the entry into force."),
        grade="expected",
        grade_text=gettext("expected"),
        recorded_at=max(action.recorded_at for action in dossier.recorded),
        sources=[agreement.term_source] if agreement.term_source else [],
        ahead=True,
    )


def _due(obligation: Obligation, today: date) -> LegalDate:
    delivery = delivery_on(obligation.as_promise(), today)
    assert obligation.due is not None  # noqa: S101 others have no row in the calendar
    return LegalDate(
        name=due_name(obligation.agreement.number, obligation.key),
        dated=obligation.due,
        kind=gettext("Due day of a promise"),
        agreement=obligation.agreement,
        detail=obligation.text,
        grade="expected" if delivery != Delivery.DONE else "reported",
        grade_text=str(delivery.label),
        recorded_at=datetime.combine(obligation.stated_on, time(), UTC),
        sources=[obligation.source],
        ahead=delivery == Delivery.DUE,
    )
