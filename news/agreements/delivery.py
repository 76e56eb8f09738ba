"""From promise to delivery: each obligation with what it rests on, what was announced and done about it, and what it is on a day.

What happened outside the register (trains, say) is told by whoever keeps it: `register_steps`, as the kinds are.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import get_language, gettext

from config.web import dates
from config.web.prepared import Many, Rows, attach, prepared
from news.agreements.lines import Line
from news.agreements.promises import Delivery, delivery_on
from news.agreements.provisions import provision_words
from news.agreements.terms import Predicate
from news.agreements.words import State
from news.models import Agreement, Obligation, ObligationEvidence, Relation, Source
from news.texts.notes import Notes

# The relations that lead from an act to what it carries out.
CARRIES_OUT = (Predicate.IMPLEMENTS, Predicate.BASED_ON)
_LOOKS = {
    Delivery.DONE: ("full", "force"),
    Delivery.OVERDUE: ("tri", "plum"),
    Delivery.UNCONFIRMED: ("half", "claim"),
    Delivery.DUE: ("hollow", "info"),
    Delivery.UNDATED: ("hollow", ""),
}


@dataclass(frozen=True, slots=True)
class Step:
    """Something announced or done towards an obligation. `lang`: of `says`, where it is not the page's."""

    on: date
    date_text: str
    what: str
    where: str
    url: str
    says: str
    lang: str
    grade: str
    source: Source


StepsOf = Callable[[Sequence[int], date], Mapping[int, list[Step]]]
_providers: list[StepsOf] = []


def register_steps(provider: StepsOf) -> None:
    """`provider(keys of obligations, as_of)` gives the steps known by the day, by key, in the order of time."""
    _providers.append(provider)


@dataclass(frozen=True, slots=True)
class Basis:
    """What the act itself rests on: how, on which instrument, and where that is said."""

    relation: str
    agreement: Agreement
    source: Source
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    step: Step
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Delivered:
    """One obligation on a day. `lang`: of its text, where it is not the page's."""

    obligation: Obligation
    value: Delivery
    state: State
    text: str
    lang: str
    provision: str
    due: str
    numbers: tuple[int, ...]
    bases: list[Basis]
    steps: list[Numbered]
    findings: list[Line]

    @property
    def announced_before(self) -> list[Numbered]:
        """What was said of it before it was promised."""
        return [each for each in self.steps if each.step.on < self.obligation.stated_on]

    @property
    def steps_since(self) -> list[Numbered]:
        return [each for each in self.steps if each.step.on >= self.obligation.stated_on]


def state_of_delivery(value: Delivery) -> State:
    return State(str(value.label), *_LOOKS[value])


def deliveries(obligations: Iterable[Obligation], as_of: date, notes: Notes) -> list[Delivered]:
    """`obligations` come from `for_delivery()`; one more query, and those of the steps, if there are any at all."""
    obligations = list(obligations)
    if not obligations:
        return []
    bases = _bases({each.agreement_id for each in obligations})
    steps: dict[int, list[Step]] = defaultdict(list)
    for provider in _providers:
        for key, found in provider([each.pk for each in obligations], as_of).items():
            steps[key] += found
    return [_delivered(each, bases[each.agreement_id], steps[each.pk], as_of, notes) for each in obligations]


@prepared
def _promises() -> QuerySet:
    return Obligation.objects.filter(pk__in=Many("keys")).first_due()


@prepared
def _findings() -> QuerySet:
    return Obligation.objects.findings().filter(obligation__in=Many("keys"))


class Promised(NamedTuple):
    """Some promises and what sources found of them, as the database gives them; of equal ones the same is said."""

    promises: Rows
    findings: Rows

    def made(self) -> list[Obligation]:
        """As from `for_delivery()`."""
        return with_findings(_promises().made(self.promises), _findings().made(self.findings))


def read_promises(keys: Sequence[int]) -> Promised:
    """Those with the keys; two queries, none where there are none."""
    return Promised(_promises().read(keys=keys), _findings().read(keys=keys)) if keys else Promised((), ())


def with_findings(promised: Iterable[Obligation], findings: Iterable[ObligationEvidence]) -> list[Obligation]:
    """Each knows what sources found of it."""
    found, said = list(promised), defaultdict(list)
    for each in findings:
        said[each.obligation_id].append(each)
    for obligation in found:
        attach(obligation, "evidence", said[obligation.pk])
    return found


@prepared
def _carried_out() -> QuerySet:
    relations = Relation.objects.filter(from_agreement__in=Many("agreements"), predicate__in=CARRIES_OUT)
    return relations.select_related("to_agreement", "source").order_by("pk")


def _bases(agreements: set[int]) -> dict[int, list[Relation]]:
    found: dict[int, list[Relation]] = defaultdict(list)
    for relation in _carried_out().rows(agreements=sorted(agreements)):
        found[relation.from_agreement_id].append(relation)
    return found


def _delivered(
    obligation: Obligation, relations: list[Relation], steps: list[Step], as_of: date, notes: Notes
) -> Delivered:
    """Sources are numbered in the order in which the page shows them: the promise, its basis, the steps, the findings."""
    value = delivery_on(obligation.as_promise(), as_of)
    text, language = Obligation.text.read(obligation)
    return Delivered(
        obligation=obligation,
        value=value,
        state=state_of_delivery(value),
        text=text,
        lang=_other(language),
        provision=provision_words(obligation.provision),
        due=dates.partial_date(obligation.due) if obligation.due else "",
        numbers=(notes.mark(obligation.source).number,),
        bases=[
            Basis(
                str(relation.predicate_term.label),
                relation.to_agreement,
                relation.source,
                (notes.mark(relation.source).number,),
            )
            for relation in relations
        ],
        steps=[
            Numbered(step, (notes.mark(step.source).number,))
            for step in sorted(steps, key=lambda step: step.on)
        ],
        findings=[_finding(said, notes) for said in obligation.evidence.all() if said.date.latest <= as_of],
    )


def _finding(said: ObligationEvidence, notes: Notes) -> Line:
    words, language = ObligationEvidence.says.read(said)
    finding = gettext("%(day)s: %(finding)s") % {
        "day": dates.partial_date(said.date),
        "finding": words or said.get_finding_display(),
    }
    return Line(finding, (notes.mark(said.source).number,), _other(language) if words else "")


def _other(language: str) -> str:
    return "" if language in ("", get_language()) else language


def in_states(counts: Mapping[str, int]) -> list[tuple[State, int]]:
    """How many promises there are of each that occurs, in the order of the vocabulary."""
    return [(state_of_delivery(value), counts[value]) for value in Delivery if counts[value]]
