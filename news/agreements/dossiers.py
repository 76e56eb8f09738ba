"""Agreements with everything the register knows of them, in two queries however many they are."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet

from config.web.partial_dates import PartialDate
from config.web.prepared import Many, Rows, Slot, prepared
from news.agreements.facts import CONCLUSIONS, Evidence, Instrument, RecordedAction, standing
from news.agreements.status import Span, Status, agreement_status, status_spans
from news.agreements.terms import (
    ActionType,
    ActorKind,
    Assertion,
    ConsentMode,
    EntryIntoForceRule,
    Family,
    Occurrence,
)
from news.models import Action, ActionSource, Actor, Agreement, Participation

# Rows of evidence, some two megabytes when they are remembered.
FEW = 300


@dataclass
class Dossier:
    """One agreement, who takes part, and its actions with their evidence, replaced ones included."""

    agreement: Agreement
    participations: list[Participation] = field(default_factory=list)
    actions: dict[str, Action] = field(default_factory=dict)
    evidence: dict[str, list[ActionSource]] = field(default_factory=lambda: defaultdict(list))

    @property
    def required(self) -> list[Actor]:
        """The States whose consent it needs, in the order in which they were entered."""
        return [
            p.actor
            for p in self.participations
            if p.role == "negotiating" and p.actor.kind == ActorKind.STATE
        ]

    @cached_property
    def instrument(self) -> Instrument:
        return Instrument(
            family=Family(self.agreement.family),
            consent_mode=ConsentMode(self.agreement.consent_mode),
            required=tuple(actor.code for actor in self.required),
            duration_years=self.agreement.duration_years,
            renews_itself=self.agreement.renews_itself,
            renewal_years=self.agreement.renewal_years,
            entry_rule=EntryIntoForceRule(self.agreement.entry_into_force_rule),
            entry_days=self.agreement.entry_into_force_days,
            provisional_application_allowed=self.agreement.provisional_application_allowed,
        )

    @cached_property
    def recorded(self) -> list[RecordedAction]:
        keys = {action.pk: action.key for action in self.actions.values() if action.pk}
        return [
            recorded_action(action, self.evidence[key], keys.get(action.replaces_id, ""))
            for key, action in self.actions.items()
        ]

    @cached_property
    def held(self) -> list[RecordedAction]:
        """What stands today: not replaced, not retracted; in the order of time."""
        return standing(self.recorded)

    @cached_property
    def concluded(self) -> RecordedAction | None:
        """The first signature, or the adoption by the organ."""
        return next((action for action in self.held if action.type in CONCLUSIONS), None)

    def status(self, as_of: date, known_at: datetime | None = None) -> Status:
        return agreement_status(self.instrument, self.recorded, as_of, known_at)

    def date_of_change(self, day: date) -> PartialDate:
        """When a span that starts on the day began, as far as known: a change "in 1997" counts from its last day."""
        since = next((span.since for span in self.spans if span.start == day), None)
        return since if since and since.latest == day else PartialDate(day)

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        return status_spans(self.instrument, self.recorded)


def recorded_action(action: Action, evidence: Iterable[ActionSource], replaces: str = "") -> RecordedAction:
    return RecordedAction(
        key=action.key,
        type=ActionType(action.type),
        dated=action.date,
        recorded_at=action.recorded_at,
        actor=action.actor.code if action.actor else "",
        effective_on=action.effective_on,
        provisions=action.provisions,
        occurrence=Occurrence(action.occurrence),
        assertion=Assertion(action.assertion),
        replaces=replaces,
        reason=action.reason,
        by_agreement=action.by_agreement.number if action.by_agreement else "",
        evidence=tuple(
            Evidence(said.source.key, said.source.grade, said.source.publisher_en, said.other_date)
            for said in evidence
        ),
    )


@prepared
def _participations() -> QuerySet:
    rows = Participation.objects.filter(agreement__in=Many("agreements"), agreement__family=Family.TREATY)
    return rows.select_related("actor").order_by("pk")


@prepared
def _evidence(up_to: bool) -> QuerySet:
    """Actions come through their evidence: one without any is not shown."""
    rows = ActionSource.objects.filter(action__agreement__in=Many("agreements"))
    if up_to:
        rows = rows.filter(action__recorded_at__lte=Slot("known_at"))
    return rows.select_related("source", "action__actor", "action__by_agreement").order_by("pk")


def _of(path: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{path}__{name}" for name in names)


# What a status is computed from, beside who takes part; no more is read where no more is said.
DECISIVE = (
    *("says_on", "says_precision", "source__key", "source__grade", "source__publisher_en"),
    *_of("action", "key", "type", "dated_on", "date_precision", "effective_on", "provisions", "recorded_at"),
    *_of("action", "occurrence", "assertion", "reason", "replaces", "actor__code", "by_agreement__number"),
    *_of("action__agreement", "slug", "family", "consent_mode", "duration_years", "renews_itself"),
    *_of("action__agreement", "renewal_years", "entry_into_force_rule", "entry_into_force_days"),
    "action__agreement__provisional_application_allowed",
)


class Record(NamedTuple):
    """What the database holds of some instruments: acts with their evidence, and who takes part; of acts all columns, unless
    it says which were `read`. Of equal records the same is said, so that what was said can be remembered by them."""

    evidence: Rows
    parties: Rows
    read: tuple[str, ...] = ()


def dossiers(agreements: Iterable[Agreement], known_at: datetime | None = None) -> list[Dossier]:
    """A dossier for each, in their order; two queries.

    `known_at`: only what had been recorded by then, as if nothing had been entered since.
    """
    agreements = list(agreements)
    return dossiers_from(agreements, record_of(agreements, known_at), up_to=known_at is not None)


class Instruments(NamedTuple):
    """Some instruments, in an order, as the database gives them; of equal ones the same is said."""

    keys: tuple[int, ...]
    agreements: Rows
    record: Record

    @property
    def are_few(self) -> bool:
        """So that what was made of them may be remembered."""
        return len(self.record.evidence) <= FEW

    def dossiers(self) -> list[Dossier]:
        found = {agreement.pk: agreement for agreement in _agreements().made(self.agreements)}
        return dossiers_from([found[key] for key in self.keys], self.record)


def read_instruments(keys: Sequence[int]) -> Instruments:
    """Three queries."""
    rows = _agreements().read(keys=keys)
    return Instruments(tuple(keys), rows, record_of(list(_agreements().made(rows))))


def read_dossiers(keys: Sequence[int]) -> list[Dossier]:
    """Of the instruments with these keys, in their order; three queries, none where there are none."""
    return read_instruments(keys).dossiers() if keys else []


@prepared
def _agreements() -> QuerySet:
    rows = Agreement.objects.filter(pk__in=Many("keys")).order_by()
    return rows.select_related("adopting_organ", "term_source")


def record_of(agreements: Sequence[Agreement], known_at: datetime | None = None) -> Record:
    """What `dossiers` reads."""
    keys = [agreement.pk for agreement in agreements]
    parties: Rows = ()
    if any(agreement.family == Family.TREATY for agreement in agreements):
        parties = _participations().read(agreements=keys)
    given = {"known_at": known_at} if known_at else {}
    return Record(_evidence(bool(known_at)).read(agreements=keys, **given), parties)


def dossiers_from(agreements: Iterable[Agreement], record: Record, *, up_to: bool = False) -> list[Dossier]:
    """`up_to`: the record holds what had been known at a moment."""
    found = {agreement.pk: Dossier(agreement) for agreement in agreements}
    _add_parties(found, _participations().made(record.parties))
    _add_evidence(found, _evidence(up_to).made(record.evidence))
    return list(found.values())


Condition = Callable[..., Q]


def record_where(condition: Condition, *shape: Any, read: tuple[str, ...] = DECISIVE, **given: Any) -> Record:
    """Of the public instruments that a condition names; two queries. `condition(path, *shape)` is one on rows that reach an
    agreement by the path, `given` what its slots stand for, `read` the columns of evidence."""
    query = _evidence_where(read, condition, *shape)
    rows = query.read(**given)
    found = sorted({row[query.annotated["of"]] for row in rows})
    return Record(rows, _participations().read(agreements=found) if found else (), read)


def with_slugs(path: str) -> Q:
    """A condition: `slugs` are given."""
    return Q(**{f"{path}__slug__in": Many("slugs")})


def dossiers_in(record: Record) -> list[Dossier]:
    """A dossier for each instrument of a record."""
    rows = list(_evidence_where(record.read, with_slugs).made(record.evidence))
    found = {said.action.agreement_id: Dossier(said.action.agreement) for said in rows}
    _add_evidence(found, rows)
    _add_parties(found, _participations().made(record.parties))
    return list(found.values())


@prepared
def _evidence_where(read: tuple[str, ...], condition: Condition, *shape: Any) -> QuerySet:
    rows = ActionSource.objects.filter(condition("action__agreement", *shape))
    joined = ("source", "action__agreement", "action__actor", "action__by_agreement")
    rows = rows.select_related(*joined).only(*joined, "action", *read)
    return rows.annotate(of=F("action__agreement")).order_by("pk")


def _add_parties(found: Mapping[int, Dossier], rows: Iterable[Participation]) -> None:
    for row in rows:
        if row.agreement_id in found:
            found[row.agreement_id].participations.append(row)


def _add_evidence(found: Mapping[int, Dossier], rows: Iterable[ActionSource]) -> None:
    for said in rows:
        dossier = found[said.action.agreement_id]
        dossier.actions.setdefault(said.action.key, said.action)
        dossier.evidence[said.action.key].append(said)


def dossier_of(agreement: Agreement) -> Dossier:
    return dossiers([agreement])[0]
