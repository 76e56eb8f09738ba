"""Everything a route's page says, computed for one day: one object for the page and for what is made of it later."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.urls import get_script_prefix
from django.utils.translation import get_language

from config.web.translated import LANGUAGES
from news.backlinks import Backlink
from news.models import Agreement
from news.texts.notes import Notes
from news.uses import Uses
from routes import maps
from routes.alerts import AlertLine, alert_line, alerts_about
from routes.fares import FareTable, fare_table
from routes.ledger import LedgerRow, Records, ledger
from routes.models import Operator, Route, RouteStop, Station
from routes.network import held_of, map_key
from routes.reading import Holdings, RouteRows, made_of
from routes.route_places import StopLine, by_route, distance, drawing, stop_lines
from routes.route_status import RouteStatus, State, history, route_status
from routes.route_told import EventLine, Sentence, StepLine, event_lines, evidence, numbers_of, step_lines
from routes.route_words import (
    Badge,
    badge,
    change_sentence,
)
from routes.terms import RouteKind
from routes.timetable_block import DayTimetable, day_timetable

KEPT = 16  # records: some four hundred kilobytes each


@dataclass(frozen=True, slots=True)
class Basis:
    agreement: Agreement
    role: str
    numbers: list[int]


@dataclass(frozen=True, slots=True)
class DayState:
    day: date
    badge: Badge


@dataclass(frozen=True, slots=True)
class RouteRecord:
    route: Route
    as_of: date
    status: RouteStatus
    badge: Badge
    other_names: list[tuple[str, str]]
    operators: list[Operator]
    crossings: list[Station]
    distance: Sentence | None
    evidence: list[Sentence]
    steps: list[StepLine]
    next_change: str
    announced: list[LedgerRow]
    stops: list[StopLine]
    events: list[EventLine]
    bases: list[Basis]
    history: list[DayState]
    drawing: maps.Drawing | None
    timetable: DayTimetable | None
    timetable_numbers: list[int]
    fares: FareTable | None
    alerts: list[AlertLine]
    notes: Notes

    @property
    def map_key(self) -> list[tuple[str, str]]:
        return map_key(self.drawing)

    @property
    def ledger(self) -> list[LedgerRow]:
        return [row for row in self.announced if not row.is_comparison]

    @property
    def comparison(self) -> LedgerRow | None:
        """With other ways to travel: of those nothing is held here, so what is claimed stands by itself."""
        return next((row for row in self.announced if row.is_comparison), None)

    @property
    def timetable_held(self) -> bool:
        """A real one for the day: a sample is shown, and is none."""
        return self.timetable is not None and not self.timetable.is_sample

    @property
    def candidate(self) -> bool:
        return self.status.state in (State.PROPOSED, State.CONSIDERED)

    @property
    def suburban(self) -> bool:
        return self.route.kind == RouteKind.SUBURBAN


def record_of(rows: RouteRows, as_of: date, today: date) -> RouteRecord:
    """The last ones are kept: a record hangs on nothing but the rows it is made of, two days and the language."""
    return _record(rows, as_of, today, get_language(), get_script_prefix())


@lru_cache(KEPT)
def _record(rows: RouteRows, as_of: date, today: date, *_where: str | None) -> RouteRecord:
    route, stops, holdings = made_of(rows)
    return route_record(route, stops, as_of, today, holdings)


def route_record(
    route: Route,
    all_stops: Iterable[RouteStop],
    as_of: date,
    today: date,
    holdings: Holdings,
) -> RouteRecord:
    """`all_stops`: those of every route, in order, for the map. Sources are numbered in the order of the page."""
    notes, stops_of = Notes(), by_route(all_stops)
    stops = stops_of.get(route.pk, [])
    reported = {event.key: event for event in route.events.all()}
    facts = [event.as_fact() for event in reported.values()]
    held = held_of(route)
    status = route_status(facts, as_of, held)
    timetable = day_timetable(stops, holdings.times, as_of)
    records = _real(status, as_of, timetable, holdings)
    return RouteRecord(
        route=route,
        as_of=as_of,
        status=status,
        badge=badge(status.state),
        other_names=other_names(route),
        operators=list(route.operators.all()),
        crossings=[stop.station for stop in stops if stop.station.is_border_point],
        distance=distance(stops, notes),
        evidence=evidence(reported, status, as_of, notes),
        steps=step_lines(reported, status, notes),
        next_change=change_sentence(status.next_change),
        announced=ledger(route.claims.all(), records, notes),
        events=event_lines(reported.values(), as_of, notes),
        stops=stop_lines(stops, notes),
        bases=_bases(route, notes),
        history=[DayState(change.on, badge(change.state)) for change in history(facts, today, held)],
        drawing=drawing(route, stops_of, status),
        alerts=[alert_line(alert, notes) for alert in alerts_about(holdings.alerts, route, stops)],
        timetable=timetable,
        timetable_numbers=numbers_of(notes, timetable.timetable.source) if timetable else [],
        fares=fare_table(holdings.fares, notes),
        notes=notes,
    )


def _real(status: RouteStatus, as_of: date, timetable: DayTimetable | None, holdings: Holdings) -> Records:
    """What announcements are held against: no samples."""
    return Records(
        status=status,
        as_of=as_of,
        timetable=timetable if timetable and not timetable.is_sample else None,
        fares=sum(not rule.product.is_sample for rule in holdings.fares),
    )


def _bases(route: Route, notes: Notes) -> list[Basis]:
    return [
        Basis(basis.agreement, basis.get_role_display(), numbers_of(notes, basis.source))
        for basis in route.bases.all()
    ]


def other_names(route: Route) -> list[tuple[str, str]]:
    """(language, name) in the languages the page is not in, without repeats."""
    shown, found = {route.name}, []
    for code in LANGUAGES:
        name = getattr(route, f"name_{code}")
        if code != get_language() and name and name not in shown:
            shown.add(name)
            found.append((code, name))
    return found


def beside_the_bases(citing: Uses, bases: Iterable[Basis]) -> list[Backlink]:
    """Without the agreements that are named as the route's bases already."""
    slugs = {basis.agreement.slug for basis in bases}
    links = (link for _kind, of_kind in citing for link in of_kind)
    return [link for link in links if not (link.kind.name == "agreement" and link.key in slugs)]
