"""The railway's tables, by subject."""

from routes.models import (  # noqa: F401  (they declare their triggers)
    address_triggers,
    claim_triggers,
    stop_time_triggers,
    timetable_triggers,
)
from routes.models.compiled import CompiledService
from routes.models.events import RouteClaim, RouteEvent
from routes.models.fares import FareProduct, FareRule, RiderCategory
from routes.models.feed_reports import FeedReport
from routes.models.notices import Alert, AlertEntity, AlertPeriod
from routes.models.railway import Operator, Route, RouteBasis, RouteStop, Station
from routes.models.services import Service, ServiceException
from routes.models.timetable_notes import NotePlace, TimetableNote
from routes.models.timetables import Publication, Timetable
from routes.models.transfers import Transfer
from routes.models.trips import StopTime, Trip

__all__ = [
    "Alert",
    "AlertEntity",
    "AlertPeriod",
    "CompiledService",
    "FareProduct",
    "FareRule",
    "FeedReport",
    "NotePlace",
    "Operator",
    "Publication",
    "RiderCategory",
    "Route",
    "RouteBasis",
    "RouteClaim",
    "RouteEvent",
    "RouteStop",
    "Service",
    "ServiceException",
    "Station",
    "StopTime",
    "Timetable",
    "TimetableNote",
    "Transfer",
    "Trip",
]
