"""Agreements with everything the register knows of them, in two queries however many they are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from config.web.partial_dates import PartialDate
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


def dossiers(agreements: Iterable[Agreement], known_at: datetime | None = None) -> list[Dossier]:
    """A dossier for each, in their order. Actions come through their evidence: one without any is not shown.

    `known_at`: only what had been recorded by then, as if nothing had been entered since.
    """
    found = {agreement.pk: Dossier(agreement) for agreement in agreements}
    if treaties := [pk for pk, dossier in found.items() if dossier.agreement.family == Family.TREATY]:
        rows = Participation.objects.filter(agreement__in=treaties).select_related("actor").order_by("pk")
        for participation in rows:
            found[participation.agreement_id].participations.append(participation)
    evidence = ActionSource.objects.filter(action__agreement__in=found)
    if known_at:
        evidence = evidence.filter(action__recorded_at__lte=known_at)
    for said in evidence.select_related("source", "action__actor", "action__by_agreement").order_by("pk"):
        dossier = found[said.action.agreement_id]
        dossier.actions.setdefault(said.action.key, said.action)
        dossier.evidence[said.action.key].append(said)
    return list(found.values())


def dossier_of(agreement: Agreement) -> Dossier:
    return dossiers([agreement])[0]
