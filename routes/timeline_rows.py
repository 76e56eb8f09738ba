"""Keeps the rows of the timeline that tell what happened to routes; docs/decisions/0056."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from news.agreements.terms import Assertion
from news.dated import Happening
from news.models import TimelineRow
from news.timeline_rows import keep, topics_of
from routes.models import Route, RouteBasis, RouteEvent
from routes.terms import EventKind

RAILWAY = "railway"


def standing_events() -> QuerySet[RouteEvent]:
    return RouteEvent.objects.exclude(assertion=Assertion.RETRACTED)


def events_not_on_timeline() -> int:
    rows = TimelineRow.objects.filter(
        holder_kind="route", holder_key=OuterRef("route__slug"), row=OuterRef("pk"), topic__isnull=True
    )
    return int(standing_events().filter(~Exists(rows)).count())


def index_routes_on_timeline(routes: Collection[Route]) -> bool:
    """An event bears the topics of the agreement by which it happened, and of those on which its route rests."""
    slugs = {route.pk: route.slug for route in routes}
    bases: dict[int, list[int]] = {}
    for route, agreement in RouteBasis.objects.filter(route__in=slugs).values_list(
        "route_id", "agreement_id"
    ):
        bases.setdefault(route, []).append(agreement)
    events = standing_events().filter(route__in=slugs).order_by()
    facts = list(
        events.values_list(
            "route_id", "agreement_id", "pk", "kind", "dated_on", "announced_on", "date_precision"
        )
    )
    named = {agreement for _route, agreement, *_fact in facts if agreement}
    topics = topics_of(named.union(*bases.values()))
    rows = (
        row
        for route, agreement, *fact in facts
        for row in event_rows(slugs[route], *fact, about=[agreement, *bases.get(route, ())], topics=topics)
    )
    return keep("route", list(slugs.values()), rows)


def event_rows(
    slug: str,
    pk: int,
    kind: str,
    dated_on: date | None,
    announced_on: date | None,
    known: str,
    *,
    about: Collection[int | None],
    topics: Mapping[int, list[int]],
) -> Iterator[dict[str, Any]]:
    """`about`: the agreements that an event has to do with; `topics`: of each agreement those it bears."""
    planned = kind == EventKind.LAUNCH_PLANNED
    day = dated_on or announced_on
    if day is None:  # the database refuses such a row (route_event_counts_from_a_day)
        raise ValueError(f"An event of {slug} has neither a day nor an announcement.")
    happening = Happening("route", slug, pk, RAILWAY, day, known, planned=planned)
    return happening.rows(topic for agreement in about if agreement for topic in topics.get(agreement, ()))


def index_routes_of(agreements: Collection[int]) -> bool:
    """Of the routes that rest on the agreements, or to which something happened by them."""
    resting = Q(bases__agreement__in=agreements) | Q(events__agreement__in=agreements)
    routes = list(Route.objects.filter(resting).distinct().order_by())
    return index_routes_on_timeline(routes) if routes else False
