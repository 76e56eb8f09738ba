"""The railway's tables, by subject."""

from routes.models import address_triggers, claim_triggers, stop_time_triggers  # noqa: F401  (they declare their triggers)
from routes.models.events import RouteClaim, RouteEvent
from routes.models.railway import Operator, Route, RouteBasis, RouteStop, Station
from routes.models.timetables import StopTime, Timetable, Trip

__all__ = [
    "Operator",
    "Route",
    "RouteBasis",
    "RouteClaim",
    "RouteEvent",
    "RouteStop",
    "Station",
    "StopTime",
    "Timetable",
    "Trip",
]
