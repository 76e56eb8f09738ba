"""What state is a route in on a day? Computed from dated events; no ORM, no clock, no words.

An event counts from the day it was known. Disputed and retracted events are shown to readers but move nothing. A route lives
from its first event to its closing; events after a closing begin another life.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from config.web.partial_dates import PartialDate

# The stages before the first train, in order; the furthest one reached decides.
STAGES = ("proposed", "considered", "decided", "launch_planned")
# Only these two make a route run: an extension or a plan never does.
STARTS = ("launched", "resumed")
RUNNING = (*STARTS, "extended", "suspended")
ENDS = ("closed", "cancelled")
LIFE = (*STAGES, "launched", "extended", "suspended", "resumed", *ENDS)


class State(StrEnum):
    NOT_RECORDED = "not_recorded"
    PROPOSED = "proposed"
    CONSIDERED = "considered"
    DECIDED = "decided"
    LAUNCH_PLANNED = "launch_planned"
    START_NOT_CONFIRMED = "start_not_confirmed"
    OPERATING = "operating"
    OPERATING_NO_TIMETABLE = "operating_no_timetable"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Rule(StrEnum):
    """Which rule decided."""

    NOTHING_KNOWN = "nothing_known"
    FURTHEST_STAGE = "furthest_stage"
    PLAN_AHEAD = "plan_ahead"
    PLAN_PASSED = "plan_passed"
    LAST_RUNNING_EVENT = "last_running_event"
    ENDED = "ended"


class Reached(StrEnum):
    DONE = "done"
    HERE = "here"
    AHEAD = "ahead"


class Event(NamedTuple):
    """`dated_on` with its precision is when it happened or is planned for; `known_from` the day from which it counts."""

    key: str
    kind: str
    known_from: date
    dated_on: date | None = None
    precision: str = "day"
    counts: bool = True

    @property
    def last_day(self) -> date | None:
        """The last day on which it may have happened, or by which it is planned. None: not established."""
        return PartialDate(self.dated_on, self.precision).latest if self.dated_on else None

    @property
    def effective_from(self) -> date:
        """The first day on which it has happened for certain; a plan stands from the day it was announced."""
        if self.kind in STAGES or self.last_day is None:
            return self.known_from
        return max(self.known_from, self.last_day)

    @property
    def happened(self) -> tuple[date, date, int, str]:
        """A total order, so that the order of entry never matters."""
        day = self.known_from if self.kind == "launch_planned" else self.last_day or self.known_from
        return (day, self.known_from, LIFE.index(self.kind), self.key)


class Held(NamedTuple):
    """The days, both included, for which a real timetable is published and known; none where `last` is before `first`."""

    first: date
    last: date

    def on(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Step:
    """One station of a route's life. `kind` is an event's kind or "operating"; no event: nothing is recorded of it."""

    kind: str
    reached: Reached
    event: Event | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A day on which the state becomes another."""

    on: date
    state: State


@dataclass(frozen=True, slots=True)
class RouteStatus:
    state: State
    rule: Rule
    used: tuple[Event, ...]
    plan: Event | None
    steps: tuple[Step, ...]
    # The first later day on which what is already known gives another answer.
    next_change: Change | None

    @property
    def runs(self) -> bool:
        return self.state in (State.OPERATING, State.OPERATING_NO_TIMETABLE)

    @property
    def planned_by(self) -> date | None:
        return self.plan.last_day if self.plan else None


def route_status(events: Iterable[Event], as_of: date, held: Iterable[Held] = ()) -> RouteStatus:
    """The state of a route at the end of `as_of`, from what was known by then.

    `held`: of its real timetables; sample timetables never count. The last answers are kept: a network asks of every route.
    """
    return _status(tuple(events), as_of, tuple(held))


@lru_cache(1024)
def _status(events: tuple[Event, ...], as_of: date, held: tuple[Held, ...]) -> RouteStatus:
    known = _known(events, as_of)
    state, rule, life = _decide(known, as_of, held)
    return RouteStatus(
        state=state,
        rule=rule,
        used=_used(state, life),
        plan=_plan(life),
        steps=_steps(state, life),
        next_change=_next_change(known, as_of, state, held),
    )


def _known(events: Iterable[Event], as_of: date) -> list[Event]:
    """In the order in which they happened."""
    return sorted((e for e in events if e.counts and e.known_from <= as_of), key=lambda e: e.happened)


def turning_days(events: Iterable[Event], held: Iterable[Held] = ()) -> list[date]:
    """Every day on which the state may differ from that of the day before."""
    days: set[date] = set()
    for span in held:
        days |= {span.first, span.last + timedelta(days=1)}
    for event in events:
        days |= {event.known_from, event.effective_from}
        if event.kind == "launch_planned" and event.last_day:
            days.add(event.last_day + timedelta(days=1))
    return sorted(days)


