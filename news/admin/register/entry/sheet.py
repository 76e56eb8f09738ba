"""The instrument as its form stands while somebody types: made in memory for the status and the rules, never saved."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.forms import BaseFormSet
from django.utils import timezone

from news.admin.register.entry.rows import ActionRow, ActionRows
from news.agreements.case import Case
from news.agreements.dossiers import Dossier, dossier_of, dossiers
from news.agreements.proposals import ENDED_BY, EntryClause, Later, Proposal, proposals
from news.agreements.rules import Finding, validate
from news.agreements.status import Status
from news.agreements.subjects import subject_of
from news.agreements.terms import EntryIntoForceRule, Family, Predicate
from news.models import Agreement, Participation, Relation


class Sheet:
    """`agreement`: with what is typed. Six queries at most, whatever the number of rows; `holds`: the stored row is locked
    until the transaction ends, so that two editors cannot each pass alone."""

    def __init__(self, agreement: Agreement, formsets: Sequence[BaseFormSet], *, holds: bool) -> None:
        self.agreement = agreement
        self.holds = holds
        self.today: date = timezone.localdate()
        self.participations = next((each for each in formsets if each.model is Participation), None)
        self.entered = next((each for each in formsets if isinstance(each, ActionRows)), None)
        if self.entered is not None:
            self.entered.sheet = self

    @cached_property
    def stored(self) -> Dossier | None:
        if self.agreement.pk is None:
            return None
        if self.entered is None or not self.entered.is_bound:
            return dossier_of(self.agreement)
        rows = Agreement.objects.select_for_update() if self.holds else Agreement.objects.all()
        return dossier_of(rows.get(pk=self.agreement.pk))

    @cached_property
    def dossier(self) -> Dossier:
        """With the rows that are filled in, as far as they can be read."""
        dossier = Dossier(self.agreement)
        if self.stored:
            dossier.participations = self.stored.participations
            dossier.actions |= self.stored.actions
            dossier.evidence |= self.stored.evidence
        if self.participations is not None and self.participations.is_bound:
            dossier.participations = self._typed_participations()
        for row in self.rows:
            dossier.actions[row.instance.key] = row.instance
            dossier.evidence[row.instance.key] = row.said
        return dossier

    @property
    def rows(self) -> list[ActionRow]:
        return self.entered.rows if self.entered is not None and self.entered.is_bound else []

    @cached_property
    def status(self) -> Status:
        return self.dossier.status(self.today)

    @cached_property
    def findings(self) -> list[Finding]:
        """What the rules find wrong with what is typed that they do not find in what is stored."""
        before = validate(subject_of(self.stored), self.today) if self.stored else []
        known = {(finding.rule, finding.action) for finding in before}
        after = validate(subject_of(self.dossier), self.today)
        return [finding for finding in after if (finding.rule, finding.action) not in known]

    @cached_property
    def proposals(self) -> list[Proposal]:
        agreement = self.agreement
        clause = EntryClause(
            EntryIntoForceRule(agreement.entry_into_force_rule or EntryIntoForceRule.UNKNOWN),
            agreement.entry_into_force_days or 0,
        )
        later = self._later() if agreement.pk else []
        return proposals(self.dossier.instrument, clause, self.dossier.recorded, self.today, later)

    def _typed_participations(self) -> list[Participation]:
        if self.agreement.family == Family.ORGAN_ACT:
            return []
        filled = [form for form in self.participations.forms if not form.errors and form.cleaned_data]
        return [form.instance for form in filled if not form.cleaned_data.get("DELETE")]

    def _later(self) -> list[Later]:
        relations = Relation.objects.filter(to_agreement=self.agreement, predicate__in=list(ENDED_BY))
        found = list(relations.select_related("from_agreement"))
        others = dossiers(relation.from_agreement for relation in found) if found else []
        return [
            Later(
                other.agreement.number, other.agreement.name, Predicate(relation.predicate), _in_force(other)
            )
            for relation, other in zip(found, others, strict=True)
        ]


def _in_force(dossier: Dossier) -> Any:
    case = Case(dossier.instrument, dossier.held, date.max)
    return case.entry.counts_from if case.entry and case.may_be_in_force else None
