"""What was reported of a route, as its page tells it: what its state rests on, the steps it has taken, every event."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from config.web import dates
from news.models import Source
from news.texts.notes import Notes
from routes.models import RouteEvent
from routes.route_status import Reached, RouteStatus, State, Step
from routes.route_words import event_day, event_label, plan_sentence, step_detail, step_label, verdict

# What was reported of a route, by key.
Events = Mapping[str, RouteEvent]
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


def numbers_of(notes: Notes, source: Source | None) -> list[int]:
    return [notes.mark(source).number] if source else []


def evidence(events: Events, status: RouteStatus, as_of: date, notes: Notes) -> list[Sentence]:
    """What the state rests on: the decisive reports, then what follows on the day."""
    sentences = []
    if status.state in (State.LAUNCH_PLANNED, State.START_NOT_CONFIRMED) and status.plan:
        plan = events[status.plan.key]
        sentences.append(Sentence(plan_sentence(status.plan), numbers_of(notes, plan.source)))
    else:
        # A running route shows its start and what came after; any other the last report.
        for fact in status.used[: 2 if status.runs else 1]:
            event = events[fact.key]
            sentences.append(Sentence(event.says, numbers_of(notes, event.source)))
    return [*sentences, Sentence(verdict(status, as_of), [])]


def step_lines(events: Events, status: RouteStatus, notes: Notes) -> list[StepLine]:
    return [_step_line(events, step, status, notes) for step in status.steps]


def _step_line(events: Events, step: Step, status: RouteStatus, notes: Notes) -> StepLine:
    event = events[step.event.key] if step.event else None
    pending = (
        status.state in (State.START_NOT_CONFIRMED, State.LAUNCH_PLANNED) and step.reached is Reached.HERE
    )
    done = step.reached is Reached.HERE and status.runs
    return StepLine(
        label=step_label(step.kind),
        detail=step_detail(step, status),
        numbers=numbers_of(notes, event.source) if event else [],
        shape="full" if done else SHAPES[step.reached],
        here=step.reached is Reached.HERE,
        ahead=step.reached is Reached.AHEAD or pending,
    )


def event_lines(events: Iterable[RouteEvent], as_of: date, notes: Notes) -> list[EventLine]:
    return [_event_line(event, as_of, notes) for event in _known_events(events, as_of)]


def _known_events(events: Iterable[RouteEvent], as_of: date) -> list[RouteEvent]:
    """What was known on the day, the latest known first."""
    known = [event for event in events if event.known_from <= as_of]
    return sorted(
        known,
        key=lambda event: (event.known_from, event.dated_on or event.known_from, event.key),
        reverse=True,
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
        numbers=numbers_of(notes, event.source),
        grade="expected" if plan and fact.last_day and fact.last_day >= as_of else event.assertion,
        shape="hollow" if plan else "full",
        tone="plan" if plan else "odd" if not event.moves_the_state else "",
    )
