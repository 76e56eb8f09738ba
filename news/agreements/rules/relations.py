"""What relations between instruments require of both: rules 15 and 26, hard, and 16, soft."""

from collections.abc import Hashable, Iterable, Iterator

from django.utils.translation import gettext

from config.web.partial_dates import PartialDate
from news.agreements.facts import ENDS
from news.agreements.rules.shapes import Bond, Finding, Life, Subject
from news.agreements.terms import ActionType, Predicate

RING = 26
# Those that ask what an instrument is bound to.
OF_RELATIONS = frozenset({15, 16, RING})
# Rule 26: these relations never lead back to where they began.
ACYCLIC = (Predicate.AMENDS, Predicate.SUPERSEDES, Predicate.BASED_ON)
ENDING = (Predicate.TERMINATES, Predicate.SUPERSEDES)


def amendment_after_what_it_amends(subject: Subject) -> Iterator[Finding]:
    for bond, newer, older in _bonds(subject, Predicate.AMENDS):
        if newer.concluded and older.concluded and newer.concluded.certainly_before(older.concluded):
            yield Finding(15, bond.key, gettext("What amends is not concluded before what it amends."))
        if bond.effective_from and _before_entry(PartialDate(bond.effective_from), newer):
            yield Finding(15, bond.key, _too_early())
    for action in subject.case.done:
        amender = subject.others.get(action.by_agreement)
        if action.type == ActionType.AMENDED and amender and _before_entry(action.counts_from, amender):
            yield Finding(15, action.key, _too_early())


def _too_early() -> str:
    return gettext("An amendment takes effect only once what amends is in force.")


def _before_entry(day: PartialDate, amender: Life) -> bool:
    return amender.entered is not None and day.certainly_before(amender.entered)


def ended_by_what_is_in_force(subject: Subject) -> Iterator[Finding]:
    for bond, newer, older in _bonds(subject, *ENDING):
        day = PartialDate(bond.effective_from) if bond.effective_from else older.ended
        if day and not newer.may_bind_on(day):
            yield Finding(16, bond.key, _not_in_force())
        elif not older.ended:
            begins = PartialDate(bond.effective_from) if bond.effective_from else newer.entered
            if begins:
                yield Finding(
                    16,
                    bond.key,
                    gettext("The older one has no end recorded: record that it ended, if it did."),
                    holds_from=begins.latest,
                )
    for action in subject.case.done:
        ender = subject.others.get(action.by_agreement)
        if action.type in ENDS and ender and not ender.may_bind_on(action.counts_from):
            yield Finding(16, action.key, _not_in_force())


def _not_in_force() -> str:
    return gettext("What ends another is not in force on that day, as far as recorded.")


def _bonds(subject: Subject, *predicates: Predicate) -> Iterator[tuple[Bond, Life, Life]]:
    for bond in subject.bonds:
        newer, older = subject.life(bond.newer), subject.life(bond.older)
        if bond.predicate in predicates and newer and older:
            yield bond, newer, older


def rests_on_no_ring(subject: Subject) -> Iterator[Finding]:
    for bond in subject.bonds:
        edge = (bond.newer, bond.older)
        if bond.predicate not in ACYCLIC or bond.newer != subject.number:
            continue
        if makes_a_cycle(subject.edges.get(bond.predicate, frozenset()) - {edge}, edge):
            yield Finding(
                RING, bond.key, gettext("The other agreement already rests on this one in the same way.")
            )


def makes_a_cycle(edges: Iterable[tuple[Hashable, Hashable]], added: tuple[Hashable, Hashable]) -> bool:
    """Does the added edge close a ring with the others, all of one relation?"""
    follows: dict[Hashable, set[Hashable]] = {}
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
