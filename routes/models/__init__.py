"""The railway's tables, by subject."""

from routes.models import claim_triggers  # noqa: F401  (declares its trigger)
from routes.models.events import RouteClaim, RouteEvent
from routes.models.railway import Operator, Route, RouteBasis, RouteStop, Station

__all__ = ["Operator", "Route", "RouteBasis", "RouteClaim", "RouteEvent", "RouteStop", "Station"]
