"""One instrument on one day, and the rules that find its status. The first that matches decides (`agreement_status`)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from config.web.partial_dates import PartialDate
from news.agreements.facts import (
    BINDING_SIGNATURES,
    CONSENTS,
    DOMESTIC,
    ENDS,
    LEAVING,
    SIGNATURES,
    STEPS,
    Instrument,
    RecordedAction,
    add_years,
)
from news.agreements.terms import ActionType, ConsentMode, Family, Modifier, Occurrence, StatusValue


@dataclass(slots=True, frozen=True)
class Finding:
    value: StatusValue
    rule: int
    deciding: RecordedAction | None = None
    modifiers: frozenset[Modifier] = field(default_factory=frozenset)


class Case:
    """One instrument on one day: what has certainly happened by then, sorted by what the rules ask for."""

    def __init__(self, instrument: Instrument, held: list[RecordedAction], as_of: date) -> None:
        self.instrument = instrument
        self.as_of = as_of
        self.held = held
        occurred = [a for a in held if a.occurrence == Occurrence.OCCURRED]
        self.international = [a for a in occurred if a.type not in DOMESTIC]
        # A date known to the month counts from the month's last day: only then has it certainly come.
        self.done = [a for a in self.international if a.counts_from.latest <= as_of]
        self.at_home = [a for a in occurred if a.type in DOMESTIC and a.dated.latest <= as_of]

    def last(self, *types: ActionType, whole: bool = True) -> RecordedAction | None:
        """The latest such action, of the whole instrument unless told otherwise."""
        return next(
            (a for a in reversed(self.done) if a.type in types and not (whole and a.provisions)), None
        )

    def by_party(self, actions: Iterable[RecordedAction]) -> dict[str, RecordedAction]:
        """The first of the actions by each required State; what all did together counts for each."""
        found: dict[str, RecordedAction] = {}
        for action in actions:
            for code in (action.actor,) if action.actor else self.instrument.required:
                if code in self.instrument.required:
                    found.setdefault(code, action)
        return found

    @cached_property
    def signed(self) -> dict[str, RecordedAction]:
        return self.by_party(a for a in self.done if a.type in SIGNATURES)

    def _binds(self, action: RecordedAction) -> bool:
        by_signature = self.instrument.consent_mode == ConsentMode.SIGNATURE
        return action.type in CONSENTS or (by_signature and action.type in BINDING_SIGNATURES)

    @cached_property
    def consented(self) -> dict[str, RecordedAction]:
        """Acts of consent by the day; in force, also those of a month or year that may hold the day of entry."""
        entry = self.entry
        limit = entry.counts_from.latest if entry else None
        return self.by_party(
            a
            for a in self.international
            if self._binds(a)
            and (
                a.counts_from.latest <= self.as_of or (limit is not None and a.counts_from.earliest <= limit)
            )
        )

    @cached_property
    def entries(self) -> list[RecordedAction]:
        """Entries into force; those of some provisions only where there is none of the whole."""
        entries = [a for a in self.done if a.type == ActionType.ENTERS_INTO_FORCE]
        return [a for a in entries if not a.provisions] or entries

    @property
    def entry(self) -> RecordedAction | None:
        return self.entries[0] if self.entries else None

    @property
    def complete(self) -> bool:
        return bool(self.instrument.required) and len(self.consented) == len(self.instrument.required)

    @property
    def may_be_in_force(self) -> bool:
        """Every required State has consented; or nothing is established about how consent was to be given."""
        return self.complete or self.instrument.consent_mode == ConsentMode.UNKNOWN

    @cached_property
    def left(self) -> dict[str, RecordedAction]:
        return self.by_party(a for a in self.done if a.type in LEAVING and not a.provisions and a.actor)

    @cached_property
    def term_end(self) -> PartialDate | None:
        """The end of the term that runs on the day: of the first one, or of a tacit renewal of known length."""
        years, renewal = self.instrument.duration_years, self.instrument.renewal_years
        if not self.entry or not years:
            return None
        first = end = add_years(self.entry.counts_from, years)
        rounds = 0
        while renewal and end.latest <= self.as_of and end.on.year + renewal < date.max.year:
            rounds += 1
            end = add_years(first, rounds * renewal)
        return end


def _ended(case: Case) -> Finding | None:
    for action in case.done:
        if action.provisions or action.type not in ENDS:
            continue
        renewed = case.last(ActionType.RENEWED)
        if (
            action.type == ActionType.EXPIRED
            and renewed
            and renewed.counts_from.latest >= action.counts_from.latest
        ):
            continue
        return Finding(ENDS[action.type], 1, action)
    remaining = len(case.instrument.required) - len(case.left)
    if case.left and remaining < 2:
        return Finding(StatusValue.TERMINATED, 1, max(case.left.values(), key=lambda a: a.order))
    return None


def _abandoned(case: Case) -> Finding | None:
    action = case.last(ActionType.ABANDONED)
    return Finding(StatusValue.NEVER_IN_FORCE, 2, action) if action else None


def _suspended(case: Case) -> Finding | None:
    action = case.last(ActionType.SUSPENDED, ActionType.RESUMED)
    if action and action.type == ActionType.SUSPENDED:
        return Finding(StatusValue.SUSPENDED, 3, action)
    return None


def _in_force(case: Case) -> Finding | None:
    if not case.entry or not case.may_be_in_force:
        return None
    modifiers = {Modifier.PARTLY} if case.entry.provisions else set()
    if not case.complete:
        modifiers.add(Modifier.CONSENT_NOT_RECORDED)
    suspended = {
        a.provisions: a.type
        for a in case.done
        if a.provisions and a.type in (ActionType.SUSPENDED, ActionType.RESUMED)
    }
    if ActionType.SUSPENDED in suspended.values():
        modifiers.add(Modifier.PARTLY_SUSPENDED)
    return Finding(StatusValue.IN_FORCE, 4, case.entry, frozenset(modifiers))


def _in_effect(case: Case) -> Finding | None:
    action = case.last(ActionType.TAKES_EFFECT)
    return Finding(StatusValue.IN_EFFECT, 4, action) if action else None


def _provisional(case: Case) -> Finding | None:
    action = case.last(
        ActionType.PROVISIONAL_APPLICATION_BEGINS, ActionType.PROVISIONAL_APPLICATION_ENDS, whole=False
    )
    if action and action.type == ActionType.PROVISIONAL_APPLICATION_BEGINS:
        modifiers = frozenset({Modifier.PARTLY}) if action.provisions else frozenset()
        return Finding(StatusValue.PROVISIONALLY_APPLIED, 5, action, modifiers)
    return None


def _awaiting_entry(case: Case) -> Finding | None:
    if case.complete:
        return Finding(StatusValue.AWAITING_ENTRY, 6, max(case.consented.values(), key=lambda a: a.order))
    return None


def _signed(case: Case) -> Finding | None:
    if not case.signed or len(case.signed) < len(case.instrument.required):
        return None
    deciding = max(case.signed.values(), key=lambda a: a.order)
    unknown = case.instrument.consent_mode == ConsentMode.UNKNOWN and not case.consented
    return Finding(StatusValue.SIGNED if unknown else StatusValue.AWAITING_CONSENT, 7, deciding)


def _partly_signed(case: Case) -> Finding | None:
    if case.signed:
        return Finding(StatusValue.PARTLY_SIGNED, 8, max(case.signed.values(), key=lambda a: a.order))
    return None


def _earlier_step(case: Case) -> Finding:
    for step, value in STEPS.items():
        if action := case.last(step):
            return Finding(value, 9, action)
    return Finding(StatusValue.RECORDED, 9)


def _adopted(case: Case) -> Finding:
    action = case.last(ActionType.ADOPTED_BY_ORGAN)
    return Finding(StatusValue.ADOPTED, 9, action) if action else Finding(StatusValue.RECORDED, 9)


RULES: Mapping[Family, tuple[Callable[[Case], Finding | None], ...]] = {
    Family.TREATY: (
        _ended,
        _abandoned,
        _suspended,
        _in_force,
        _provisional,
        _awaiting_entry,
        _signed,
        _partly_signed,
        _earlier_step,
    ),
    Family.ORGAN_ACT: (_ended, _suspended, _in_effect, _adopted),
}
