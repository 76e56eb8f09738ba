"""What cannot have come before what: the hard rules 1, 2, 3, 5, 6, 7 and 8."""

from collections.abc import Iterator

from django.utils.translation import gettext

from news.agreements.case import Case
from news.agreements.facts import ENDS, RecordedAction
from news.agreements.rules.shapes import Finding, Subject
from news.agreements.terms import ActionType


def entry_not_before_signature(subject: Subject) -> Iterator[Finding]:
    case = subject.case
    for entry in case.entries:
        for signature in set(case.signed.values()):
            if entry.dated.certainly_before(signature.dated):
                yield Finding(1, entry.key, gettext("It cannot enter into force before it is signed."))


def consent_not_before_signature(subject: Subject) -> Iterator[Finding]:
    case = subject.case
    for actor, consent in case.consented.items():
        signature = case.signed.get(actor)
        if signature and consent.dated.certainly_before(signature.dated):
            yield Finding(2, consent.key, gettext("A State cannot consent before it signs."))


def entry_needs_consent(subject: Subject) -> Iterator[Finding]:
    entry = subject.case.entry
    if entry and not Case(subject.instrument, subject.held, entry.counts_from.latest).may_be_in_force:
        yield Finding(
            3,
            entry.key,
            gettext(
                "Entry into force needs the consent of every party: enter the exchange, deposit or notification first. "
                "A law signed at home is not consent."
            ),
        )


def provisional_application_in_its_time(subject: Subject) -> Iterator[Finding]:
    """VCLT 25. That it was agreed, the instrument says or the source that the action has in any case."""
    case = subject.case
    begun = False
    for action in case.done:
        begins = action.type == ActionType.PROVISIONAL_APPLICATION_BEGINS
        if not begins and action.type != ActionType.PROVISIONAL_APPLICATION_ENDS:
            continue
        if begins and any(action.counts_from.certainly_before(each.dated) for each in case.signed.values()):
            yield Finding(5, action.key, gettext("It cannot be applied provisionally before it is signed."))
        if case.entry and case.entry.counts_from.certainly_before(action.counts_from):
            yield Finding(
                5,
                action.key,
                gettext("Provisional application ends at the latest with the entry into force."),
            )
        if not begins and not begun:
            yield Finding(5, action.key, gettext("Provisional application ends only after it has begun."))
        begun = begun or begins


def _begun(case: Case) -> RecordedAction | None:
    """Its entry into force, or the act of an organ taking effect."""
    return case.entry or case.last(ActionType.TAKES_EFFECT)


def suspensions_alternate(subject: Subject) -> Iterator[Finding]:
    case = subject.case
    begun = _begun(case)
    suspended: dict[str, bool] = {}
    for action in case.done:
        if action.type not in (ActionType.SUSPENDED, ActionType.RESUMED):
            continue
        if suspended.get(action.provisions, False) == (action.type == ActionType.SUSPENDED):
            yield Finding(
                6, action.key, gettext("Suspensions and resumptions take turns, the suspension first.")
            )
        suspended[action.provisions] = action.type == ActionType.SUSPENDED
        if begun and action.counts_from.certainly_before(begun.counts_from):
            yield Finding(6, action.key, gettext("What is not yet in force cannot be suspended or resumed."))


def end_after_entry(subject: Subject) -> Iterator[Finding]:
    begun = _begun(subject.case)
    for action in subject.case.done:
        if not begun or action.provisions:
            continue
        if action.type in ENDS and action.counts_from.certainly_before(begun.counts_from):
            yield Finding(
                7,
                action.key,
                gettext("It cannot end before it enters into force; if it never did, enter it as abandoned."),
            )
        if action.type == ActionType.ABANDONED:
            yield Finding(
                7, action.key, gettext("It entered into force, so it was not abandoned before that.")
            )


def nothing_after_the_end(subject: Subject) -> Iterator[Finding]:
    done = subject.case.done
    ends = [a for a in done if a.type in ENDS and not a.provisions and a.type != ActionType.EXPIRED]
    allowed = {ActionType.CORRECTED, ActionType.REGISTERED_UN}
    for action in done:
        if action.type not in allowed and any(end.counts_from.certainly_before(action.dated) for end in ends):
            yield Finding(
                8, action.key, gettext("After its end only a correction or a registration is recorded.")
            )
