"""What the register's rules read: instruments and recorded actions as plain objects, and which of the actions stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from config.web.partial_dates import PartialDate
from news.agreements.terms import (
    ActionType,
    Assertion,
    ConsentMode,
    EntryIntoForceRule,
    Family,
    Layer,
    Occurrence,
    StatusValue,
)

DOMESTIC = frozenset(ActionType.of(Layer.DOMESTIC))
SIGNATURES = frozenset({ActionType.SIGNED, ActionType.SIGNED_AD_REFERENDUM, ActionType.ACCESSION_DEPOSITED})
CONCLUSIONS = SIGNATURES | {ActionType.ADOPTED_BY_ORGAN}
BINDING_SIGNATURES = frozenset({ActionType.SIGNED, ActionType.SIGNATURE_CONFIRMED})
CONSENTS = frozenset(
    {
        ActionType.RATIFICATION_EXCHANGED,
        ActionType.RATIFICATION_DEPOSITED,
        ActionType.ACCEPTANCE_EXCHANGED,
        ActionType.ACCEPTANCE_DEPOSITED,
        ActionType.APPROVAL_EXCHANGED,
        ActionType.APPROVAL_DEPOSITED,
        ActionType.ACCESSION_DEPOSITED,
        ActionType.NOTIFIED_COMPLETION,
    }
)
EXCHANGES = frozenset(
    {ActionType.RATIFICATION_EXCHANGED, ActionType.ACCEPTANCE_EXCHANGED, ActionType.APPROVAL_EXCHANGED}
)
# Said with a signature or an act of consent, of whose day they are (VCLT 19).
RESERVATIONS = frozenset({ActionType.RESERVATION_MADE, ActionType.DECLARATION_MADE})
LAWS = frozenset({ActionType.LAW_SIGNED, ActionType.LAW_PUBLISHED, ActionType.LAW_IN_FORCE})
LEAVING = frozenset({ActionType.DENOUNCED, ActionType.WITHDREW})
ENDS = {
    ActionType.TERMINATED: StatusValue.TERMINATED,
    ActionType.TRANSFORMED: StatusValue.TRANSFORMED,
    ActionType.EXPIRED: StatusValue.EXPIRED,
    ActionType.REPEALED: StatusValue.REPEALED,
}
STEPS = {
    ActionType.ADOPTED: StatusValue.TEXT_ADOPTED,
    ActionType.INITIALLED: StatusValue.INITIALLED,
    ActionType.NEGOTIATIONS_OPENED: StatusValue.NEGOTIATING,
}
# Signing and consenting happen on their day; what these do may begin on a later one.
EFFECTIVE_LATER = (
    frozenset(ENDS)
    | LEAVING
    | {
        ActionType.SUSPENDED,
        ActionType.RESUMED,
        ActionType.RENEWED,
        ActionType.AMENDED,
        ActionType.PROVISIONAL_APPLICATION_BEGINS,
        ActionType.PROVISIONAL_APPLICATION_ENDS,
    }
)
BINDING = frozenset({StatusValue.IN_FORCE, StatusValue.IN_EFFECT, StatusValue.PROVISIONALLY_APPLIED})
ENDED = frozenset(
    {StatusValue.TERMINATED, StatusValue.TRANSFORMED, StatusValue.EXPIRED, StatusValue.REPEALED}
)
_ORDER = {kind: place for place, kind in enumerate(ActionType)}


@dataclass(frozen=True, slots=True)
class Instrument:
    """What the rules need to know of an instrument. `required`: codes of the States whose consent it needs."""

    family: Family
    consent_mode: ConsentMode
    required: tuple[str, ...] = ()
    duration_years: int | None = None
    renews_itself: bool = False
    renewal_years: int | None = None
    entry_rule: EntryIntoForceRule = EntryIntoForceRule.UNKNOWN
    entry_days: int | None = None
    provisional_application_allowed: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """One source of an action; `other_date` where it gives another date than the action's, or a less exact one."""

    source: str
    grade: str
    publisher: str
    other_date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class RecordedAction:
    """An action as recorded. `actor`: a code, or empty for all together; `replaces`: the key of an earlier word on it;
    `by_agreement`: the number of the instrument that did it."""

    key: str
    type: ActionType
    dated: PartialDate
    recorded_at: datetime
    actor: str = ""
    effective_on: date | None = None
    provisions: str = ""
    occurrence: Occurrence = Occurrence.OCCURRED
    assertion: Assertion = Assertion.REPORTED
    replaces: str = ""
    reason: str = ""
    by_agreement: str = ""
    evidence: tuple[Evidence, ...] = ()

    @property
    def counts_from(self) -> PartialDate:
        """When it begins to matter for the status."""
        return counts_from(self.type, self.dated, self.effective_on)

    @property
    def order(self) -> tuple[date, date, int, str, str]:
        """Time first; what may share a day, in the order in which it happens to a treaty."""
        day = self.counts_from
        return (day.latest, day.earliest, _ORDER[self.type], self.actor, self.key)


def counts_from(kind: ActionType, dated: PartialDate, effective_on: date | None) -> PartialDate:
    """From when an act of the kind matters for the status."""
    return PartialDate(effective_on) if effective_on and kind in EFFECTIVE_LATER else dated


def standing(actions: Iterable[RecordedAction], known_at: datetime | None = None) -> list[RecordedAction]:
    """What the register holds true (or held at a moment): sourced, not replaced, not retracted; in order."""
    known = [a for a in actions if a.evidence and (known_at is None or a.recorded_at <= known_at)]
    replaced = {a.replaces for a in known if a.replaces}
    return sorted(
        (a for a in known if a.key not in replaced and a.assertion != Assertion.RETRACTED),
        key=lambda a: a.order,
    )


def dates_differ(action: RecordedAction) -> bool:
    """Whether a source gives a date that cannot be the action's; only the month of the same day does not differ."""
    return any(said.other_date and excludes(said.other_date, action.dated) for said in action.evidence)


def excludes(one: PartialDate, other: PartialDate) -> bool:
    return one.certainly_before(other) or other.certainly_before(one)


def add_years(day: PartialDate, years: int) -> PartialDate:
    """The same day so many years on; 29 February becomes the 28th where there is none."""
    try:
        return PartialDate(day.on.replace(year=day.on.year + years), day.precision)
    except ValueError:
        return PartialDate(day.on.replace(year=day.on.year + years, day=28), day.precision)
