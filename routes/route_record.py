"""Everything a route's page says, computed for one day: one object for the page and for what is made of it later."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from config.web import dates
from config.web.translated import LANGUAGES
from news.backlinks import Backlink
from news.models import Agreement
from news.texts.notes import Notes
from routes import maps
from routes.alerts import AlertLine, alert_line, alerts_about
from routes.distance import straight_line_km
from routes.fares import FareTable, fare_table
from routes.ledger import LedgerRow, Records, ledger
from routes.models import Alert, FareRule, Route, RouteEvent, RouteStop, Station, StopTime
from routes.network import event_of, held_of, located, map_key, place, track
from routes.route_status import Reached, RouteStatus, State, Step, history, route_status
from routes.route_words import (
    Badge,
    badge,
    change_sentence,
    event_day,
    event_label,
    line_style,
    plan_sentence,
    step_detail,
    step_label,
    verdict,
)
from routes.terms import RouteKind
from routes.timetable_block import DayTimetable, day_timetable

SHAPES = {Reached.DONE: "full", Reached.HERE: "half", Reached.AHEAD: "hollow"}


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    numbers: list[int]


@dataclass(frozen=True, slots=True)
class StepLine:
    label: str
    detail: str
    numbers: list[int]
    shape: str
    here: bool
    ahead: bool


@dataclass(frozen=True, slots=True)
class StopLine:
    station: Station
    numbers: list[int]


@dataclass(frozen=True, slots=True)
class EventLine:
    """One entry of `site/_timeline.html`."""

    date_text: str
    title: str
    detail: str
    iso: str
    numbers: list[int]
    grade: str
    shape: str
    tone: str


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
    crossings: list[Station]
    distance: Sentence | None
    evidence: list[Sentence]
    steps: list[StepLine]
    next_change: str
    announced: list[LedgerRow]
    stops: list[StopLine]
    events: list[EventLine]
    bases: list[Basis]
    # Articles and agreements whose texts name the route.
    citing: list[Backlink]
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


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the site holds of a route's trains for the day of the page."""

    times: Iterable[StopTime] = ()
    fares: Iterable[FareRule] = ()
    alerts: Iterable[Alert] = ()


def route_record(
    route: Route,
    all_stops: Iterable[RouteStop],
    citing: Iterable[Backlink],
    as_of: date,
    today: date,
    holdings: Holdings = Holdings(),
) -> RouteRecord:
    """`all_stops`: those of every route, in order, for the map. Sources are numbered in the order of the page."""
    notes = Notes()
    stops_of: dict[int, list[RouteStop]] = {}
    for stop in all_stops:
        stops_of.setdefault(stop.route_id, []).append(stop)
    stops = stops_of.get(route.pk, [])
    facts = [event.as_fact() for event in route.events.all()]
    held = held_of(route)
    status = route_status(facts, as_of, held)
    timetable = day_timetable(stops, holdings.times, as_of)
    fares = list(holdings.fares)
    records = Records(
        status=status,
        as_of=as_of,
        timetable=timetable if timetable and not timetable.is_sample else None,
        fares=sum(not rule.product.is_sample for rule in fares),
    )
    return RouteRecord(
        route=route,
        as_of=as_of,
        status=status,
        badge=badge(status.state),
        other_names=other_names(route),
        crossings=[stop.station for stop in stops if stop.station.is_border_point],
        distance=_distance(stops, notes),
        evidence=_evidence(route, status, as_of, notes),
        steps=[_step_line(route, step, status, notes) for step in status.steps],
        next_change=change_sentence(status.next_change),
        announced=ledger(route.claims.all(), records, notes),
        events=[_event_line(event, as_of, notes) for event in known_events(route, as_of)],
        stops=[StopLine(stop.station, _numbers(notes, stop.source)) for stop in stops],
        bases=[
            Basis(basis.agreement, basis.get_role_display(), _numbers(notes, basis.source))
            for basis in route.bases.all()
        ],
        citing=_beside_the_bases(citing, route),
        history=[DayState(change.on, badge(change.state)) for change in history(facts, today, held)],
        drawing=_drawing(route, stops_of, status),
        alerts=[alert_line(alert, notes) for alert in alerts_about(holdings.alerts, route, stops)],
        timetable=timetable,
        timetable_numbers=_numbers(notes, timetable.timetable.source) if timetable else [],
        fares=fare_table(fares, notes),
        notes=notes,
    )


def other_names(route: Route) -> list[tuple[str, str]]:
    """(language, name) in the languages the page is not in, without repeats."""
    shown, found = {route.name}, []
    for code in LANGUAGES:
        name = getattr(route, f"name_{code}")
        if code != get_language() and name and name not in shown:
            shown.add(name)
            found.append((code, name))
    return found


