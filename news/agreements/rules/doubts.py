"""What is doubtful of one instrument and may yet be so: the soft rules 4, 11, 12, 17, 18 and 22."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext

from config.web.partial_dates import PartialDate
from news.agreements.facts import CONSENTS, ENDS, EXCHANGES, Instrument, RecordedAction, add_years
from news.agreements.rules.shapes import Finding, Subject
from news.agreements.terms import ActionType, EntryIntoForceRule

# The rule that asks for a title.
UNTITLED = 22
# First and last day of the time in which it may have been.
Interval = tuple[date, date]


def entry_as_the_instrument_says(subject: Subject) -> Iterator[Finding]:
    case = subject.case
    entry = case.entry
    if entry is None or entry.actor or entry.provisions:
        return
    match subject.instrument.entry_rule:
        case EntryIntoForceRule.ON_SIGNATURE:
            acts = list(case.signed.values())
        case EntryIntoForceRule.ON_EXCHANGE:
            acts = [a for a in case.done if a.type in EXCHANGES]
        case EntryIntoForceRule.ON_LAST_NOTIFICATION:
            acts = [a for a in case.done if a.type == ActionType.NOTIFIED_COMPLETION]
        case _:
            return
    due = _due(acts, subject.instrument.entry_days or 0)
    if due and (entry.dated.latest < due[0] or due[1] < entry.dated.earliest):
        yield Finding(
            4, entry.key, gettext("That is not the day on which it enters into force by its own rule.")
        )


def _due(acts: list[RecordedAction], days: int) -> Interval | None:
    """So many days after the last of the acts."""
    if not acts:
        return None
    wait = timedelta(days)
    return max(a.dated.earliest for a in acts) + wait, max(a.dated.latest for a in acts) + wait


def law_before_consent(subject: Subject) -> Iterator[Finding]:
    consents = {
        actor: consent for actor, consent in subject.case.consented.items() if consent.type in CONSENTS
    }
    for action in subject.case.at_home:
        consent = consents.get(action.actor)
        if action.type == ActionType.LAW_SIGNED and consent and consent.dated.certainly_before(action.dated):
            yield Finding(11, action.key, gettext("The law is signed after the State has consented."))


STEPS_AT_HOME = {
    ActionType.SUBMITTED_TO_PARLIAMENT: 0,
    ActionType.LOWER_HOUSE_APPROVED: 1,
    ActionType.UPPER_HOUSE_APPROVED: 2,
    ActionType.PARLIAMENT_APPROVED: 2,
    ActionType.LAW_SIGNED: 3,
    ActionType.LAW_PUBLISHED: 4,
}


def steps_at_home_in_turn(subject: Subject) -> Iterator[Finding]:
    steps = [a for a in subject.case.at_home if a.type in STEPS_AT_HOME]
    for action in steps:
        earlier = [
            a for a in steps if a.actor == action.actor and STEPS_AT_HOME[a.type] < STEPS_AT_HOME[action.type]
        ]
        if any(action.dated.certainly_before(a.dated) for a in earlier):
            yield Finding(
                12,
                action.key,
                gettext("Lower house, upper house, signature, publication: it comes before its turn."),
            )


def expiry_at_the_end_of_the_term(subject: Subject) -> Iterator[Finding]:
    case, instrument = subject.case, subject.instrument
    entry, years = case.entry, instrument.duration_years
    if entry is None or not years or case.last(ActionType.RENEWED):
        return
    term_ends = add_years(entry.counts_from, years)
    expired = case.last(ActionType.EXPIRED)
    if expired and not _ends_a_term(expired.counts_from, term_ends, instrument):
        yield Finding(17, expired.key, gettext("The term ends on another day, and no renewal is recorded."))
    elif not instrument.renews_itself and not case.last(*ENDS):
        yield Finding(
            17,
            entry.key,
            gettext("The term has passed: record that it expired or was renewed."),
            holds_from=term_ends.latest,
        )


def _ends_a_term(day: PartialDate, term_ends: PartialDate, instrument: Instrument) -> bool:
    """The first term, or one that came about by itself."""
    if not instrument.renews_itself:
        return not (day.certainly_before(term_ends) or term_ends.certainly_before(day))
    if day.certainly_before(term_ends) or not instrument.renewal_years:
        return not day.certainly_before(term_ends)
    rounds = round((day.on.year - term_ends.on.year) / instrument.renewal_years)
    end = add_years(term_ends, rounds * instrument.renewal_years)
    return not (day.certainly_before(end) or end.certainly_before(day))


def registered_once_in_force(subject: Subject) -> Iterator[Finding]:
    entry = subject.case.entry
    for action in subject.case.done:
        if action.type != ActionType.REGISTERED_UN:
            continue
        if entry is None or action.dated.certainly_before(entry.counts_from):
            yield Finding(
                18,
                action.key,
                gettext(
                    "Treaties are registered after they enter into force (VCLT 80); no entry is recorded by then."
                ),
            )


def signed_under_a_title(subject: Subject) -> Iterator[Finding]:
    if not subject.text_held or subject.official_titles:
        return
    signed = list(subject.case.signed.values())
    if signed:
        yield Finding(
            UNTITLED,
            signed[0].key,
            gettext("Its text is held, but no official title in an authentic language is recorded."),
        )
