"""The words of a journey's answer: what is known, and in every "no" why."""

from datetime import date

from django.utils.translation import gettext as _

from config.web import dates
from routes.journeys import LineAnswer, Reason
from routes.route_words import plan_sentence


def headline(reason: Reason) -> str:
    match reason:
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
