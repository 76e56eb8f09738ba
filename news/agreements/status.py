"""Which status has an instrument on a day? A pure function of its recorded actions: same facts, same answer, in any order.

The rules are tried in their order and the first that matches decides:
1 ended · 2 abandoned before entry into force · 3 suspended · 4 in force (or in effect) · 5 provisionally applied ·
6 consent complete · 7 signed by all, consent not complete · 8 signed by some · 9 an earlier step, or nothing.
Domestic approval decides nothing: it is returned beside the status.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from config.web.partial_dates import PartialDate
from news.agreements.case import RULES, Case, Finding
from news.agreements.facts import DOMESTIC, ENDED, ENDS, LAWS, Instrument, RecordedAction, standing
from news.agreements.terms import ActionType, Assertion, Modifier, PartyStanding, StatusValue

# Grows whenever a rule of the status changes, so that spans kept by an earlier one are known for it.
RULES_VERSION = 1


@dataclass(frozen=True, slots=True)
class PartyState:
    """What one State is to the treaty, and the actions that made it so."""

    actor: str
    standing: PartyStanding
    signed: RecordedAction | None
    consent: RecordedAction | None
    in_force: RecordedAction | None


@dataclass(frozen=True, slots=True)
class DomesticApproval:
    """What a State has done at home; complete once its law is signed. It never binds between States."""

    actor: str
    complete: bool
    actions: tuple[RecordedAction, ...]


@dataclass(frozen=True, slots=True)
class NextChange:
    """The next dated change after the day asked; without an action it is the end of the term, by computation."""

    on: PartialDate
    action: RecordedAction | None


@dataclass(frozen=True, slots=True)
class Status:
    """The answer, and everything it rests on. `used` are the actions in the order of time."""

    value: StatusValue
    rule: int
    as_of: date
    deciding: RecordedAction | None
    used: tuple[RecordedAction, ...]
    modifiers: frozenset[Modifier]
    parties: tuple[PartyState, ...]
    domestic: tuple[DomesticApproval, ...]
    next_change: NextChange | None

    @property
    def since(self) -> PartialDate | None:
        return self.deciding.counts_from if self.deciding else None

    @property
    def signed_by(self) -> tuple[str, ...]:
        return tuple(party.actor for party in self.parties if party.signed)

    @property
    def consented(self) -> tuple[str, ...]:
        return tuple(party.actor for party in self.parties if party.consent)

    @property
    def missing(self) -> tuple[str, ...]:
        """Who has not yet consented, of those who must."""
        return tuple(party.actor for party in self.parties if not party.consent)

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of the sources it rests on, each once."""
        return tuple(dict.fromkeys(said.source for action in self.used for said in action.evidence))


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days with one status: `start` included, `end` not; no end means until further notice.

    `since`: the date of what brought it about, as far as known: a change "in 1997" counts from the year's last day. `by`: the
    key of that action; empty where none did."""

    start: date
    end: date | None
    value: StatusValue
    since: PartialDate | None = None
    by: str = ""


def agreement_status(
    instrument: Instrument,
    actions: Iterable[RecordedAction],
    as_of: date,
    known_at: datetime | None = None,
) -> Status:
    """The status on a day, as far as the register knows (or knew at `known_at`)."""
    case = Case(instrument, standing(actions, known_at), as_of)
    finding = _finding(case)
    used = _used(case, finding)
    return Status(
        value=finding.value,
        rule=finding.rule,
        as_of=as_of,
        deciding=finding.deciding,
        used=used,
        modifiers=finding.modifiers | _modifiers(case, finding, used),
        parties=tuple(_party(case, finding, code) for code in instrument.required),
        domestic=tuple(_at_home(case, code) for code in instrument.required),
        next_change=_next_change(case, finding),
    )


def status_spans(
    instrument: Instrument, actions: Iterable[RecordedAction], known_at: datetime | None = None
) -> tuple[Span, ...]:
    """The statuses of all time, one after the other, from the first day to ever: no gap, no overlap."""
    held = standing(actions, known_at)
    days = {a.counts_from.latest for a in held if a.type not in DOMESTIC}
    starts: list[tuple[date, Finding]] = []
    for day in sorted({date.min, *days}):
        found = _finding(Case(instrument, held, day))
        if not starts or starts[-1][1].value != found.value:
            starts.append((day, found))
    ends = [start for start, _found in starts[1:]]
    return tuple(_span(start, end, found) for (start, found), end in zip(starts, [*ends, None], strict=True))


def _span(start: date, end: date | None, found: Finding) -> Span:
    by = found.deciding
    return Span(start, end, found.value, by.counts_from, by.key) if by else Span(start, end, found.value)


def _finding(case: Case) -> Finding:
    return next(found for rule in RULES[case.instrument.family] if (found := rule(case)))


def _used(case: Case, finding: Finding) -> tuple[RecordedAction, ...]:
    if finding.deciding is None:
        return ()
    actions = {a.key: a for a in (*case.signed.values(), *case.consented.values(), finding.deciding)}
    begun = case.entry or case.last(ActionType.ADOPTED_BY_ORGAN)
    if begun and finding.rule <= 4:
        actions[begun.key] = begun
    return tuple(sorted(actions.values(), key=lambda a: a.order))


def _modifiers(case: Case, finding: Finding, used: tuple[RecordedAction, ...]) -> set[Modifier]:
    modifiers = set()
    if any(a.assertion != Assertion.CONFIRMED for a in used):
        modifiers.add(Modifier.REPORTED)
    if any(a.assertion == Assertion.DISPUTED for a in used):
        modifiers.add(Modifier.DISPUTED)
    if finding.value in ENDED:
        return modifiers
    if case.entry and finding.rule > 4:
        modifiers.add(Modifier.ENTRY_WITHOUT_CONSENT)
    if case.last(ActionType.NOTICE_OF_TERMINATION):
        modifiers.add(Modifier.NOTICE_RUNNING)
    if any(
        a.type in ENDS and not a.provisions and a.counts_from.earliest <= case.as_of < a.counts_from.latest
        for a in case.international
    ):
        modifiers.add(Modifier.END_POSSIBLE)
    if finding.value == StatusValue.IN_FORCE and _term_passed(case):
        modifiers.add(Modifier.TERM_PASSED)
    return modifiers


def _party(case: Case, finding: Finding, code: str) -> PartyState:
    signed, consent = case.signed.get(code), case.consented.get(code)
    bound = case.by_party(case.entries).get(code)
    was_in_force = bound is not None and case.may_be_in_force
    if was_in_force and (finding.value in ENDED or code in case.left):
        standing_ = PartyStanding.FORMER_PARTY
    elif was_in_force and finding.value == StatusValue.SUSPENDED:
        standing_ = PartyStanding.SUSPENDED_PARTY
    elif was_in_force:
        standing_ = PartyStanding.PARTY
    elif consent:
        standing_ = PartyStanding.CONTRACTING_STATE
    else:
        standing_ = PartyStanding.SIGNATORY if signed else PartyStanding.NON_SIGNATORY
    return PartyState(code, standing_, signed, consent, bound if was_in_force else None)


def _at_home(case: Case, code: str) -> DomesticApproval:
    actions = tuple(a for a in case.at_home if a.actor == code)
    return DomesticApproval(code, any(a.type in LAWS for a in actions), actions)


def _term_passed(case: Case) -> bool:
    end = case.term_end
    renewed = case.instrument.renews_itself or case.last(ActionType.RENEWED)
    return end is not None and end.latest <= case.as_of and not renewed


def _next_change(case: Case, finding: Finding) -> NextChange | None:
    if finding.value in ENDED:
        return None
    ahead = [
        NextChange(a.counts_from, a)
        for a in case.held
        if a.type not in DOMESTIC and a.counts_from.earliest > case.as_of
    ]
    end = case.term_end
    if finding.value == StatusValue.IN_FORCE and end and end.earliest > case.as_of:
        ahead.append(NextChange(end, None))
    return min(ahead, key=lambda change: (change.on.earliest, change.on.latest), default=None)
