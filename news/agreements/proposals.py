"""What follows from the actions of an instrument by its own clauses: proposals to an editor, who confirms each with a source.

Pure: plain objects in, proposals out. Nothing is proposed for a day that is not established, and nothing is ever saved.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext, ngettext

from config.web.partial_dates import PartialDate
from news.agreements.case import Case
from news.agreements.facts import ENDS, EXCHANGES, Instrument, RecordedAction, standing
from news.agreements.terms import (
    ActionType,
    ConsentMode,
    EntryIntoForceRule,
    Family,
    Occurrence,
    Predicate,
)

ENDED_BY = {
    Predicate.TERMINATES: ActionType.TERMINATED,
    Predicate.SUPERSEDES: ActionType.TERMINATED,
    Predicate.TRANSFORMS: ActionType.TRANSFORMED,
}


@dataclass(frozen=True, slots=True)
class Later:
    """A later instrument with a relation to this one. `in_force`: since when, if its entry into force is recorded."""

    number: str
    name: str
    predicate: Predicate
    in_force: PartialDate | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """An action that would follow, the number of the rule it follows by, and why, for the editor. Of all parties together."""

    type: ActionType
    dated: PartialDate
    rule: int
    why: str
    occurrence: Occurrence = Occurrence.OCCURRED
    by_agreement: str = ""

    def __str__(self) -> str:
        """As a button sends it: enters_into_force|2025-03-13|occurred|A 7."""
        return "|".join([self.type.value, str(self.dated), self.occurrence.value, self.by_agreement])


def proposals(
    instrument: Instrument,
    actions: Iterable[RecordedAction],
    today: date,
    later: Iterable[Later] = (),
) -> list[Proposal]:
    case = Case(instrument, standing(actions), date.max)
    if any(action.type in ENDS or action.type == ActionType.ABANDONED for action in case.done):
        return []
    found = [
        *_entry(case),
        *_end_of_term(Case(instrument, case.held, today)),
        *_end_by_another(case, later),
    ]
    return [_as_of(proposal, today) for proposal in found]


def _as_of(proposal: Proposal, today: date) -> Proposal:
    """A day to come has not occurred (rule 19)."""
    if proposal.dated.earliest <= today:
        return proposal
    return replace(proposal, occurrence=Occurrence.EXPECTED)


def _entry(case: Case) -> Iterator[Proposal]:
    """Rule 4: what the clause names, and the days after it."""
    kind = (
        ActionType.ENTERS_INTO_FORCE if case.instrument.family == Family.TREATY else ActionType.TAKES_EFFECT
    )
    known = any(action.type == kind and not action.provisions for action in case.held)
    days = case.instrument.entry_days or 0
    basis = None if known else _BASES.get(case.instrument.entry_rule, _nothing)(case)
    day = _days_after(basis[0], days) if basis else None
    if basis is None or day is None:
        return
    why = basis[1]
    if days:
        why = ngettext("%(why)s, and %(count)d day after.", "%(why)s, and %(count)d days after.", days) % {
            "why": why,
            "count": days,
        }
    else:
        why = gettext("%(why)s.") % {"why": why}
    yield Proposal(kind, day, 4, why)


Basis = tuple[PartialDate, str] | None


def _nothing(case: Case) -> Basis:
    return None


def _signature(case: Case) -> Basis:
    """Only where the signature is the consent: otherwise consent is still to come (rule 3)."""
    by_signature = case.instrument.consent_mode in (ConsentMode.SIGNATURE, ConsentMode.UNKNOWN)
    if not by_signature or not case.signed or len(case.signed) < len(case.instrument.required):
        return None
    last = max(case.signed.values(), key=lambda action: action.order)
    return last.dated, gettext(
        "Every party has signed, and by its own clause it enters into force on signature"
    )


def _exchange(case: Case) -> Basis:
    last = _last_consent(case, EXCHANGES)
    if last is None:
        return None
    return last.dated, gettext(
        "The instruments were exchanged, and by its own clause it enters into force on the exchange"
    )


def _last_notification(case: Case) -> Basis:
    last = _last_consent(case, frozenset({ActionType.NOTIFIED_COMPLETION}))
    if last is None:
        return None
    return last.dated, gettext(
        "Every party has given its notification, and by its own clause it enters into force on the last one"
    )


def _publication(case: Case) -> Basis:
    published = case.last(ActionType.PUBLISHED)
    if published is None:
        return None
    return published.dated, gettext("It was published, and by its own clause it takes effect on publication")


_BASES: dict[EntryIntoForceRule, Callable[[Case], Basis]] = {
    EntryIntoForceRule.ON_SIGNATURE: _signature,
    EntryIntoForceRule.ON_EXCHANGE: _exchange,
    EntryIntoForceRule.ON_LAST_NOTIFICATION: _last_notification,
    EntryIntoForceRule.ON_PUBLICATION: _publication,
}


def _last_consent(case: Case, types: frozenset[ActionType]) -> RecordedAction | None:
    """The act that made consent complete, if every party consented by such an act."""
    consents = case.by_party(action for action in case.done if action.type in types)
    if not consents or len(consents) < len(case.instrument.required):
        return None
    return max(consents.values(), key=lambda action: action.order)


def _days_after(day: PartialDate, days: int) -> PartialDate | None:
    """Days are counted from a day; of a month or a year nothing is known that many days later."""
    if not days:
        return day
    return PartialDate(day.on + timedelta(days)) if day.precision == "day" else None


def _end_of_term(case: Case) -> Iterator[Proposal]:
    """Rule 17, once the first term has passed: it expired, or renewed itself."""
    first = Case(case.instrument, case.held, case.entry.counts_from.latest) if case.entry else None
    end = first.term_end if first else None
    if end is None or end.latest > case.as_of or case.last(ActionType.RENEWED):
        return
    if case.instrument.renews_itself:
        yield Proposal(
            ActionType.RENEWED, end, 17, gettext("Its term ended on this day, and it renews itself.")
        )
    else:
        yield Proposal(
            ActionType.EXPIRED, end, 17, gettext("Its term ended on this day, and no renewal is recorded.")
        )


def _end_by_another(case: Case, later: Iterable[Later]) -> Iterator[Proposal]:
    """Rule 16: what ends it is in force itself. What never entered into force cannot end (rule 7)."""
    if case.entry is None:
        return
    for other in later:
        kind = ENDED_BY.get(other.predicate)
        if kind is None or other.in_force is None or other.in_force.certainly_before(case.entry.counts_from):
            continue
        why = gettext("%(name)s, which %(relation)s it, entered into force on this day.") % {
            "name": other.name,
            "relation": other.predicate.label,
        }
        yield Proposal(kind, other.in_force, 16, why, by_agreement=other.number)
