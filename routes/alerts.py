"""Notices to passengers: which are about a route, and what a page says of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from config.web import dates
from config.web.translated import Translated
from news.texts.notes import Notes
from routes.models import Alert, AlertEntity, AlertPeriod, Route, RouteStop
from routes.terms import AlertCause, AlertEffect, AlertSeverity

HEADER, DESCRIPTION = Translated("header"), Translated("description")
# By severity: information, warning, severe.
TONES = {AlertSeverity.WARNING: "claim", AlertSeverity.SEVERE: "plum"}


@dataclass(frozen=True, slots=True)
class About:
    """One whom a notice names: all of `things` together, as (name, address or "")."""

    things: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class AlertLine:
    alert: Alert
    header: str
    header_language: str
    description: str
    description_language: str
    cause: str
    effect: str
    tone: str
    periods: list[str]
    about: list[About]
    numbers: list[int]


def alerts_about(alerts: Iterable[Alert], route: Route, stops: Sequence[RouteStop]) -> list[Alert]:
    """Those that name the route, its operator, a train or a station of it; what one entity names must all be met."""
    operators = {operator.pk for operator in route.operators.all()}
    stations = {stop.station_id for stop in stops}

    def is_met(entity: AlertEntity) -> bool:
        return (
            entity.route_id in (None, route.pk)
            and (entity.operator_id is None or entity.operator_id in operators)
            and (entity.station_id is None or entity.station_id in stations)
            and (entity.trip is None or entity.trip.timetable.route_id == route.pk)
        )

    return [alert for alert in alerts if any(is_met(entity) for entity in alert.entities.all())]


def alert_line(alert: Alert, notes: Notes) -> AlertLine:
    header, description = HEADER.read(alert), DESCRIPTION.read(alert)
    return AlertLine(
        alert=alert,
        header=header[0],
        header_language=header[1],
        description=description[0],
        description_language=description[1],
        cause="" if alert.cause == AlertCause.UNKNOWN else alert.get_cause_display(),
        effect="" if alert.effect == AlertEffect.UNKNOWN else alert.get_effect_display(),
        tone=TONES.get(AlertSeverity(alert.severity), ""),
        periods=[period_words(period) for period in alert.periods.all()],
        about=[_about(entity) for entity in alert.entities.all()],
        numbers=[notes.mark(alert.source).number],
    )


def period_words(period: AlertPeriod) -> str:
    start = dates.moment(period.start_at)
    if period.end_at is None:
        return _("from %(start)s, the end is not stated") % {"start": start}
    return _("from %(start)s to %(end)s") % {"start": start, "end": dates.moment(period.end_at)}


def _about(entity: AlertEntity) -> About:
    things = []
    for thing in entity.named:
        if thing == entity.trip:
            words = _("train %(number)s") % {"number": entity.trip.number}
            things.append((words, entity.trip.timetable.route.get_absolute_url()))
        else:
            address = thing.get_absolute_url() if thing in (entity.route, entity.station) else ""
            things.append((str(thing), address))
    return About(things)
