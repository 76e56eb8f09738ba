"""Keeps the rows of the register's lists as its acts, promises, relations and findings are."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from news.agreements.facts import dates_differ
from news.agreements.register_rows import (
    RegisterList,
    RowFacts,
    row_of_relation,
    rows_of_acts,
    rows_of_checks,
    rows_of_promise,
)
from news.agreements.rules import Subject
from news.agreements.terms import Family, Occurrence
from news.derived import replace_rows
from news.models import Agreement, Obligation, RegisterRow, Relation, RuleFinding

Rows = Iterable[tuple[int, RowFacts]]
# What follows from an instrument itself; the others, from what it is related to as well.
AROUND = (RegisterList.RELATIONS, RegisterList.CHECKS)


def keep_register_rows(
    agreements: Collection[Agreement], subjects: Mapping[int, Subject], findings: Iterable[RuleFinding]
) -> bool:
    """Those of the agreements, and of all subjects (by primary key) what others bring about; true where any changed."""
    own = {agreement.pk: subjects[agreement.pk] for agreement in agreements}
    rows = RegisterRow.objects.all()
    changed = _keep(
        rows.filter(agreement__in=own).exclude(list__in=AROUND), [*_of_acts(own), *_of_promises(own)]
    )
    around = [*_of_relations(subjects), *_of_checks(subjects, findings)]
    return _keep(rows.filter(agreement__in=list(subjects), list__in=AROUND), around) or changed


def is_disputed(subject: Subject) -> bool:
    """Whether sources differ on the date of anything that occurred."""
    return any(dates_differ(a) for a in subject.held if a.occurrence == Occurrence.OCCURRED)


def _keep(existing: QuerySet[RegisterRow], rows: Rows) -> bool:
    wanted = [RegisterRow(agreement_id=pk, **row.values) for pk, row in rows]
    return replace_rows(existing, wanted, RegisterRow.FACTS)


def _of_acts(subjects: Mapping[int, Subject]) -> Iterator[tuple[int, RowFacts]]:
    today = timezone.localdate()
    for pk, subject in subjects.items():
        treaty = subject.instrument.family == Family.TREATY
        facts = (subject.number, subject.instrument, subject.actions, subject.own_life.spans)
        for row in rows_of_acts(pk, *facts, today, treaty=treaty):
            yield pk, row


def _of_promises(subjects: Mapping[int, Subject]) -> Iterator[tuple[int, RowFacts]]:
    today, public = timezone.localdate(), [pk for pk, subject in subjects.items() if _is_public(subject)]
    for each in Obligation.objects.filter(agreement__in=public).order_by("pk").prefetch_related("evidence"):
        number = subjects[each.agreement_id].number
        for row in rows_of_promise(each.pk, number, each.key, each.stated_on, each.as_promise(), today):
            yield each.agreement_id, row


def _of_relations(subjects: Mapping[int, Subject]) -> Iterator[tuple[int, RowFacts]]:
    """Where they begin; the instrument at the other end may be known to readers only since."""
    public = [pk for pk, subject in subjects.items() if _is_public(subject)]
    open_to = Agreement.objects.has_sourced_action("to_agreement")
    rows = Relation.objects.filter(open_to, from_agreement__in=public).order_by("pk")
    for agreement, pk, predicate, other in rows.values_list(
        "from_agreement", "pk", "predicate", "to_agreement__number"
    ):
        yield agreement, row_of_relation(pk, subjects[agreement].number, predicate, other)


def _of_checks(
    subjects: Mapping[int, Subject], findings: Iterable[RuleFinding]
) -> Iterator[tuple[int, RowFacts]]:
    today = timezone.localdate()
    holding: dict[int, list[date | None]] = {pk: [] for pk in subjects}
    for finding in findings:
        holding[finding.agreement_id].append(finding.holds_from)
    for pk, subject in subjects.items():
        disputed = is_disputed(subject)
        for row in rows_of_checks(subject.number, holding[pk], today, disputed=disputed):
            yield pk, row


def _is_public(subject: Subject) -> bool:
    return any(action.evidence for action in subject.actions)
