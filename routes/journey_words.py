"""The words of a journey's answer: what is known, and in every "no" why."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.web import dates
from routes.journeys.why_not import LineAnswer, Reason
from routes.route_words import plan_sentence


def change(station: str, wait: str) -> str:
    return _("Change at %(station)s: %(wait)s") % {"station": station, "wait": wait}


def change_on_foot(origin: str, station: str, wait: str) -> str:
    """`wait`: from the arrival of the one train to the departure of the other."""
    return _("Change on foot from %(origin)s to %(station)s: %(wait)s") % {
        "origin": origin,
        "station": station,
        "wait": wait,
    }


def on_foot(origin: str, station: str, time: str) -> str:
    """Before the first train, or after the last."""
    return _("On foot from %(origin)s to %(station)s: %(time)s") % {
        "origin": origin,
        "station": station,
        "time": time,
    }


def headline(reason: Reason) -> str:
    match reason:
        case Reason.NO_TRAIN:
            return _("Trains run, but none this way then")
        case Reason.NO_TIMETABLE:
            return _("Trains run, but this site holds no timetable")
        case Reason.NOT_CONFIRMED:
            return _("Planned; that trains run is not confirmed")
        case Reason.PLANNED:
            return _("Planned, not running")
        case Reason.CANDIDATE:
            return _("A candidate only")
        case Reason.STOPPED:
            return _("No trains run")
        case Reason.NOTHING_RECORDED:
            return _("Nothing recorded by that day")
        case Reason.SAME_STATION:
            return _("The same station twice")
    return _("No line here joins these two stations")


def explanation(one: LineAnswer, known_on: date) -> str:
    """Why no train is offered, in sentences."""
    day = {"day": dates.day(known_on)}
    plan = one.line.status.plan
    match one.reason:
        case Reason.NO_TRAIN:
            return _("The published timetable has no train between these two stations around that day.")
        case Reason.NO_TIMETABLE:
            return (
                _(
                    "The route is operating, according to reports known on %(day)s. Ask the operator for times and tickets."
                )
                % day
            )
        case Reason.NOT_CONFIRMED:
            return " ".join(
                [
                    plan_sentence(plan) if plan else "",
                    _("By %(day)s no report of a first train is held: do not count on one.") % day,
                ]
            ).strip()
        case Reason.PLANNED:
            return " ".join(
                [
                    plan_sentence(plan) if plan else _("The route is decided; no start has been announced."),
                    _("Trains did not run on %(day)s.") % day,
                ]
            )
        case Reason.CANDIDATE:
            return _("The route has been named as possible. Nothing is decided, and no trains run.")
        case Reason.STOPPED:
            return _("The route was suspended, closed or given up, as known on %(day)s.") % day
    return _("By %(day)s no report about this route is held.") % day


def duration(seconds: int) -> str:
    """2 h 22 min; minutes begun do not count."""
    hours, minutes = divmod(seconds // 60, 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": minutes}
    return _("%(hours)d h %(minutes)02d min") % {"hours": hours, "minutes": minutes}


def changes(number: int) -> str:
    if not number:
        return _("direct")
    return ngettext("%(number)d change", "%(number)d changes", number) % {"number": number}


def nothing_that_day(last: str | None, following: str, on: date) -> str:
    """`last`: when the last journey of the day asked begins, if there is one; `following`, `on`: the next and its day."""
    words = {"last": last, "time": following, "day": dates.day(on)}
    if last:
        return _("The last train of that day leaves at %(last)s. The next: %(day)s, %(time)s.") % words
    return _("No train leaves on that day. The next: %(day)s, %(time)s.") % words


def nothing_by_then(arrival: str) -> str:
    """`arrival`: of the first journey of that day."""
    return _("No train arrives by then. The first of that day arrives at %(time)s.") % {"time": arrival}
