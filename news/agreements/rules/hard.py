"""What cannot be true of an instrument: the hard rules of the register, checked before an action is saved.

Pure: plain objects in, findings in words out. A partial date clashes only where no reading of it would fit.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from django.utils.translation import gettext

from news.agreements.facts import (
    CONSENTS,
    ENDS,
    SIGNATURES,
    Evidence,
)
from news.agreements.rules.shapes import Finding, Subject
from news.agreements.terms import ActionType, Assertion, Occurrence, Predicate


def may_be_confirmed(evidence: Iterable[Evidence]) -> bool:
    """Rule 23: one source of class A or B, or two of class C by different publishers, that give this date."""
    agreeing = [said for said in evidence if said.other_date is None]
    return (
        any(said.grade in "ab" for said in agreeing)
        or len({said.publisher for said in agreeing if said.grade == "c"}) >= 2
    )


def _entry_not_before_signature(subject: Subject, today: date) -> Iterator[Finding]:
    case = subject.case()
    for entry in case.entries:
        for signature in set(case.signed.values()):
            if entry.dated.certainly_before(signature.dated):
                yield Finding(1, entry.key, gettext("It cannot enter into force before it is signed."))


def _consent_not_before_signature(subject: Subject, today: date) -> Iterator[Finding]:
    case = subject.case()
    for actor, consent in case.consented.items():
        signature = case.signed.get(actor)
        if signature and consent.dated.certainly_before(signature.dated):
            yield Finding(2, consent.key, gettext("A State cannot consent before it signs."))


def _entry_needs_consent(subject: Subject, today: date) -> Iterator[Finding]:
    case = subject.case()
    if case.entry and not case.may_be_in_force:
        yield Finding(
            3,
            case.entry.key,
            gettext(
                "Entry into force needs the consent of every party: enter the exchange, deposit or notification first. "
                "A law signed at home is not consent."
            ),
        )


def _suspensions_alternate(subject: Subject, today: date) -> Iterator[Finding]:
    case = subject.case()
    suspended: dict[str, bool] = {}
    for action in case.done:
        if action.type not in (ActionType.SUSPENDED, ActionType.RESUMED):
            continue
        if suspended.get(action.provisions, False) == (action.type == ActionType.SUSPENDED):
            yield Finding(
                6, action.key, gettext("Suspensions and resumptions take turns, the suspension first.")
            )
        suspended[action.provisions] = action.type == ActionType.SUSPENDED
        if case.entry and action.counts_from.certainly_before(case.entry.counts_from):
            yield Finding(6, action.key, gettext("What is not yet in force cannot be suspended or resumed."))


def _end_after_entry(subject: Subject, today: date) -> Iterator[Finding]:
    case = subject.case()
    for action in case.done:
        if not case.entry or action.provisions:
            continue
        if action.type in ENDS and action.counts_from.certainly_before(case.entry.counts_from):
            yield Finding(
                7,
                action.key,
                gettext("It cannot end before it enters into force; if it never did, enter it as abandoned."),
            )
        if action.type == ActionType.ABANDONED:
            yield Finding(
                7, action.key, gettext("It entered into force, so it was not abandoned before that.")
            )


def _nothing_after_the_end(subject: Subject, today: date) -> Iterator[Finding]:
    case = subject.case()
    ends = [a for a in case.done if a.type in ENDS and not a.provisions and a.type != ActionType.EXPIRED]
    allowed = {ActionType.CORRECTED, ActionType.REGISTERED_UN}
    for action in case.done:
        if action.type not in allowed and any(end.counts_from.certainly_before(action.dated) for end in ends):
            yield Finding(
                8, action.key, gettext("After its end only a correction or a registration is recorded.")
            )


def _fits_the_family(subject: Subject, today: date) -> Iterator[Finding]:
    fitting = ActionType.of_family(subject.instrument.family)
    for action in subject.held:
        if action.type not in fitting:
            yield Finding(
                10,
                action.key,
                gettext("Acts of an organ are adopted, not ratified; treaties are not adopted by an organ."),
            )


def _actor_takes_part(subject: Subject, today: date) -> Iterator[Finding]:
    for action in subject.held:
        if action.actor and action.actor not in subject.actors:
            yield Finding(
                13, action.key, gettext("Who acts must be among the participants of the agreement.")
            )


# What counts as the same act, whatever its form; any other act that happens once counts for itself.
SAME_ACT = dict.fromkeys(SIGNATURES, "signature") | dict.fromkeys(CONSENTS, "consent")


def _once_each(subject: Subject, today: date) -> Iterator[Finding]:
    """One signature and one consent a State, one entry into force…; what all did together counts for each."""
    once = set(ActionType.one_off())
    seen: set[tuple[str, str]] = set()
    for action in subject.held:
        act = SAME_ACT.get(action.type) or (action.type.value if action.type in once else "")
        if not act or action.provisions:
            continue
        actors = (action.actor,) if action.actor else (*subject.instrument.required, "")
        taken = {(act, actor) for actor in actors}
        if taken & seen:
            yield Finding(
                14,
                action.key,
                gettext(
                    "This is recorded already, and happens once. To correct it, replace the recorded action."
                ),
            )
        seen |= taken


def _occurred_is_past(subject: Subject, today: date) -> Iterator[Finding]:
    for action in subject.held:
        if action.occurrence == Occurrence.OCCURRED and action.dated.earliest > today:
            yield Finding(
                19,
                action.key,
                gettext("A day to come cannot have occurred; enter it as scheduled or expected."),
            )


def _confirmed_by_sources(subject: Subject, today: date) -> Iterator[Finding]:
    for action in subject.held:
        if action.assertion == Assertion.CONFIRMED and not may_be_confirmed(action.evidence):
            yield Finding(
                23,
                action.key,
                gettext(
                    "Confirmed needs a source of class A or B, or two of class C by different publishers, "
                    "that give this date. Otherwise it is reported."
                ),
            )


RULES: tuple[Callable[[Subject, date], Iterator[Finding]], ...] = (
    _entry_not_before_signature,
    _consent_not_before_signature,
    _entry_needs_consent,
    _suspensions_alternate,
    _end_after_entry,
    _nothing_after_the_end,
    _fits_the_family,
    _actor_takes_part,
    _once_each,
    _occurred_is_past,
    _confirmed_by_sources,
)


# Rule 26: these relations never lead back to where they began.
ACYCLIC = (Predicate.AMENDS, Predicate.SUPERSEDES, Predicate.BASED_ON)


def makes_a_cycle(edges: Iterable[tuple[int, int]], added: tuple[int, int]) -> bool:
    """Does the added edge close a ring with the others, all of one relation?"""
    follows: dict[int, set[int]] = {}
    for begin, end in edges:
        follows.setdefault(begin, set()).add(end)
    seen, waiting = set(), [added[1]]
    while waiting:
        here = waiting.pop()
        if here == added[0]:
            return True
        if here not in seen:
            seen.add(here)
            waiting.extend(follows.get(here, ()))
    return False


def validate(subject: Subject, today: date) -> list[Finding]:
    """Everything that the rules find wrong, once each, in the order of the rules."""
    return list(dict.fromkeys(finding for rule in RULES for finding in rule(subject, today)))
