"""Keeps what lists read of the register as its acts are: the spans of each status, and what the rules find."""

from collections.abc import Collection, Iterable

from django.db.models import Q
from django.utils import timezone

from news.agreements.facts import dates_differ
from news.agreements.rules import Subject, findings
from news.agreements.status import RULES_VERSION, status_spans
from news.agreements.subjects import subjects
from news.agreements.terms import Occurrence
from news.derived import replace_rows
from news.models import Action, Agreement, Relation, RuleFinding, StatusSpan

SPAN = ("agreement_id", "begins_on", "ends_on", "status", "concluded_on", "disputed", "rules_version")
FINDING = ("agreement_id", "rule", "action_key", "holds_from")


def index_register(agreement: Agreement) -> bool:
    """Rebuilds both for one, and what the rules find in those it is related to; true where anything changed."""
    related = Agreement.objects.filter(pk__in=_related(agreement)).order_by()
    return _index([agreement], [agreement, *related])


def index_register_of(agreements: Collection[Agreement]) -> bool:
    """The same for many at once, in a number of queries that does not grow with them."""
    return _index(agreements, agreements)


def _index(agreements: Collection[Agreement], asked: Collection[Agreement]) -> bool:
    found = dict(zip([each.pk for each in asked], subjects(asked), strict=True))
    own = [each.pk for each in agreements]
    spans = [row for pk in own for row in spans_of(pk, found[pk])]
    changed = replace_rows(StatusSpan.objects.filter(agreement__in=own), spans, SPAN)
    rows = [row for pk, subject in found.items() for row in _findings_of(pk, subject)]
    return replace_rows(RuleFinding.objects.filter(agreement__in=list(found)), rows, FINDING) or changed


def spans_of(pk: int, subject: Subject) -> list[StatusSpan]:
    """None for an instrument without a sourced act, which is not shown."""
    if not subject.actions:
        return []
    concluded = subject.own_life.concluded
    disputed = any(dates_differ(a) for a in subject.held if a.occurrence == Occurrence.OCCURRED)
    return [
        StatusSpan(
            agreement_id=pk,
            begins_on=span.start,
            ends_on=span.end,
            status=span.value.value,
            concluded_on=concluded.on if concluded else None,
            disputed=disputed,
            rules_version=RULES_VERSION,
        )
        for span in status_spans(subject.instrument, subject.actions)
    ]


def _findings_of(pk: int, subject: Subject) -> Iterable[RuleFinding]:
    """One a rule and thing; of several the one that holds first."""
    rows: dict[tuple[int, str], RuleFinding] = {}
    for finding in findings(subject, timezone.localdate()):
        row = RuleFinding(
            agreement_id=pk, rule=finding.rule, action_key=finding.action, holds_from=finding.holds_from
        )
        kept = rows.setdefault(finding.key, row)
        if kept.holds_from and (row.holds_from is None or row.holds_from < kept.holds_from):
            rows[finding.key] = row
    return rows.values()


def _related(agreement: Agreement) -> set[int]:
    """Those that a relation or an act ties to it, in either direction."""
    relations = Relation.objects.filter(Q(from_agreement=agreement) | Q(to_agreement=agreement))
    acts = Action.objects.filter(
        Q(agreement=agreement) | Q(by_agreement=agreement), by_agreement__isnull=False
    )
    ties = [
        *relations.order_by().values_list("from_agreement", "to_agreement"),
        *acts.order_by().values_list("agreement", "by_agreement"),
    ]
    return {pk for tie in ties for pk in tie} - {agreement.pk}