def history(events: Iterable[Event], until: date, held: Iterable[Held] = ()) -> list[Change]:
    """The days up to `until` on which the state became another, each as it was known on that day."""
    events, held = list(events), tuple(held)
    changes: list[Change] = []
    state = State.NOT_RECORDED
    for day in turning_days(events, held):
        if day <= until and (now := _decide(_known(events, day), day, held)[0]) != state:
            changes.append(Change(day, now))
            state = now
    return changes


def _decide(known: list[Event], as_of: date, held: tuple[Held, ...]) -> tuple[State, Rule, list[Event]]:
    """The state, why, and the events of the present life that have taken effect."""
    effective = [event for event in known if event.effective_from <= as_of]
    last_end = max((i for i, event in enumerate(effective) if event.kind in ENDS), default=-1)
    life = effective[last_end + 1 :]
    if not life:
        if last_end < 0:
            return State.NOT_RECORDED, Rule.NOTHING_KNOWN, []
        return State(effective[last_end].kind), Rule.ENDED, _last_life(effective)
    turns = [event for event in life if event.kind in (*STARTS, "suspended")]
    if turns:
        if turns[-1].kind == "suspended":
            return State.SUSPENDED, Rule.LAST_RUNNING_EVENT, life
        covered = any(span.on(as_of) for span in held)
        state = State.OPERATING if covered else State.OPERATING_NO_TIMETABLE
        return state, Rule.LAST_RUNNING_EVENT, life
    plan = _plan(life)
    if plan is not None:
        if plan.last_day is not None and plan.last_day < as_of:
            return State.START_NOT_CONFIRMED, Rule.PLAN_PASSED, life
        return State.LAUNCH_PLANNED, Rule.PLAN_AHEAD, life
    stages = [event.kind for event in life if event.kind in STAGES]
    if not stages:  # only an extension is known: of a service whose start nobody reported to us
        return State.NOT_RECORDED, Rule.NOTHING_KNOWN, life
    return State(max(stages, key=STAGES.index)), Rule.FURTHEST_STAGE, life


def _last_life(effective: list[Event]) -> list[Event]:
    """The life that the last event ended, its end included."""
    ends = [i for i, event in enumerate(effective) if event.kind in ENDS]
    return effective[(ends[-2] + 1 if len(ends) > 1 else 0) :]


def _plan(life: list[Event]) -> Event | None:
    """The plan in force: the one announced last; of two of one day, the later deadline."""
    plans = [event for event in life if event.kind == "launch_planned"]
    return max(plans, key=lambda e: (e.known_from, e.last_day or date.max, e.key), default=None)


def _used(state: State, life: list[Event]) -> tuple[Event, ...]:
    """The events that decide, the decisive one first."""
    match state:
        case State.NOT_RECORDED:
            return ()
        case State.LAUNCH_PLANNED | State.START_NOT_CONFIRMED:
            plan = _plan(life)
            decided = [event for event in life if event.kind == "decided"]
            return tuple(filter(None, (plan, *decided[-1:])))
        case State.OPERATING | State.OPERATING_NO_TIMETABLE:
            running = [event for event in life if event.kind in (*STARTS, "extended")]
            return tuple(reversed(running))
        case State.SUSPENDED | State.CLOSED | State.CANCELLED:
            return tuple([event for event in life if event.kind == state.value][-1:])
    return tuple(reversed([event for event in life if event.kind == state.value]))


def _steps(state: State, life: list[Event]) -> tuple[Step, ...]:
    """The line of a route's life: what is recorded, where it stands, and what would still have to come."""
    first = {event.kind: event for event in reversed(life)}
    if plan := _plan(life):
        first["launch_planned"] = plan
    here = {
        State.START_NOT_CONFIRMED: "launch_planned",
        State.OPERATING: "operating",
        State.OPERATING_NO_TIMETABLE: "operating",
        State.NOT_RECORDED: "",
    }.get(state, state.value)
    line = ["proposed", "considered", "decided", "launch_planned", "launched"]
    line.append(here if here in ("suspended", *ENDS) else "operating")
    at = line.index(here) if here else -1
    steps = []
    for position, kind in enumerate(line):
        reached = Reached.HERE if position == at else Reached.DONE if position < at else Reached.AHEAD
        # What has been passed without a record is left out; what lies ahead is named, "considered" excepted.
        if kind in first or position == at or (position > at and kind != "considered"):
            steps.append(Step(kind, reached, first.get(kind)))
    return tuple(steps)


def _next_change(known: list[Event], as_of: date, state: State, held: tuple[Held, ...]) -> Change | None:
    for day in turning_days(known, held):
        if day > as_of:
            later = _decide(known, day, held)[0]
            if later != state:
                return Change(day, later)
    return None
