"""What changed in the register between two days: in law (the statuses of instruments) and, told apart, in what is known of them.

Both days are included. A change of law has the day on which it came about; one of knowledge the day on which it was written down,
however old the fact.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from config.web import dates
from config.web.prepared import Slot, prepared
from news.agreements.dossiers import Dossier
from news.agreements.facts import RecordedAction
from news.agreements.identifiers import identifier
from news.agreements.terms import Assertion
from news.agreements.words import State, state_of_value
from news.models import Action, Agreement, Source, StatusSpan


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


@prepared
def _concerned() -> QuerySet:
    spans = StatusSpan.objects.filter(
        agreement=OuterRef("pk"), begins_on__gte=Slot("first"), begins_on__lte=Slot("last")
    )
    acts = Action.objects.filter(
        agreement=OuterRef("pk"), recorded_at__gte=Slot("begin"), recorded_at__lt=Slot("end")
    )
    return Agreement.objects.public().filter(Exists(spans) | Exists(acts)).values_list("pk", flat=True)


def changed_between(first: date, last: date) -> list[int]:
    """Instruments that changed, by their keys: a status of theirs begins on a day between, or an act of theirs was written down
    on one. One query."""
    moments = {"begin": midnight(first), "end": midnight(last + timedelta(days=1))}
    return _concerned().rows(first=first, last=last, **moments)


def midnight(day: date) -> datetime:
    """With which the day begins, in the site's time."""
    return timezone.make_aware(datetime.combine(day, time()))


def changes_in_law(dossiers: Iterable[Dossier], first: date, last: date) -> list[InLaw]:
    """The latest first."""
    found = [each for dossier in dossiers for each in _of_spans(dossier, first, last)]
    return sorted(found, key=lambda each: (each.day, each.agreement.pk), reverse=True)


def _of_spans(dossier: Dossier, first: date, last: date) -> Iterator[InLaw]:
    for before, after in zip(dossier.spans, dossier.spans[1:], strict=False):
        if not first <= after.start <= last:
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


def changes_in_knowledge(dossiers: Iterable[Dossier], first: date, last: date) -> list[InKnowledge]:
    """The latest first."""
    found = [
        _of_record(dossier, action)
        for dossier in dossiers
        for action in dossier.recorded
        if first <= timezone.localdate(action.recorded_at) <= last
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
