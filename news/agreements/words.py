"""The status of an instrument in words: its label and shape, the sentence that states it, and the rule that decided it."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext, gettext_lazy, ngettext

from config.web import dates
from news.agreements.dossiers import Dossier
from news.agreements.facts import BINDING, CONSENTS, ENDED, ENDS, SIGNATURES, RecordedAction
from news.agreements.status import Status
from news.agreements.terms import ActionType, Assertion, Modifier, StatusValue

# Shape and tone of templates/site/_state.html. Every shape has its word beside it.
_LOOKS = {
    StatusValue.IN_FORCE: ("full", "force"),
    StatusValue.IN_EFFECT: ("full", "force"),
    StatusValue.PROVISIONALLY_APPLIED: ("half", "force"),
    StatusValue.SUSPENDED: ("tri", "claim"),
    StatusValue.AWAITING_ENTRY: ("half", "claim"),
    StatusValue.AWAITING_CONSENT: ("half", "claim"),
    StatusValue.SIGNED: ("half", "claim"),
    StatusValue.PARTLY_SIGNED: ("half", "claim"),
    StatusValue.ADOPTED: ("half", "info"),
    StatusValue.TERMINATED: ("end", ""),
    StatusValue.EXPIRED: ("end", ""),
    StatusValue.REPEALED: ("end", ""),
    StatusValue.NEVER_IN_FORCE: ("end", ""),
}

_RULES = {
    1: gettext_lazy("rule 1: its end falls on or before the day asked"),
    2: gettext_lazy("rule 2: it was given up before it entered into force"),
    3: gettext_lazy("rule 3: it is suspended, and not resumed"),
    4: gettext_lazy("rule 4: entry into force on or before the day asked"),
    5: gettext_lazy("rule 5: it is applied provisionally"),
    6: gettext_lazy("rule 6: every party has consented"),
    7: gettext_lazy("rule 7: every party has signed, consent is not complete"),
    8: gettext_lazy("rule 8: some of the parties have signed"),
    9: gettext_lazy("rule 9: no later step is recorded by the day asked"),
}

# The rest of the sentence that the label of the status begins.
# Where none is given, the label names what happened on a day: “Ended 26 January 2000 (status on …)”.
_HAPPENED = gettext_lazy("%(since)s (status on %(day)s).")
_SENTENCES = {
    StatusValue.PARTLY_SIGNED: gettext_lazy("on %(day)s. Not yet signed by: %(unsigned)s."),
    StatusValue.SIGNED: gettext_lazy(
        "%(since)s (status on %(day)s). How consent was to be given, and whether it has entered into force, is not established."
    ),
    StatusValue.AWAITING_CONSENT: gettext_lazy(
        "on %(day)s. Consent to be bound is not established for: %(missing)s."
    ),
    StatusValue.AWAITING_ENTRY: gettext_lazy(
        "(status on %(day)s). Every party has consented; the day of entry into force is not established."
    ),
    StatusValue.PROVISIONALLY_APPLIED: gettext_lazy("on %(day)s, since %(since)s. It is not yet in force."),
    StatusValue.SUSPENDED: gettext_lazy("on %(day)s, since %(since)s."),
    StatusValue.NEVER_IN_FORCE: gettext_lazy("(status on %(day)s). Given up: %(since)s."),
    StatusValue.ADOPTED: gettext_lazy(
        "%(since)s (status on %(day)s). The day on which it takes effect is not established."
    ),
    StatusValue.IN_EFFECT: gettext_lazy("on %(day)s, since %(since)s."),
}

# Those that last: their sentence says since when.
LASTING = {
    StatusValue.PROVISIONALLY_APPLIED,
    StatusValue.IN_FORCE,
    StatusValue.SUSPENDED,
    StatusValue.IN_EFFECT,
}

_SAID_OF_MODIFIERS = {
    Modifier.PARTLY: gettext_lazy("Only some of its provisions."),
    Modifier.PARTLY_SUSPENDED: gettext_lazy("Some of its provisions are suspended."),
    Modifier.CONSENT_NOT_RECORDED: gettext_lazy("How the parties consented to be bound is not established."),
    Modifier.ENTRY_WITHOUT_CONSENT: gettext_lazy(
        "A day of entry into force is recorded, but not the consent it needs."
    ),
    Modifier.NOTICE_RUNNING: gettext_lazy("Notice of termination has been given."),
    Modifier.TERM_PASSED: gettext_lazy("Its term has passed and no renewal is recorded."),
}


class State(NamedTuple):
    """A status as site/_state.html shows it."""

    label: str
    shape: str
    tone: str


def state_of_value(value: StatusValue) -> State:
    shape, tone = _LOOKS.get(value, ("hollow", ""))
    return State(str(value.label), shape, tone)


def state_of(status: Status) -> State:
    """With what it must not be shown without: Signed, awaiting consent (0 of 2) · In force (reported)."""
    plain = state_of_value(status.value)
    if status.value in BINDING and Modifier.REPORTED in status.modifiers:
        reported = gettext("%(status)s (reported)") % {"status": plain.label}
        return State(reported, plain.shape, plain.tone)
    counts = {
        StatusValue.AWAITING_CONSENT: len(status.consented),
        StatusValue.PARTLY_SIGNED: len(status.signed_by),
    }
    if status.value not in counts or not status.parties:
        return plain
    counted = gettext("%(status)s (%(count)d of %(total)d)") % {
        "status": plain.label,
        "count": counts[status.value],
        "total": len(status.parties),
    }
    return State(counted, plain.shape, plain.tone)


def rule_words(status: Status) -> str:
    if status.rule == 4 and status.value == StatusValue.IN_EFFECT:
        return gettext("rule 4: it took effect on or before the day asked")
    return str(_RULES[status.rule])


def sentence(dossier: Dossier, status: Status) -> str:
    """What follows the label: “on 3 April 2026, for both parties, since 13 March 2025. …”"""
    return " ".join([_main_clause(dossier, status), *_additions(dossier, status)])


def whole_sentence(dossier: Dossier, status: Status) -> str:
    return f"{state_of(status).label} {sentence(dossier, status)}"


def short_note(dossier: Dossier, status: Status) -> str:
    """One line for lists, without the day asked: since when, and how well that is known."""
    since = dates.partial_date(status.since) if status.since else ""
    match status.value:
        case StatusValue.RECORDED:
            return ""
        case StatusValue.IN_FORCE | StatusValue.IN_EFFECT | StatusValue.SUSPENDED:
            words = gettext("since %(date)s") % {
                "date": dates.starting_date(status.since) if status.since else ""
            }
        case StatusValue.ADOPTED:
            words = gettext("%(date)s; day of effect not established") % {"date": since}
        case StatusValue.SIGNED:
            words = gettext("%(date)s; entry into force not established") % {"date": since}
        case StatusValue.TRANSFORMED | StatusValue.TERMINATED if (
            status.since and status.since.precision != "day"
        ):
            words = gettext("%(date)s; day of its end not established") % {"date": since}
        case StatusValue.AWAITING_CONSENT:
            words = (
                since
                if not _complete_at_home(status)
                else gettext("domestic approval complete on both sides")
            )
        case _:
            words = since
    binding = status.value in BINDING  # its label says so already
    if status.deciding and status.deciding.assertion == Assertion.REPORTED and not binding:
        return gettext("%(words)s; reported") % {"words": words}
    if Modifier.DISPUTED in status.modifiers:
        return gettext("%(words)s; sources differ on a date") % {"words": words}
    return words


def _main_clause(dossier: Dossier, status: Status) -> str:
    names = {actor.code: actor.name for actor in dossier.required}
    said = dates.starting_date if status.value in LASTING else dates.partial_date
    words = {
        "day": dates.day(status.as_of),
        "since": said(status.since) if status.since else "",
        "missing": ", ".join(names[code] for code in status.missing),
        "unsigned": ", ".join(names[party.actor] for party in status.parties if not party.signed),
    }
    if status.value == StatusValue.RECORDED:
        return gettext("on %(day)s: no act of it is recorded up to that day.") % words
    if status.value == StatusValue.IN_FORCE:
        if len(status.parties) == 2:
            return gettext("on %(day)s, for both parties, since %(since)s.") % words
        return gettext("on %(day)s, for all parties, since %(since)s.") % words
    return str(_SENTENCES.get(status.value, _HAPPENED)) % words


def _additions(dossier: Dossier, status: Status) -> Iterator[str]:
    if status.value in ENDED:
        yield from _end(dossier, status)
    yield from _how_well_known(status)
    disputed = [a for a in status.used if a.assertion == Assertion.DISPUTED and a != status.deciding]
    yield from map(_dispute, disputed)
    if disputed and status.value in BINDING:
        yield gettext("That is why the status is given as reported.")
    for modifier, words in _SAID_OF_MODIFIERS.items():
        if modifier in status.modifiers:
            yield str(words)
    if Modifier.END_POSSIBLE in status.modifiers:
        yield _possible_end(dossier, status)
    if status.value in (StatusValue.AWAITING_CONSENT, StatusValue.SIGNED, StatusValue.PARTLY_SIGNED):
        yield from _domestic(dossier, status)
    if status.value == StatusValue.AWAITING_CONSENT and not _entry_follows(status):
        yield gettext("Entry into force is not established.")


def _end(dossier: Dossier, status: Status) -> Iterator[str]:
    if status.deciding is None:
        return
    if later := dossier.actions[status.deciding.key].by_agreement:
        yield gettext("By: %(agreement)s.") % {"agreement": later.name}
    if status.since and status.since.precision != "day":
        yield gettext("The day of its end is not established.")


def _how_well_known(status: Status) -> Iterator[str]:
    """What stands behind the date in the sentence."""
    action = status.deciding
    if action is None or action.dated.precision != "day":
        return
    count = sum(1 for said in action.evidence if said.other_date is None)
    if action.assertion == Assertion.DISPUTED:
        yield _dispute(action)
    elif action.assertion == Assertion.CONFIRMED:
        if action.type == ActionType.ENTERS_INTO_FORCE:
            yield gettext("The day of entry into force is confirmed.")
    elif action.type == ActionType.ENTERS_INTO_FORCE:
        yield ngettext(
            "The day of entry into force is reported by one source.",
            "The day of entry into force is reported by %(count)d sources.",
            count,
        ) % {"count": count}
    elif action.type in ENDS:
        yield ngettext(
            "The day of its end is reported by one source.",
            "The day of its end is reported by %(count)d sources.",
            count,
        ) % {"count": count}


def _dispute(action: RecordedAction) -> str:
    if action.type in SIGNATURES:
        return gettext("Sources differ on the day of signature.")
    if action.type in CONSENTS:
        return gettext("Sources differ on the day on which consent was exchanged.")
    if action.type == ActionType.ENTERS_INTO_FORCE:
        return gettext("Sources differ on the day of entry into force.")
    if action.type in ENDS:
        return gettext("Sources differ on the day of its end.")
    return gettext("Sources differ on a date.")


def _possible_end(dossier: Dossier, status: Status) -> str:
    end = next(
        a
        for a in dossier.recorded
        if a.type in ENDS and a.counts_from.earliest <= status.as_of < a.counts_from.latest
    )
    return gettext("Its end is recorded for %(period)s; the day is not established.") % {
        "period": dates.partial_date(end.counts_from)
    }


def _complete_at_home(status: Status) -> bool:
    return bool(status.domestic) and all(approval.complete for approval in status.domestic)


def _domestic(dossier: Dossier, status: Status) -> Iterator[str]:
    if _complete_at_home(status):
        yield gettext("Domestic approval is complete on both sides; that alone does not bind them.")
    elif names := [
        actor.name
        for actor, approval in zip(dossier.required, status.domestic, strict=True)
        if approval.complete
    ]:
        yield gettext("Domestic approval is complete in: %(names)s; that alone binds nobody.") % {
            "names": ", ".join(names)
        }


def _entry_follows(status: Status) -> bool:
    """A later day on which it does move on is shown as the next change."""
    return status.next_change is not None and status.next_change.action is not None
