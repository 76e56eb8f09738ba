"""What cannot be true of an instrument, and what is doubtful: the rules of the register, asked before anything is saved.

Pure: plain objects in, findings in words out. A partial date clashes only where no reading of it would fit (rule 20).
Rule 9, that a domestic law alone never binds, is how the status is computed; rule 24 is asked of each version of a text.
"""

from collections.abc import Callable, Iterator
from datetime import date

from news.agreements.rules import doubts, fitting, order, relations
from news.agreements.rules.doubts import UNTITLED
from news.agreements.rules.fitting import may_be_confirmed
from news.agreements.rules.relations import ACYCLIC, OF_RELATIONS, RING, makes_a_cycle
from news.agreements.rules.shapes import Bond, Finding, Life, Subject, life_of, words
from news.agreements.rules.versions import version_findings

__all__ = [
    "ACYCLIC",
    "OF_RELATIONS",
    "RING",
    "UNTITLED",
    "Bond",
    "Finding",
    "Life",
    "Subject",
    "findings",
    "life_of",
    "makes_a_cycle",
    "may_be_confirmed",
    "validate",
    "version_findings",
    "words",
]

RULES: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    order.entry_not_before_signature,
    order.consent_not_before_signature,
    order.entry_needs_consent,
    doubts.entry_as_the_instrument_says,
    order.provisional_application_in_its_time,
    order.suspensions_alternate,
    order.end_after_entry,
    order.nothing_after_the_end,
    fitting.fits_the_family,
    doubts.law_before_consent,
    doubts.steps_at_home_in_turn,
    fitting.actor_takes_part,
    fitting.once_each,
    relations.amendment_after_what_it_amends,
    relations.ended_by_what_is_in_force,
    doubts.expiry_at_the_end_of_the_term,
    doubts.registered_once_in_force,
    fitting.reservation_with_its_act,
    doubts.signed_under_a_title,
    fitting.confirmed_by_sources,
    fitting.replaced_with_a_reason,
    relations.rests_on_no_ring,
)


def validate(subject: Subject, today: date) -> list[Finding]:
    """Everything that the rules find wrong on the day, once each: hard findings refuse, soft ones need a stated reason."""
    return [
        finding
        for finding in findings(subject, today)
        if finding.holds_from is None or finding.holds_from <= today
    ]


def findings(subject: Subject, today: date) -> list[Finding]:
    """The same with what time alone will bring about, from `Finding.holds_from` on."""
    asked = [finding for rule in RULES for finding in rule(subject)]
    return list(dict.fromkeys([*asked, *fitting.occurred_is_past(subject, today)]))