def known_events(route: Route, as_of: date) -> list[RouteEvent]:
    """What was known on the day, the latest known first."""
    known = [event for event in route.events.all() if event.known_from <= as_of]
    return sorted(
        known,
        key=lambda event: (event.known_from, event.dated_on or event.known_from, event.key),
        reverse=True,
    )


def _numbers(notes: Notes, source: object) -> list[int]:
    return [notes.mark(source).number] if source else []  # type: ignore[arg-type]


def _distance(stops: list[RouteStop], notes: Notes) -> Sentence | None:
    if len(stops) < 2:
        return None
    first, last = stops[0].station, stops[-1].station
    if not (located(first) and located(last)):
        return None
    km = straight_line_km(
        (float(first.latitude), float(first.longitude)), (float(last.latitude), float(last.longitude))
    )
    numbers = dict.fromkeys(
        notes.mark(station.coordinate_source).number for station in (first, last) if station.coordinate_source
    )
    return Sentence(_("%(km)d km in a straight line between the towns") % {"km": round(km)}, list(numbers))


def _evidence(route: Route, status: RouteStatus, as_of: date, notes: Notes) -> list[Sentence]:
    """What the state rests on: the decisive reports, then what follows on the day."""
    sentences = []
    if status.state in (State.LAUNCH_PLANNED, State.START_NOT_CONFIRMED) and status.plan:
        plan = event_of(route, status.plan)
        sentences.append(Sentence(plan_sentence(status.plan), _numbers(notes, plan.source)))
    else:
        # A running route shows its start and what came after; any other the last report.
        for fact in status.used[: 2 if status.runs else 1]:
            event = event_of(route, fact)
            sentences.append(Sentence(event.says, _numbers(notes, event.source)))
    return [*sentences, Sentence(verdict(status, as_of), [])]


def _step_line(route: Route, step: Step, status: RouteStatus, notes: Notes) -> StepLine:
    event = event_of(route, step.event) if step.event else None
    pending = (
        status.state in (State.START_NOT_CONFIRMED, State.LAUNCH_PLANNED) and step.reached is Reached.HERE
    )
    done = step.reached is Reached.HERE and status.runs
    return StepLine(
        label=step_label(step.kind),
        detail=step_detail(step, status),
        numbers=_numbers(notes, event.source) if event else [],
        shape="full" if done else SHAPES[step.reached],
        here=step.reached is Reached.HERE,
        ahead=step.reached is Reached.AHEAD or pending,
    )


def _event_line(event: RouteEvent, as_of: date, notes: Notes) -> EventLine:
    fact = event.as_fact()
    plan = event.kind == "launch_planned"
    said = event.dated_on and event.announced_on and event.announced_on != event.dated_on
    detail = event.says
    if said:
        detail = _("%(says)s (Said on %(day)s.)") % {"says": event.says, "day": dates.day(event.announced_on)}
    return EventLine(
        date_text=event_day(fact),
        title=event_label(event.kind),
        detail=detail,
        iso=event.dated_on.isoformat()
        if event.dated_on and event.date_precision in ("day", "by_day")
        else "",
        numbers=_numbers(notes, event.source),
        grade="expected" if plan and fact.last_day and fact.last_day >= as_of else event.assertion,
        shape="hollow" if plan else "full",
        tone="plan" if plan else "odd" if not event.moves_the_state else "",
    )


def _beside_the_bases(citing: Iterable[Backlink], route: Route) -> list[Backlink]:
    """Without the agreements that are named as the route's bases already."""
    bases = {basis.agreement.slug for basis in route.bases.all()}
    return [link for link in citing if not (link.kind.name == "agreement" and link.key in bases)]


def _drawing(route: Route, stops_of: dict[int, list[RouteStop]], status: RouteStatus) -> maps.Drawing | None:
    """This route whole; the others where they cross the view, thinner, with their ends."""
    own = {stop.station.slug for stop in stops_of.get(route.pk, [])}
    ends = {stop.station.slug for stops in stops_of.values() for stop in (stops[0], stops[-1])}
    stations = {stop.station.slug: stop.station for stops in stops_of.values() for stop in stops}
    places = [
        place(station, minor=station.is_border_point or slug not in own)
        for slug, station in stations.items()
        if located(station)
    ]
    tracks = [
        track(str(pk), line_style(status.state) if pk == route.pk else "neighbour", stops)
        for pk, stops in stops_of.items()
    ]
    return maps.draw(places, tracks, own, own | ends, highest=440)
