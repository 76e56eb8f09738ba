"""Agreements with everything the register knows of them, in two queries however many they are."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import QuerySet

from config.web.nested import made, nested
from config.web.partial_dates import PartialDate
from config.web.prepared import Many, Rows, Slot, lead, prepared
from config.web.translated import columns
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


class Columns(NamedTuple):
    """Which are read: of instruments and of what sources say all, where none is named; of acts those named."""

    acts: tuple[str, ...]
    instruments: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


# Of the instrument by which an act was done no page says more.
BY_AGREEMENT = tuple(f"by_agreement__{name}" for name in ("number", "slug", *columns("name")))
ALL = Columns(acts=(*(each.name for each in Action._meta.concrete_fields), *BY_AGREEMENT))
# Of instruments that are read already.
RECORD = ALL._replace(instruments=("pk",))
# What a status is computed from; no more is read where no more is said.
DECISIVE = Columns(
    acts=(
        *("key", "type", "dated_on", "date_precision", "effective_on", "provisions", "recorded_at"),
        *("occurrence", "assertion", "reason", "replaces", "agreement"),
        *("actor__code", "by_agreement__number"),
    ),
    instruments=(
        *("slug", "family", "consent_mode", "duration_years", "renews_itself", "renewal_years"),
        *("entry_into_force_rule", "entry_into_force_days", "provisional_application_allowed"),
    ),
    evidence=(
        *("action", "says_on", "says_precision"),
        *("source__key", "source__grade", "source__publisher_en"),
    ),
)


class Record(NamedTuple):
    """What the database holds of some instruments: each with who takes part in it and its acts, and what sources say of those.
    Of equal records the same is said, so that what was said can be remembered by them."""

    instruments: Rows
    evidence: Rows
    read: Columns


def dossiers(agreements: Iterable[Agreement], known_at: datetime | None = None) -> list[Dossier]:
    """A dossier for each, in their order; two queries.

    `known_at`: only what had been recorded by then, as if nothing had been entered since.
    """
    agreements = list(agreements)
    return dossiers_from(agreements, record_of(agreements, known_at))


class Instruments(NamedTuple):
    """Some instruments, in an order, as the database gives them; of equal ones the same is said."""

    keys: tuple[int, ...]
    record: Record

    @property
    def are_few(self) -> bool:
        """So that what was made of them may be remembered."""
        return len(self.record.evidence) <= FEW

    def dossiers(self) -> list[Dossier]:
        found = {each.agreement.pk: each for each in dossiers_in(self.record)}
        return [found[key] for key in self.keys]


def read_instruments(keys: Sequence[int], read: Columns = ALL) -> Instruments:
    """Two queries."""
    return Instruments(tuple(keys), _record(keys, read))


def read_dossiers(keys: Sequence[int]) -> list[Dossier]:
    """Of the instruments with these keys, in their order; two queries, none where there are none."""
    return read_instruments(keys).dossiers() if keys else []


def record_of(
    agreements: Iterable[Agreement], known_at: datetime | None = None, read: Columns = RECORD
) -> Record:
    """What `dossiers` reads."""
    return _record([agreement.pk for agreement in agreements], read, known_at)


Which = Callable[..., QuerySet[Agreement]]


def record_where(which: Which, *shape: Any, read: Columns = DECISIVE, **given: Any) -> Record:
    """Of the instruments that `which(*shape)` finds; two queries. `given`: what its slots stand for."""
    rows = _instruments(read, which, *shape).read(**given)
    # The first column of a row is its key.
    return Record(rows, _evidence(read, False).read(keys=[row[0] for row in rows]) if rows else (), read)


def with_slugs() -> QuerySet[Agreement]:
    """Public ones; `slugs` are given."""
    return Agreement.objects.public().filter(slug__in=Many("slugs"))


def dossiers_in(record: Record) -> list[Dossier]:
    """A dossier for each instrument of a record."""
    rows = _made(record)
    return _filled([Dossier(row) for row in rows], rows, record)


def dossiers_from(agreements: Iterable[Agreement], record: Record) -> list[Dossier]:
    """The same of instruments that are read already, in their order."""
    return _filled([Dossier(agreement) for agreement in agreements], _made(record), record)


def _record(keys: Sequence[int], read: Columns, known_at: datetime | None = None) -> Record:
    up_to = {"known_at": known_at} if known_at else {}
    evidence = _evidence(read, bool(known_at)).read(keys=keys, **up_to)
    return Record(_instruments(read, _with_keys).read(keys=keys), evidence, read)


def _with_keys() -> QuerySet[Agreement]:
    return Agreement.objects.filter(pk__in=Many("keys"))


@prepared
def _instruments(read: Columns, which: Which, *shape: Any) -> QuerySet[Agreement]:
    """Acts come through their evidence: one without any is not shown."""
    rows = which(*shape).order_by()
    rows = rows.only(*read.instruments) if read.instruments else rows.for_detail()
    parties = Participation.objects.filter(agreement__family=Family.TREATY)
    return rows.annotate(
        parties_held=nested(parties, "agreement", "actor"),
        acts_held=nested(Action.objects.only(*read.acts), "agreement", "actor", "by_agreement"),
    )


@prepared
def _evidence(read: Columns, up_to: bool) -> QuerySet[ActionSource]:
    rows = ActionSource.objects.filter(action__agreement__in=Many("keys"))
    if up_to:
        rows = rows.filter(action__recorded_at__lte=Slot("known_at"))
    return rows.select_related("source").only(*read.evidence).order_by("pk")


def _made(record: Record) -> list[Agreement]:
    return list(_instruments(record.read, _with_keys).made(record.instruments))


def _filled(found: Iterable[Dossier], rows: Iterable[Agreement], record: Record) -> list[Dossier]:
    """`rows`: those of the record, whose parties and acts the dossiers take."""
    of, acts = {each.agreement.pk: each for each in found}, {}
    for row in rows:
        parties, its = (vars(row).pop(name) for name in ("parties_held", "acts_held"))
        of[row.pk].participations = made(Participation, parties, "actor", by=attrgetter("pk"))
        acts |= {act.pk: act for act in made(Action, its, "actor", "by_agreement", by=attrgetter("pk"))}
    evidence = _evidence(record.read, False).made(record.evidence)
    # Not of an act that was written down between the two questions.
    told = [said for said in evidence if said.action_id in acts]
    lead(told, "action", acts)
    for said in told:
        dossier = of[said.action.agreement_id]
        dossier.actions.setdefault(said.action.key, said.action)
        dossier.evidence[said.action.key].append(said)
    return list(of.values())


def dossier_of(agreement: Agreement) -> Dossier:
    return dossiers([agreement])[0]
