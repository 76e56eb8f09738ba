"""The instrument as its form stands while somebody types: made in memory for the status and the rules, never saved."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.forms import BaseFormSet
from django.utils import timezone

from config.web.partial_dates import PartialDate
from config.web.prepared import Slot, prepared
from news.admin.register.entry.rows import ActionRow, ActionRows
from news.agreements.case import Case
from news.agreements.dossiers import Dossier, dossiers
from news.agreements.proposals import ENDED_BY, Later, Proposal, proposals
from news.agreements.rules import Bond, Finding, Life, Subject, life_of, validate
from news.agreements.status import Status
from news.agreements.subjects import related, subjects_of
from news.agreements.terms import ConsentMode, EntryIntoForceRule, Family, Predicate, TitleKind
from news.models import Agreement, AgreementTitle, Participation, Relation, RuleException


class Sheet:
    """`agreement`: with what is typed; as many queries with thirty rows as with one. `holds`: what is stored is locked
    with what it is related to until the transaction ends, so that two editors cannot each pass alone."""

    def __init__(self, agreement: Agreement, formsets: Sequence[BaseFormSet], *, holds: bool) -> None:
        self.agreement = agreement
        self.holds = holds
        self.today: date = timezone.localdate()
        rows = {formset.model: formset for formset in formsets}
        self.titles, self.participations, self.relations = (
            rows.get(model) for model in (AgreementTitle, Participation, Relation)
        )
        self.entered = next((each for each in formsets if isinstance(each, ActionRows)), None)
        if self.entered is not None:
            self.entered.sheet = self

    @property
    def is_typed(self) -> bool:
        return self.entered is not None and self.entered.is_bound

    @cached_property
    def stored(self) -> Dossier | None:
        return self._held[self.agreement.pk] if self.agreement.pk else None

    @cached_property
    def _ending(self) -> list[Relation]:
        """Of what may end it."""
        return _ending().rows(agreement=self.agreement.pk) if self.agreement.pk else []

    @cached_property
    def _held(self) -> dict[int, Dossier]:
        """Its own, and those of what may end it: read at once."""
        found = dossiers([self._own, *(relation.from_agreement for relation in self._ending)])
        return {dossier.agreement.pk: dossier for dossier in found}

    @property
    def _own(self) -> Agreement:
        if not self.is_typed:
            return self.agreement
        rows = Agreement.objects.filter(pk__in={self.agreement.pk, *related(self.agreement.pk)}).order_by(
            "pk"
        )
        found = {row.pk: row for row in (rows.select_for_update() if self.holds else rows)}
        return found[self.agreement.pk]

    @cached_property
    def dossier(self) -> Dossier:
        """With the rows that are filled in, as far as they can be read."""
        dossier = Dossier(_readable(self.agreement))
        if self.stored:
            dossier.participations = self.stored.participations
            dossier.actions |= self.stored.actions
            dossier.evidence |= self.stored.evidence
        if self.is_typed and self.participations is not None:
            is_treaty = dossier.agreement.family == Family.TREATY
            dossier.participations = [*_kept(self.participations)] if is_treaty else []
        for row in self.rows:
            dossier.actions[row.instance.key] = row.instance
            dossier.evidence[row.instance.key] = row.said
        return dossier

    @property
    def rows(self) -> list[ActionRow]:
        return self.entered.rows if self.is_typed else []

    @cached_property
    def status(self) -> Status:
        return self.dossier.status(self.today)

    @cached_property
    def findings(self) -> list[Finding]:
        """What the rules find wrong with what is typed that they do not find in what is stored."""
        if not self.is_typed:
            return []
        typed, *stored = subjects_of([dossier for dossier in (self.dossier, self.stored) if dossier])
        known = {finding.key for subject in stored for finding in validate(subject, self.today)}
        found = validate(self._with_typed_parts(typed), self.today)
        return [finding for finding in found if finding.key not in known]

    @property
    def refusals(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.hard]

    @cached_property
    def doubts(self) -> list[Finding]:
        """What may be saved with a reason, as far as none is published yet."""
        soft = [finding for finding in self.findings if not finding.hard]
        if not soft or self.agreement.pk is None:
            return soft
        kept = set(
            RuleException.objects.filter(agreement=self.agreement.pk).values_list("rule", "action_key")
        )
        return [finding for finding in soft if finding.key not in kept]

    def reason(self, doubt: Finding) -> str:
        """As it is typed beside what is found."""
        return str(self.entered.data.get(field_of(doubt), "")).strip() if self.is_typed else ""

    def _with_typed_parts(self, subject: Subject) -> Subject:
        """Titles and relations as they stand in the form; those of others to it stay."""
        if self.titles is not None:
            official = [row for row in _kept(self.titles) if row.kind == TitleKind.OFFICIAL]
            subject = replace(subject, official_titles=len(official))
        if self.relations is None:
            return subject
        rows = [row for row in _kept(self.relations) if row.predicate and row.to_agreement_id]
        typed = [
            Bond(self.agreement.number, Predicate(row.predicate), row.to_agreement.number, row.effective_from)
            for row in rows
        ]
        unread = [row.to_agreement for row in rows if row.to_agreement.number not in subject.others]
        return replace(
            subject,
            bonds=(*(bond for bond in subject.bonds if bond.newer != subject.number), *typed),
            others={**subject.others, **_lives(unread)},
        )

    @cached_property
    def proposals(self) -> list[Proposal]:
        """Without those for which a row stands already, even if it has no source yet."""
        found = proposals(self.dossier.instrument, self.dossier.recorded, self.today, self._later())
        typed = {row.instance.type for row in self.rows}
        return [proposal for proposal in found if proposal.type not in typed]

    def _later(self) -> list[Later]:
        told = ((relation, self._held[relation.from_agreement_id]) for relation in self._ending)
        return [
            Later(
                other.agreement.number, other.agreement.name, Predicate(relation.predicate), _in_force(other)
            )
            for relation, other in told
        ]


@prepared
def _ending() -> QuerySet[Relation]:
    relations = Relation.objects.filter(to_agreement=Slot("agreement"), predicate__in=list(ENDED_BY))
    return relations.select_related("from_agreement")


def field_of(doubt: Finding) -> str:
    return f"doubt-{doubt.rule}-{doubt.action}"


def _readable(agreement: Agreement) -> Agreement:
    """A copy with what the rules cannot do without, where nothing is chosen yet."""
    copied = copy(agreement)
    copied.family = agreement.family or Family.TREATY
    copied.consent_mode = agreement.consent_mode or ConsentMode.UNKNOWN
    copied.entry_into_force_rule = agreement.entry_into_force_rule or EntryIntoForceRule.UNKNOWN
    return copied


def _kept(formset: BaseFormSet) -> Iterable[Any]:
    """Rows of the form that can be read and are not to be deleted."""
    for form in formset.forms:
        if not form.errors and form.cleaned_data and not form.cleaned_data.get("DELETE"):
            yield form.instance


def _lives(agreements: Sequence[Agreement]) -> dict[str, Life]:
    found = dossiers(agreements) if agreements else []
    return {each.agreement.number: life_of(each.instrument, each.recorded) for each in found}


def _in_force(dossier: Dossier) -> PartialDate | None:
    case = Case(dossier.instrument, dossier.held, date.max)
    return case.entry.counts_from if case.entry and case.may_be_in_force else None
