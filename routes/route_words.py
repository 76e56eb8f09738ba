"""The words for what `route_status` found: states, dates as far as they are known, steps, and what comes next."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from config.web import dates
from config.web.words import by_language
from routes.route_status import Change, Event, Reached, RouteStatus, State, Step
from routes.terms import EventKind


@dataclass(frozen=True, slots=True)
class Badge:
    """A state as `site/_state.html` prints it."""

    label: str
    shape: str
    tone: str


LABELS = {
    State.NOT_RECORDED: gettext_lazy("Nothing recorded"),
    State.PROPOSED: gettext_lazy("A candidate; nothing decided"),
    State.CONSIDERED: gettext_lazy("Under consideration; not decided"),
    State.DECIDED: gettext_lazy("Decided; no start announced"),
    State.LAUNCH_PLANNED: gettext_lazy("Launch planned; not running yet"),
    State.START_NOT_CONFIRMED: gettext_lazy("Planned start has passed; not confirmed"),
    State.OPERATING: gettext_lazy("Operating"),
    State.OPERATING_NO_TIMETABLE: gettext_lazy("Operating; timetable not held"),
    State.SUSPENDED: pgettext_lazy("of a route", "Suspended"),
    State.CLOSED: gettext_lazy("Closed"),
    State.CANCELLED: gettext_lazy("Cancelled before launch"),
}
# Shape and tone: ● runs, ◐ is on its way, ○ only named, ▲ stopped, ⊣ ended.
DRESS = {
    State.DECIDED: ("half", "claim"),
    State.LAUNCH_PLANNED: ("half", "claim"),
    State.START_NOT_CONFIRMED: ("half", "claim"),
    State.OPERATING: ("full", "force"),
    State.OPERATING_NO_TIMETABLE: ("full", "force"),
    State.SUSPENDED: ("tri", "claim"),
    State.CLOSED: ("end", ""),
    State.CANCELLED: ("end", ""),
}
LINE_STYLES = {
    State.DECIDED: "planned",
    State.LAUNCH_PLANNED: "planned",
    State.START_NOT_CONFIRMED: "planned",
    State.OPERATING: "running",
    State.OPERATING_NO_TIMETABLE: "running",
    State.PROPOSED: "candidate",
    State.CONSIDERED: "candidate",
}
LINE_WORDS = {
    "running": gettext_lazy("operating"),
    "planned": gettext_lazy("planned"),
    "candidate": gettext_lazy("candidate"),
    "other": gettext_lazy("not running"),
    "neighbour": gettext_lazy("another route"),
}
STEP_LABELS = {
    "proposed": gettext_lazy("Proposed"),
    "considered": gettext_lazy("Under consideration"),
    "decided": gettext_lazy("Decided"),
    "launch_planned": gettext_lazy("Launch planned"),
    "launched": gettext_lazy("Launched"),
    "operating": gettext_lazy("Operating"),
    "suspended": pgettext_lazy("of a route", "Suspended"),
    "closed": gettext_lazy("Closed"),
    "cancelled": gettext_lazy("Cancelled before launch"),
}


@by_language
def badge(state: State) -> Badge:
    shape, tone = DRESS.get(state, ("hollow", ""))
    return Badge(str(LABELS[state]), shape, tone)


def line_style(state: State) -> str:
    """running, planned, candidate or other: the CSS class of the line, and the key of its word."""
    return LINE_STYLES.get(state, "other")


def event_day(event: Event) -> str:
    """When an event happened or is planned for, as far as it is known."""
    if event.dated_on is None:
        return pgettext("date of an event", "reported %(day)s") % {"day": dates.day(event.known_from)}
    match event.precision:
        case "by_day":
            return pgettext("date of an event", "by %(day)s") % {"day": dates.day(event.dated_on)}
        case "month":
            return dates.month(event.dated_on)
        case "year":
            return str(event.dated_on.year)
    return dates.day(event.dated_on)


def plan_sentence(plan: Event) -> str:
    """What was announced about the start."""
    if plan.dated_on is None:
        return _("A start was announced, without a day.")
    match plan.precision:
        case "by_day":
            return _("The start was announced for no later than %(day)s.") % {"day": dates.day(plan.dated_on)}
        case "month":
            return _("The start was announced for %(month)s, no day named.") % {
                "month": dates.month(plan.dated_on)
            }
        case "year":
            return _("The start was announced for %(year)s.") % {"year": plan.dated_on.year}
    return _("The start was announced for %(day)s.") % {"day": dates.day(plan.dated_on)}


def verdict(status: RouteStatus, as_of: date) -> str:
    """What follows from the evidence on the day, in one sentence."""
    day = {"day": dates.day(as_of)}
    match status.state:
        case State.NOT_RECORDED:
            return _("On %(day)s no dated, sourced report about this route is held.") % day
        case State.PROPOSED:
            return _("On %(day)s it is a name in a list: no decision, no date and no trains.") % day
        case State.CONSIDERED:
            return _("On %(day)s it is being considered: no decision, no date and no trains.") % day
        case State.DECIDED:
            return _("On %(day)s no start has been announced.") % day
        case State.LAUNCH_PLANNED:
            return _("On %(day)s the trains are planned and do not run yet.") % day
        case State.START_NOT_CONFIRMED:
            return (
                _("On %(day)s no dated, sourced report of a first train is held, and no published timetable.")
                % day
            )
        case State.OPERATING:
            return _("On %(day)s a published timetable is held.") % day
        case State.OPERATING_NO_TIMETABLE:
            return (
                _("On %(day)s this site holds no published timetable: ask the operator before travelling.")
                % day
            )
        case State.SUSPENDED:
            return _("On %(day)s no report that trains run again is held.") % day
    return _("On %(day)s no later decision about it is held.") % day


def step_detail(step: Step, status: RouteStatus) -> str:
    """The words beside one station of the route's life."""
    if step.kind == "operating":
        if step.reached is not Reached.HERE:
            return _("needs a report of the first train and a published timetable")
        return _("timetable held") if status.state is State.OPERATING else _("no published timetable held")
    if step.event is None:
        return _("no sourced report")
    if step.kind == "launch_planned" and status.state is State.START_NOT_CONFIRMED:
        return _("%(day)s; the day has passed") % {"day": event_day(step.event)}
    return event_day(step.event)


def change_sentence(change: Change | None) -> str:
    """What will be shown later if nothing new is recorded. Empty: the state stays."""
    if change is None:
        return ""
    return _("Unless something new is recorded, from %(day)s this page will read: %(state)s.") % {
        "day": dates.day(change.on),
        "state": LABELS[change.state],
    }


@by_language
def step_label(kind: str) -> str:
    return str(STEP_LABELS[kind])


@by_language
def event_label(kind: str) -> str:
    return str(EventKind(kind).label)
