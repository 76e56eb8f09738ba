"""Keeps what lists read of the register as its acts are: the spans of each status, what the rules find, and the rows of its
pages."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils import timezone

from news.agreements.counting import place_of, stands
from news.agreements.row_keeping import is_disputed, keep_register_rows
from news.agreements.rules import Subject, findings
from news.agreements.status import RULES_VERSION
from news.agreements.subjects import related, subjects
from news.derived import replace_rows
from news.models import Agreement, RegisterCount, RegisterRowCount, RuleFinding, StatusSpan, Topic
from news.models.counted import sum_up

# Of spans that time has changed, so many are put right at each saving.
SETTLED_AT_ONCE = 200
FINDING = ("agreement_id", "rule", "action_key", "holds_from")


def index_register(agreement: Agreement) -> bool:
    """Rebuilds all for one, and what the rules find in those it is related to; true where anything changed."""
    with transaction.atomic():
        # One after the other, where two save acts of it at once. Their new rows hold the key of theirs, which this leaves free.
        Agreement.objects.select_for_update(no_key=True).filter(pk=agreement.pk).order_by().first()
        neighbours = Agreement.objects.filter(pk__in=related(agreement.pk)).order_by()
        return _index([agreement], [agreement, *neighbours])


def index_register_of(agreements: Collection[Agreement]) -> bool:
    """The same for many at once, in a number of queries that does not grow with them."""
    return _index(agreements, agreements)


def index_register_around(agreements: Collection[Agreement]) -> bool:
    """The same, and what the rules find in those they are related to."""
    near = related(*(agreement.pk for agreement in agreements))
    return _index(agreements, [*agreements, *Agreement.objects.filter(pk__in=near).order_by()])


def _index(agreements: Collection[Agreement], asked: Collection[Agreement]) -> bool:
    found = dict(zip([each.pk for each in asked], subjects(asked), strict=True))
    own = [each.pk for each in agreements]
    spans = [row for agreement in with_ties(agreements) for row in spans_of(agreement, found[agreement.pk])]
    changed = replace_rows(
        StatusSpan.objects.filter(agreement__in=own), spans, StatusSpan.FACTS + StatusSpan.STANDS
    )
    settle_register()
    rows = [row for pk, subject in found.items() for row in _findings_of(pk, subject)]
    changed = replace_rows(RuleFinding.objects.filter(agreement__in=list(found)), rows, FINDING) or changed
    return keep_register_rows(agreements, found, rows) or changed


def settle_register(today: date | None = None) -> None:
    """Spans that time has changed since they were written stand as they are now, and are counted so. What another transaction
    is about to change is left to it."""
    today, spans = today or timezone.localdate(), StatusSpan.objects.select_for_update(skip_locked=True)
    ended = spans.filter(place__isnull=False, ends_on__lte=today).order_by("pk")
    if pks := list(ended.values_list("pk", flat=True)[:SETTLED_AT_ONCE]):
        StatusSpan.objects.filter(pk__in=pks).update(place=None, counted=False)
    begun = spans.filter(place__isnull=False, counted=False, begins_on__lte=today).order_by("pk")
    if pks := list(begun.values_list("pk", flat=True)[:SETTLED_AT_ONCE]):
        StatusSpan.objects.filter(pk__in=pks).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today)).update(
            counted=True
        )
    sum_up(RegisterCount)
    sum_up(RegisterRowCount)


def with_ties(agreements: Collection[Agreement]) -> Collection[Agreement]:
    """With their participations and topics, in two queries."""
    prefetch_related_objects(list(agreements), "participations", Prefetch("topics", Topic.objects.only("pk")))
    return agreements


def spans_of(agreement: Agreement, subject: Subject) -> list[StatusSpan]:
    """Of one that comes from `with_ties`. None for an instrument without a sourced act, which is not shown."""
    if not subject.actions:
        return []
    concluded = subject.own_life.concluded
    of_instrument = {
        "agreement_id": agreement.pk,
        "year": concluded.on.year if concluded else None,
        "disputed": is_disputed(subject),
        "family": agreement.family,
        "designation": agreement.designation,
        "text_availability": agreement.text_availability,
        "parties": keys(each.actor_id for each in agreement.participations.all()),
        "subjects": keys(each.pk for each in agreement.topics.all()),
        "rules_version": RULES_VERSION,
        "position": place_of(agreement.number),
    }
    today, rows = timezone.localdate(), []
    for span in subject.own_life.spans:
        has_place, counted = stands(span.start, span.end, span.value.value, today)
        row = StatusSpan(begins_on=span.start, ends_on=span.end, status=span.value.value, **of_instrument)
        row.place, row.counted = row.position if has_place else None, counted
        rows.append(row)
    return rows


def spans_as_kept(agreements: Collection[Agreement]) -> dict[int, list[tuple[Any, ...]]]:
    """By the key of the agreement, what `StatusSpan.facts` says of each span, in the order of time."""
    kept: dict[int, list[tuple[Any, ...]]] = {agreement.pk: [] for agreement in agreements}
    for span in StatusSpan.objects.filter(agreement__in=kept).order_by("begins_on"):
        kept[span.agreement_id].append(span.facts)
    return kept


def keys(pks: Iterable[int]) -> str:
    """As `StatusSpan` keeps them: each between spaces."""
    return f" {' '.join(map(str, sorted(pks)))} "


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
