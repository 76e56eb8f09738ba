"""What an action must be to stand at all: the hard rules 10, 13, 14, 19, 21, 23 and 25."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext

from news.agreements.facts import CONSENTS, RESERVATIONS, SIGNATURES, Evidence, RecordedAction
from news.agreements.rules.shapes import Finding, Subject
from news.agreements.terms import ActionType, Assertion, Occurrence


def fits_the_family(subject: Subject) -> Iterator[Finding]:
    fitting = ActionType.of_family(subject.instrument.family)
    for action in subject.held:
        if action.type not in fitting:
            yield Finding(
                10,
                action.key,
                gettext("Acts of an organ are adopted, not ratified; treaties are not adopted by an organ."),
            )


def actor_takes_part(subject: Subject) -> Iterator[Finding]:
    for action in subject.held:
        if action.actor and action.actor not in subject.actors:
            yield Finding(
                13, action.key, gettext("Who acts must be among the participants of the agreement.")
            )


# What counts as the same act, whatever its form; any other act that happens once counts for itself.
SAME_ACT = dict.fromkeys(SIGNATURES, "signature") | dict.fromkeys(CONSENTS, "consent")
ONCE = frozenset(ActionType.one_off())


def once_each(subject: Subject) -> Iterator[Finding]:
    """One signature and one consent a State, one entry into force…; what all did together counts for each."""
    seen: set[tuple[str, str]] = set()
    for action in subject.held:
        act = SAME_ACT.get(action.type) or (action.type.value if action.type in ONCE else "")
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


def occurred_is_past(subject: Subject, today: date) -> Iterator[Finding]:
    for action in subject.held:
        if action.occurrence == Occurrence.OCCURRED and action.dated.earliest > today:
            yield Finding(
                19,
                action.key,
                gettext("A day to come cannot have occurred; enter it as scheduled or expected."),
            )


def reservation_with_its_act(subject: Subject) -> Iterator[Finding]:
    """VCLT 19: it is formulated when signing or consenting, so it is of the day of such an act by the same State."""
    acts = [a for a in subject.held if a.type in SAME_ACT]
    for action in subject.held:
        if action.type in RESERVATIONS and not any(_may_go_with(action, act) for act in acts):
            yield Finding(
                21,
                action.key,
                gettext(
                    "A reservation or declaration is of the day on which its State signs or consents: "
                    "enter that act first."
                ),
            )


def _may_go_with(action: RecordedAction, act: RecordedAction) -> bool:
    apart = act.dated.certainly_before(action.dated) or action.dated.certainly_before(act.dated)
    return not apart and act.actor in ("", action.actor)


def may_be_confirmed(evidence: Iterable[Evidence]) -> bool:
    """Rule 23: one source of class A or B, or two of class C by different publishers, that give this date."""
    agreeing = [said for said in evidence if said.other_date is None]
    return (
        any(said.grade in "ab" for said in agreeing)
        or len({said.publisher for said in agreeing if said.grade == "c"}) >= 2
    )


def confirmed_by_sources(subject: Subject) -> Iterator[Finding]:
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


def replaced_with_a_reason(subject: Subject) -> Iterator[Finding]:
    recorded = {action.key for action in subject.actions}
    for action in subject.actions:
        retracts = action.assertion == Assertion.RETRACTED
        if (retracts or action.replaces) and action.replaces not in recorded - {action.key}:
            yield Finding(25, action.key, gettext("It replaces or retracts no recorded action."))
        elif action.replaces and not action.reason.strip():
            yield Finding(25, action.key, gettext("Say why: the record keeps both."))
