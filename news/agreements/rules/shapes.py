"""What the rules read and what they answer."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils.translation import pgettext

from config.web.partial_dates import PartialDate
from news.agreements.case import Case
from news.agreements.facts import BINDING, CONCLUSIONS, ENDS, Instrument, RecordedAction, standing
from news.agreements.status import Span, status_spans
from news.agreements.terms import SOFT_RULES, ActionType, Predicate


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule finds wrong: its number, the key of the action (of a relation its `Bond.key`, nothing for the instrument
    itself) and words for the editor. `holds_from`: the first day on which it is so, where time alone brings it about."""

    rule: int
    action: str
    reason: str
    holds_from: date | None = None

    @property
    def hard(self) -> bool:
        """It refuses; what a soft rule finds may be saved with a reason, which is published."""
        return self.rule not in SOFT_RULES

    @property
    def key(self) -> tuple[int, str]:
        """What tells it from the others of its instrument, in whichever language it is put."""
        return (self.rule, self.action)


@dataclass(frozen=True, slots=True)
class Life:
    """What the rules need to know of an instrument to which another is related."""

    concluded: PartialDate | None
    entered: PartialDate | None
    ended: PartialDate | None
    spans: tuple[Span, ...]

    def may_bind_on(self, day: PartialDate) -> bool:
        """On some reading of the day it was in force, in effect or applied provisionally."""
        return any(
            span.value in BINDING
            and span.start <= day.latest
            and (span.end is None or span.end > day.earliest)
            for span in self.spans
        )


@dataclass(frozen=True, slots=True)
class Bond:
    """A relation between two instruments, by their numbers; the rules' own is one of them."""

    newer: str
    predicate: Predicate
    older: str
    effective_from: date | None = None

    @property
    def key(self) -> str:
        return f"{self.newer} {self.predicate} {self.older}"


@dataclass(frozen=True)
class Subject:
    """An instrument as the rules see it.

    `actors`: who may act in it, the adopting organ included; `others`: lives of those that it is bound to or that acted on
    it, by number; `edges`: every relation of the register that must not lead back to where it began, by predicate.
    """

    instrument: Instrument
    actors: frozenset[str]
    actions: tuple[RecordedAction, ...]
    number: str = ""
    text_held: bool = False
    official_titles: int = 0
    bonds: tuple[Bond, ...] = ()
    others: Mapping[str, Life] = field(default_factory=dict)
    edges: Mapping[Predicate, frozenset[tuple[Hashable, Hashable]]] = field(default_factory=dict)

    @cached_property
    def held(self) -> list[RecordedAction]:
        return standing(self.actions)

    @cached_property
    def case(self) -> Case:
        """Everything that ever occurred."""
        return Case(self.instrument, self.held, date.max)

    @cached_property
    def own_life(self) -> Life:
        return life_of(self.instrument, self.actions)

    def life(self, number: str) -> Life | None:
        return self.own_life if number == self.number else self.others.get(number)


def life_of(instrument: Instrument, actions: Iterable[RecordedAction]) -> Life:
    actions = list(actions)
    case = Case(instrument, standing(actions), date.max)
    concluded = next((a for a in case.held if a.type in CONCLUSIONS), None)
    begun = case.entry or case.last(ActionType.TAKES_EFFECT)
    ended = case.last(*ENDS)
    return Life(
        concluded=concluded.dated if concluded else None,
        entered=begun.counts_from if begun else None,
        ended=ended.counts_from if ended else None,
        spans=status_spans(instrument, actions),
    )


def words(finding: Finding) -> str:
    return pgettext("refusal", "Rule %(number)d: %(reason)s") % {
        "number": finding.rule,
        "reason": finding.reason,
    }
