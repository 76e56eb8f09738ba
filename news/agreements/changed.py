"""What changed in the register between two days: in law (the statuses of instruments) and, told apart, in what is known of them.

Both days are included. A change of law has the day on which it came about; one of knowledge the day on which it was written down,
however old the fact.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from operator import attrgetter
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from config.web import dates
from config.web.nested import made, nested
from config.web.partial_dates import PartialDate
from config.web.prepared import Many, prepared
from config.web.translated import columns
from news.agreements.facts import counts_from
from news.agreements.identifiers import identifier
from news.agreements.listed import ListedRow, ListedRows, latest_of, numbers
from news.agreements.register_rows import RegisterList, key_of_record
from news.agreements.terms import ActionType, Assertion, StatusValue
from news.agreements.words import State, state_of_value
from news.models import Action, ActionSource, Agreement, Source

# What is said of an act, and of the instrument that it is of.
OF_ACT = (
    *("key", "type", "dated_on", "date_precision", "effective_on", "recorded_at", "assertion"),
    *("reason", "replaces", "agreement"),
)
OF_INSTRUMENT = ("number", "slug", *columns("name"))


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


Both = tuple[list[InLaw], list[InKnowledge]]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed between two days, both included: lists whose length is known, and of which a part is read at once."""

    first: date
    last: date
    law: ListedRows
    knowledge: ListedRows

    def told(self, part: slice) -> Both:
        """The same part of both, the latest first. A query for each list (two where a turn lies in the part), and two."""
        return _told(self.law[part], self.knowledge[part])


def changed_between(first: date, last: date) -> Changes:
    """One query."""
    today, end = timezone.localdate(), last + timedelta(days=1)
    held = numbers([RegisterList.LAW, RegisterList.KNOWLEDGE], today, first, end)
    lists = (
        ListedRows(name, held, today, first, end, latest_first=True)
        for name in (RegisterList.LAW, RegisterList.KNOWLEDGE)
    )
    return Changes(first, last, *lists)


def latest_changes(agreement: Agreement, most: int) -> Both:
    """Of one instrument up to today, so many of both, the latest first. Four queries."""
    today = timezone.localdate()
    lists = (RegisterList.LAW, RegisterList.KNOWLEDGE)
    return _told(*(latest_of(name, agreement.pk, today, most) for name in lists))


def midnight(day: date) -> datetime:
    """With which the day begins, in the site's time."""
    return timezone.make_aware(datetime.combine(day, time()))


class _Act(NamedTuple):
    """An act of an instrument, and where it was read."""

    action: Action
    sources: tuple[Source, ...]

    @property
    def label(self) -> str:
        return str(self.action.get_type_display())


# Instruments by primary key; acts by that of the instrument and their own key.
Instruments = Mapping[int, Agreement]
Acts = Mapping[tuple[int, str], _Act]


def _told(law: Sequence[ListedRow], knowledge: Sequence[ListedRow]) -> Both:
    """Only the acts named by the rows are read, however much else there is of their instruments."""
    instruments, acts = _read([*law, *knowledge])
    return [_in_law(row, instruments, acts) for row in law], list(_in_knowledge(knowledge, instruments, acts))


def _read(rows: Sequence[ListedRow]) -> tuple[Instruments, Acts]:
    """Two queries, none where there are no rows."""
    if not rows:
        return {}, {}
    named = {_name(row) for row in rows}
    asked = {"keys": sorted({pk for pk, _key in named}), "acts": sorted({key for _pk, key in named})}
    instruments = {each.pk: each for each in _instruments().rows(**asked)}
    found: dict[int, Action] = {}
    for pk, instrument in instruments.items():
        held = [values for values in instrument.acts_held or () if (pk, values["key"]) in named]
        found |= {act.pk: act for act in made(Action, held, by=attrgetter("pk"))}
    read: dict[int, list[Source]] = {pk: [] for pk in found}
    for said in _evidence().rows(acts=sorted(found)):
        read[said.action_id].append(said.source)
    acts = {(act.agreement_id, act.key): _Act(act, tuple(read[pk])) for pk, act in found.items()}
    return instruments, acts


def _name(row: ListedRow) -> tuple[int, str]:
    return row.agreement, key_of_record(row.name)


@prepared
def _instruments() -> QuerySet[Agreement]:
    """With those of their acts that have one of the keys, whichever of the instruments that is asked for."""
    acts = Action.objects.filter(key__in=Many("acts")).only(*OF_ACT)
    rows = Agreement.objects.filter(pk__in=Many("keys")).order_by().only(*OF_INSTRUMENT)
    return rows.annotate(acts_held=nested(acts, "agreement"))


@prepared
def _evidence() -> QuerySet[ActionSource]:
    rows = ActionSource.objects.filter(action__in=Many("acts")).order_by("pk")
    return rows.select_related("source").only("action", "source")


def _in_law(row: ListedRow, instruments: Instruments, acts: Acts) -> InLaw:
    act = acts.get(_name(row))
    return InLaw(
        agreement=instruments[row.agreement],
        day=row.day,
        date_text=dates.partial_date(_date_of_change(row.day, act)),
        before=state_of_value(StatusValue(row.former)),
        after=state_of_value(StatusValue(row.value)),
        act=act.label if act else "",
        sources=act.sources if act else (),
    )


def _date_of_change(day: date, by: _Act | None) -> PartialDate:
    """When it came about, as far as known: a change "in 1997" counts from its last day."""
    if by is None:
        return PartialDate(day)
    since = counts_from(ActionType(by.action.type), by.action.date, by.action.effective_on)
    return since if since.latest == day else PartialDate(day)


def _in_knowledge(rows: Iterable[ListedRow], instruments: Instruments, acts: Acts) -> Iterable[InKnowledge]:
    for row in rows:
        # Not of an act that went between two of the questions.
        if act := acts.get(_name(row)):
            yield _of_record(instruments[row.agreement], act)


def _of_record(agreement: Agreement, act: _Act) -> InKnowledge:
    action = act.action
    if action.assertion == Assertion.RETRACTED:
        what = gettext("Retracted")
    else:
        what = gettext("Replaced") if action.replaces_id else gettext("Recorded")
    return InKnowledge(
        agreement=agreement,
        key=action.key,
        at=action.recorded_at,
        what=what,
        act=act.label,
        date_text=dates.partial_date(action.date),
        reason=action.reason,
        sources=act.sources,
    )
