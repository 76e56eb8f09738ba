"""What runs along the timeline: six strands of three records, and which dated rows of the record belong to each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from news.agreements.facts import CONCLUSIONS, ENDS
from news.agreements.terms import ActionType, Assertion, Layer, Occurrence
from news.models import Action, Agreement, Article
from routes.models import RouteEvent
from routes.terms import EventKind

# The records, in the order of the sections of the site.
RECORDS: Mapping[str, str | Promise] = {
    "news": _("News"),
    "agreements": _("Agreements"),
    "railway": _("Railway"),
}
# What was done to an agreement, as a reader asks for it; the types of actions that no other strand takes are "other_acts".
ACTS = {
    "concluded": CONCLUSIONS,
    "in_force": frozenset({ActionType.ENTERS_INTO_FORCE}),
    "ended": frozenset(ENDS),
}
OTHER = "other_acts"
STRANDS: Mapping[str, str | Promise] = {
    "news": RECORDS["news"],
    "concluded": pgettext_lazy("strand of the timeline", "Signed or adopted"),
    "in_force": pgettext_lazy("strand of the timeline", "Entry into force"),
    "ended": pgettext_lazy("strand of the timeline", "End of an agreement"),
    OTHER: pgettext_lazy("strand of the timeline", "Other acts on agreements"),
    "railway": RECORDS["railway"],
}
OF_RECORD: Mapping[str, tuple[str, ...]] = {
    "news": ("news",),
    "agreements": (*ACTS, OTHER),
    "railway": ("railway",),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader wants to see. `first` and `last` are years, both included; `topic` is a slug."""

    strands: frozenset[str] = field(default_factory=lambda: frozenset(STRANDS))
    topic: str = ""
    first: int | None = None
    last: int | None = None

    def takes(self, year: int) -> bool:
        return (self.first or year) <= year <= (self.last or year)


def articles() -> QuerySet[Article]:
    return Article.objects.listed().filter(happened_on__isnull=False)


def actions() -> QuerySet[Action]:
    """What passed between the parties, by the latest record of it; what a State does at home stands on the agreement."""
    return Action.objects.filter(
        layer=Layer.INTERNATIONAL,
        assertion__in=[Assertion.CONFIRMED, Assertion.REPORTED, Assertion.DISPUTED],
        replaced_by__isnull=True,
    )


def route_events() -> QuerySet[RouteEvent]:
    return RouteEvent.objects.exclude(assertion=Assertion.RETRACTED)


def dated(record: str) -> QuerySet[Any]:
    """The rows of a record with what all three have: `day`, `known` (precision of the day), `strand`, and `planned`."""
    match record:
        case "news":
            return articles().annotate(
                day=F("happened_on"), known=Value("day"), strand=Value("news"), planned=_truth(False)
            )
        case "agreements":
            acts = Case(
                *(When(type__in=types, then=Value(strand)) for strand, types in ACTS.items()),
                default=Value(OTHER),
            )
            planned = Case(When(occurrence=Occurrence.OCCURRED, then=_truth(False)), default=_truth(True))
            return actions().annotate(
                day=F("dated_on"), known=F("date_precision"), strand=acts, planned=planned
            )
    planned = Case(When(kind=EventKind.LAUNCH_PLANNED, then=_truth(True)), default=_truth(False))
    day = Coalesce("dated_on", "announced_on")
    return route_events().annotate(
        day=day, known=F("date_precision"), strand=Value("railway"), planned=planned
    )


def _truth(value: bool) -> Value:
    return Value(value, output_field=BooleanField())


def about(record: str, **topic: Any) -> Q:
    """Rows of a record on a topic (`topic__slug="trade"`): articles and agreements bear topics, and an event of a route that
    of the agreement by which it happened or on which its route rests."""
    on = Agreement.topics.through.objects.filter(**topic)
    match record:
        case "news":
            return Q(pk__in=Article.topics.through.objects.filter(**topic).values("article"))
        case "agreements":
            return Q(agreement__in=on.values("agreement"))
    # Not one query inside another: `topic` may name a column of the query around it.
    return Q(agreement__in=on.values("agreement")) | Q(route__in=on.values("agreement__route_bases__route"))


def chosen(record: str, choice: Choice) -> QuerySet[Any]:
    """The rows of a record that a choice leaves, whatever topic it names; see `about`."""
    rows = dated(record)
    if not choice.strands.issuperset(OF_RECORD[record]):
        rows = rows.filter(strand__in=sorted(choice.strands))
    if choice.first is not None:
        rows = rows.filter(day__gte=date(choice.first, 1, 1))
    if choice.last is not None:
        rows = rows.filter(day__lte=date(choice.last, 12, 31))
    return rows


def records_of(choice: Choice) -> list[str]:
    return [record for record, strands in OF_RECORD.items() if choice.strands.intersection(strands)]


def timeline_rows(choice: Choice, *, newest_first: bool) -> QuerySet[Any]:
    """(day, record, pk) of every entry chosen, in order; the rows themselves are read a page at a time."""
    parts = [_keys(record, choice) for record in records_of(choice)]
    rows = union(parts)
    return rows.order_by(*(("-day", "record", "-pk") if newest_first else ("day", "record", "pk")))


def _keys(record: str, choice: Choice) -> QuerySet[Any]:
    rows = chosen(record, choice)
    if choice.topic:
        rows = rows.filter(about(record, topic__slug=choice.topic))
    return rows.order_by().annotate(record=Value(record)).values_list("day", "record", "pk")


def union(parts: Iterable[QuerySet[Any]]) -> QuerySet[Any]:
    first, *others = parts
    return first.union(*others, all=True) if others else first
