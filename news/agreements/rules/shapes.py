"""What the rules read and what they answer."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import pgettext

from news.agreements.case import Case
from news.agreements.facts import Instrument, RecordedAction, standing

SOFT = frozenset({4, 11, 12, 16, 17, 18, 22})


@dataclass(frozen=True, slots=True)
class Finding:
    """Why an action cannot stand: the rule's number, the key of the action, and words for the editor."""

    rule: int
    action: str
    reason: str

    @property
    def hard(self) -> bool:
        """A hard rule refuses; what a soft one finds may be saved with a reason, which is published."""
        return self.rule not in SOFT


@dataclass(frozen=True, slots=True)
class Subject:
    """An instrument as the rules see it. `actors`: who may act in it, the adopting organ included."""

    instrument: Instrument
    actors: frozenset[str]
    actions: tuple[RecordedAction, ...]

    @property
    def held(self) -> list[RecordedAction]:
        return standing(self.actions)

    def case(self) -> Case:
        """Everything that ever occurred."""
        return Case(self.instrument, self.held, date.max)


def words(finding: Finding) -> str:
    return pgettext("refusal", "Rule %(number)d: %(reason)s") % {
        "number": finding.rule,
        "reason": finding.reason,
    }
